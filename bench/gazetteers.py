#!/usr/bin/env python3
"""Name lists for `dragoman train --gazetteer` out of ../shared/data/gazetteers, on standard output.

usage: gazetteers.py SHARED [VOLUME...]     VOLUMEs are left out of the FRUS lists (held-out text)

Lines of list<TAB>entry, each once, sorted. Sources and licences: SHARED/data/gazetteers/SOURCES.md.
"""
import csv
import re
import sys
from pathlib import Path

shared = Path(sys.argv[1]) / "data"
held_out = set(sys.argv[2:])
lists = set()


def rows(name, delimiter="\t", folder="gazetteers"):
    with open(shared / folder / name, encoding="utf-8-sig", newline="") as file:
        if delimiter == "\t":
            yield from (line.rstrip("\n").split("\t") for line in file)
        else:
            yield from csv.reader(file)


def add(name, entry):
    entry = re.sub(r"\s+", " ", re.sub(r"\([^)]*\)|\[[^]]*\]", " ", entry)).strip(" ,;.:-“”\"")
    if 1 < len(entry) < 80 and any(c.isalpha() for c in entry):
        lists.add((name, entry))


def person(surname, forenames):
    """A person by full name, by forename and by surname."""
    surname, forenames = surname.strip(" ,."), re.sub(r"\s+", " ", forenames).strip(" ,")
    if not re.match(r"\w[\w'’. -]*$", surname):
        return
    add("surname", surname)
    given = [f for f in forenames.split() if re.match(r"[^\W\d_][\w'’-]+$", f)]
    if forenames and len(forenames.split()) <= 4:
        add("person", f"{forenames} {surname}")
        if given:
            add("person", f"{given[0]} {surname}")
    if given and given[0][0].isupper():
        add("forename", given[0])


def inverted(name):
    """`Baker, Newton Diehl` or, as East Asian names stand, `Chou En-lai`."""
    name = re.sub(r"\(.*?\)|“.*?”|, (Jr|Sr|II|III)\.?$", "", name)
    surname, comma, forenames = name.partition(",")
    if comma:
        person(surname, re.sub(r"^(Lt\.|Col\.|Maj\.|Gen\.|Capt\.|Adm\.|Sir|Lord|Dr\.)+ *", "", forenames.strip()))
    elif len(name.split()) in (2, 3):
        add("person", name)


for volume, _, name, *_ in (r for r in rows("frus_persons.tsv") if len(r) >= 3):
    if volume not in held_out:
        inverted(name)
for name, *_ in rows("people_history_at_state.tsv"):
    inverted(name)
for surname, forenames, *_ in rows("pocom_people.tsv"):
    person(surname, forenames)
for _, _, name in (r for r in rows("leaders_factbook.tsv") if len(r) == 3):
    capitals = re.findall(r"[^\W\d_][\w'’-]*", name)
    surname = [w for w in capitals if w.isupper() and len(w) > 2]
    titles = r"(President|Prime|Minister|King|Queen|Emir|Sultan|Chancellor|Acting|Premier|Crown|Prince|General|of|the)"
    forenames = [w for w in capitals if not w.isupper() and not re.fullmatch(titles, w)]
    if surname:
        person(" ".join(w.title() for w in surname), " ".join(forenames))
for name, *_ in rows("visits.tsv"):
    words = [w for w in name.split() if w[0].isupper()]
    if len(words) >= 3:
        add("person", " ".join(words[-2:]))
        add("surname", words[-1])
for row in rows("common-forenames-by-country.csv", ","):
    add("forename", row[-1])
for row in rows("common-surnames-by-country.csv", ","):
    add("surname", row[5])

for gec, name, long, former, noun, adjective, capital, *_ in (r for r in rows("countries_factbook.tsv") if len(r) >= 7):
    if gec == "gec":
        continue
    for entry in [name, *re.split(r"[,;]", long), *re.split(r"[,;]", former)]:
        add("country", entry)
    for entry in re.split(r"[,;]| or ", noun + "," + adjective):
        entry = re.sub(r"\(s\)", "s", entry)
        entry = re.sub(r"\(.*?\)", "", entry).strip()
        if entry[:1].isupper() and len(entry.split()) <= 3:
            add("nationality", entry)
            if entry.endswith("s"):
                add("nationality", entry[:-1])
    for entry in re.split(r"[;,]", re.sub(r"\(.*?\)", "", capital)):
        add("capital", entry)
for row in rows("world-cities.csv", ","):
    if row[0] != "name":
        add("city", row[0])
        add("division", row[2])
for row in rows("admin_divisions_factbook.tsv"):
    if len(row) > 1 and not row[1].startswith(("singular", "provinces", "note")):
        add("division", row[1])
for row in rows("posts_gsh.tsv", folder="conventions"):
    if row[0] != "post":
        add("post", row[0])
for row in rows("stations_cablemap.tsv", folder="conventions"):
    add("post", row[0])

for row in rows("ethnic_groups_factbook.tsv"):
    add("people", row[0])
for row in rows("parties_factbook.tsv"):
    if len(row) > 1:
        for entry in re.split(r" or |;", row[1]):
            if entry.strip()[:1].isupper():
                add("party", entry)
for row in rows("terrorist_groups_factbook.tsv"):
    for entry in re.split(r"[()/]", row[0]):
        add("group", entry)
for row in rows("intl_org_abbrev_factbook.tsv"):
    add("body", row[0])
for row in rows("state_office_symbols_frus.tsv"):
    add("office", row[0])
    if len(row) > 1:
        for entry in row[1].split(", "):
            add("body", entry)
BODY = re.compile(r"\b(Agency|Bureau|Committee|Commission|Council|Department|Ministry|Office|Organization|Union|Party|Bank|"
                  r"Fund|Board|Administration|Corps|Command|Force|Army|Navy|Institute|Association|Federation|Front|League|"
                  r"Staff|Service|Conference|Community|Mission|Embassy|Government|Corporation|Company|Group|Division|Group)\b")
for volume, abbreviation, expansion in (r for r in rows("frus_terms.tsv") if len(r) == 3):
    if volume in held_out:
        continue
    expansion = expansion.split(";")[0].split(", Department")[0]
    if BODY.search(expansion) and len(expansion.split()) <= 9:
        add("body", abbreviation)
        if expansion[:1].isupper():
            add("body", expansion)
    elif re.match(r"[A-Z][A-Za-z./&-]*$", abbreviation):
        add("term", abbreviation)

for name, entry in sorted(lists):
    print(f"{name}\t{entry}")
