#!/usr/bin/env python3
"""The API against its description: contract.py DRAGOMAN. Every operation is asked, every answer checked."""
import gzip
import http.client
import json
import subprocess
import sys
import urllib.parse

from server import ROOT, Server, message, run, skip, units, write_messages

try:
    import jsonschema
except ImportError:
    skip("python3-jsonschema is not here")

SPEC = json.loads((ROOT / "src/serve/openapi.json").read_text(encoding="utf-8"))
asked = set()  # operationId


def schema_of(operation, status):
    answers = operation["responses"]
    content = answers.get(str(status), answers["default"])["content"]
    return content.get("application/json", {}).get("schema")


def checked(answer, method, path, status=200):
    """The answer's JSON, valid against what the description says of method and path."""
    operation = SPEC["paths"][path][method.lower()]
    asked.add(operation["operationId"])
    assert answer.status == status, f"{method} {path}: {answer.status} {answer.bytes[:200]}"
    value = answer.json()
    jsonschema.Draft202012Validator({**schema_of(operation, status), "components": SPEC["components"]}).validate(value)
    return value


def get(server, path, status=200, headers=(), number=None, **arguments):
    answer = server.get(path.replace("{id}", str(number)), headers, **arguments)
    return checked(answer, "GET", path, status)


def correct(server, status=201, **members):
    return checked(server.correct(**members), "POST", "/api/corrections", status)


def document_of(server, reference):
    return get(server, "/api/documents/{id}",
               number=get(server, "/api/search", q=f"id:{reference}")["hits"][0]["id"])


def test_status(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        status = get(s, "/api/status")
        assert (status["documents"], status["writable"], status["annotates"]) == (39, False, False)
        assert get(s, "/api/openapi.json") == SPEC
        assert get(s, "/api/runs")["runs"][0]["added"] == 39
        assert get(s, "/api/failures") == {"failures": [], "total": 0, "next": None}


def test_search_pages(archive):
    for sort in ("relevance", "newest", "oldest"):
        for query in ("Drenovo", "", "date:2009-05 OR person:Haddad", "class:<=confidential -date:2009-03",
                      "class:secret OR date:>2009-06", "date:..2009-09-05 -class:unclassified"):
            with Server(archive.program, archive.path, "--model", "none") as s:
                whole = get(s, "/api/search", q=query, sort=sort, limit=200)
                assert whole["next"] is None and len(whole["hits"]) == whole["total"]
                told = [json.loads(line)["document"] for line in
                        archive.command("search", query, "--json", "--sort", sort).splitlines()]
                assert [hit["id"] for hit in whole["hits"]] == told
                paged, cursor = [], ""
                while cursor is not None:
                    page = get(s, "/api/search", q=query, sort=sort, limit=5, cursor=cursor)
                    assert page["total"] == whole["total"]
                    paged += page["hits"]
                    cursor = page["next"]
                assert paged == whole["hits"], (sort, query)


def test_search_marks(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        hit = get(s, "/api/search", q='"anna vell" harbor')["hits"][0]
        marked = {units(hit["snippet"], *mark).lower() for mark in hit["marks"]}
        assert marked == {"anna vell", "harbor"}, marked


def test_search_mistakes(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        wrong = get(s, "/api/search", 400, q="\U0001F6A2 (harbor")
        assert wrong["at"] == 3, wrong
        for arguments in ({"limit": "0"}, {"limit": "many"}, {"sort": "best"}, {"cursor": "here"}, {"cursor": "-"}):
            get(s, "/api/search", 400, **arguments)


def test_facets(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        facets = get(s, "/api/facets", q="Anna", limit=50)
        assert facets["total"] == 38 and [y["value"] for y in facets["year"]] == ["2009"]
        for name in ("person", "place", "org", "tag", "from", "class", "year"):
            assert facets[name], name
            for value in facets[name]:
                found = get(s, "/api/search", q="(Anna) " + value["query"], limit=1)
                assert found["total"] == value["documents"], value


def test_complete(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        def texts(prefix):
            items = get(s, "/api/complete", prefix=prefix)["items"]
            return [(item["kind"], item["text"]) for item in items]
        for _ in range(100):  # names are read in the background
            if texts("vel"):
                break
        assert texts("vel") == [("person", "Anna Vell")]
        assert texts("person:ANN") == [("person", "Anna Vell")]
        assert texts("place:ann") == []
        assert texts("tags:PR") == [("tag", "PREL")]
        assert texts("from:dre") == [("post", "DRENOVO")]
        assert ("field", "class:secret") in texts("class:s")
        assert ("field", "person:") in texts("per")


def test_document(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        first = document_of(s, "09PORTLOWELL1")
        names = [units(first["text"], m["begin"], m["end"]) for m in first["mentions"]]
        assert names == ["Anna Vell", "Karim Haddad", "Port Lowell"]
        marks = [(p["number"], p["mark"]) for p in first["paragraphs"] if p["number"]]
        assert marks == [(1, "C")], marks
        second = document_of(s, "09PORTLOWELL2")
        assert first["references"][0]["document"] == second["id"]
        assert [c["document"] for c in second["cited_by"]] == [first["id"]]
        get(s, "/api/documents/{id}", 404, number=1000)
        order, at = [], get(s, "/api/search", sort="oldest", limit=1)["hits"][0]["id"]
        while at:
            order.append(at)
            at = get(s, "/api/documents/{id}", number=at)["next"]
        assert order == [h["id"] for h in get(s, "/api/search", sort="oldest", limit=200)["hits"]]
        back = [get(s, "/api/documents/{id}", number=i)["previous"] for i in order]
        assert back == [None] + order[:-1]


def test_source(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        doc = document_of(s, "09PORTLOWELL2")
        source = get(s, "/api/documents/{id}/source", number=doc["id"])
        assert source["state"] == "same", source["state"]
        words = [units(source["text"], m["begin"], m["end"]) for m in source["mentions"]]
        assert words == [units(doc["text"], m["begin"], m["end"]) for m in doc["mentions"]], words
        archive.source.write_text(archive.source.read_text(encoding="utf-8").replace("said no", "said yes"),
                                  encoding="utf-8")
        state = get(s, "/api/documents/{id}/source", number=doc["id"])["state"]
        assert state == "changed", state
        archive.source.unlink()
        assert get(s, "/api/documents/{id}/source", number=doc["id"])["state"] == "missing"
        get(s, "/api/documents/{id}/source", 404, number=1000)


def test_entities(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        anna = get(s, "/api/entities", name="Anna Vell")["entities"][0]
        page = get(s, "/api/entities/{id}", number=anna["id"], company=2)
        assert page["documents"] == 38 and len(page["company"]) == 2
        assert get(s, "/api/search", q=page["query"], limit=1)["total"] == 38
        assert "known" not in page
        get(s, "/api/entities", 400)
        get(s, "/api/entities/{id}", 404, number=100000)


def test_known(archive):
    path, source = archive.here / "known.db", archive.here / "known.jsonl"
    source.write_text(message("11DAMASCUS1", "A VISIT", "1. (C) Robert Ford called.", [("PER", "Robert Ford")],
                              created=["2011-03-01"], origin=["Embassy Damascus"]) + "\n", encoding="utf-8")
    subprocess.run([archive.program, "index", "--given", "--db", path, source], check=True, stderr=subprocess.DEVNULL)
    with Server(archive.program, path, "--model", "none") as s:
        known = get(s, "/api/entities/{id}", number=1)["known"]
        assert known["id"] == "ford-robert-stephen" and known["page"].endswith("/people/ford-robert-stephen")
        assert known["posts"][1] == {"country": "Syria", "first": 2010, "last": 2012}
        assert get(s, "/api/entities", name=known["id"])["entities"][0]["id"] == 1


def test_pictures(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        graph = get(s, "/api/graph", weight=1, nodes=4, types="PER,LOC")
        assert len(graph["nodes"]) == 4 and {n["type"] for n in graph["nodes"]} == {"PER", "LOC"}
        ids = {n["id"] for n in graph["nodes"]}
        assert graph["edges"] and all({e["source"], e["target"]} <= ids for e in graph["edges"])
        assert get(s, "/api/graph", years="1990")["documents"] == 0
        get(s, "/api/graph", 400, years="soon")
        for by, size in (("year", 4), ("month", 7), ("day", 10)):
            line = get(s, "/api/timeline", by=by)
            assert sum(p["documents"] for p in line["periods"]) == 39
            assert all(len(p["period"]) == size and sum(p["counts"]) == p["documents"] for p in line["periods"])
        get(s, "/api/timeline", 400, by="hour")
        places = get(s, "/api/places")
        assert [p["name"] for p in places["posts"]] == ["DRENOVO", "PORT LOWELL"]


def test_export(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        for form in ("jsonl", "csv", "opensearch"):
            streamed = s.get("/api/export", q="Anna", format=form)
            assert streamed.bytes == archive.command("export", "Anna", "--format", form), form
        get(s, "/api/export", 400, format="xls")
        asked.add("export")


def test_corrections(archive):
    with Server(archive.program, archive.path, "--write", "--model", "none") as s:
        doc = document_of(s, "09PORTLOWELL1")
        anna, karim, port = doc["mentions"]
        place = {"document": doc["id"], "begin": karim["begin"], "end": karim["end"]}
        made = [correct(s, kind="reject", who="Eva", **place)["id"]]
        assert len(document_of(s, "09PORTLOWELL1")["mentions"]) == 2
        made.append(correct(s, kind="undo", undoes=made[0])["id"])
        made.append(correct(s, kind="retype", type="ORG", **place)["id"])
        made.append(correct(s, kind="respan", new_begin=karim["begin"] + 6, new_end=karim["end"], **place)["id"])
        now = document_of(s, "09PORTLOWELL1")
        assert [(units(now["text"], m["begin"], m["end"]), m["type"]) for m in now["mentions"]] == [
            ("Anna Vell", "PER"), ("Haddad", "ORG"), ("Port Lowell", "LOC")], now["mentions"]
        begin = doc["text"].encode("utf-16-le").index("met".encode("utf-16-le")) // 2
        made.append(correct(s, kind="mark", document=doc["id"], begin=begin, end=begin + 3, type="MISC")["id"])
        made.append(correct(s, kind="rename", entity=anna["entity"], value="A. Vell")["id"])
        made.append(correct(s, kind="note", entity=anna["entity"], value="\u00e9 \U0001F6A2")["id"])
        other = get(s, "/api/entities", name="Harbor Board")["entities"][0]["id"]
        made.append(correct(s, kind="merge", entity=port["entity"], other=other)["id"])
        split = correct(s, kind="split", entity=anna["entity"], document=doc["id"])
        made.append(split["id"])
        assert get(s, "/api/entities/{id}", number=split["other"])["documents"] == 1
        log = get(s, "/api/corrections", limit=4)
        rest = get(s, "/api/corrections", cursor=log["next"])
        assert [c["id"] for c in log["corrections"] + rest["corrections"]] == made[::-1]
        assert log["total"] == len(made) and rest["next"] is None
        assert rest["corrections"][-1]["who"] == "Eva" and not rest["corrections"][-1]["stands"]
        page = get(s, "/api/entities/{id}", number=anna["entity"])
        assert page["name"] == "A. Vell" and "\u00e9 \U0001F6A2" in [c["value"] for c in page["corrections"]]
        own = document_of(s, "09PORTLOWELL1")["corrections"]
        assert [c["kind"] for c in own] == ["split", "mark", "respan", "retype", "undo", "reject"] or \
            [c["kind"] for c in own] == ["split", "mark", "respan", "retype", "reject"], own
        assert units(doc["text"], own[1]["begin"], own[1]["end"]) == "met"


def test_corrections_that_make_no_sense(archive):
    with Server(archive.program, archive.path, "--write", "--model", "none") as s:
        doc = document_of(s, "09PORTLOWELL1")
        boat = doc["text"].encode("utf-16-le").index("\U0001F6A2".encode("utf-16-le")) // 2
        for wrong in ({"kind": "reject", "document": doc["id"], "begin": 0, "end": 1},
                      {"kind": "reject", "document": 1000, "begin": 0, "end": 1},
                      {"kind": "mark", "document": doc["id"], "begin": boat, "end": boat + 1, "type": "PER"},
                      {"kind": "mark", "document": doc["id"], "begin": 5, "end": 100000, "type": "PER"},
                      {"kind": "mark", "document": doc["id"], "begin": 9, "end": 5, "type": "PER"},
                      {"kind": "undo", "undoes": 1}, {"kind": "merge", "entity": 1, "other": 1},
                      {"kind": "rename", "entity": 1, "value": ""}):
            correct(s, 422, **wrong)
        for wrong in ({"kind": "forget"}, {}, {"kind": "mark", "type": "COLOUR"}, {"kind": "note", "value": [1]},
                      {"kind": "note", "value": "a" * 5000}):
            correct(s, 400, **wrong)
        assert get(s, "/api/corrections")["total"] == 0


def test_unchanged(archive):
    with Server(archive.program, archive.path, "--write", "--model", "none") as s:
        for path in ("/api/search?q=Anna", "/api/documents/1", "/api/facets", "/api/entities/1", "/api/runs"):
            first = s.ask("GET", path)
            again = s.ask("GET", path, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status, again.bytes) == (304, b""), path
        tag = s.ask("GET", "/api/entities/1").headers["ETag"]
        correct(s, kind="rename", entity=1, value="Somebody")
        fresh = s.ask("GET", "/api/entities/1", headers={"If-None-Match": tag})
        assert fresh.status == 200 and fresh.json()["name"] == "Somebody"


def test_packed(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        for path in ("/api/search", "/api/openapi.json"):
            plain = s.ask("GET", path)
            packed = s.ask("GET", path, headers={"Accept-Encoding": "gzip, deflate"})
            assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.bytes) == plain.bytes
            refused = s.ask("GET", path, headers={"Accept-Encoding": "gzip;q=0"})
            assert refused.headers["Content-Encoding"] is None and refused.bytes == plain.bytes


def test_head_and_unknown(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        head = s.ask("HEAD", "/api/search")
        assert (head.status, head.bytes) == (200, b"") and int(head.headers["Content-Length"]) > 100
        assert s.get("/api/nothing").status == 404
        assert s.ask("POST", "/api/search", "x").status == 405
        assert s.ask("DELETE", "/api/documents/1").status == 405
        page = s.get("/")
        assert page.status == 200 and page.headers["Content-Type"].startswith("text/html")
        assert s.get("/document/12").bytes == page.bytes
        assert s.get("/nothing.js").status == 404
        asked.update(("page", "ping", "live", "ready"))
        assert [s.get(p).status for p in ("/ping", "/live", "/ready")] == [200, 200, 503]


def test_events(archive):
    with Server(archive.program, archive.path, "--model", "none") as s:
        connection = http.client.HTTPConnection("127.0.0.1", s.port, timeout=30)
        connection.request("GET", "/api/events")
        stream = connection.getresponse()
        asked.add("events")

        def event():
            lines = [stream.readline().decode() for _ in range(3)]
            assert lines[0] == "event: progress\n" and lines[2] == "\n", lines
            value = json.loads(lines[1].removeprefix("data: "))
            jsonschema.Draft202012Validator({"$ref": "#/components/schemas/Progress",
                                             "components": SPEC["components"]}).validate(value)
            return value
        while not (first := event())["documents"]:
            pass
        write_messages(archive.here / "more.jsonl")
        subprocess.run([archive.program, "index", "--given", "--db", archive.path,
                        str(archive.here / "more.jsonl")], check=True, stderr=subprocess.DEVNULL)
        while event()["version"] == first["version"]:
            pass
        connection.close()


def test_annotate(archive):
    if not (ROOT / "models/en.dragoman").exists():
        return
    text = "SUBJECT: TALKS\n\n1. (C) Anna Vell met Karim Haddad in Geneva. \U0001F6A2\n"
    file = archive.here / "text.txt"
    file.write_text(text, encoding="utf-8")
    with Server(archive.program, archive.path) as s:
        status = get(s, "/api/status")
        assert status["annotates"]
        for form in (f["name"] for f in status["formats"]):
            target = "/api/annotate?" + urllib.parse.urlencode({"format": form, "name": str(file)})
            answer = s.ask("POST", target, text.encode())
            told = subprocess.run([archive.program, "annotate", "--format", form, str(file)], capture_output=True)
            assert answer.status == (422 if told.returncode else 200), form
            if not told.returncode:
                assert answer.bytes == told.stdout, form
        view = checked(s.ask("POST", "/api/annotate", text.encode()), "POST", "/api/annotate")["documents"][0]
        names = [units(view["text"], m["begin"], m["end"]) for m in view["mentions"]]
        assert names == ["Anna Vell", "Karim Haddad", "Geneva"], names
        checked(s.ask("POST", "/api/annotate?format=paper", b"x"), "POST", "/api/annotate", 400)
        checked(s.ask("POST", "/api/annotate?input=stone", b"x"), "POST", "/api/annotate", 400)
        for empty in (b"", b"\n", b"\xff\xfe"):
            checked(s.ask("POST", "/api/annotate", empty), "POST", "/api/annotate")
        asked.add("corenlp")  # corenlp.py


def test_all_asked(archive):
    operations = {o["operationId"] for path in SPEC["paths"].values() for o in path.values()}
    left = operations - asked - (set() if (ROOT / "models/en.dragoman").exists() else {"annotate", "corenlp"})
    assert not left or len(sys.argv) > 2, left


if __name__ == "__main__":
    sys.exit(run(globals(), sys.argv[1], last=("test_all_asked",)))
