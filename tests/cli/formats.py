"""Reads out.FORMAT and brat/ in the current folder and checks that each holds the mentions of out.jsonl."""
import csv
import glob
import html.parser
import json
import os
import re
import urllib.parse

documents = [json.loads(line) for line in open("out.jsonl", encoding="utf-8").read().split("\n") if line]
assert len(documents) > 20 and documents[0]["mentions"]


def file_of(path):  # of several messages in one file, the second is FILE#2
    return re.sub(r"#\d+$", "", path)


def spans(document):
    return [(m["start"], m["end"], m["type"]) for m in document["mentions"]]


def check(name, found):
    """found: one list of (start, end, type) a document"""
    wanted = [spans(d) for d in documents]
    where = next((d["path"] for d, f, w in zip(documents, found, wanted) if f != w), None)
    assert where is None and len(found) == len(wanted), (name, where, len(found))
    print(name, "agrees")


for d in documents:  # JSONL with itself and with the source
    source = open(file_of(d["path"]), "rb").read()
    covered = "".join(d["text"][a:b] for a, b in d["tokens"])
    assert covered == re.sub(r"\s", "", d["text"]), d["path"]
    assert all(d["tokens"][i][1] <= d["tokens"][i + 1][0] for i in range(len(d["tokens"]) - 1))
    for m in d["mentions"]:
        assert re.sub(r"\s", "", d["text"][m["start"]:m["end"]]) == m["text"].replace(" ", ""), m
        assert "\n" not in m["text"] and 0 <= m["confidence"] <= 1 and type(m["heading"]) is bool
        if d["path"] == "astral.txt":
            assert source[m["source_start"]:m["source_end"]].decode() == d["text"][m["start"]:m["end"]], m
        p = m["paragraph"]
        assert p is None or d["paragraphs"][p]["start"] <= m["start"] < d["paragraphs"][p]["end"], m
print("jsonl agrees")

found, sentences = [], 0
for line in open("out.conll", encoding="utf-8").read().split("\n"):
    if line.startswith("-DOCSTART-\t"):
        assert line.split("\t")[1:3] == [documents[len(found)]["id"], documents[len(found)]["path"]]
        found.append([])
    elif line:
        token, start, end, tag = line.split("\t")
        start, end = int(start), int(end)
        assert documents[len(found) - 1]["text"][start:end] == token
        if tag[0] == "B":
            found[-1].append((start, end, tag[2:]))
        elif tag[0] == "I":
            found[-1][-1] = (found[-1][-1][0], end, tag[2:])
check("conll", found)

rows = list(csv.DictReader(open("out.csv", encoding="utf-8", newline="")))
check("csv", [[(int(r["start"]), int(r["end"]), r["type"]) for r in rows if r["path"] == d["path"]] for d in documents])
texts = [m["text"] for d in documents for m in d["mentions"]]
assert [r["text"] for r in rows] == texts

lines = [json.loads(line) for line in open("out.doccano", encoding="utf-8").read().split("\n") if line]
assert [t["text"] for t in lines] == [d["text"] for d in documents]
check("doccano", [[tuple(label) for label in t["label"]] for t in lines])

tasks = json.load(open("out.label-studio", encoding="utf-8"))
regions = [t["predictions"][0]["result"] for t in tasks]
for task, result in zip(tasks, regions):
    for r in result:
        assert task["data"]["text"][r["value"]["start"]:r["value"]["end"]] == r["value"]["text"]
check("label-studio", [[(r["value"]["start"], r["value"]["end"], r["value"]["labels"][0]) for r in result] for result in regions])

pages, found, ids = json.load(open("out.web-annotation", encoding="utf-8")), [], set()
for page, d in zip(pages, documents):
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    found.append([])
    for a in page["items"]:
        data, position, quote = a["target"]["selector"]
        found[-1].append((position["start"], position["end"], a["body"]["value"]))
        text = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert d["text"].find(text) >= 0 and d["text"][position["start"]:position["end"]] == quote["exact"]
        path = urllib.parse.unquote(re.sub("^file://", "", a["target"]["source"]))
        assert path == d["path"] and data["end"] <= os.path.getsize(file_of(path))
        ids.add(a["id"])
check("web-annotation", found)
assert len(ids) == sum(len(d["mentions"]) for d in documents)

found = []
for d in documents:  # by the rules of brat's own reader
    text = open(f"brat/{d['id']}.txt", encoding="utf-8", newline="").read()
    found.append([])
    for line in open(f"brat/{d['id']}.ann", encoding="utf-8"):
        name, body, words = line.rstrip("\n").split("\t")
        kind, *offsets = re.split("[ ;]", body)
        offsets = [(int(a), int(b)) for a, b in zip(offsets[::2], offsets[1::2])]
        assert name == f"T{len(found[-1]) + 1}" and re.fullmatch("[A-Za-z0-9_-]+", kind)
        assert " ".join(text[a:b] for a, b in offsets) == words and "\n" not in words
        found[-1].append((offsets[0][0], offsets[-1][1], kind))
check("brat", found)
assert len(glob.glob("brat/*")) == 2 * len(documents)

bracket = re.compile(r"\[(PER|LOC|ORG|MISC) (.*?)  \]")
text = open("out.brackets", encoding="utf-8").read()
assert [k for k, _ in bracket.findall(text)] == [
    m["type"] for d in documents for m in d["mentions"]
    if not any(b["kind"] == "transmission" and b["start"] <= m["start"] < b["end"] for b in d["blocks"])]
print("brackets agrees")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.stack, self.marks, self.text = [], [], None

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta",):
            self.stack.append(tag)
        if tag == "mark":
            self.marks.append((dict(attributes)["data-type"], ""))

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if self.stack and self.stack[-1] == "mark":
            self.marks[-1] = (self.marks[-1][0], self.marks[-1][1] + data)


page = Page()
source = open("out.html", encoding="utf-8").read()
page.feed(source)
assert not page.stack
assert [m[0] for m in page.marks[4:]] == [m["type"] for d in documents for m in d["mentions"]]
assert [re.sub(r"\s", "", m[1]) for m in page.marks[4:]] == [re.sub(r"\s", "", t) for t in texts]
assert not re.search(r"<script|<link|src=|url\(|@import", source.split("<main>")[0])
print("html agrees")


def luminance(colour):
    if len(colour) == 3:
        colour = "".join(c + c for c in colour)
    channels = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


schemes = [dict(re.findall(r"--(\w+):#([0-9a-f]+)", block)) for block in re.findall(r":root\{([^}]*)\}", source)]
for scheme in schemes[:2]:
    for ground in ("ground", "PER", "LOC", "ORG", "MISC", "OTHER"):
        inks = ("ink", "faint") if ground == "ground" else ("ink",)
        for ink in inks:
            low, high = sorted((luminance(scheme[ink]), luminance(scheme[ground])))
            assert (high + 0.05) / (low + 0.05) >= 7, (ink, ground)
print("contrast of at least 7 to 1 in", len(schemes[:2]), "schemes")
