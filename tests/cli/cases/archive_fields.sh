# What messages say in their own header can be asked for, where no carrier says it.
. "$CLI/model.sh"
"$DRAGOMAN" index --db a.db "$ROOT/examples/archive/text/06PORTLOWELL77.txt" "$ROOT/examples/archive/text/08DRENOVO377.txt"
"$DRAGOMAN" search --csv --sort oldest a.db 'from:"PORT LOWELL" date:2006-11 class:sensitive' | cut -d, -f1-4 | tr -d '\r'
"$DRAGOMAN" search --csv a.db 'id:06PORTLOWELL77 to:SECSTATE' | tail -n +2 | wc -l
