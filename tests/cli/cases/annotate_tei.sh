# Names put into a TEI source: only elements are new, the result is well-formed, what editors marked is left.
. "$CLI/model.sh"
"$DRAGOMAN" annotate -f tei "$CLI/data/volume.xml" >out.xml
echo "exit $?"
python3 - "$CLI/data/volume.xml" out.xml <<'P'
import re, sys
import xml.etree.ElementTree as tree
source, out = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
ours = re.compile(r'<(persName|placeName|orgName)>|<name type="\w+">|</(persName|placeName|orgName|name)>')
left = re.sub(r"<(persName|placeName|orgName)>", r"<\1>", source)
assert ours.sub("", out) == ours.sub("", source), "something else was changed"
root = tree.fromstring(out)
tei = "{http://www.tei-c.org/ns/1.0}"
names = [e for e in root.iter() if e.tag.removeprefix(tei) in ("persName", "placeName", "orgName", "name")]
print("some names are new:", len(names) > 3 + 3)
print("none nests in itself:", not any(c.tag == e.tag for e in names for c in e.iter() if c is not e))
print("editors' names kept:", [e.text for e in root.iter(tei + "persName") if e.get("corresp")])
P
"$DRAGOMAN" annotate -f tei -o folder "$CLI/data/volume.xml" && ls folder && cmp out.xml folder/volume.xml
echo "-- the names of several inputs"
mkdir in && cp "$CLI/data/volume.xml" in/b.xml && printf 'plain\n' >in/a.txt && cp in/b.xml in/c.xml
"$DRAGOMAN" annotate -f tei -j 4 in >three 2>err
echo "exit $?"
cat err
cat out.xml out.xml | cmp - three
