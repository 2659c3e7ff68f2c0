#!/usr/bin/env python3
"""Many at once, beside an indexer and an editor: together.py DRAGOMAN. Meant for ThreadSanitizer too."""
import concurrent.futures
import http.client
import subprocess
import sys
import time

from server import Server, message, run

ASKED = ("/api/search?q=Anna", "/api/documents/1", "/api/facets?q=Drenovo", "/api/entities/1", "/api/graph?weight=1",
         "/api/complete?prefix=ann", "/api/timeline", "/api/places", "/api/status", "/api/export?q=Haddad", "/",
         "/api/corrections", "/api/search?q=%22", "/api/nothing")


def client(port, seconds):
    """Asks one thing after the other over one connection; the statuses seen."""
    seen, until, i = set(), time.monotonic() + seconds, 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        connection.request("GET", ASKED[i % len(ASKED)], headers={"Accept-Encoding": "gzip"} if i % 2 else {})
        answer = connection.getresponse()
        answer.read()
        seen.add(answer.status)
        i += 1
    connection.close()
    return seen


def listener(port, seconds):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/api/events")
    answer, until = connection.getresponse(), time.monotonic() + seconds
    while time.monotonic() < until:
        answer.readline()
    connection.close()


def test_readers_beside_writers(archive):
    more = archive.here / "more.jsonl"
    more.write_text("\n".join(message(f"10DRENOVO{i}", "MORE", f"1. (C) Karim Haddad came to Drenovo. {i}",
                                      [("PER", "Karim Haddad"), ("LOC", "Drenovo")]) for i in range(200)) + "\n")
    seconds = 8
    with Server(archive.program, archive.path, "--write", "--jobs", "4", "--model", "none", "--log", "/dev/null") as s:
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            asking = [pool.submit(client, s.port, seconds) for _ in range(10)]
            asking.append(pool.submit(listener, s.port, 2))
            indexer = subprocess.Popen([archive.program, "index", "--given", "--db", archive.path, str(more)],
                                       stderr=subprocess.DEVNULL)
            for i in range(10):
                answer = s.correct(kind="rename", entity=1, value=f"Anna {i}")
                assert answer.status == 201, answer.bytes
            assert indexer.wait() == 0
            seen = set().union(*(a.result() or set() for a in asking))
        assert seen == {200, 400, 404}, seen
        assert s.get("/api/status").json()["documents"] == 239
        # what workers keep in memory is anew, too
        for query, total in (("", 239), ("class:<=confidential", 38), ("NOT class:<=confidential", 201), ("date:2009", 39)):
            assert s.get("/api/search", q=query).json()["total"] == total, query


def test_stop_while_asked(archive):
    s = Server(archive.program, archive.path, "--model", "none")
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        listening = [pool.submit(listener, s.port, 1) for _ in range(4)]
        asking = [pool.submit(client, s.port, 30) for _ in range(8)]
        time.sleep(1)
        assert s.stop() == 0
        for a in listening + asking:
            assert a.exception() is None or isinstance(a.exception(), (OSError, http.client.HTTPException)), a.exception()


if __name__ == "__main__":
    sys.exit(run(globals(), sys.argv[1]))
