#!/usr/bin/env python3
"""Our CoreNLP protocol with a client that is not ours: corenlp.py DRAGOMAN. NLTK's CoreNLPParser asks for tokens and NER
tags of 100 sentences, which must be those of `dragoman annotate`."""
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

from server import ROOT, Server, run, skip, units

try:
    from nltk.parse.corenlp import CoreNLPParser
    import requests  # noqa: F401 - NLTK needs it
except ImportError:
    skip("python3-nltk with python3-requests is not here")
if not (ROOT / "models/en.dragoman").exists():
    skip("no model is here")

WHO = ("Anna Vell", "Karim Haddad", "General Hatim Daoud", "Minister Samir Jibril", "Mr. O'Neill")
WHERE = ("Geneva", "Port Lowell", "the Republic of Ostrovia", "Qasr al-Bahr", "U.S.-Syrian waters")
WHAT = ("the Harbor Board", "the FBI", "NATO", "the Ministry of Water")
SAID = ("{who} told {what} in {where} that nothing would change.",
        "In {where}, {who} met with {what} (3 May).",
        "\u201cWe can't wait,\u201d {who} said; {what} left {where} at 9:30 a.m.",
        "{what} and {who} will see \u00c9mile \U0001F6A2 off from {where}'s harbor on 12/4/2009.",
        "Asked about {where}, {who} of {what} paid $3.88 & left")
SENTENCES = [SAID[i % 5].format(who=WHO[i // 5 % 5], where=WHERE[(i + i // 25) % 5], what=WHAT[i // 25])
             for i in range(100)]
NAMES = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}


def annotated(program, sentences):
    """[(token, tag)] of each sentence by the command line."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, sentence in enumerate(sentences):
            paths.append(pathlib.Path(folder) / f"{i:03}.txt")
            paths[-1].write_text(sentence, encoding="utf-8")
        out = subprocess.run([program, "annotate", "--format", "conll", *paths], check=True, capture_output=True)
    documents = out.stdout.decode().split("-DOCSTART-")[1:]
    rows = [[line.split("\t") for line in d.split("\n")[1:] if line] for d in documents]
    return [[(row[0], NAMES.get(row[3][2:], row[3][2:]) or "O") for row in d] for d in rows]


def test_tags_by_nltk(archive):
    assert len(set(SENTENCES)) == 100
    with Server(archive.program, archive.path) as s:
        parser = CoreNLPParser(url=f"http://127.0.0.1:{s.port}", tagtype="ner")
        told = annotated(archive.program, SENTENCES)
        given = [[pair for part in parts for pair in part] for parts in
                 (list(parser.raw_tag_sents([sentence]))[0] for sentence in SENTENCES)]
        same = sum(a == b for a, b in zip(told, given))
        assert same == 100, [(a, b) for a, b in zip(told, given) if a != b][0]
        assert sum(tag != "O" for sentence in given for _, tag in sentence) > 200
        tokens = [list(parser.tokenize(sentence)) for sentence in SENTENCES]
        assert tokens == [[token for token, _ in sentence] for sentence in told]


def ask(server, text, **properties):
    target = "/?" + urllib.parse.urlencode({"properties": json.dumps(properties)})
    return server.ask("POST", target, text.encode(), {"Content-Type": "text/plain; charset=utf-8"})


def test_offsets(archive):
    text = "  \U0001F6A2 Anna Vell\r\nleft Geneva. NATO\tstayed. \n"
    with Server(archive.program, archive.path) as s:
        for properties in ({}, {"ssplit.isOneSentence": "true"}, {"ssplit.eolonly": "true"}):
            sentences = ask(s, text, annotators="tokenize,ssplit,ner", outputFormat="json", **properties).json()["sentences"]
            assert len(sentences) == (1 if "ssplit.isOneSentence" in properties else 2 if properties else 3)
            tokens = [t for sentence in sentences for t in sentence["tokens"]]
            for t in tokens:
                assert units(text, t["characterOffsetBegin"], t["characterOffsetEnd"]) == t["originalText"], t
            assert "".join(t["before"] + t["originalText"] for t in tokens) + tokens[-1]["after"] == text
            for before, after in zip(tokens, tokens[1:]):
                assert before["after"] == after["before"]
            for sentence in sentences:
                assert [t["index"] for t in sentence["tokens"]] == list(range(1, len(sentence["tokens"]) + 1))
                for m in sentence["entitymentions"]:
                    inside = sentence["tokens"][m["tokenBegin"]:m["tokenEnd"]]
                    assert {t["ner"] for t in inside} == {m["ner"]}, m
                    assert units(text, m["characterOffsetBegin"], m["characterOffsetEnd"]) == m["text"]


def test_what_is_not_here(archive):
    with Server(archive.program, archive.path) as s:
        assert ask(s, "A.", annotators="tokenize,pos").status == 400
        assert ask(s, "A.", outputFormat="xml").status == 400
        assert s.ask("POST", "/?properties=%7B", "A.").status == 400
        assert s.ask("POST", "/", b"\xff").status == 400
        form = s.ask("POST", "/", "Anna+Vell%20left", {"Content-Type": "application/x-www-form-urlencoded"}).json()
        assert [t["word"] for t in form["sentences"][0]["tokens"]] == ["Anna", "Vell", "left"]
        assert ask(s, "").json() == {"sentences": []}
    with Server(archive.program, archive.path, "--model", "none") as s:
        assert ask(s, "A.").status == 501


if __name__ == "__main__":
    sys.exit(run(globals(), sys.argv[1]))
