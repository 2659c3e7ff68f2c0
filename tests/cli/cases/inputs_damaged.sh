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

# 7z: signature, place and check sum of the list, packed bytes, list. Coders: 01 00 copies, 24 06 F1 07 01 is AES.
from struct import pack
from zlib import crc32
def seven(packed, listing):
    start = pack("<QQI", len(packed), len(listing), crc32(listing))
    return b"7z\xbc\xaf\x27\x1c\0\4" + pack("<I", crc32(start)) + start + packed + listing
def streams(packed, coder):
    return b"\6\0\1\t" + bytes([len(packed)]) + b"\0\7\x0b\1\0\1" + coder + b"\x0c" + bytes([len(packed)]) + b"\0\x08\0\0"
def files(name):
    return b"\5\1\x11" + bytes([2 * len(name) + 3]) + b"\0" + (name + "\0").encode("utf-16-le") + b"\0\0"
text, aes = b"UNCLAS PORT VALE 000107\n" * 2, b"\x24\x06\xf1\x07\x01\x02\x13\0"
whole = seven(text, b"\1\4" + streams(text, b"\1\0") + files("whole.txt"))
open("m-whole.7z", "wb").write(whole)
open("n-cut.7z", "wb").write(whole[:60])
open("o-cut.7z", "wb").write(whole[:-9])
open("p-locked.7z", "wb").write(seven(text, b"\1\4" + streams(text, aes) + files("locked.txt")))
open("q-locked-list.7z", "wb").write(seven(text, b"\x17" + streams(text, aes)))

# 4,096 archives at the sixth level, and a file at the first.
import io
inner = b"UNCLAS PORT VALE 000108\n"
for level in range(6):
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as z:
        for i in range(4):
            z.writestr(f"{i}.{'zip' if level else 'txt'}", inner)
        if level == 5:
            z.writestr("near.txt", "UNCLAS PORT VALE 000109\n")
    inner = outer.getvalue()
open("r-nested.zip", "wb").write(inner)
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
