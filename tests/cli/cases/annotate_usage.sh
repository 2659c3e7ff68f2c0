# Every wrong argument gets one line and 2.
try() {
  "$DRAGOMAN" annotate "$@" </dev/null
  echo "exit $?"
}
try
try --format
try --format morse x
try --input-format morse x
try --jobs 0 x
try --jobs many x
try -j 257 x
try --color sometimes x
try --frobnicate x
try -x x
: >empty
try --model empty x
"$DRAGOMAN" annotate --help >help && echo "help: exit $?"
head -n 1 help
awk 'length > 110 {print "too long: " $0}' help
"$DRAGOMAN" annotate --help >/dev/full
echo "exit $?"
