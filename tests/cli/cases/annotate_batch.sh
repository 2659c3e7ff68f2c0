# Many inputs: order, failures in the middle, what is said about them, and outputs that fail.
. "$CLI/model.sh"
words() { # the text alone
  sed -E 's/\[(PER|LOC|ORG|MISC) //g; s/  \]//g; s/ *$//'
}
mkdir -p in/sub
printf 'first one\n' >in/a.txt
printf 'second two\n' >in/b.txt
printf 'third three\n' >in/sub/c.txt
printf 'not seen\n' >in/.hidden
echo "-- a folder"
"$DRAGOMAN" annotate in | words
echo "-- the order that was asked for, with what fails in the middle"
"$DRAGOMAN" annotate -j 3 in/sub in/none in/a.txt - <in/b.txt >out 2>err
echo "exit $?"
words <out
cat err
echo "-- the same whatever the number of threads"
"$DRAGOMAN" annotate -j 1 "$ROOT/examples" >one
"$DRAGOMAN" annotate -j 7 "$ROOT/examples" >seven
cmp one seven && [ -s one ] && echo same
echo "-- nothing there"
mkdir nothing
"$DRAGOMAN" annotate nothing
echo "exit $?"
: >empty
"$DRAGOMAN" annotate empty
echo "exit $?"
echo "-- a full disk"
"$DRAGOMAN" annotate in >/dev/full
echo "exit $?"
echo "-- a reader that goes away"
for i in $(seq 4); do cat "$ROOT/examples/archive/text/"*; done >long
{ "$DRAGOMAN" annotate long long; echo "exit $?" >&2; } | head -c 10 >/dev/null
