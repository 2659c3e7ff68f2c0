#!/usr/bin/env python3
"""Hand annotation of documents that are not ours to publish: kept as positions, put back onto the documents.

usage: hand_annotation.py take ANNOTATED OUT           bracketed documents -> OUT/positions.tsv
       hand_annotation.py apply ANNOTATION FRUS SAMPLE OUT   ANNOTATION/positions.tsv and documents -> bracketed documents

positions.tsv: document, CRC-32 of its text, first character, one behind the last, type. A document without mentions has one
line with empty positions. Documents are looked for in FRUS, then in SAMPLE; brackets that are there already are taken out.
"""
import re
import sys
import zlib
from pathlib import Path

BRACKET = re.compile(r"\[(PER|LOC|ORG|MISC) ([^\[\]]*)\]")


def strip(text):
    """The text without our brackets, and the mentions as (begin, end, type)."""
    out, mentions, last, size = [], [], 0, 0
    for match in BRACKET.finditer(text):
        out += [text[last:match.start()], match.group(2)]
        size += match.start() - last
        mentions.append((size, size + len(match.group(2)), match.group(1)))
        size += len(match.group(2))
        last = match.end()
    return "".join([*out, text[last:]]), mentions


def take(annotated, out):
    lines = []
    for path in sorted(Path(annotated).glob("*.ann")):
        text, mentions = strip(path.read_text(encoding="utf-8"))
        head = f"{path.stem}\t{zlib.crc32(text.encode()):08x}"
        lines += [f"{head}\t{b}\t{e}\t{t}" for b, e, t in mentions] or [f"{head}\t\t\t"]
    (Path(out) / "positions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def put(text, mentions):
    out, last = [], 0
    for begin, end, kind in mentions:
        out += [text[last:begin], f"[{kind} {text[begin:end]}]"]
        last = end
    return "".join([*out, text[last:]])


def apply(annotation, frus, sample, out):
    documents = {}
    for line in (Path(annotation) / "positions.tsv").read_text(encoding="utf-8").splitlines():
        name, crc, begin, end, kind = line.split("\t")
        mentions = documents.setdefault((name, crc), [])
        if kind:
            mentions.append((int(begin), int(end), kind))
    Path(out).mkdir(parents=True, exist_ok=True)
    for (name, crc), mentions in documents.items():
        path = next((p for p in (Path(frus) / f"{name}.ann", Path(sample) / f"{name}.ann") if p.exists()), None)
        text = strip(path.read_text(encoding="utf-8"))[0] if path else ""
        if f"{zlib.crc32(text.encode()):08x}" != crc:
            sys.exit(f"{name}: the document is missing or has another text")
        (Path(out) / f"{name}.ann").write_text(put(text, mentions), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "take":
        take(*sys.argv[2:])
    elif len(sys.argv) == 6 and sys.argv[1] == "apply":
        apply(*sys.argv[2:])
    else:
        sys.exit(__doc__)
