#!/usr/bin/env python3
"""Writes src/base/envoys_table.inc: the chiefs of mission of the United States, where and when they served, and
the names of the countries and capitals by which documents say so.

tools/envoys.py pocom_people.tsv pocom_chiefs_of_mission.tsv posts_gsh.tsv > src/base/envoys_table.inc

Source: Office of the Historian, U.S. Department of State, "Principal Officers & Chiefs of Mission" and its posts
(public domain), plus the older names of places listed here.
"""
import csv
import itertools
import re
import sys
import unicodedata

BLOCK = 4095  # C promises string literals of so many characters
MORE_PLACES = {  # country: other names of it, and seats of its embassy in other times
    "antigua-barbuda": ["antigua and barbuda", "antigua"],
    "belarus": ["byelorussia"],
    "benin": ["dahomey"],
    "bosnia-herzegovina": ["bosnia and herzegovina", "bosnia"],
    "botswana": ["bechuanaland"],
    "brazil": ["rio de janeiro"],
    "burkina-faso": ["upper volta"],
    "burma": ["yangon"],
    "cambodia": ["khmer republic"],
    "cape-verde": ["cabo verde"],
    "central-african-republic": ["central african empire"],
    "china": ["taiwan", "peking", "peiping", "nanking", "chungking", "taipei"],
    "congo-democratic-republic": ["democratic republic of the congo", "congo", "leopoldville"],
    "congo-republic": ["republic of the congo", "congo"],
    "czech-republic": ["czechia"],
    "czechoslovakia": ["prague"],
    "german-democratic-republic": ["east germany", "east berlin", "berlin"],
    "germany": ["bonn"],
    "guatemala": ["guatemala city"],
    "holy-see": ["vatican", "vatican city"],
    "india": ["delhi"],
    "indonesia": ["djakarta", "batavia"],
    "iran": ["teheran"],
    "kazakhstan": ["astana"],
    "korea": ["south korea"],
    "libya": ["benghazi"],
    "macedonia": ["north macedonia"],
    "madagascar": ["malagasy republic", "tananarive"],
    "malaysia": ["malaya"],
    "micronesia": ["federated states of micronesia"],
    "netherlands": ["hague"],
    "nigeria": ["lagos"],
    "pakistan": ["karachi"],
    "russia": ["soviet union", "st petersburg", "petrograd"],
    "saint-kitts-nevis": ["saint kitts and nevis"],
    "saint-vincent-grenadines": ["saint vincent and the grenadines"],
    "saudi-arabia": ["jidda", "jeddah"],
    "swaziland": ["eswatini"],
    "switzerland": ["berne"],
    "tanzania": ["tanganyika"],
    "turkey": ["constantinople", "istanbul", "angora"],
    "ukraine": ["kiev"],
    "united-kingdom": ["england", "court of st james"],
    "vietnam-south": ["vietnam", "south vietnam", "saigon"],
    "yemen": ["sanaa"],
    "yugoslavia": ["belgrade"],
    "zambia": ["northern rhodesia"],
    "zimbabwe": ["rhodesia", "salisbury"],
}
GSH_COUNTRY = {"congo (brazzaville)": "congo-republic", "congo (kinshasa)": "congo-democratic-republic", "south korea": "korea",
               "micronesia, federated states of": "micronesia", "antigua and barbuda": "antigua-barbuda",
               "bosnia and herzegovina": "bosnia-herzegovina", "the bahamas": "bahamas", "the gambia": "gambia"}
SHOWN = {"antigua-barbuda": "Antigua and Barbuda", "bahamas": "the Bahamas", "bosnia-herzegovina": "Bosnia and Herzegovina",
         "central-african-republic": "the Central African Republic",
         "congo-democratic-republic": "the Democratic Republic of the Congo", "congo-republic": "the Republic of the Congo",
         "cote-divoire": "Cote d'Ivoire", "czech-republic": "the Czech Republic",
         "dominican-republic": "the Dominican Republic", "gambia": "the Gambia",
         "german-democratic-republic": "East Germany", "guinea-bissau": "Guinea-Bissau", "holy-see": "the Holy See",
         "maldives": "the Maldives", "marshall-islands": "the Marshall Islands", "netherlands": "the Netherlands",
         "philippines": "the Philippines", "saint-kitts-nevis": "Saint Kitts and Nevis",
         "saint-vincent-grenadines": "Saint Vincent and the Grenadines", "sao-tome-and-principe": "Sao Tome and Principe",
         "seychelles": "the Seychelles", "solomon-islands": "the Solomon Islands", "timor-leste": "Timor-Leste",
         "trinidad-and-tobago": "Trinidad and Tobago", "two-sicilies": "the Two Sicilies",
         "united-arab-emirates": "the United Arab Emirates", "united-kingdom": "the United Kingdom",
         "vietnam-south": "South Vietnam"}
KINDS = ["ambassador", "minister", "charge", "chief"]  # dm_envoy_kind


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def fold(name):
    """As dm_fold does, for these names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"-", " ", re.sub(r"['’.]", "", plain)).split())


def kind_of(role):
    if role.startswith("ambassador"):
        return 0
    if "minister" in role:
        return 1
    return 2 if role.startswith("charge") else 3


def tenures(path):
    """{person: [(country, kind, first year, last year)]}, what touches made one."""
    stated = {}
    for country, person, role, _, begin, end in rows(path):
        if begin or end:
            years = [int(date[:4]) for date in (begin or end, end or begin)]
            stated.setdefault((person, country, kind_of(role)), []).append(years)
    out = {}
    for (person, country, kind), spans in sorted(stated.items()):
        joined = []
        for first, last in sorted(spans):
            if joined and first <= joined[-1][1] + 1:
                joined[-1][1] = max(joined[-1][1], last)
            else:
                joined.append([first, last])
        out.setdefault(person, []).extend((country, kind, first, last) for first, last in joined)
    return {person: sorted(list_, key=lambda t: (t[2], t[3], t[0])) for person, list_ in out.items()}


def places(path, countries):
    """[(folded place, country)], each country under its own name, its capitals and what is listed above."""
    found = {(country.replace("-", " "), country) for country in countries}
    for name, country, kind, *_ in rows(path):
        country = GSH_COUNTRY.get(fold(country), fold(country).replace(" ", "-"))
        if kind == "embassy" and country in countries:
            place = re.sub("^the ", "", fold(name))
            found.add((place, country))
    for country, names in MORE_PLACES.items():
        found.update((name, country) for name in names)
    return sorted(found)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def wrapped(items):
    """Many to a line."""
    line = "   "
    for item in items:
        if len(line) + len(item) > 115:
            yield line
            line = "   "
        line += " " + item + ","
    yield line


def put_people(people, served):
    """The strings in blocks that hold whole pairs, and where each person's begin."""
    begins, blocks, at = [], [[]], 0
    for person in people:
        size = len((person + people[person]).encode()) + 2
        if at + size > BLOCK:
            blocks.append([])
            at = 0
        begins.append((len(blocks) - 1) * (BLOCK + 1) + at)
        blocks[-1].append(quoted(person + "\\0") + " " + quoted(people[person] + "\\0"))
        at += size
    print("static const char strings[][%d] = {" % (BLOCK + 1))
    for block in blocks:
        print("    " + "\n    ".join(block).replace("\\\\0", "\\0") + ",")
    print("};\nstatic const struct person people[] = {")
    starts = itertools.accumulate((len(served[person]) for person in people), initial=0)
    print("\n".join(wrapped("{%d, %d}" % pair for pair in zip(begins + [0], starts))))
    print("};")


def main():
    served = tenures(sys.argv[2])
    people = {row[-1]: ", ".join(filter(None, row[:3])) for row in rows(sys.argv[1]) if row[-1] in served}
    people = dict(sorted(people.items(), key=lambda item: item[0].encode()))
    countries = sorted({country for list_ in served.values() for country, *_ in list_})
    print("/* Written by tools/envoys.py; not by hand. Source: Office of the Historian, U.S. Department of State,\n"
          " * Principal Officers & Chiefs of Mission (public domain). */")
    print("static const char countries[][%d] = {" % (max(map(len, SHOWN.values())) + 1))
    print("\n".join(wrapped(quoted(SHOWN.get(c, c.replace("-", " ").title())) for c in countries)))
    print("};")
    named = places(sys.argv[3], countries)
    print("static const struct place places[] = {")
    print("\n".join(wrapped("{%s, %d}" % (quoted(name), countries.index(country)) for name, country in named)))
    print("};")
    put_people(people, served)
    print("static const dm_tenure tenures[] = {")
    print("\n".join(wrapped("{%d, %d, %d, %d}" % (countries.index(country), kind, first, last)
                            for person in people for country, kind, first, last in served[person])))
    print("};")


main()
