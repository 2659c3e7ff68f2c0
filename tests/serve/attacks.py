#!/usr/bin/env python3
"""Each attempt that docs/security.md lists: attacks.py DRAGOMAN."""
import base64
import concurrent.futures
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
import warnings

from server import HOSTILE, ROOT, Server, run

SQL = ("'", "\"", "';DROP TABLE document;--", "1 OR 1=1", "\" OR \"\"=\"", "') UNION SELECT sql FROM sqlite_master--",
       "%' AND 1=randomblob(1000000000)--", "name\\", "x\u2032")
QUIET = ("--model", "none")


def raw(server, data, wait=5.0, more=()):
    """All that comes back for these bytes; b"" if the connection ends without a word."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as s:
        got = b""
        try:
            s.sendall(data)
            for piece in more:
                s.sendall(piece)
            while part := s.recv(65536):
                got += part
        except (ConnectionError, TimeoutError):
            pass
        return got


def status_of(got):
    match = re.match(rb"HTTP/1\.[01] (\d+) ", got)
    return int(match[1]) if match else 0


def request(line, *headers, host="127.0.0.1"):
    return "\r\n".join([line + " HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", ""]).encode()


def alive(server):
    answer = server.get("/api/status")
    assert answer.status == 200 and answer.json()["documents"] == 39
    return True


def test_path_traversal(archive):
    secret = archive.here / "secret.txt"
    secret.write_text("KEEP OUT")
    up = "../" * 12
    with Server(archive.program, archive.path, *QUIET) as s:
        for path in (f"/{up}etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
                     f"/{secret}", f"/api/documents/{secret}/source", "/api/documents/1/../../../../etc/passwd",
                     "/api/documents/-1/source", "/api/documents/1%00/source", "/index.html/../../secret.txt",
                     "/api/documents/99999999999999999999/source", "/....//....//etc/passwd", "/etc/passwd.txt"):
            got = raw(s, request("GET " + path))
            assert b"root:" not in got and b"KEEP OUT" not in got, path
            assert status_of(got) in (200, 400, 404), (path, got[:60])
            assert status_of(got) != 200 or b"<!doctype html" in got.lower(), path
        # the archive's own path, turned into a link to something else
        archive.source.unlink()
        archive.source.symlink_to("/etc/passwd")
        source = s.get("/api/documents/1/source").json()
        assert source["state"] != "same" and source["text"] == "", source["state"]
        assert alive(s)


def test_sql(archive):
    reads = {"/api/search": ("q", "sort", "cursor", "limit"), "/api/facets": ("q", "limit"),
             "/api/complete": ("prefix", "limit"), "/api/entities": ("name", "type", "limit"),
             "/api/entities/1": ("company",), "/api/graph": ("q", "types", "years", "weight", "nodes", "around"),
             "/api/timeline": ("q", "by"), "/api/places": ("q", "limit"), "/api/export": ("q", "format"),
             "/api/corrections": ("cursor", "limit"), "/api/failures": ("cursor", "limit")}
    fields = ("person", "place", "org", "misc", "name", "entity", "tags", "class", "from", "to", "date", "para", "subject",
              "id", "cites", "citedby")
    with Server(archive.program, archive.path, "--write", *QUIET) as s:
        for text in SQL:
            for path, arguments in reads.items():
                for argument in arguments:
                    answer = s.get(path, **{argument: text})
                    assert answer.status in (200, 400), (path, argument, text, answer.status, answer.bytes[:100])
                    assert b"CREATE TABLE" not in answer.bytes
            for field in fields:
                quoted = text.replace('"', "")
                answer = s.get("/api/search", q=f'{field}:"{quoted}"')
                assert answer.status in (200, 400), (field, text, answer.bytes[:100])
            for member in ("kind", "document", "begin", "end", "type", "entity", "other", "value", "who", "undoes"):
                whole = {"kind": "note", "entity": 1, "value": "said", member: text}
                answer = s.correct(**whole)
                assert answer.status in (201, 400, 422), (member, text, answer.status)
        notes = s.get("/api/corrections", limit=500).json()["corrections"]
        assert {n["value"] for n in notes} >= set(SQL)
        assert alive(s)
    check = subprocess.run([archive.program, "status", archive.path], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr


def test_markup(archive):
    with Server(archive.program, archive.path, "--write", *QUIET) as s:
        hit = s.get("/api/search", q="Bobby").json()["hits"][0]
        doc = s.get(f"/api/documents/{hit['id']}")
        assert doc.json()["subject"] == HOSTILE and HOSTILE.replace("/", "") in doc.json()["path"]
        assert doc.json()["mentions"][0]["name"] == HOSTILE, doc.json()["mentions"][0]
        for answer in (doc, s.get("/api/search", q=HOSTILE), s.get("/api/facets"), s.get("/api/complete", prefix="<"),
                       s.get("/api/entities", name=HOSTILE), s.get("/" + urllib.parse.quote(HOSTILE) + ".html"),
                       s.get("/api/graph", weight=1), s.get(f"/api/documents/{hit['id']}/source"),
                       s.correct(kind=HOSTILE), s.get("/api/places")):
            assert answer.headers["Content-Type"] == "application/json", answer.headers["Content-Type"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            answer.json()
        policy = s.get("/").headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, policy
        assert "frame-ancestors 'none'" in policy
        assert s.get("/api/export").headers["Content-Disposition"].startswith("attachment")
        injected = raw(s, request("GET /api/search?q=a%0d%0aSet-Cookie:%20x=1"))
        assert b"\nset-cookie" not in injected.lower()


def test_rebinding(archive):
    with Server(archive.program, archive.path, "--host", "archive.example", *QUIET) as s:
        def asked(host):
            return status_of(raw(s, request("GET /api/status", host=host)))
        for host in ("evil.example", "evil.example:80", f"evil.example:{s.port}", "localhost.evil.example", "", "127.0.0.1.evil",
                     "[::1].evil", "127.0.0.1@evil", "localhost:80@evil", "[evil]"):
            assert asked(host) in (400, 421), host
        for host in ("localhost", f"localhost:{s.port}", "127.0.0.1", "[::1]:1", "10.0.0.1", "archive.example", "ARCHIVE.example:9"):
            assert asked(host) == 200, host
        assert status_of(raw(s, b"GET /api/status HTTP/1.0\r\n\r\n")) in (400, 421)
        assert status_of(raw(s, b"GET /api/status HTTP/1.1\r\nConnection: close\r\n\r\n")) in (400, 421)


def test_cross_site(archive):
    note = json.dumps({"kind": "note", "entity": 1, "value": "x"})
    js = {"Content-Type": "application/json"}
    with Server(archive.program, archive.path, "--write", *QUIET) as s:
        here = f"http://127.0.0.1:{s.port}"
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": here + ".evil"},
                        {"Origin": here.replace("http", "https")}, {"Origin": f"http://127.0.0.1:{s.port + 1}"},
                        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            assert s.ask("POST", "/api/corrections", note, {**js, **headers}).status == 403, headers
            assert s.ask("POST", "/api/annotate", "x", headers).status == 403, headers
            assert s.ask("POST", "/", "x", headers).status == 403, headers
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
                     "application/jsonp", "text/plain; application/json"):
            assert s.ask("POST", "/api/corrections", note, {"Content-Type": kind}).status == 415, kind
        assert s.get("/api/corrections").json()["total"] == 0
        good = {**js, "Origin": here, "Sec-Fetch-Site": "same-origin"}
        assert s.ask("POST", "/api/corrections", note, good).status == 201


def test_no_sharing(archive):
    with Server(archive.program, archive.path, *QUIET) as s:
        for method, path in (("GET", "/api/search"), ("GET", "/"), ("OPTIONS", "/api/corrections"), ("GET", "/nothing.js")):
            answer = s.ask(method, path, headers={"Origin": "http://evil.example",
                                                  "Access-Control-Request-Method": "POST"})
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", path


def test_read_only(archive):
    with Server(archive.program, archive.path, *QUIET) as s:
        assert s.correct(kind="note", entity=1, value="x").status == 403
        assert s.get("/api/corrections").json()["total"] == 0


TOKEN = "k3-0123456789abcdefghijklmnop"


def access_file(archive, mode=0o600, extra=""):
    hashed = subprocess.run([archive.program, "serve", "--hash"], input="correct horse", text=True, check=True,
                            capture_output=True).stdout.strip()
    path = archive.here / "access"
    path.write_text(f"# who may come in\nuser eva editor {hashed}\ntoken robot reader {TOKEN}\n{extra}")
    path.chmod(mode)
    return str(path)


def basic(name, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def test_wrong_tokens(archive):
    with Server(archive.program, archive.path, "--write", "--access", access_file(archive), *QUIET) as s:
        eva, robot = basic("eva", "correct horse"), {"Authorization": "Bearer " + TOKEN}
        for wrong in ({}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer "},
                      {"Authorization": "Bearer " + TOKEN[:-1]}, {"Authorization": "Bearer " + TOKEN + "x"},
                      {"Authorization": "Bearer " + TOKEN.upper()}, {"Authorization": TOKEN}, basic("eva", ""),
                      basic("eva", "correct horse "), basic("robot", TOKEN), basic("", "correct horse"), basic("eva\0", "x"),
                      {"Authorization": "Basic " + "A" * 5000}, {"Authorization": "Basic ????"},
                      {"Authorization": "Digest username=eva"}, basic("nobody", "correct horse")):
            for path in ("/api/search", "/", "/api/documents/1/source", "/api/openapi.json"):
                answer = s.ask("GET", path, headers=wrong)
                assert answer.status == 401 and answer.headers["WWW-Authenticate"].startswith("Basic "), (wrong, path)
            assert s.correct(wrong, kind="note", entity=1, value="x").status == 401
        assert s.get("/live").status == 200
        status = s.get("/api/status", eva).json()
        assert (status["user"], status["writable"]) == ("eva", True)
        status = s.get("/api/status", robot).json()
        assert (status["user"], status["writable"]) == ("robot", False)
        assert s.correct(robot, kind="note", entity=1, value="x").status == 403
        assert s.correct(eva, kind="note", entity=1, value="x", who="somebody else").status == 201
        assert s.get("/api/corrections", eva).json()["corrections"][0]["who"] == "eva"


def test_password_flood(archive):
    with Server(archive.program, archive.path, "--access", access_file(archive), *QUIET) as s:
        assert s.get("/api/status", basic("eva", "correct horse")).status == 200
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            flood = [pool.submit(s.get, "/api/status", basic("eva", f"guess {i}")) for i in range(64)]
            assert s.get("/api/status", basic("eva", "correct horse")).status == 200  # remembered
            seen = {f.result().status for f in flood}
        assert seen <= {401, 503}, seen


def starts(archive, *options):
    told = subprocess.run([archive.program, "serve", "--port", "0", *QUIET, *options, archive.path], capture_output=True,
                          text=True, timeout=60)
    return told.returncode, told.stderr


def test_access_file(archive):
    for mode, extra, why in ((0o644, "", "others may read"), (0o620, "", "others may read"),
                             (0o600, "user tom editor plain-text\n", "argon2"), (0o600, "token short reader abc\n", "24"),
                             (0o600, "user tom boss $argon2id$x\n", "reader or editor"), (0o600, "who\n", "form")):
        status, said = starts(archive, "--access", access_file(archive, mode, extra))
        assert status == 2 and why in said, (extra, status, said)
    empty = archive.here / "empty"
    empty.touch(0o600)
    assert starts(archive, "--access", str(empty))[0] == 2
    assert starts(archive, "--access", str(archive.here / "none"))[0] == 2


def test_open_to_all(archive):
    for address in ("0.0.0.0", "::", "10.1.2.3"):
        status, said = starts(archive, "--address", address)
        assert status == 2 and "--access" in said, said
    assert starts(archive, "--address", "localhost")[0] == 2
    with Server(archive.program, archive.path, "--address", "0.0.0.0", "--access", access_file(archive), *QUIET) as s:
        assert s.get("/api/status").status == 401


def test_oversized(archive):
    with Server(archive.program, archive.path, "--write", *QUIET) as s:
        for size in (4 << 20 | 1, 1 << 40, 1 << 70):
            got = raw(s, request("POST /api/annotate", f"Content-Length: {size}"))
            assert status_of(got) in (0, 400, 413), (size, got[:60])
        block = b"10000\r\n" + b"a" * 65536 + b"\r\n"
        got = raw(s, request("POST /api/annotate", "Transfer-Encoding: chunked"), more=[block] * 70 + [b"0\r\n\r\n"], wait=20)
        assert status_of(got) in (0, 413), got[:60]
        got = raw(s, request("POST /api/annotate", "Transfer-Encoding: chunked"), more=[block] * 400, wait=20)
        assert status_of(got) in (0, 413), got[:60]
        assert s.ask("POST", "/api/corrections", b" " * (4 << 20), {"Content-Type": "application/json"}).status == 400
        assert alive(s)


def test_header_flood(archive):
    with Server(archive.program, archive.path, *QUIET) as s:
        for flood in (request("GET /api/search?q=" + "a" * 100000), request("GET /", "X: " + "a" * 100000),
                      request("GET /", *[f"X-{i}: {i}" for i in range(20000)]), request("GET /api/search?" + "&" * 40000),
                      request("GET /api/search?" + "&" * 10000)):
            got = raw(s, flood)
            assert status_of(got) in (0, 400, 413, 414, 431), got[:100]
        assert alive(s)


def test_slow(archive):
    """A client that sends a byte a second is sent away after 30 seconds; others are answered meanwhile."""
    with Server(archive.program, archive.path, *QUIET) as s:
        slow = [socket.create_connection(("127.0.0.1", s.port)) for _ in range(20)]
        for i, c in enumerate(slow):
            c.sendall(b"POST /api/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n" if i % 2 else b"GET /")
            c.settimeout(0.01)
        begun, left = time.monotonic(), set(slow)
        while left and time.monotonic() - begun < 50:
            time.sleep(1)
            for c in list(left):
                try:
                    c.sendall(b"x")
                    if c.recv(1000) is not None:
                        left.discard(c)
                except TimeoutError:
                    pass
                except OSError:
                    left.discard(c)
            assert alive(s)
        took = time.monotonic() - begun
        for c in slow:
            c.close()
        assert not left and took > 25, (len(left), took)


def test_too_many(archive):
    """One thread, busy, and more requests than may wait: the rest is told to come back."""
    with Server(archive.program, archive.path, "--jobs", "1", *QUIET) as s:
        opened = []
        for i in range(1300):
            c = socket.create_connection(("127.0.0.1", s.port))
            c.sendall(request(f"GET /api/graph?weight=1&nodes=10000&years=2009&q=Anna%20-x{i}"))
            opened.append(c)
        seen = {}
        for c in opened:
            c.settimeout(60)
            got = b""
            while part := c.recv(65536):
                got += part
            c.close()
            seen.setdefault(status_of(got), got)
        assert set(seen) <= {200, 503} and 200 in seen, set(seen)
        if 503 in seen:  # a fast machine may answer them all
            assert b"\r\nRetry-After: " in seen[503]
        assert alive(s)


def test_garbage(archive):
    with Server(archive.program, archive.path, *QUIET) as s:
        for data in (b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", os.urandom(2000), b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                     request("GET /api/search?q=%"), request("GET /api/search?q=%zz"), request("GET /api/search?q=%00"),
                     request("GET /api/search?q=%ff%fe"), request("GET /api/%c0%af"), request("GET api/search"),
                     request("GET http://127.0.0.1/api/search"), request("GET *"), request("BREW /"),
                     request("POST /api/annotate", "Content-Length: -1"), request("GET /", "Content-Length: 5"),
                     request("POST /", "Content-Length: 3", "Transfer-Encoding: chunked") + b"zz\r\n",
                     b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\nConnection: close\r\n\r\n"):
            got = raw(s, data, wait=1)
            assert status_of(got) == 0 or 400 <= status_of(got) <= 505, (data[:40], got[:80])
            assert status_of(got) != 500, (data[:40], got[-100:])
        assert alive(s)


def test_json(archive):
    with Server(archive.program, archive.path, "--write", *QUIET) as s:
        for body in (b"", b"{", b"[]", b"{}x", b"[" * 1000000, b'{"a":' * 100000, b'{"kind":"note"', b'{"kind":"\\u0000"}',
                     b'{"kind":"note","kind":"undo"}', b'{"kind":1e999}', b'{"kind":-1}', b'{"kind":{"a":1}}', b"\xff\xfe",
                     b'{"kind":"note","entity":18446744073709551617,"value":"x"}', b'{"kind":"\xff"}', b"null",
                     b'{"' + b"a" * 1000000 + b'":1}', b"{" + b",".join(b'"%d":1' % i for i in range(10000)) + b"}"):
            answer = s.ask("POST", "/api/corrections", body, {"Content-Type": "application/json"})
            assert answer.status == 400, (body[:40], answer.status, answer.bytes)
        assert alive(s)


def test_deep_queries(archive):
    with Server(archive.program, archive.path, *QUIET) as s:
        for query in ("(" * 5000, "-" * 5000 + "a", "NOT " * 5000 + "a", "(" * 60 + "a" + ")" * 60, "a OR " * 4000 + "a",
                      "NEAR(" * 500, '"' * 999, "*", "a*" * 4000):
            answer = s.get("/api/search", q=query)
            assert answer.status in (200, 400), (query[:20], answer.status)
        assert alive(s)


def test_tls(archive):
    if not shutil.which("openssl"):
        return
    cert, key = str(archive.here / "cert.pem"), str(archive.here / "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "2", "-subj", "/CN=localhost", "-keyout", key, "-out", cert], check=True, capture_output=True)
    assert starts(archive, "--cert", cert)[0] == 2
    assert starts(archive, "--cert", key, "--key", cert)[0] == 2
    with Server(archive.program, archive.path, "--cert", cert, "--key", key, *QUIET, scheme="https") as s:
        def version(low, high):
            warnings.simplefilter("ignore", DeprecationWarning)
            context = ssl.create_default_context(cafile=cert)
            context.minimum_version, context.maximum_version = low, high
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            with socket.create_connection(("127.0.0.1", s.port), timeout=20) as plain:
                with context.wrap_socket(plain, server_hostname="localhost") as c:
                    c.sendall(request("GET /api/status"))
                    assert c.recv(100).startswith(b"HTTP/1.1 200")
                    return c.version()
        assert version(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
        assert version(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
        try:
            version(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
        except (ssl.SSLError, OSError):
            pass
        else:
            raise AssertionError("TLS 1.1 was accepted")
        assert status_of(raw(s, request("GET /api/status"))) == 0


def test_stalled_readers(archive):
    with Server(archive.program, archive.path, "--jobs", "2", *QUIET) as s:
        stalled = []
        for i in range(50):
            c = socket.create_connection(("127.0.0.1", s.port))
            c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            c.sendall(request("GET /api/export" if i % 2 else "GET /api/events"))
            stalled.append(c)
        time.sleep(1)
        assert alive(s)
        for c in stalled:
            c.close()


def test_all_listed(archive):
    listed = set(re.findall(r"\| (test_\w+) \|", (ROOT / "docs/security.md").read_text(encoding="utf-8")))
    here = {name for name in globals() if name.startswith("test_")} - {"test_all_listed"}
    assert listed == here, listed ^ here


if __name__ == "__main__":
    sys.exit(run(globals(), sys.argv[1]))
