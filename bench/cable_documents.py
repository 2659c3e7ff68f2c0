#!/usr/bin/env python3
"""Published cable pages as text to annotate: the message, a paragraph a line, wrapped lines joined, page lines out.

usage: cable_documents.py PAGES OUT [NAME...]

PAGES is a folder of pages (*.html, at any depth) or a tar archive of them; OUT gets NAME.ann for each. NAMEs are left out.
"""
import html
import re
import sys
import tarfile
from pathlib import Path

BLOCK = re.compile(r"<pre>(.*?)</pre>", re.S)
PAGE_LINE = re.compile(r"^[A-Z ]+ \d{8} +\d{3}(?:\.\d)? OF \d{3}$")
UNDERLINE = re.compile(r"^[-=_* ]{3,}$")
HEADER = re.compile(r"^(?:SIPDIS|NOFORN|NODIS|EXDIS|STADIS|SENSITIVE|E\.?O\.? ?1|TAGS?\b|SUBJECT|SUBJ\b|REFS?\b|Classified By|CLASSIFIED BY|"
                    r"DEPARTMENT |DEPT |STATE FOR|(?:¶)?\d{1,2}\. |(?:¶)?[A-Z]\. )")
SHORT = 45  # characters: a line that ends so early was not wrapped there


def message(page):
    """The text of a page's last <pre> block, the message."""
    return html.unescape(re.sub(r"<[^>]+>", "", BLOCK.findall(page)[-1]))


def paragraphs(text):
    parts = []
    joins = False  # whether the next line goes on where the last one was wrapped
    for line in text.split("\n"):
        line = " ".join(line.replace("[", "(").replace("]", ")").split())
        if PAGE_LINE.match(line):
            continue
        if not line or UNDERLINE.match(line):
            joins = False
        elif joins and not HEADER.match(line):
            parts[-1] += " " + line
            joins = len(line) >= SHORT
            continue
        else:
            joins = len(line) >= SHORT
        if line:
            parts.append(line)
    return parts


def pages(source):
    """(name, page) of every page, in order of name."""
    if source.is_dir():
        found = [(path.stem, path.read_text(encoding="utf-8")) for path in source.rglob("*.html")]
    else:
        with tarfile.open(source) as tar:
            found = [(Path(member.name).stem, tar.extractfile(member).read().decode()) for member in tar
                     if member.name.endswith(".html")]
    return sorted(found)


def main(source, out, *left_out):
    Path(out).mkdir(parents=True, exist_ok=True)
    for name, page in pages(Path(source)):
        if name not in left_out:
            (Path(out) / f"{name}.ann").write_text("\n".join(paragraphs(message(page))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
