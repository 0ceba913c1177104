"""Two revisions that differ in 200 of 10,000 documents beside `git diff`, and pairs in memory beside PyPI's jsondiff."""
import importlib
import json
import os
import pathlib
import re
import shutil
import time

from . import memory
from .process import fixed, interleave, run, text

DOCUMENTS = 200
# As many times the output that git prints.
LARGEST_OUTPUT = 1 / 6


# A text of several words, as an analysis that failed has none.
TEXT = re.compile(r'"(?:description|recommendation|finding)": "([^"]* [^"]* [^"]*)"')


def with_text(files):
    """Those of the files that have a text to change."""
    return [file for file in files if TEXT.search(file.read_text(encoding="utf-8"))]


def reword(document, number):
    """Another word in the first long text of a document: what a person changes."""
    match = TEXT.search(document)
    words = match.group(1).split(" ")
    words[len(words) // 2] = f"plainly{number}"
    return document[: match.start(1)] + " ".join(words) + document[match.end(1):]


def changed(stores, name, pattern):
    """A copy of the store with one more commit, which changes a word in 200 documents."""
    path = str(stores.root / name)
    shutil.copytree(stores.clone(), path)
    files = with_text(sorted(pathlib.Path(path).glob(pattern)))
    for number, file in enumerate(files[:: len(files) // DOCUMENTS][:DOCUMENTS]):
        file.write_text(reword(file.read_text(encoding="utf-8"), number), encoding="utf-8")
    home = os.getcwd()
    os.chdir(path)
    run(["git", "commit", "-qam", "Other words"])
    run(["git", "repack", "-adq"])
    os.chdir(home)
    return path


def pairs(stores):
    """150 analyses of 1.5 KB, each before and after a change of one text, one list and one number."""
    place = stores.root / "pairs"
    place.mkdir()
    files = [p for p in sorted(pathlib.Path(stores.clone()).glob("data/users/*/analyses/*.json"))
             if 1480 <= p.stat().st_size <= 1520]
    files = [p for p in with_text(files) if "\"variants\": [" in p.read_text(encoding="utf-8")][:150]
    names = []
    for number, file in enumerate(files):
        old = file.read_text(encoding="utf-8")
        new = json.loads(reword(old, number))
        new["results"]["confidence"] = 0.123
        new["results"]["sampleCopy"]["variants"].reverse()
        for suffix, content in [("old", old), ("new", json.dumps(new, ensure_ascii=False))]:
            names.append(str(place / f"{number}.{suffix}.json"))
            pathlib.Path(names[-1]).write_text(content, encoding="utf-8")
    return names


def time_jsondiff(names, rounds=4):
    """Microseconds of CPU time for a pair; None where jsondiff is not installed."""
    try:
        jsondiff = importlib.import_module("jsondiff")
    except ImportError:
        return None
    loaded = [json.loads(pathlib.Path(name).read_text(encoding="utf-8")) for name in names]
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time_ns()
        for old, new in zip(loaded[::2], loaded[1::2]):
            jsondiff.diff(old, new)
        best = min(best, (time.process_time_ns() - start) / (len(names) / 2))
    return best / 1000


def measure(report, stores, differ, rounds):
    report.part(
        "Two revisions compared", ["what", "funnel, ms", "peer", "peer, ms", "ratio", "demand"],
        f"Two revisions of a store of some 10,000 documents (500 users) that differ in {DOCUMENTS}, packed: whole "
        "processes. The rows of output are bytes.")
    for name, pattern in [("personas", "data/users/*/personas/*.json"), ("analyses", "data/users/*/analyses/*.json")]:
        store = changed(stores, f"diff-{name}", pattern)
        revisions = ["HEAD~1", "HEAD"]
        ours, peer = interleave(
            [fixed("ours", stores.funnel, "diff", *revisions, folder=store),
             fixed("peer", "git", "diff", *revisions, folder=store)], rounds)
        report.compare(f"a word in {DOCUMENTS} {name}", ours, "git diff A B", peer, 1.3)
        home = os.getcwd()
        os.chdir(store)
        sizes = [len(text([program, "diff", *revisions]).encode()) for program in (stores.funnel, "git")]
        os.chdir(home)
        report.row(
            f"its output, bytes ({name})", sizes[0], "git diff A B", sizes[1], f"{sizes[0] / sizes[1]:.3f}",
            report.judge(round(sizes[0] / sizes[1], 3), round(LARGEST_OUTPUT, 3)))
    names = pairs(stores)
    best = {}
    peer = None
    for _ in range(4):
        for line in text([differ, *names]).splitlines():
            figure = json.loads(line)
            best[figure["name"]] = min(best.get(figure["name"], float("inf")), float(figure["minimum"]) / 1000)
        peer = min(filter(None, [peer, time_jsondiff(names)]), default=None)
    report.part(
        "Two documents compared", ["what", "µs", "peer", "peer, µs", "ratio", "demand"],
        f"CPU time for a pair of {len(names) // 2} in memory, analyses of 1.5 KB with a changed text, a changed number and a "
        "turned list. The peer compares parsed objects, as the first row does; the second reads both files besides."
        + ("" if peer else " Not installed here: jsondiff."))
    for name in ["fields", "read and compare"]:
        report.row(
            name, f"{best[name]:.2f}", "jsondiff" if peer else "", f"{peer:.2f}" if peer else "",
            f"{best[name] / peer:.3g}" if peer else "", report.judge(best[name] / peer, 0.2) if peer else "")


def build(root):
    """The measuring executable, built anew when its sources changed."""
    return memory.build(root).replace("release/codec", "release/differ")
