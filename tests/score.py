#!/usr/bin/env python3
"""Precision, recall and F1 of annotated text against gold, both with names in brackets.

    tests/score.py GOLD OUTPUT [GOLD OUTPUT]...      prints "precision recall F1 names" over all pairs

A name counts as right if its first and last character and its type are. Places are counted in non-blank characters,
so wrapping and spacing do not matter, but both sides must hold the same text: exit status 2 if not.
"""
import re
import sys

MARKUP = re.compile(r"</?(?:code|pre)>|<a id='par\w+' href='#par\w+'>|</a>")
NAME = re.compile(r"\[(PER|LOC|ORG|MISC) ([^\]]*)\]")


def read(path):
    """(text without blanks, {(start, end, type)})"""
    with open(path, encoding="utf-8") as file:
        pieces = NAME.split(MARKUP.sub("", file.read()))
    text, names = "", set()
    for i in range(0, len(pieces), 3):
        text += "".join(pieces[i].split())
        if i + 2 < len(pieces):
            start = len(text)
            text += "".join(pieces[i + 2].split())
            names.add((start, len(text), pieces[i + 1]))
    return text, names


def main(paths):
    gold_count = told_count = right = 0
    for gold_path, told_path in zip(paths[::2], paths[1::2]):
        (gold_text, gold), (told_text, told) = read(gold_path), read(told_path)
        if gold_text != told_text:
            at = next((i for i, (a, b) in enumerate(zip(gold_text, told_text)) if a != b), min(len(gold_text), len(told_text)))
            print(f"{told_path}: not the text of {gold_path}: {told_text[at:at + 30]!r} for {gold_text[at:at + 30]!r}")
            return 2
        gold_count, told_count, right = gold_count + len(gold), told_count + len(told), right + len(gold & told)
    precision, recall = right / max(1, told_count), right / max(1, gold_count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{100 * precision:.1f} {100 * recall:.1f} {100 * f1:.1f} {gold_count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
