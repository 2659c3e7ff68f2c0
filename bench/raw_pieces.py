#!/usr/bin/env python3
"""Pieces of about 900 words of the raw texts, as documents to annotate.

usage: raw_pieces.py SHARED OUT NAME...     un00137 is piece 137 of the UN speeches, wh00012 piece 12 of the briefings
"""
import lzma
import sys
from pathlib import Path

WORDS = 900
TEXTS = {"wh": "white-house-briefings", "un": "un-general-debates"}


def pieces(path):
    piece, words = [], 0
    with lzma.open(path, "rt", encoding="utf-8", errors="replace") as file:
        for line in file:
            if len(line.split()) > 3:
                piece.append(" ".join(line.split()).replace("[", "(").replace("]", ")"))
                words += len(line.split())
                if words > WORDS:
                    yield piece
                    piece, words = [], 0


def main(shared, out, *names):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for text, path in TEXTS.items():
        wanted = {int(name[2:]) for name in names if name[:2] == text}
        for number, piece in enumerate(pieces(Path(shared) / f"data/raw/{path}.txt.xz")):
            if number in wanted:
                (out / f"{text}{number:05d}.ann").write_text("\n".join(piece) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
