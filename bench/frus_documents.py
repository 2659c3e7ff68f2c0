#!/usr/bin/env python3
"""FRUS volumes as one file of bracketed text a document: what the editors keyed as persons is [PER ...], nothing else.

usage: frus_documents.py FRUS OUT [NAME...]

FRUS holds volumes (*.xml); OUT gets VOLUME_dN.ann, a paragraph a line, footnotes behind the body. NAMEs (volumes, or
documents VOLUME_dN) are left out.
"""
import html
import re
import sys
from pathlib import Path

DOCUMENT = re.compile(r'<div\b(?=[^>]*type="document")[^>]*xml:id="([^"]+)"[^>]*>')
PARAGRAPH = re.compile(r"</?(?:p|head|item|row|cell|dateline|opener|closer|signed|list|table|quote|label)\b[^>]*>")
PERSON = re.compile(r"<persName\b[^>]*>(.*?)</persName>", re.S)
NOTE = re.compile(r"<note\b[^>]*>(.*?)</note>", re.S)
SHORTEST = 200  # characters: shorter documents say nothing


def strip(text):
    return re.sub(r"<[^>]+>", "", text)


def bracket(match):
    name = match.group(1).strip()
    return f"[PER {name}]" if name and "[" not in name and "]" not in name else name


def paragraphs(tei):
    tei = PERSON.sub(lambda match: "\x01" + strip(match.group(1)) + "\x02", tei)
    tei = re.sub(r"<(?:lb|pb)\b[^>]*/>", " ", PARAGRAPH.sub("\n\n", tei))
    for text in re.split(r"\n\s*\n", html.unescape(strip(tei))):
        text = re.sub("\x01([^\x01\x02]*)\x02", bracket, " ".join(text.split()))
        text = re.sub("[\x01\x02]", "", text)
        if text:
            yield text


def body_and_notes(tei):
    notes = []
    body = NOTE.sub(lambda match: notes.append(match.group(1)) or "", tei)
    for part in [body, *notes]:
        yield from paragraphs(part)


def inside(volume):
    end = volume.find("</body>")
    return volume[volume.find("<body"):end if end >= 0 else None]


def paragraphs_of_volume(volume):
    """Text without brackets, for word vectors."""
    yield from body_and_notes(re.sub(r"</?persName\b[^>]*>", "", inside(volume)))


def documents(volume):
    volume = inside(volume)
    starts = list(DOCUMENT.finditer(volume))
    for this, following in zip(starts, [*starts[1:], None]):
        yield this.group(1), volume[this.end():following.start() if following else None]


def main(frus, out, *left_out):
    Path(out).mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(frus).glob("*.xml")):
        if path.stem in left_out:
            continue
        for name, tei in documents(path.read_text(encoding="utf-8")):
            text = list(body_and_notes(tei))
            if f"{path.stem}_{name}" not in left_out and sum(map(len, text)) >= SHORTEST:
                (Path(out) / f"{path.stem}_{name}.ann").write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
