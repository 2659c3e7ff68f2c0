# A model that cannot be used: one line that says so, exit status 2, nothing on standard output.
. "$CLI/model.sh"
printf 'Omar Vell left.\n' >text
try() {
  echo "-- $1"
  "$DRAGOMAN" annotate --model "$2" text >out 2>err
  echo "exit $?, $(wc -l <err) line, $(wc -c <out) bytes of output"
  grep -c "^dragoman: $2: " err
}
model=$(dirname "$DRAGOMAN")/share/dragoman/en.dragoman
try missing no-such-file
try folder .
: >empty
try empty empty
head -c 100000 "$model" >truncated
try truncated truncated
cp "$model" damaged && chmod u+w damaged
printf 'X' | dd of=damaged bs=1 seek=500000 conv=notrunc status=none
try damaged damaged
printf 'no model at all, but long enough to be taken for one\n' >other
try "another file" other
echo "-- named by the environment"
DRAGOMAN_MODEL=empty "$DRAGOMAN" annotate text >out 2>err
echo "exit $?, $(wc -c <out) bytes of output"
DRAGOMAN_MODEL=empty "$DRAGOMAN" annotate --model "$model" text >out && echo "--model goes first"
