# Finding a command: what is asked for wrongly ends with 2, help and version with 0.
"$DRAGOMAN" frobnicate
echo "exit $?"
"$DRAGOMAN" help frobnicate
echo "exit $?"
"$DRAGOMAN" >out 2>err
echo "exit $?, $(wc -c <out) bytes of output"
head -n 1 err
"$DRAGOMAN" help | head -n 1
"$DRAGOMAN" --help | diff - err && echo "the same help"
"$DRAGOMAN" --version | sed 's/[0-9][0-9.]*$/N/'
"$DRAGOMAN" help >/dev/full
echo "exit $?"
