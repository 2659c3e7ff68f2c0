# An archive from the beginning: indexed, asked, changed on disk, indexed again.
mkdir in
cp "$CLI/data/archive.xml" in/
printf 'nobody is named here, but there is rope\n' >in/note.txt
echo "-- index, and again"
"$DRAGOMAN" index --given --db a.db in
"$DRAGOMAN" index --given --db a.db in
"$DRAGOMAN" status a.db | grep -v '^size'
echo "-- search"
"$DRAGOMAN" search --sort oldest a.db 'border'
"$DRAGOMAN" search --json a.db 'person:Mamluk rope' | sed 's/"score":[0-9.]*/"score":N/'
"$DRAGOMAN" search --csv --sort newest a.db 'date:1961..1962' | cut -d, -f1-2
"$DRAGOMAN" search --facets a.db 'name:Venn'
"$DRAGOMAN" search a.db 'nothing of the kind'
echo "-- mistakes"
"$DRAGOMAN" search a.db 'border colour:red'
echo "exit $?"
"$DRAGOMAN" search a.db 'Räuber (date:soon'
echo "exit $?"
"$DRAGOMAN" search none.db border
echo "exit $?"
printf 'this is not an archive, it only has the name of one\n%s\n' "$(seq 100)" >text.db
"$DRAGOMAN" search text.db border 2>&1 | cut -d: -f1,2,3
echo "-- entity, timeline, graph, export"
"$DRAGOMAN" entity a.db 'Samir Mamlouk'
"$DRAGOMAN" entity a.db Nobody
echo "exit $?"
"$DRAGOMAN" timeline --by month a.db
"$DRAGOMAN" timeline --csv a.db 'person:Mamluk'
"$DRAGOMAN" graph --weight 1 --format dot a.db
"$DRAGOMAN" graph --weight 1 a.db >graph.gexf
"$DRAGOMAN" graph --weight 1 --format graphml a.db >graph.graphml
for file in graph.gexf graph.graphml; do
  python3 -c 'import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])' $file && echo "$file is XML"
done
"$DRAGOMAN" export --format csv a.db 'id:archive/d2'
"$DRAGOMAN" export a.db | python3 -c 'import sys, json
for line in sys.stdin: d = json.loads(line); print(d["id"], len(d["mentions"]), len(d["paragraphs"]))'
"$DRAGOMAN" export --format opensearch a.db | sed -n 'p;n' | cut -c1-17 | sort | uniq -c | sed 's/^ *//'
echo "-- a file changes, one goes, one cannot be read"
sed 's/is short/is long/' "$CLI/data/archive.xml" >in/archive.xml
rm in/note.txt
printf 'PK\003\004 but cut' >in/broken.zip
"$DRAGOMAN" index --given --db a.db in 2>&1 | sed 's/broken.zip: .*/broken.zip: .../'
"$DRAGOMAN" status a.db | grep -c broken.zip
"$DRAGOMAN" search a.db '"rope of Mamlouk is long" OR "rope of Mamlouk is short"' | head -n 1
