# Training from the command line: a tiny model, scored, used, damaged, trained on; and what cannot be done.
data=$ROOT/tests/data
train() {
  "$DRAGOMAN" train --width 16 --taps 3 --batch 100 --rate 0.01 --dropout 0.3 "$@"
}
epochs() { # the lines of epochs without what depends on machine and time
  sed -nE 's/^(epoch [0-9]+\/[0-9]+)  loss [0-9.]+  dev1 F1 [0-9.]+  [0-9]+ s.*/\1/p'
}
echo "-- train"
train --epochs 8 --dev "$data/names-dev.tsv" --curve curve.svg --out model "$data/names-train.tsv" >log || echo "exit $?"
head -n 1 log | sed 's/.*\(names-train\)/\1/'
epochs <log | tail -n 1
grep -c '<polyline' curve.svg
ls
echo "-- the same again"
train --epochs 8 --dev "$data/names-dev.tsv" --out again "$data/names-train.tsv" >log && cmp model again && echo "same bytes"
echo "-- eval"
"$DRAGOMAN" eval --model model --confusion --mistakes 2 --calibration "$data/names-dev.tsv" >scores || echo "exit $?"
awk '/^all/ { print ($7 > 80 ? "F1 above 80" : $0) }' scores
grep -cE '^(PER|LOC|ORG|MISC) +precision|^gold|^confidence|^expected' scores
echo "-- annotate"
printf 'The embassy thanked Omar Vell for the dinner.\n' >text
"$DRAGOMAN" annotate --model model text
echo "-- silver"
"$DRAGOMAN" silver --model model --model again -j 2 "$data/names-dev.tsv" >silver.tsv || echo "exit $?"
grep -c '^-DOCSTART-' silver.tsv
"$DRAGOMAN" eval --model model silver.tsv | awk '/^all/ { print ($7 > 80 ? "F1 above 80" : $0) }'
"$DRAGOMAN" silver --model model "$data/names-dev.tsv" >/dev/full
echo "exit $?"
echo "-- train on, with another type"
"$DRAGOMAN" train --epochs 1 --from model --types PER,LOC,SHIP --out other "$data/names-train.tsv" >log || echo "exit $?"
"$DRAGOMAN" silver --model model --model other text
echo "exit $?"
train --width 24 --epochs 1 --from model --out wide "$data/names-train.tsv" >log
echo "exit $?"
echo "-- a damaged model"
try() {
  "$DRAGOMAN" annotate --model "$1" text >out 2>err
  echo "exit $?, $(wc -l <err) line, $(wc -c <out) bytes of output"
  "$DRAGOMAN" eval --model "$1" "$data/names-dev.tsv" >out 2>err
  echo "exit $?, $(wc -l <err) line, $(wc -c <out) bytes of output"
}
head -c 20000 model >truncated
try truncated
cp model damaged
printf 'X' | dd of=damaged bs=1 seek=30000 conv=notrunc status=none
try damaged
echo "-- what cannot be done"
train --epochs 1 --out new none.tsv >log
echo "exit $?"
train --epochs 1 --out no/new "$data/names-train.tsv" >log
echo "exit $?"
train --epochs 1 "$data/names-train.tsv"
echo "exit $?"
train --epochs 1 --taps 4 --out new "$data/names-train.tsv"
echo "exit $?"
train --epochs 1 --vectors text --out new "$data/names-train.tsv"
echo "exit $?"
"$DRAGOMAN" vectors text vectors
echo "exit $?"
[ -e new ] || echo "nothing written"
