"""Measures `funnel audit` over a long history against `git log --raw` over the same commits."""
import datetime
import hashlib
import pathlib
import subprocess

from .process import ENVIRONMENT, fixed, interleave, run

USERS = 2_000
START = 1_700_000_000


def persona(number, version):
    """A persona's file in its canonical form; one version differs from the next in one field."""
    return (
        "{\n"
        '  "characteristics": {\n    "behavior": {\n'
        '      "decisionMaking": "Compares two offers at most, decides on the phone, asks one friend.",\n'
        '      "mediaConsumption": [\n        "podcasts",\n        "parents\' group chats",\n        "Instagram stories"\n      ],\n'
        '      "purchasingTriggers": [\n        "free delivery before six",\n        "cancel any month"\n      ]\n    },\n'
        '    "demographics": {\n      "ageRange": "30–44",\n      "income": "€3,200 a month after tax, shared household",\n'
        f'      "occupation": "Project lead number {number} in a mid-sized firm"\n    }},\n'
        '    "psychographics": {\n      "challenges": [\n        "too little time",\n        "too many apps for one errand"\n      ],\n'
        '      "values": [\n        "time with the family",\n        "reliability",\n        "a fair price"\n      ]\n    }\n  },\n'
        f'  "description": "Juggles work and two kids, version {version}.",\n'
        '  "metadata": {\n    "createdAt": { "$timestamp": "2025-11-02T10:05:12Z" },\n    "isDefault": true\n  },\n'
        f'  "name": "Busy parent {number}",\n  "personaId": "main",\n  "userId": "u{number}"\n}}\n'
    )


def file_of(number):
    """Where a user's persona lies in a store without fan-out."""
    return f"data/users/u{number}/personas/main.json"


def place_of(number):
    """Where it lies spread over 256 folders, as a store of this size is (docs/format.md: Fan-out)."""
    digits = hashlib.sha256(f"u{number}".encode()).hexdigest()[:2]
    return file_of(number).replace("users/", f"users/={digits}/", 1)


def make(path, root, commits, users=USERS):
    """A bare store whose branch has so many commits, each of one changed field, by `git fast-import`; packed."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", path], check=True, env=ENVIRONMENT)
    feed = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=path, stdin=subprocess.PIPE, env=ENVIRONMENT)

    def data(text):
        raw = text if isinstance(text, bytes) else text.encode()
        feed.stdin.write(b"data %d\n" % len(raw) + raw + b"\n")

    def commit(number, message, files):
        time = START + number * 60
        feed.stdin.write(b"commit refs/heads/main\n")
        who = b"Ada <ada@example.com>" if number % 3 else b"Ben <ben@example.com>"
        feed.stdin.write(b"author %s %d +0000\ncommitter %s %d +0000\n" % (who, time, who, time))
        data(message)
        for name, text in files:
            feed.stdin.write(b"M 100644 inline %s\n" % name.encode())
            data(text)

    files = [("funnel.json", '{\n  "fanOut": {\n    "users": 2\n  },\n  "format": 1\n}\n')]
    files += [(f"schemas/{schema.name}", schema.read_bytes()) for schema in sorted(pathlib.Path(root, "schemas").glob("*.json"))]
    files += [(place_of(number), persona(number, 0)) for number in range(users)]
    commit(0, "Begin\n", files)
    versions = [0] * users
    for index in range(1, commits):
        number = index * 7919 % users
        versions[number] += 1
        stamp = stamp_of(START + index * 60)
        message = f"Update users/u{number}/personas/main: description\n\nFunnel-Time: {stamp}\nFunnel-Actor: cli\nFunnel-Via: cli\n"
        commit(index, message, [(place_of(number), persona(number, versions[number]))])
    feed.stdin.close()
    if feed.wait():
        raise SystemExit("git fast-import failed")
    run(["git", "-C", path, "gc", "-q"])


def stamp_of(seconds):
    """RFC 3339 with six digits."""
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000000Z")


COLUMNS = ["what", "funnel, ms", "peer", "peer, ms", "ratio", "demand"]


def measure(report, stores, root, full):
    """Whole histories, from one process to the last row."""
    commits = 100_000 if full else 20_000
    report.part(
        f"Audit of {commits:,} commits", COLUMNS,
        f"A packed bare store of {USERS:,} personas, {commits:,} commits of one field each. `audit` reads every commit, "
        "both versions of the document and its schema; the peer lists the changed files only.")
    path = str(stores.root / f"audit-{commits}.git")
    make(path, root, commits)
    funnel = stores.funnel
    rows, lines, found, raw = interleave([
        fixed("audit --csv", funnel, "audit", "--csv", folder=path),
        fixed("audit --ndjson", funnel, "audit", "--ndjson", folder=path),
        fixed("audit --field", funnel, "audit", "--csv", "--field", "name,isDefault", folder=path),
        fixed("git log --raw", "git", "log", "--raw", folder=path),
    ], 3)
    report.compare("every change as CSV", rows, "git log --raw", raw, 2)
    report.compare("every change as NDJSON", lines, "git log --raw", raw, 2)
    report.compare("every change of two fields", found, "git log --raw", raw, 2)
