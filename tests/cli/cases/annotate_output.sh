# --output: a file for each document, named after its id.
. "$CLI/model.sh"
mkdir -p in/sub
printf 'one\n' >in/same.txt
printf 'two\n' >in/sub/same.txt
printf 'three\n' >in/other.txt
"$DRAGOMAN" annotate -f brat --output new in && ls new
cat new/same.txt new/same-2.txt
"$DRAGOMAN" annotate --output new in
echo "exit $?"
mkdir there && "$DRAGOMAN" annotate -f html --output there in/other.txt && head -n 1 there/other.html && tail -n 1 there/other.html
"$DRAGOMAN" annotate --output no/such/folder in
echo "exit $?"
