#!/usr/bin/env python3
"""Writes src/base/countries_table.inc: folded names, adjectives and nouns, and the country each means.

tools/countries.py countries_factbook.tsv > src/base/countries_table.inc

Source: CIA World Factbook (public domain), plus the short forms and the states of the past listed here.
"""
import csv
import re
import sys
import unicodedata

EXTRA = {  # name: (other names, adjectives and nouns)
    "United States": (["US", "USA", "United States of America", "America"], ["American", "Americans"]),
    "United Kingdom": (["UK", "Britain", "Great Britain"], ["British", "Britons", "Briton"]),
    "Russia": (["Russian Federation"], ["Russian", "Russians"]),
    "China": (["PRC", "People's Republic of China", "Communist China", "Red China"], ["Chinese"]),
    "Taiwan": (["Republic of China", "Formosa"], ["Taiwanese"]),
    "Korea, North": (["North Korea", "DPRK", "Democratic People's Republic of Korea"], ["North Korean", "North Koreans"]),
    "Korea, South": (["South Korea", "ROK", "Republic of Korea"], ["South Korean", "South Koreans"]),
    "Germany": (["Federal Republic of Germany", "FRG", "West Germany"], ["German", "Germans", "West German", "West Germans"]),
    "East Germany": (["GDR", "German Democratic Republic"], ["East German", "East Germans"]),
    "Soviet Union": (["USSR", "Union of Soviet Socialist Republics"], ["Soviet", "Soviets"]),
    "Yugoslavia": (["SFRY"], ["Yugoslav", "Yugoslavs", "Yugoslavian"]),
    "Czechoslovakia": ([], ["Czechoslovak", "Czechoslovakian", "Czechoslovaks"]),
    "South Vietnam": (["Republic of Vietnam", "South Viet-Nam", "GVN"], ["South Vietnamese"]),
    "North Vietnam": (["Democratic Republic of Vietnam", "DRV", "North Viet-Nam"], ["North Vietnamese"]),
    "Vietnam": (["Viet-Nam", "Viet Nam", "SRV"], ["Vietnamese"]),
    "Burma": (["Myanmar"], ["Burmese"]),
    "Saudi Arabia": (["KSA"], ["Saudi", "Saudis", "Saudi Arabian"]),
    "United Arab Emirates": (["UAE"], ["Emirati", "Emiratis"]),
    "Turkey": (["Türkiye"], ["Turkish", "Turk", "Turks"]),
    "Iran": (["Persia", "Islamic Republic of Iran"], ["Iranian", "Iranians", "Persian"]),
    "Cote d'Ivoire": (["Ivory Coast"], ["Ivoirian", "Ivorian", "Ivorians"]),
    "Netherlands": (["Holland"], ["Dutch"]),
    "Congo, Democratic Republic of the": (["DRC", "Democratic Republic of the Congo", "Zaire"], ["Zairian", "Zairean"]),
    "Sri Lanka": (["Ceylon"], ["Sri Lankan", "Sri Lankans", "Ceylonese"]),
    "Thailand": (["Siam"], ["Thai", "Thais"]),
    "Egypt": (["UAR", "United Arab Republic"], ["Egyptian", "Egyptians"]),
}
SHOWN = {"Korea, North": "North Korea", "Korea, South": "South Korea",
         "Congo, Democratic Republic of the": "Democratic Republic of the Congo", "Congo, Republic of the": "Republic of the Congo"}


def forms(noun, adjective):
    """'Algerian(s)' and 'Algerian' -> Algerian, Algerians."""
    out = []
    for cell in re.split(r"[;,]| or ", re.sub(r"\((?!s\)|es\))[^)]*\)|note.*", "", noun + ";" + adjective)):
        cell = cell.strip()
        ending = re.search(r"\((s|es)\)$", cell)
        word = re.sub(r"\((s|es)\)$", "", cell)
        for form in [word] + ([word + ending[1]] if ending else []):
            if re.fullmatch(r"[A-Z][\w' -]+", form) and "singular" not in form:
                out.append(form)
    return out


def fold(name):
    """As dm_fold does, for these names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"[-]", " ", re.sub(r"['.]", "", plain)).split())


def main():
    rows = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            name = (row["name"] or "").strip()
            if name and row["adjective"]:
                rows[name] = ([row["conventional_long"] or ""], forms(row["noun"] or "", row["adjective"] or ""))
    for name, (names, people) in EXTRA.items():
        old = rows.get(name, ([], []))
        rows[name] = (names + old[0], people + old[1])
    claimed = {word.lower(): name for name, lists in EXTRA.items() for word in lists[0] + lists[1]}
    seen, entries = set(), []
    for name in sorted(rows):
        shown = SHOWN.get(name, name)
        if "," in shown:
            shown = " ".join(reversed([part.strip() for part in shown.split(",", 1)]))
        names = [n for n in dict.fromkeys([shown] + rows[name][0]) 
                 if re.fullmatch(r"[\w'. -]+", n) and n != "none" and n.lower() not in seen
                 and claimed.get(n.lower(), name) == name]
        people = [p for p in dict.fromkeys(rows[name][1])
                  if p.lower() not in seen and claimed.get(p.lower(), name) == name]
        seen.update(n.lower() for n in names + people)
        entries += [(fold(n), shown, 0) for n in names] + [(fold(p), shown, 1) for p in people]
    print("/* Written by tools/countries.py from the CIA World Factbook (public domain); not by hand. */")
    done = set()
    for form, shown, people in sorted(entries, key=lambda e: e[0].encode()):
        if form not in done:
            print('    {"%s", "%s", %d},' % (form, shown, people))
        done.add(form)


main()
