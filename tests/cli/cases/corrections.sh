# A correction of each kind: made, undone, made again; exported; trained on; still there after indexing anew with
# the model that came of it.
sentences() { # the documents as training data
  cat <<'END'
-DOCSTART-	O

General	O
Samir	B-PER
Mamluk	I-PER
met	O
Oda	B-PER
Venn	I-PER
in	O
Ravenna	B-LOC
.	O

The	O
Harbour	B-ORG
Board	I-ORG
wrote	O
to	O
Oda	B-PER
Venn	I-PER
.	O

Mamluk	B-PER
left	O
Ravenna	B-LOC
on	O
Monday	O
.	O

END
}
sentences >all.conll
train() { # OUT DEV SOURCE...: small, but it learns these sentences by heart
  out=$1 dev=$2
  shift 2
  "$DRAGOMAN" train --dropout 0 --capitals 0 --epochs 40 --dev "$dev" --out "$out" "$@" >log 2>&1 || cat log
}
train first.model all.conll --width 16 all.conll,times=20
mkdir in
printf 'General Samir Mamluk met Oda Venn in Ravenna.\n\nThe Harbour Board wrote to Oda Venn.\n' >in/a.txt
printf 'Mamluk left Ravenna on Monday.\n\nGeneral Samir Mamluk met Oda Venn in Ravenna.\n' >in/b.txt
"$DRAGOMAN" index --model first.model --db a.db in
names() { # all names, whom they mean, and a letter for each who is meant
  "$DRAGOMAN" export --format csv a.db | tr -d '\r' | tail -n +2 | awk -F, '
    !($9 in letter) { letter[$9] = sprintf("%c", 97 + count++) }
    { print $1, $4 "-" $5, $6, $7, "=", $10, letter[$9] }'
}
names >before
cat before
there_and_back() { # KIND ARGUMENT...
  echo "-- $1"
  "$DRAGOMAN" correct --by tester a.db "$@"
  names >after
  diff before after
  number=$("$DRAGOMAN" correct a.db log | tail -n 1 | cut -d' ' -f1)
  "$DRAGOMAN" correct --by tester a.db undo "$number" >/dev/null
  names | cmp before - && echo "undone"
}
there_and_back reject A 'Harbour Board'
there_and_back retype A 'Harbour Board' MISC
there_and_back respan A 'Harbour Board' 'Board'
there_and_back mark A General MISC
there_and_back merge 'Samir Mamluk' 'Oda Venn'
there_and_back split 'Oda Venn' B
there_and_back split 'Oda Venn' A 'Oda Venn'
there_and_back rename 'Oda Venn' 'Mrs. Venn'
there_and_back note 'Oda Venn' 'not seen since'
echo "-- all of them to stay"
for correction in "retype A Ravenna ORG" "mark B Monday MISC" "rename Ravenna Ravenna-by-the-Sea"; do
  "$DRAGOMAN" correct --by tester a.db $correction
done
"$DRAGOMAN" correct --by tester a.db reject A 'Harbour Board'
"$DRAGOMAN" correct --by tester a.db split 'Oda Venn' B
names >corrected
cat corrected
"$DRAGOMAN" correct a.db log | tail -n 5 | sed 's/  20[^ ]*Z  /  WHEN  /'
echo "-- what makes no sense"
"$DRAGOMAN" correct a.db reject A Nobody
echo "exit $?"
"$DRAGOMAN" correct a.db undo 3
echo "exit $?"
"$DRAGOMAN" correct a.db improve A
echo "exit $?"
echo "-- as training data"
"$DRAGOMAN" export --corrections a.db | tee corrections.conll
"$DRAGOMAN" export --corrections --format jsonl a.db | python3 -c 'import sys, json
print(len([json.loads(line) for line in sys.stdin]), "corrections in the log")'
echo "-- trained on, and indexed anew with that model"
train second.model corrections.conll --from first.model corrections.conll,times=20
cmp -s first.model second.model || echo "another model"
"$DRAGOMAN" index --model second.model --db a.db in
names | diff corrected - && echo "all corrections still stand"
"$DRAGOMAN" index --model second.model --db a.db in
