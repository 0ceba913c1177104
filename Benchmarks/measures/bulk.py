"""Many documents: making a store, validating all of it, commits in a row."""
import json
import os
import pathlib
import shutil
import tempfile
import time

from .process import ENVIRONMENT, interleave, fixed, run, text
from .stores import reword


def megabytes(path):
    return sum(f.lstat().st_blocks * 512 for f in pathlib.Path(path).rglob("*") if not f.is_dir()) / 1e6


def fsck(store):
    home = os.getcwd()
    os.chdir(store)
    _, wall = run(["git", "fsck", "--full", "--strict", "--no-progress"])
    os.chdir(home)
    return wall / 1000


def demo(report, stores, is_full):
    report.part(
        "Making a store", ["what", "documents", "s", "CPU s", "documents/s", "MB", "git fsck, s", "peer, s (CPU)"],
        "`funnel demo`: generate, validate against the schemas, write, one commit. The peer is `git add -A` and "
        "`git commit` of the same files, which lie there already. MB is what the folder takes on disk.")
    sizes = [("clone, 500 users", 500, False), ("bare, 500 users", 500, True)]
    if is_full:
        sizes.append(("bare, 50,000 users", 50_000, True))
    for name, users, is_bare in sizes:
        path = str(stores.root / f"demo{users}{is_bare}")
        cpu, wall = stores.demo(path, "--users", str(users), "--commits", "0", *(["--bare"] if is_bare else []))
        home = os.getcwd()
        os.chdir(path)
        count = sum(name.startswith("data/") for name in text(["git", "ls-tree", "-r", "--name-only", "HEAD"]).splitlines())
        os.chdir(home)
        size, check, peer = megabytes(path), fsck(path), "none"
        if not is_bare:
            shutil.rmtree(os.path.join(path, ".git"))
            os.chdir(path)
            run(["git", "init", "-q"])
            costs = [run(["git", "add", "-A"]), run(["git", "commit", "-q", "-m", "x"])]
            os.chdir(home)
            peer = f"{sum(c[1] for c in costs) / 1000:.2f} ({sum(c[0] for c in costs) / 1000:.2f})"
        report.row(
            name, f"{count:,}", f"{wall / 1000:.2f}", f"{cpu / 1000:.2f}", f"{count / wall * 1000:,.0f}", f"{size:.0f}",
            f"{check:.2f}", peer)
        shutil.rmtree(path)


def validate(report, stores, rounds):
    store = stores.clone()
    names = stores.root / "names"
    found = sorted(pathlib.Path(store).glob("data/**/*.json"))
    names.write_text("".join(f"{name}\n" for name in found), encoding="utf-8")
    report.part(
        "Validating a whole store", ["documents", "funnel, ms CPU", "documents/s", "peer", "peer, ms CPU", "ratio"],
        "`funnel validate` of all files of the working tree: form, limits, schemas. The peer only reads and hashes the same files.")
    peer_case = fixed("hash", "sh", "-c", f"git hash-object --no-filters --stdin-paths < '{names}'", folder=store)
    ours, peer = interleave([fixed("validate", stores.funnel, "validate", folder=store), peer_case], max(3, rounds // 4))
    report.row(
        f"{len(found):,}", f"{ours.minimum:.0f} ({ours.median:.0f})", f"{len(found) / ours.minimum * 1000:,.0f}",
        "git hash-object", f"{peer.minimum:.0f} ({peer.median:.0f})", f"{ours.minimum / peer.minimum:.2f}")


def synced_writes(folder, seconds=1.0):
    """How often this disk makes 4 KiB durable in a second: what every durable commit pays, some times over."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        start, count = time.monotonic(), 0
        while time.monotonic() - start < seconds:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            count += 1
        return count / (time.monotonic() - start)


def batch(report, stores, is_full):
    document, file = stores.persona(stores.clone())
    report.part(
        "Commits in a row", ["what", "commits", "commits/s", "CPU ms each", "ratio to git, commits/s"],
        "`funnel batch`: each request changes one field of one document, is a commit of its own and is durable when "
        "answered. The peer is `git commit -q -m x -- FILE` in a loop on the same clone: as it comes (objects and ref are "
        "not waited for) and made as durable (`core.fsync=all`).")
    clone = stores.clone()

    def git_loop(count, *options):
        home = os.getcwd()
        os.chdir(clone)
        costs = []
        for i in range(count):
            reword(file, f"{time.monotonic_ns()}")
            costs.append(run(["git", *options, "commit", "-q", "-m", "x", "--", file]))
        os.chdir(home)
        return count / sum(wall for _, wall in costs) * 1000, sum(cpu for cpu, _ in costs) / count

    count = 40 if is_full else 15
    rates = {}
    for name, options in [("git commit, as it comes", ()), ("git commit, durable", ("-c", "core.fsync=all"))]:
        rates[name], cpu = git_loop(count, *options)
        report.row(name, count, f"{rates[name]:.1f}", f"{cpu:.2f}", "")
    peer = rates["git commit, durable"]
    for name, store, requests in [
        ("batch, clone of 10,000", clone, 200 if is_full else 60), ("batch, bare", stores.bare(), 1000 if is_full else 200),
    ]:
        lines = stores.root / "requests"
        with open(lines, "w", encoding="utf-8") as out:
            for i in range(requests):
                text_value = {"stringValue": f"Reworded by request {i} of {name} at {time.monotonic_ns()}."}
                write = {"update": {"name": document, "fields": {"description": text_value}},
                         "updateMask": {"fieldPaths": ["description"]}}
                out.write(json.dumps({"writes": [write]}) + "\n")
        answers = stores.root / "answers"
        home = os.getcwd()
        os.chdir(store)
        cpu, wall = run([stores.funnel, "batch"], stdin=str(lines), stdout=str(answers))
        os.chdir(home)
        commits = {json.loads(line).get("commit") for line in open(answers, encoding="utf-8")}
        if len(commits) != requests or None in commits:
            raise SystemExit(f"{name}: {len(commits)} commits of {requests} requests")
        rate = requests / wall * 1000
        report.row(name, requests, f"{rate:.1f}", f"{cpu / requests:.2f}", f"{rate / peer:.1f}")
    report.row("this disk: 4 KiB and fsync", "", f"{synced_writes(stores.root):.0f}", "", "")
