"""One fictional cable: header, paragraphs, references, damage, and the truth about all of it.

Names are written between private characters while the text is made, so that wrapping and damage can do to them
what they like; `finish` takes the marks out and says where the names are.
"""
import datetime
import random
import re

from . import prose
from .world import ABROAD, SHIPS, STAFF, WORLD_ORGS

CLOSE = "\ue000"
OPEN = {"PER": "\ue001", "LOC": "\ue002", "ORG": "\ue003", "MISC": "\ue004"}
TYPE = {mark: name for name, mark in OPEN.items()}
MARKS = "".join(OPEN.values()) + CLOSE
ANCHOR = "\ue005"  # where the site puts its paragraph sign
LEVELS = {"U": "UNCLASSIFIED", "C": "CONFIDENTIAL", "S": "SECRET"}
SPACED = {"U": "UNCLAS", "C": "C O N F I D E N T I A L", "S": "S E C R E T"}


def compile_template(template):
    """[(literal, fixed names that begin in it, whether its end is inside one, slot behind it or None)]."""
    marked = re.sub(r"\[(PER|LOC|ORG|MISC) ([^\]]*)\]", lambda m: OPEN[m[1]] + m[2] + CLOSE, template)
    parts = re.split(r"\{(\w+)\}", marked) + [None]
    opened = [sum(part.count(mark) for mark in TYPE) for part in parts[::2]]
    return [(part, count, unclosed(part), slot) for part, count, slot in zip(parts[::2], opened, parts[1::2])]


def strip_marks(text):
    return re.sub(f"[{MARKS}{ANCHOR}]", "", text)


def unclosed(line):
    """True if a name begins on this line and ends on a later one."""
    return max(line.rfind(mark) for mark in TYPE) > line.rfind(CLOSE)


TOPICS = {name: (tags, [compile_template(t) for t in lines]) for name, (tags, lines) in prose.TOPICS.items()}
ANYWHERE = [compile_template(t) for t in prose.ANYWHERE]
HEADINGS = [compile_template(t) for t in prose.HEADINGS]
SUBJECTS = [compile_template(t) for t in prose.SUBJECTS]
WRAP = {width: re.compile(r"(.{1,%d})(?: +|$)\n?" % width, re.M) for width in (56, 60, 62, 65)}
PIECES = re.compile(f"([{MARKS}{ANCHOR}])")


class Cable:
    """`text` is the message as a reader sees it, `names` [(start, end, type, name, identity)] in code points of it."""

    def __init__(self, world, index):
        self.world = world
        self.dice = dice = random.Random(f"{world.seed}:cable:{index}")
        self.country, self.year, self.number, seconds = world.identity(index)
        self.time = datetime.datetime(self.year, 1, 1) + datetime.timedelta(seconds=seconds)
        self.id = f"{self.year % 100:02d}{self.country.post_key}{self.number}"
        self.level = dice.choices("UCS", (50, 40, 10))[0]
        self.topic = dice.choice(list(TOPICS))
        self.damage = []
        self.identities, self.met, self.deck = [], {}, []
        self.set_scene(index)
        self.write(index)

    # ---- the scene and its names -------------------------------------------------------------------

    def set_scene(self, index):
        dice, world, country = self.dice, self.world, self.country
        first = int(dice.random() ** 2 * 140)  # a few people are in the news all the time
        self.people = {"p1": country.person(first), "p2": country.person(first + dice.randrange(1, 5)),
                       "p3": country.passer(dice, index / world.count)}
        self.other = dice.choice([c for c in world.countries if c is not country])
        self.abroad = dice.choice(ABROAD)
        self.organisation = dice.choice(WORLD_ORGS)
        self.officials = [country.staff(self.year, number) for number in dice.sample(range(STAFF), 3)]
        self.signer = country.staff(self.year, 0)

    def name(self, kind, text, identity=None):
        self.identities.append(identity or text)
        return OPEN[kind] + text + CLOSE

    def person(self, person, first, later):
        spelling = self.spelling(person)
        if person.id not in self.met:
            self.met[person.id] = 1
            return first + self.name("PER", person.full(spelling), person.id)
        return later + self.name("PER", person.short(spelling), person.id)

    def spelling(self, person):
        return self.number % 3 // 2 if len(person.spellings) > 1 else 0

    def slot(self, slot):
        dice, country = self.dice, self.country
        if slot in self.people:
            person = self.people[slot]
            title = person.office + " "
            return self.person(person, title, title if dice.random() < 0.15 else "")
        if slot == "us":
            title = dice.choice(prose.AMERICAN_TITLES) + " "
            return self.person(dice.choice(self.officials), title, title)
        if slot == "C": return self.name("LOC", country.name)
        if slot == "A": return self.name("MISC", country.adjective)
        if slot == "N": return self.name("MISC", country.people)
        if slot == "X": return self.name("LOC", country.capital)
        if slot == "T": return self.name("LOC", dice.choice(country.towns))
        if slot == "G": return self.name("ORG", country.government)
        if slot == "K": return self.name("LOC", self.other.name)
        if slot == "KA": return self.name("MISC", self.other.adjective)
        if slot == "R": return self.name("LOC", self.abroad[0])
        if slot == "RA": return self.name("MISC", self.abroad[1])
        if slot == "RN": return self.name("MISC", self.abroad[2])
        if slot == "O": return self.body(*self.organisation)
        if slot == "Y": return self.body(*dice.choice(country.parties))
        if slot == "Z": return self.name("ORG", dice.choice(country.companies))
        if slot == "M": return self.name("ORG", dice.choice(prose.MINISTRIES))
        if slot == "E": return self.name("MISC", dice.choice(country.events))
        if slot == "S": return self.name("MISC", dice.choice(SHIPS))
        if slot == "n": return str(dice.randrange(2, 90))
        if slot == "pct": return str(dice.randrange(3, 80))
        if slot == "y": return str(dice.randrange(1950, max(1951, self.year)))
        assert slot == "d", slot
        return (self.time - datetime.timedelta(days=dice.randrange(1, 40))).strftime("%B %d").replace(" 0", " ")

    def body(self, full, short):
        """An organisation: full name with its abbreviation first, then mostly the abbreviation."""
        if full in self.met:
            return self.name("ORG", short, full)
        self.met[full] = 1
        return f"{self.name('ORG', full)} ({self.name('ORG', short, full)})"

    def fill(self, template):
        out = []
        for literal, fixed, inside, slot in template:
            self.identities.extend([None] * fixed)
            out.append(literal)
            if slot:  # a slot inside a fixed name ([MISC U.S.-{A}]) is part of that name
                out.append(self.country.adjective if inside else self.slot(slot))
        return "".join(out)

    # ---- the message -------------------------------------------------------------------------------

    def write(self, index):
        dice = self.dice
        lines = self.header(index)
        tags, sentences = TOPICS[self.topic]
        count = max(3, min(60, round(dice.lognormvariate(2.1, 0.75))))
        paragraphs, self.marks = [], []
        for number in range(1, count + 1):
            if number > 1 and dice.random() < 0.25:
                heading = self.fill(dice.choice(HEADINGS))
                paragraphs.append(heading.upper() if dice.random() < 0.7 else heading + "\n" + "-" * (len(heading) - 2))
            body = " ".join([self.fill(self.sentence(sentences)) for _ in range(dice.randrange(3, 10))])
            if number == 1: body = f"SUMMARY: {body} END SUMMARY."
            elif number == count: body = f"COMMENT: {body} END COMMENT."
            mark = self.portion_mark()
            self.marks.append([number, mark])
            paragraphs.append(f"{ANCHOR}{number}. {mark + ' ' if mark else ''}{body}")
        self.finish(lines, paragraphs)

    def sentence(self, sentences):
        """The next template: all of a topic's once, in random order, before one comes again."""
        if not self.deck:
            self.deck = [*sentences, *self.dice.sample(ANYWHERE, 5)]
            self.dice.shuffle(self.deck)
        return self.deck.pop()

    def portion_mark(self):
        if self.level == "U": return self.dice.choice(("(U)", "(SBU)", "(U)"))
        if self.level == "C": return self.dice.choices(("(C)", "(U)", "(SBU)", ""), (85, 6, 5, 4))[0]
        return self.dice.choices(("(S)", "(S/NF)", "(C)", "(S//NF)"), (45, 40, 12, 3))[0]

    def header(self, index):
        dice, country = self.dice, self.country
        sections = 1 if dice.random() < 0.45 else dice.randrange(2, 5)
        self.sections = sections
        self.serial = f"{country.post} {self.number:06d}"
        banner = SPACED[self.level]
        if dice.random() < 0.015:
            banner = banner[0] + banner
            self.damage.append("doubled banner")
        section = f" SECTION 01 OF {sections:02d}" if sections > 1 else ""
        lines = [f"{banner}{section} {self.serial}", ""]
        self.captions = ["SIPDIS"] + (["NOFORN"] if self.level == "S" and dice.random() < 0.6 else []) + \
                        (["SENSITIVE"] if self.level == "U" and dice.random() < 0.5 else [])
        lines += self.captions
        if dice.random() < 0.22:
            lines += ["", "SIPDIS"]
            self.damage.append("repeated caption")
        self.order, declassify = executive_order(self.time, self.level)
        self.declassify = declassify
        colon = ":" if dice.random() < 0.68 else ""
        lines += ["", f"E.O. {self.order}: {declassify}" if colon else f"EO {self.order} {declassify}"]
        self.tags = sorted(set(dice.sample(TOPICS[self.topic][0], 3) + [country.tag] + ([self.other.tag] if dice.random() < .4 else [])),
                           key=lambda tag: (len(tag) < 3, tag))
        lines.append(f"TAGS{colon} " + (", " if dice.random() < 0.55 else " ").join(self.tags))
        subject = self.fill(dice.choice(SUBJECTS)).upper()
        self.subject = strip_marks(subject)
        lines += WRAP[60].sub(r"\1\n", "SUBJECT: " + subject).rstrip("\n").split("\n") + [""]
        lines += self.reference_lines(index)
        if self.level != "U":
            officer, title = country.staff(self.year, dice.randrange(STAFF)), dice.choice(prose.CLASSIFIERS)
            reasons = dice.choice(["1.4 (b) and (d)", "1.4 (b), (c) and (d)", "1.4 (d)"])
            self.classifier = {"name": officer.full(), "office": title, "reasons": re.findall(r"\(([a-z])\)", reasons)}
            self.met[officer.id] = 1
            lines += [f"Classified By: {title} {self.name('PER', officer.full(), officer.id)} for reasons {reasons}.", ""]
        else:
            self.classifier = None
        return lines

    def reference_lines(self, index):
        self.references = []
        count = min(self.dice.choices((0, 1, 2, 3, 5), (30, 35, 18, 10, 7))[0], index)
        lines = []
        for letter in "ABCDE"[:count]:
            earlier = self.dice.randrange(max(0, index - 5000), index)
            country, year, number, _ = self.world.identity(earlier)
            self.references.append(f"{year % 100:02d}{country.post_key}{number}")
            year_ = "" if year == self.year else f"{year % 100:02d} "
            text = f"{year_}{self.name('LOC', country.post, country.capital)} {number}"
            if count == 1: return ["REF: " + text, ""]
            lines.append(f"REF: A. {text}" if letter == "A" else f"{ANCHOR}{letter}. {text}")
        return lines + [""] if lines else []

    # ---- layout and damage -------------------------------------------------------------------------

    def finish(self, lines, paragraphs):
        dice = self.dice
        body = "\n\n".join(paragraphs)
        if dice.random() < 0.05:
            body = re.sub(r'"([^"\n]*)"', r"&\g<1>8", body)
            self.damage.append("&8 quotes")
        elif dice.random() < 0.33:
            body = re.sub(r'"([^"\n]*)"', "“\\1”", body).replace("'", "’")
        if dice.random() < 0.17 and "'s " in body:
            body = body.replace("'s ", ",s ")
            self.damage.append("comma for apostrophe")
        if dice.random() < 0.02:
            body = re.sub(r"\.\n\n(?=%s)" % ANCHOR, ".", body)
            self.damage.append("glued paragraph mark")
        if dice.random() < 0.1:
            body = self.redact(body)
        if dice.random() < 0.6:
            body = WRAP[dice.choice((56, 60, 62, 65))].sub(r"\1\n", body).rstrip("\n")
            if self.sections > 1: body = self.page_lines(body)
            self.damage.append("wrapped")
        signature = self.name("PER", self.signer.family.upper(), self.signer.id)
        text = "\n".join(lines) + "\n" + body + "\n" + signature
        if dice.random() < 0.8 and "wrapped" in self.damage:
            text = re.sub(r"(?<=[^\n ])\n", " \n", text)
        if dice.random() < 0.05:
            text = re.sub(r"(?<=[^\n])\n(?=[^\n])", "\n\n", text)
            self.damage.append("double spaced")
        if dice.random() < 0.01:
            text = text.lower()
            self.damage.append("lower case")
        self.marked = text

    def redact(self, body):
        """Strikes one person out wherever the full name or surname is marked."""
        person = self.people["p3"]
        if person.id not in self.met or person in (self.people["p1"], self.people["p2"]): return body
        keep, kept = [], len(self.identities)
        before = body.count  # names of the header come first in self.identities
        in_body = sum(before(mark) for mark in OPEN.values())
        header, identities = self.identities[:kept - in_body], iter(self.identities[kept - in_body:])

        def strike(match):
            identity = next(identities)
            if identity == person.id: return "XXXXXXXXXXXX"
            keep.append(identity)
            return match[0]

        body = re.sub(f"[{MARKS[:-1]}][^{CLOSE}]*{CLOSE}", strike, body)
        self.identities = header + keep
        self.damage.append("redacted")
        return body

    def page_lines(self, body):
        """Puts `POST 00000813 002 OF 003` between two lines that no name runs across."""
        lines = body.split("\n")
        post = self.country.post[:10].rstrip()
        for section in range(2, self.sections + 1):
            at = len(lines) * (section - 1) // self.sections
            while at < len(lines) and strip_marks(lines[at - 1]).strip() and unclosed(lines[at - 1]): at += 1
            if 0 < at < len(lines):
                lines[at:at] = ["", f"{post} {self.number:08d} {section:03d} OF {self.sections:03d}", "", ""]
        self.damage.append("page lines")
        return "\n".join(lines)

    def text(self, anchor):
        """The message with `anchor` where the site puts its paragraph signs, and the names in it."""
        out, spans, at, start, kind = [], [], 0, 0, None
        for piece in PIECES.split(self.marked):
            if piece in TYPE:
                start, kind = at, TYPE[piece]
            elif piece == CLOSE:
                spans.append((start, at, kind))
            else:
                if piece == ANCHOR: piece = anchor
                out.append(piece)
                at += len(piece)
        text = "".join(out)
        names = []
        for (start, end, kind), identity in zip(spans, self.identities, strict=True):
            name = " ".join(text[start:end].split())
            names.append([start, end, kind, name, identity or name])
        return text, names

    def transmission(self):
        time, country = self.time, self.country
        self.precedence = self.dice.choices("ORPZ", (10, 45, 44, 1))[0]
        word = {"O": " IMMEDIATE", "P": " PRIORITY", "R": "", "Z": " FLASH"}[self.precedence]
        others = self.dice.sample(self.world.countries, self.dice.randrange(0, 9))
        security = "ZNR UUUUU ZZH" if self.level == "U" else f"ZNY {self.level * 5} ZZH"
        self.group = time.strftime("%d%H%MZ %b %y").upper()
        lines = ["VZCZCXYZ0000", f"{self.precedence * 2} RUEHWEB", "",
                 f"DE {country.routing} #{self.number:04d}/01 {time:%j%H%M}", security, f"{self.precedence} {self.group}",
                 f"FM AMEMBASSY {country.post}", f"TO RUEHC/SECSTATE WASHDC{word} {self.dice.randrange(100, 9999)}"]
        lines += [("INFO " if i == 0 else "") + f"{other.routing}/AMEMBASSY {other.post}{word} {self.dice.randrange(100, 9999)}"
                  for i, other in enumerate(others)]
        return "\n".join(lines)

    def truth(self, names):
        return {"id": self.id, "created": self.time.strftime("%Y-%m-%dT%H:%MZ"), "classification": LEVELS[self.level],
                "origin": f"Embassy {self.country.capital}", "from": f"AMEMBASSY {self.country.post}",
                "dtg": self.group, "precedence": self.precedence, "captions": self.captions, "executive_order": self.order,
                "declassify": self.declassify, "tags": self.tags, "subject": self.subject, "references": self.references,
                "classified_by": self.classifier, "paragraphs": self.marks, "signer": self.signer.family,
                "damage": self.damage, "names": names}


def executive_order(time, level):
    """Number of the order in force, and what its line says."""
    year = time.year
    order = "11652" if year < 1978 else "12065" if year < 1982 else "12356" if year < 1995 else "12958" if year < 2010 else "13526"
    if level == "U": return order, "N/A"
    if year < 1978: return order, "GDS"
    if year < 1982: return order, f"GDS {time:%m/%d}/{(year + 6) % 100:02d}"
    if year < 1995: return order, "DECL: OADR"
    return order, f"DECL: {time:%m/%d}/{year + 10}"

