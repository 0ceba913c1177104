"""One command, one process: what a person or a script at a shell waits for."""
import os
import shutil

from .process import Case, fixed, interleave, run
from .stores import reword

COLUMNS = ["what", "funnel, ms", "peer", "peer, ms", "ratio", "demand"]


def update(funnel, store, document, peer=None):
    return Case(
        "update", lambda i: [[funnel, "update", document, f"description=Reworded by a command in round {i}."]],
        folder=store)


def commit(store, file):
    return Case(
        "commit", lambda i: [["git", "commit", "-q", "-m", "x", "--", file]], prepare=lambda i: reword(file, i),
        folder=store)


def writes(report, stores, rounds):
    funnel = stores.funnel
    report.part(
        "One write, cold", COLUMNS,
        "A normal clone of some 10,000 documents (500 users of `funnel demo`), no hooks. `funnel update` changes one "
        "field of a persona, checks the schema and is durable when it ends; `git commit -q -m x -- FILE` commits the same "
        "file changed by hand, without waiting for the disk. 1,000 commits: the same store with that much history.")
    for name, store in [("update, 10,000 documents", stores.clone()), ("update, and 1,000 commits", stores.history())]:
        document, file = stores.persona(store)
        ours, peer = interleave([update(funnel, store, document), commit(store, file)], rounds)
        report.compare(name, ours, "git commit -- FILE", peer, 0.4)
    store = stores.clone()
    document, file = stores.persona(store)
    copy = str(stores.root / "persona.json")
    home = os.getcwd()
    os.chdir(store)
    run([funnel, "get", "--raw", document], stdout=copy)
    text = open(file, encoding="utf-8").read()
    os.chdir(home)

    def write_back(_):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8") as out:
            out.write(text)

    # In turn, so that each finds the document as it needs it.
    ours_gone, ours_made, peer_gone, peer_made = interleave([
        fixed("delete", funnel, "delete", document, folder=store),
        fixed("create", funnel, "set", document, "--must-not-exist", "--file", copy, folder=store),
        Case("rm", lambda _: [["git", "rm", "-q", file], ["git", "commit", "-q", "-m", "x", "--", file]], folder=store),
        Case("add", lambda _: [["git", "add", file], ["git", "commit", "-q", "-m", "x", "--", file]],
             prepare=write_back, folder=store),
    ], rounds)
    report.compare("delete", ours_gone, "git rm, git commit", peer_gone)
    report.compare("create (set --file)", ours_made, "git add, git commit", peer_made)
    [bare] = interleave([update(funnel, stores.bare(), document)], rounds)
    report.row("update, bare", f"{bare.minimum:.2f} ({bare.median:.2f})", "none", "", "", "")


def reads(report, stores, rounds):
    funnel, store, history = stores.funnel, stores.clone(), stores.history()
    document, file = stores.persona(store)
    report.part(
        "Reads and start-up, cold", COLUMNS,
        "In the same clone. `get --json` tells a document's create and update time, so it reads history back to "
        "the document's creation, here 1,000 commits; the peer lists the commits that changed the file. "
        "`validate FILE` in the store reads and compiles the store's schema, elsewhere it checks the file's form and limits.")
    outside = str(stores.root / "outside")
    os.makedirs(outside, exist_ok=True)
    shutil.copy(os.path.join(store, file), os.path.join(outside, "document.json"))
    git_version = fixed("git --version", "git", "--version", folder=store)
    ours, peer = interleave([
        fixed("get", funnel, "get", document, folder=store),
        fixed("cat-file", "git", "cat-file", "-p", f"HEAD:{file}", folder=store)], 2 * rounds)
    report.compare("get", ours, "git cat-file -p HEAD:FILE", peer, 3)
    for name, argv, folder in [
        ("--version", ["--version"], store),
        ("format FILE", ["format", file], store),
        ("validate FILE", ["validate", file], store),
        ("validate FILE, no store", ["validate", "document.json"], outside),
        ("format FILE, no store", ["format", "document.json"], outside),
    ]:
        ours, peer = interleave([fixed(name, funnel, *argv, folder=folder), git_version], 2 * rounds)
        report.compare(name, ours, "git --version", peer, 3)
    document, file = stores.persona(history)
    log = fixed("log", "git", "log", "--format=%cI", "--", file, folder=history)
    read = fixed("get --json", funnel, "get", "--json", document, folder=history)
    ours, peer = interleave([read, log], rounds)
    report.compare("get --json, 1,000 commits", ours, "git log -- FILE", peer)
