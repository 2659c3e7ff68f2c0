# Header fields of an example, as JSON and as a table.
page="$ROOT/examples/archive/site/09QASRALBAHR114.html"
[ -e "$page" ] || page=$(find "$ROOT/examples/archive" -name '09QASRALBAHR114*' | head -n 1)
"$DRAGOMAN" cable --format json "$page" >one.json
echo "exit $?, $(wc -l <one.json) line"
grep -o '"number":{[^}]*}' one.json | head -n 1
grep -o '"classification":{[^}]*}' one.json
grep -o '"date":{[^}]*}' one.json
"$DRAGOMAN" cable "$page" | grep -E '^(number|date|origin|signer) '
printf 'Nothing of a cable.\n' | "$DRAGOMAN" cable - | head -n 1
"$DRAGOMAN" cable --format xml "$page"
echo "exit $?"
"$DRAGOMAN" cable
echo "exit $?"
"$DRAGOMAN" cable /nowhere
echo "exit $?"
