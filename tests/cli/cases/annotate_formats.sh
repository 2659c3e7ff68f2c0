# All formats say the same of the same documents, each in its own units, and other programs can read them.
. "$CLI/model.sh"
printf 'Barack Obama met Angela\nMerkel in Paris \360\237\230\200, and \303\211mile Zola e\314\201 in \303\204gypten.\n"NATO", <b>&amp;</b>.\n' >astral.txt
for format in jsonl conll brackets csv web-annotation label-studio doccano html; do
  "$DRAGOMAN" annotate -f $format astral.txt "$ROOT/examples" >out.$format || echo "$format: exit $?"
done
"$DRAGOMAN" annotate -f brat --output brat astral.txt "$ROOT/examples"
python3 "$CLI/formats.py"
"$DRAGOMAN" annotate -f tei astral.txt
echo "exit $?"
