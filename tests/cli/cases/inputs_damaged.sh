# A folder in which half of the files are damaged or dangerous: each is named with what is wrong, the others are done.
mkdir in && cd in
message() { printf 'UNCLAS PORT VALE 000%s\n\nSUBJECT: THE DAM\n\n1. (U) Orrin left.\n' "$1"; }
message 101 >a.txt
mkdir two && message 102 >two/b.txt && message 103 >two/c.txt
tar -cf inner.tar two && gzip -nc inner.tar >d.tar.gz
head -c 60 d.tar.gz >e-cut.tar.gz
rm -r inner.tar two
python3 - <<'END'
import zipfile
with zipfile.ZipFile("f-bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("first.txt", "UNCLAS PORT VALE 000104\n")
    with z.open("bomb.txt", "w", force_zip64=True) as member:
        for _ in range(120):
            member.write(b"a" * (1 << 20))
with zipfile.ZipFile("g-locked.zip", "w") as z:
    z.writestr("locked.txt", "secret")
data = bytearray(open("g-locked.zip", "rb").read())
for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # the flag that says: encrypted
    data[data.index(mark) + at] |= 1
open("g-locked.zip", "wb").write(data)
END
head -c 3000000 /dev/zero | tr '\0' ' ' >h-blank.txt
head -c 500 /dev/zero >i-binary.dat
printf '"1","1/31/1972 10:00","72VALE1","Embassy"\n"2","1/31/1972 11:00","72VALE2","Embassy Vale","SECRET","","","UNCLAS PORT VALE 000105"\n' >j.csv
printf '<TEI><text><div type="document" xml:id="d1"><p>UNCLAS PORT VALE 000106</p></div><div>' >k-cut.xml
ln -s . loop
: >l-empty.txt
cd ..
"$DRAGOMAN" cable --format json in >out.jsonl 2>errors || echo "exit $?"
sed -n 's/.*"path":"\([^"]*\)".*/\1/p' out.jsonl
echo
cat errors
