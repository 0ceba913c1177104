"""Measures the history of one document among many commits against git's own."""
import os
import random
import shutil
import subprocess

from .audit import START, persona, place_of, stamp_of
from .process import ENVIRONMENT, fixed, interleave, run

USERS = 1_000
COMMITS = 5_000
VERSIONS = 190
CHOSEN = 7
COLUMNS = ["what", "funnel, ms", "peer", "peer, ms", "ratio", "demand"]


def make(path):
    """A bare store of 5,000 commits to the personas of 1,000 users, 190 of them to one and the same; packed."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", path], check=True, env=ENVIRONMENT)
    feed = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=path, stdin=subprocess.PIPE, env=ENVIRONMENT)

    def data(text):
        raw = text.encode()
        feed.stdin.write(b"data %d\n" % len(raw) + raw + b"\n")

    def commit(index, files):
        time = START + index * 60
        feed.stdin.write(b"commit refs/heads/main\n")
        feed.stdin.write(b"committer Ada <ada@example.com> %d +0000\n" % time)
        data(f"Commit {index}\n\nFunnel-Time: {stamp_of(time)}\nFunnel-Actor: cli\nFunnel-Via: cli\n")
        for name, text in files:
            feed.stdin.write(b"M 100644 inline %s\n" % name.encode())
            data(text)

    chance = random.Random(5)
    chosen = set(chance.sample(range(1, COMMITS), VERSIONS - 1))
    versions = [0] * USERS
    # The settings that `place_of` follows.
    settings = '{\n  "fanOut": {\n    "users": 2\n  },\n  "format": 1\n}\n'
    commit(0, [("funnel.json", settings)] + [(place_of(number), persona(number, 0)) for number in range(USERS)])
    for index in range(1, COMMITS):
        number = CHOSEN if index in chosen else chance.randrange(CHOSEN + 1, USERS)
        versions[number] += 1
        commit(index, [(place_of(number), persona(number, versions[number]))])
    feed.stdin.close()
    if feed.wait():
        raise SystemExit("git fast-import failed")
    run(["git", "-C", path, "repack", "-adfq"])


def loosen(path):
    """Unpacks every object into a file of its own."""
    packs = os.path.join(path, "objects/pack")
    aside = path + ".packs"
    shutil.move(packs, aside)
    os.makedirs(packs)
    for name in sorted(os.listdir(aside)):
        if name.endswith(".pack"):
            with open(os.path.join(aside, name), "rb") as pack:
                subprocess.run(["git", "-C", path, "unpack-objects", "-q"], stdin=pack, check=True, env=ENVIRONMENT)
    shutil.rmtree(aside)


def measure(report, stores, rounds):
    funnel = stores.funnel
    report.part(
        "History of one document", COLUMNS,
        f"{COMMITS:,} commits to the personas of {USERS:,} users, {VERSIONS} of them to one document, in a bare store "
        "without a commit-graph, packed and with every object loose. `log --field` tells the commits that changed a "
        "field, with old and new value; `blame` who set each field; `bisect` reads every version. The peers tell the "
        "same of the document's lines.")
    packed = str(stores.root / "versions.git")
    make(packed)
    loose = str(stores.root / "versions-loose.git")
    shutil.copytree(packed, loose)
    loosen(loose)
    document = f"users/u{CHOSEN}/personas/main"
    file = place_of(CHOSEN)
    for name, store in [("packed", packed), ("loose", loose)]:
        whole, field, blame, bisect, log, lines = interleave([
            fixed("log", funnel, "log", document, folder=store),
            fixed("log --field", funnel, "log", document, "--field", "description", folder=store),
            fixed("blame", funnel, "blame", document, folder=store),
            fixed("bisect", funnel, "bisect", document, "--when", 'description.matches(".*version 9\\\\.")', folder=store),
            fixed("git log", "git", "log", "-p", "--", file, folder=store),
            fixed("git blame", "git", "blame", "HEAD", "--", file, folder=store),
        ], rounds)
        report.compare(f"log, {name}", whole, "git log -p -- FILE", log, 1.5)
        report.compare(f"log --field, {name}", field, "git log -p -- FILE", log, 1.5)
        report.compare(f"blame, {name}", blame, "git log -p -- FILE", log, 1.5)
        report.compare(f"blame, {name}", blame, "git blame FILE", lines)
        report.compare(f"bisect --when, {name}", bisect, "git log -p -- FILE", log, 1.5)
