# Names found in six of the example cables, from the raw files, against annotation by hand.
command -v python3 >/dev/null || exit 77
pairs=
for gold in "$ROOT"/tests/data/gold/*.ann; do
  id=$(basename "$gold" .ann)
  "$DRAGOMAN" annotate "$(find "$ROOT/examples/archive" -name "$id.*")" >"$id" 2>/dev/null
  pairs="$pairs $gold $id"
done
python3 "$ROOT/tests/score.py" $pairs |
  awk '{ print $4 " names"; print ($3 >= 75 ? "F1 at least 75" : "F1 only " $3 ", precision " $1 ", recall " $2) }'
