# Colour and progress are for terminals (here: of script, from bsdutils).
. "$CLI/model.sh"
script -qc true /dev/null >/dev/null 2>&1 || { echo "skipped: no script(1), or no terminals"; exit 77; }
printf 'Barack Obama met Angela Merkel in Paris.\n' >text
colours() { grep -c "$(printf '\033')\[1;" || true; }
on_terminal() { TERM=xterm script -qec "$1" /dev/null </dev/null; }
echo "piped: $("$DRAGOMAN" annotate text | colours)"
echo "always: $("$DRAGOMAN" annotate --color always text | colours)"
echo "NO_COLOR, always: $(NO_COLOR=1 "$DRAGOMAN" annotate --color always text | colours)"
echo "terminal: $(on_terminal "'$DRAGOMAN' annotate text" | colours)"
echo "terminal, never: $(on_terminal "'$DRAGOMAN' annotate --color never text" | colours)"
echo "terminal, NO_COLOR: $(NO_COLOR=1 on_terminal "'$DRAGOMAN' annotate text" | colours)"
echo "jsonl, always: $("$DRAGOMAN" annotate -f jsonl --color always text | colours)"
"$DRAGOMAN" annotate --color always text | sed "s/$(printf '\033')\[[0-9;]*m//g" >stripped
"$DRAGOMAN" annotate text | cmp - stripped && echo "the same without the colours"
echo "-- the summary, all that is left on the terminal when the line of progress is wiped"
on_terminal "'$DRAGOMAN' annotate text >/dev/null" |
  sed -e "s/.*$(printf '\r\033')\[K//" -e "s/$(printf '\r')\$//" -e 's/in [0-9.]* s$/in N s/'
"$DRAGOMAN" annotate text 2>&1 >/dev/null | wc -c
