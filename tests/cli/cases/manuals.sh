# Every command has its own manual page, which names the same options as its --help (which itself needs no mention).
options() {
  grep -oE -- '--[a-z]+(-[a-z]+)*' | grep -vx -- --help | sort -u
}
page() {
  sed -e 's/\\-/-/g' -e 's/\\f.//g' "$ROOT/man/$1.1"
}
"$DRAGOMAN" help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
page dragoman | sed -n '/^\.SH COMMANDS/,/^\.SH EXIT/s/^\.B \([a-z]*\)$/\1/p' | sort >listed
sort commands | diff - listed || echo "dragoman.1 does not list these commands"
for command in $(grep -vxE 'help|version' commands); do
  page "dragoman-$command" | options >in-page
  "$DRAGOMAN" "$command" --help | options >in-help || echo "$command --help: exit $?"
  diff in-help in-page || echo "$command: --help (<) and the manual page (>) differ"
  page dragoman | grep -q "^\.BR dragoman-$command" || echo "dragoman.1 does not point to $command"
done
echo "$(sort commands | comm -12 - listed | grep -cxE 'help|version') built in"
