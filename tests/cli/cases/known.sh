# Somebody whom a public list knows: one entity with an id, over documents that name her differently. The person and
# her posts are facts of that list; what the messages say is invented.
message() { # NUMBER DATE POST TEXT NAME
  python3 - "$@" <<'END'
import json, sys
number, date, post, text, name = sys.argv[1:]
at = text.index(name)
print(json.dumps({"id": number, "text": text, "mentions": [{"type": "PER", "start": at, "end": at + len(name)}],
                  "fields": {"reference id": [number], "created": [date], "origin": ["Embassy " + post], "subject": ["A VISIT"]}}))
END
}
{
  message 09CAIRO11 2009-01-08 Cairo 'Margaret Scobey received the harbour board.' 'Margaret Scobey'
  message 09CAIRO12 2009-02-11 Cairo 'Ambassador Scobey asked for rope.' Scobey
  message 04DAMASCUS7 2004-03-02 Damascus 'Ambassador M. Margaret Scobey saw the harbour.' 'M. Margaret Scobey'
} >known.jsonl
{
  message 09CAIRO13 2009-03-01 Cairo 'British Ambassador Scobey disagreed.' Scobey
  message 99CAIRO14 1999-03-01 Cairo 'Ambassador Scobey asked for rope.' Scobey
  message 09PARIS15 2009-03-01 Paris 'Margot Scobey sold rope.' 'Margot Scobey'
} >others.jsonl
"$DRAGOMAN" index --given --db a.db known.jsonl
echo "-- one entity"
"$DRAGOMAN" entity a.db scobey-margaret
"$DRAGOMAN" entity --json a.db 'Margaret Scobey' | python3 -c 'import json, sys
print(json.dumps(json.load(sys.stdin)["known"], indent=1))'
echo "-- others of the name are not"
"$DRAGOMAN" index --given --db b.db others.jsonl
"$DRAGOMAN" entity b.db scobey-margaret
echo "exit $?"
"$DRAGOMAN" entity --json b.db 'Margot Scobey' | grep -c '"known"'
