# The archive maker: the same seed gives the same bytes whatever the number of jobs, another seed gives others;
# every name of the truth is where it says.
command -v python3 >/dev/null || exit 77
for format in csv tei jsonl; do
  "$ROOT/bench/make-archive" 410 --format $format --seed 7 --out a-$format -j 1
  "$ROOT/bench/make-archive" 410 --format $format --seed 7 --out b-$format -j 2
  diff -r a-$format b-$format && echo "$format: the same"
  wc -l <a-$format/truth.jsonl
done
"$ROOT/bench/make-archive" 410 --format csv --seed 8 --out c
cmp -s a-csv/archive/cables.csv c/archive/cables.csv || echo "another seed: others"
for format in html text; do "$ROOT/bench/make-archive" 30 --format $format --out a-$format; done
find a-html a-text -name '*.html' -o -name '*.txt' | wc -l
python3 - <<'END'
import json, pathlib
names = 0
for line in open("a-text/truth.jsonl", encoding="utf-8"):
    truth = json.loads(line)
    path = next(pathlib.Path("a-text/archive").rglob(truth["id"] + ".txt"))
    text = path.read_text(encoding="utf-8")
    for start, end, type_, name, identity in truth["names"]:
        assert " ".join(text[start:end].split()) == name, (path, start, name)
        names += 1
print("names in their places:", names > 1000)
END
