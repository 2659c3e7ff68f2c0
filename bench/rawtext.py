#!/usr/bin/env python3
"""Raw text for word vectors: one line of tokens a paragraph, digits as 0, shuffled, on standard output.

usage: rawtext.py SHARED CORPORA FRUS [VOLUME...]

CORPORA and FRUS are the unpacked archives of SHARED/data; VOLUMEs are left out (held-out text). Of the corpora only the
training parts whose text a shipped model may learn from are read.
"""
import lzma
import random
import re
import sys
from pathlib import Path

from frus_documents import paragraphs_of_volume

SHIPPABLE = ["wikigold", "re_docred", "crossner_politics", "gum_open", "litbank", "btc", "re3d", "wnut17",
             "gmb"]  # of gmb the words only: public-domain news; its annotation is not used
TOKEN = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\b\.?|[A-Za-z]+/[A-Z][A-Za-z/]*|\w+(?:[-'’]\w+)*?(?=[’']s\b)|[’']s\b|"
                   r"\d+(?:[.,/]\d+)*|\w+(?:[-'’.&]\w+)*|\S")


def tokens(text):
    return " ".join(TOKEN.findall(re.sub(r"\d", "0", text)))


def lines(shared, corpora, frus, held_out):
    for name in ("un-general-debates", "white-house-briefings"):
        with lzma.open(shared / f"data/raw/{name}.txt.xz", "rt", encoding="utf-8", errors="replace") as file:
            for line in file:
                yield tokens(line)
    for path in sorted(frus.glob("*.xml")):
        if path.stem not in held_out:
            for paragraph in paragraphs_of_volume(path.read_text(encoding="utf-8")):
                yield tokens(paragraph)
    for name in SHIPPABLE:
        sentence = []
        for line in (corpora / name / "train.tsv").read_text(encoding="utf-8").split("\n"):
            fields = line.split("\t")
            if len(fields) > 1 and fields[0] != "-DOCSTART-":
                sentence.append(re.sub(r"\d", "0", fields[0]))
            elif sentence:
                yield " ".join(sentence)
                sentence = []


def main(shared, corpora, frus, *held_out):
    found = [line for line in lines(Path(shared), Path(corpora), Path(frus), set(held_out)) if line.count(" ") > 1]
    random.Random(1).shuffle(found)
    sys.stdout.write("\n".join(found) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
