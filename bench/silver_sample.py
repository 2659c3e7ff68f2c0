#!/usr/bin/env python3
"""The documents that silver text is made of: a sample of FRUS documents, and speeches and briefings cut into pieces.

usage: silver_sample.py SHARED FRUS_DOCUMENTS OUT

FRUS_DOCUMENTS is what frus_documents.py wrote, without held-out volumes and without the hand-annotated documents. OUT gets
links to 8,000 of them and 1,500 pieces of each raw text, of about 900 words.
"""
import lzma
import random
import sys
from pathlib import Path

FRUS, PIECES, WORDS = 8000, 1500, 900


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


def main(shared, frus, out):
    chance, out = random.Random(7), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    documents = sorted(Path(frus).resolve().glob("*.ann"))
    chance.shuffle(documents)
    for document in documents[:FRUS]:
        (out / document.name).symlink_to(document)
    for name, path in (("wh", "white-house-briefings"), ("un", "un-general-debates")):
        found = list(pieces(Path(shared) / f"data/raw/{path}.txt.xz"))
        chance.shuffle(found)
        for i, piece in enumerate(found[:PIECES]):
            (out / f"{name}{i:05d}.ann").write_text("\n".join(piece) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
