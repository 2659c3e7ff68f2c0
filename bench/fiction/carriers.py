"""The forms in which archives hold cables. Each takes a Cable and gives the bytes of one document and the names
in it, with offsets in code points of its text: the message for csv and text (in a text file after the header
block), the second <pre> for html, paragraph signs included; for tei the message before it was cut into paragraphs."""
import html
import json
import re

PAGE = """<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>
<head>
<title>Reading room: {id}</title>
</head>
<body>
<div class='main'>
<div class='pane big'>
<h3>Viewing cable {id}, {subject}</h3>
<table class='cable'>
<tr>
<th>Reference ID</th>
<th>Created</th>
<th>Released</th>
<th>Classification</th>
<th>Origin</th>
</tr>
<tr>
<td>
<a href='/cable/{month}/{id}.html'>{id}</a>
</td>
<td>
<a href='/date/{created:.7}_0.html'>{created}</a>
</td>
<td>
<a href='/reldate/2012-03-05_0.html'>2012-03-05 09:00</a>
</td>
<td>
<a href='/classification/1_0.html' title='unclassified'>{classification}</a>
</td>
<td>
<a href='/origin/1_0.html'>{origin}</a>
</td>
</tr>
</table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code>
</div>
</div>
</body>
</html>
"""


def csv_row(cable, number):
    header = cable.transmission()
    body, names = cable.text("")
    truth = cable.truth(names)
    date = f"{cable.time.month}/{cable.time.day}/{cable.time.year} {cable.time.hour}:{cable.time.minute:02d}"
    fields = (str(number), date, cable.id, truth["origin"], truth["classification"], "|".join(cable.references), header, body)
    row = ",".join('"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"' for field in fields)
    return row + "\n", truth


def html_page(cable):
    header = cable.transmission()
    body, names = cable.text("¶")
    truth = cable.truth(names)
    body = re.sub(r"¶(\w+)\.", r"<a id='par\1' href='#par\1'>¶</a>\1.", html.escape(body, quote=False))
    page = PAGE.format(id=cable.id, subject=html.escape(cable.subject, quote=False), month=f"{cable.time:%Y/%m}",
                       created=f"{cable.time:%Y-%m-%d %H:%M}", classification=truth["classification"], origin=truth["origin"],
                       header=html.escape(header, quote=False).replace("\n", "&#x000A;"), body=body.replace("\n", "&#x000A;"))
    return page, truth


def text_file(cable):
    header = cable.transmission() + "\n\n"
    body, names = cable.text("")
    for name in names:
        name[0] += len(header)
        name[1] += len(header)
    return header + body + "\n\nNNNN\n", cable.truth(names)


VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title type="complete">Fictional Relations, Volume {number}</title></titleStmt>
<publicationStmt><publisher>None</publisher><date>2012</date><idno type="frus">fiction{number:04d}</idno></publicationStmt>
<sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader>
<text>
<front>
<div type="section" xml:id="terms"><head>Abbreviations</head><list>
{terms}</list></div>
<div type="section" xml:id="persons"><head>Persons</head><list>
{persons}</list></div>
</front>
<body>
<div type="compilation" xml:id="comp1"><head>Messages</head>
{documents}</div>
</body>
</text>
</TEI>
"""


def jsonl_row(cable):
    """The program's own form, with every name marked but not whom it means. Offsets of the truth count from the text."""
    header = cable.transmission()
    body, names = cable.text("")
    shift = len(header) + 2
    names = [[start + shift, end + shift, *rest] for start, end, *rest in names]
    truth = cable.truth(names)
    return json_line(truth, header, body), truth


def json_line(truth, header, body):
    fields = {"created": [truth["created"]], "reference id": [truth["id"]], "origin": [truth["origin"]],
              "classification": [truth["classification"]]}
    if truth["references"]: fields["references"] = ["|".join(truth["references"])]
    split = len(header) + 2
    blocks = [{"start": 0, "end": len(header), "kind": "transmission"},
              {"start": split, "end": split + len(body), "kind": "message"}]
    mentions = [{"start": start, "end": end, "type": kind} for start, end, kind, *_ in truth["names"]]
    document = {"id": truth["id"], "fields": fields, "text": f"{header}\n\n{body}", "blocks": blocks, "mentions": mentions}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def tei_document(cable, number, persons):
    """One <div>; adds the people it names to `persons` (identity: (name as listed, office))."""
    cable.transmission()
    body, names = cable.text("")
    truth = cable.truth(names)
    known = cable.country.known  # everybody the cable names has been asked for
    out, at = [], 0
    for start, end, kind, _, identity in names:
        out.append(html.escape(body[at:start], quote=False))
        surface = html.escape(" ".join(body[start:end].split()), quote=False)
        if kind == "PER" and identity in known:
            persons[identity] = known[identity]
            surface = f'<persName corresp="#p_{identity}">{surface}</persName>'
        elif kind == "ORG" and re.fullmatch("[A-Z]{2,6}", body[start:end]):
            surface = f'<gloss target="#t_{body[start:end]}_1">{surface}</gloss>'
        out.append(surface)
        at = end
    out.append(html.escape(body[at:], quote=False))
    paragraphs = "\n".join(f"<p>{part.strip()}</p>" for part in "".join(out).split("\n\n") if part.strip())
    when = f'<date when="{cable.time:%Y-%m-%dT%H:%M:00}">{cable.time:%B} {cable.time.day}, {cable.time.year}</date>'
    return (f'<div type="document" n="{number}" xml:id="d{number}">\n'
            f'<head>{number}. Telegram From the Embassy in {cable.country.name} to the Department of State</head>\n'
            f'<note type="source">Source: Reading room, {cable.id}. {truth["classification"].capitalize()}.</note>\n'
            f"<dateline><placeName>{cable.country.capital}</placeName>, {when}</dateline>\n{paragraphs}\n</div>\n"), truth


def tei_volume(number, documents, persons):
    items = "".join(f'<item><hi rend="strong"><persName xml:id="p_{identity}">{person.family}, {person.given},</persName></hi> '
                    f"{person.office or 'American official'}</item>\n"
                    for identity, person in sorted(persons.items()))
    joined = "".join(documents)
    terms = sorted(set(re.findall(r'target="#t_([A-Z]+)_1"', joined)))
    glossary = "".join(f'<item><hi rend="strong"><term xml:id="t_{term}_1">{term}</term>,</hi> an organisation</item>\n'
                       for term in terms)
    return VOLUME.format(number=number, terms=glossary, persons=items, documents=joined)
