#!/usr/bin/env python3
"""Hand annotation of documents that are not ours to publish: kept as positions, put back onto the documents.

usage: hand_annotation.py take ANNOTATED... OUT            folders of bracketed documents -> OUT/positions.tsv
       hand_annotation.py apply ANNOTATION OUT FOLDER...   ANNOTATION/positions.tsv and documents -> bracketed documents

A line of positions.tsv is a document: its name, the CRC-32 of its text, and its mentions in order, each as the number of
characters since the one before, the first letter of its type, and its length: 22O7 4L6. Documents are looked for in each
FOLDER in turn, and go to the folder of the same name in OUT; brackets that are there already are taken out.
"""
import re
import sys
import zlib
from pathlib import Path

BRACKET = re.compile(r"\[(PER|LOC|ORG|MISC) ([^\[\]]*)\]")
MENTION = re.compile(r"(\d+)([PLOM])(\d+)")
TYPES = {name[0]: name for name in ("PER", "LOC", "ORG", "MISC")}


def strip(text):
    """The text without our brackets."""
    return BRACKET.sub(r"\2", text)


def positions(text):
    last = 0
    for match in BRACKET.finditer(text):
        yield f"{match.start() - last}{match.group(1)[0]}{len(match.group(2))}"
        last = match.end()


def put(text, mentions):
    out, at = [], 0
    for gap, kind, length in MENTION.findall(mentions):
        begin = at + int(gap)
        out += [text[at:begin], f"[{TYPES[kind]} {text[begin:begin + int(length)]}]"]
        at = begin + int(length)
    return "".join([*out, text[at:]])


def crc(text):
    return f"{zlib.crc32(text.encode()):08x}"


def take(out, folders):
    lines = []
    for path in sorted((path for folder in folders for path in Path(folder).glob("*.ann")), key=lambda path: path.name):
        text = path.read_text(encoding="utf-8")
        lines.append(f"{path.stem}\t{crc(strip(text))}\t{' '.join(positions(text))}\n")
    (Path(out) / "positions.tsv").write_text("".join(lines), encoding="utf-8")


def apply(annotation, out, folders):
    for folder in folders:
        (Path(out) / Path(folder).name).mkdir(parents=True, exist_ok=True)
    for line in (Path(annotation) / "positions.tsv").read_text(encoding="utf-8").splitlines():
        name, sum_, mentions = line.split("\t")
        path = next((p for folder in folders if (p := Path(folder) / f"{name}.ann").exists()), None)
        text = strip(path.read_text(encoding="utf-8")) if path else ""
        if crc(text) != sum_:
            sys.exit(f"{name}: the document is missing or has another text")
        (Path(out) / path.parent.name / path.name).write_text(put(text, mentions), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "take":
        take(sys.argv[-1], sys.argv[2:-1])
    elif len(sys.argv) > 4 and sys.argv[1] == "apply":
        apply(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(__doc__)
