"""A server under test, and requests to it. Uses nothing but Python's own library."""
import concurrent.futures
import http.client
import json
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
import urllib.parse

SKIPPED = 77
ROOT = pathlib.Path(__file__).resolve().parents[2]


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.bytes = response.status, response.headers, response.read()

    def json(self):
        return json.loads(self.bytes)


class Server:
    """dragoman serve on a free port of 127.0.0.1."""

    def __init__(self, program, archive, *options, scheme="http"):
        self.process = subprocess.Popen([program, "serve", "--port", "0", *options, archive], stdout=subprocess.PIPE,
                                        text=True)
        line = self.process.stdout.readline()
        assert line.startswith(scheme + "://"), f"no address: {line!r}, exit {self.process.poll()}"
        self.port = int(line.rsplit(":", 1)[1].rstrip("/\n"))

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        status = self.stop()
        assert kind or status == 0, f"the server ended with {status}"

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(60)

    def ask(self, method, target, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, dict(headers))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, headers=(), **arguments):
        query = urllib.parse.urlencode(arguments)
        return self.ask("GET", path + ("?" + query if query else ""), headers=headers)

    def correct(self, headers=(), **members):
        return self.ask("POST", "/api/corrections", json.dumps(members),
                        {"Content-Type": "application/json", **dict(headers)})


def units(text, begin, end):
    """text[begin:end] in UTF-16 units, as JavaScript slices."""
    return text.encode("utf-16-le")[2 * begin:2 * end].decode("utf-16-le")


def message(number, subject, body, mentions, **fields):
    """A line of our JSONL; mentions are (type, words), found in the text from left to right."""
    text, at, found = f"SUBJECT: {subject}\n\n{body}\n", 0, []
    for kind, words in mentions:
        at = text.index(words, at)
        found.append({"type": kind, "start": at, "end": at + len(words)})
        at += len(words)
    return json.dumps({"id": number, "text": text, "mentions": found,
                       "fields": {"reference id": [number], "subject": [subject],
                                  **{name.replace("_", " "): value for name, value in fields.items()}}})


HOSTILE = '<script>alert("1")</script>'


def write_messages(path):
    """Fictional messages: some with characters beyond U+FFFF, some with what tries to break out of a page."""
    lines = [
        message("09PORTLOWELL1", "HARBOR TALKS", "1. (C) \U0001F6A2 Anna Vell met Karim Haddad in Port Lowell.",
                [("PER", "Anna Vell"), ("PER", "Karim Haddad"), ("LOC", "Port Lowell")],
                created=["2009-03-01"], classification=["CONFIDENTIAL"], origin=["Embassy Port Lowell"],
                tag=["PREL", "PTER"], references=["09PORTLOWELL2"]),
        message("09PORTLOWELL2", "HARBOR AGAIN", "1. (S/NF) Haddad said no. Anna Vell called the Harbor Board.",
                [("PER", "Haddad"), ("PER", "Anna Vell"), ("ORG", "Harbor Board")],
                created=["2009-03-02"], classification=["SECRET"], origin=["Embassy Port Lowell"], tag=["PREL"]),
        message("09DRENOVO3", HOSTILE, f"1. (U) {HOSTILE} said Bobby'; DROP TABLE document;-- in Drenovo.",
                [("PER", HOSTILE), ("PER", "Bobby'; DROP TABLE document;--"), ("LOC", "Drenovo")],
                created=["2009-03-03"], classification=["UNCLASSIFIED"], origin=["Embassy Drenovo"], tag=["<b>"]),
    ]
    for i in range(4, 40):
        lines.append(message(f"09DRENOVO{i}", f"REPORT {i}", f"1. (C) Anna Vell reports from Drenovo. Day {i}.",
                             [("PER", "Anna Vell"), ("LOC", "Drenovo")], created=[f"2009-{i % 12 + 1:02}-05"],
                             classification=["CONFIDENTIAL"], origin=["Embassy Drenovo"]))
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


class Archive:
    """An archive of write_messages, without a model."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory()
        self.here = pathlib.Path(self.folder.name)
        self.source = self.here / f"a {HOSTILE.replace('/', '')}.jsonl"
        self.path = str(self.here / "archive.db")
        self.program = program
        write_messages(self.source)
        self.index()

    def index(self):
        subprocess.run([self.program, "index", "--given", "--db", self.path, str(self.source)], check=True,
                       stderr=subprocess.DEVNULL)

    def command(self, name, *arguments):
        return subprocess.run([self.program, name, self.path, *arguments], check=True, capture_output=True).stdout

    def close(self):
        self.folder.cleanup()


def one(name, test, program):
    archive = Archive(program)
    try:
        test(archive)
        return f"ok {name}"
    except Exception as error:  # noqa: BLE001 - a test may fail in any way
        return f"FAILED {name}: {''.join(traceback.format_exception(error)[-2:])}"
    finally:
        archive.close()


def run(tests, program, last=()):
    """Runs test_* of a module, some at a time, each with an archive of its own, and then those of `last`; the exit
    status."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    chosen = [(name, test) for name, test in tests.items()
              if name.startswith("test_") and (len(sys.argv) < 3 or sys.argv[2] in name)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda each: one(*each, program), [each for each in chosen if each[0] not in last]))
    told += [one(*each, program) for each in chosen if each[0] in last]
    print("\n".join(told))
    return 1 if any(line.startswith("FAILED") for line in told) else 0
