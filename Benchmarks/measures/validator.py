"""The validator beside the specialists: in memory, over a folder of files, over a commit, over what changed."""
import importlib
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys

from . import memory
from .process import ENVIRONMENT, fixed, interleave, run, text
from .stores import reword

# The figures that are demanded, in µs and as ratios to the peer in the same run.
BOTH, FOLDER, COMMIT = 4.0, 0.7, 1.5
KINDS = [("personas", "persona.json"), ("analyses", "analysis.json")]
PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"


def absent(*modules):
    return [module for module in modules if importlib.util.find_spec(module) is None]


def build(root):
    """The measuring executable; both of the package are built together."""
    return os.path.join(os.path.dirname(memory.build(root)), "validator")


def measure(report, stores, executable, rounds):
    in_memory(report, stores, executable)
    folder(report, stores, rounds)
    commit(report, stores, rounds)


def documents(store, kind):
    """150 documents of some 1.5 KB, or what there is."""
    found = sorted(pathlib.Path(store).glob(f"data/users/*/{kind}/*.json"))
    return [str(p) for p in sorted(found, key=lambda p: abs(p.stat().st_size - 1500))[:150]]


def peer_functions(schemas, name):
    """The parts of a peer's work as functions of bytes; none where it is not installed."""
    if absent("orjson", "jsonschema_rs"):
        return {}
    orjson = importlib.import_module("orjson")
    sys.path.insert(0, str(PEERS))
    _, make = importlib.import_module("validate_folder").validators(schemas)
    valid = make(name).is_valid
    return {"orjson + jsonschema-rs": lambda raw: valid(orjson.loads(raw))}


class Zod:
    """zod 4 in node, both as Playwright's wheel carries them; the schema is what `funnel schema to-zod` writes."""

    def __init__(self, stores, store):
        self.source = str(stores.root / "zod.ts")
        spec = importlib.util.find_spec("playwright")
        driver = pathlib.Path(spec.origin).parent / "driver" if spec else None
        self.node = str(driver / "node") if driver else ""
        self.bundle = str(driver / "package/lib/utilsBundle.js") if driver else ""
        #: What was measured, or why nothing was.
        self.label, self.why = None, None
        if not driver or not os.path.exists(self.node) or not os.path.exists(self.bundle):
            self.why = "no playwright in this Python, whose wheel carries both"
        else:
            names = [name.removesuffix(".json") for _, name in KINDS]
            script = in_folder(store, lambda: text([stores.funnel, "schema", "to-zod", *names]))
            pathlib.Path(self.source).write_text(script, encoding="utf-8")

    def nanoseconds(self, schema, files):
        """CPU time for a document; infinity where it is not measured."""
        if self.why:
            return float("inf")
        name = schema.removesuffix(".json").capitalize()
        done = subprocess.run(
            [self.node, str(PEERS / "zod.cjs"), self.bundle, self.source, name, *files], capture_output=True, text=True,
            env=ENVIRONMENT, check=False)
        if done.returncode:
            self.why = next((line for line in done.stderr.splitlines() if "Error" in line), "node failed")
            return float("inf")
        said = json.loads(done.stdout)
        self.label = f"JSON.parse + zod {said['version']}, {said['form']} (node {said['node'].lstrip('v')})"
        return said["nanoseconds"]

    def row(self, nanoseconds):
        """Name and figure of the peer, as a row has them."""
        return (f"zod: not measured: {self.why}", None) if self.why else (self.label, nanoseconds)


def in_memory(report, stores, executable):
    store = stores.clone()
    missing = absent("orjson", "jsonschema_rs")
    zod = Zod(stores, store)
    report.part(
        "The validator in memory", ["documents", "what", "µs", "peer", "peer, µs", "ratio", "demand"],
        "CPU time for a document, one thread, formats asserted: the minimum of 15 rounds of some 2,000 calls, five times in "
        "turn with the peer, which is called from Python (some 0.1 µs a call). Validated is over the parser's own tape. "
        "Compiling reads the schema and all that it refers to, parsed before, and validates once. zod starts from a string "
        "and not from bytes, warmed up, without analysis.json's one condition (as `schema to-zod` writes it, it makes its "
        "schemas anew each time); its time is that of node's process, the collector's threads included. ajv is not "
        "measured: no package for Python carries one that reads 2020-12."
        + (f" Not installed here: {', '.join(missing)}." if missing else ""))
    for kind, schema in KINDS:
        files = documents(store, kind)
        raw = [open(file, "rb").read() for file in files]
        peers = peer_functions(os.path.join(store, "schemas"), schema)
        best = {}
        for _ in range(5):
            for line in text([executable, os.path.join(store, "schemas"), schema, *files]).splitlines():
                figure = json.loads(line)
                best[figure["name"]] = min(best.get(figure["name"], float("inf")), float(figure["minimum"]))
            for name, function in peers.items():
                best[name] = min(best.get(name, float("inf")), memory.time_python(function, raw))
            best["zod"] = min(best.get("zod", float("inf")), zod.nanoseconds(schema, files))
        label = f"{len(files)} {kind}, {round(sum(map(len, raw)) / len(raw))} B"
        for what in ["parse", "validate"]:
            report.row(label, what, f"{best[what] / 1000:.2f}", "", "", "", "")
        ours = best["parse and validate"]
        demand = report.judge(ours / 1000, BOTH, " µs")
        if not peers:
            report.row(label, "both", f"{ours / 1000:.2f}", "not installed", "", "", demand)
        for name in peers:
            report.row(
                label, "both", f"{ours / 1000:.2f}", name, f"{best[name] / 1000:.2f}", f"{ours / best[name]:.2f}", demand)
        name, figure = zod.row(best["zod"])
        report.row(
            label, "both", f"{ours / 1000:.2f}", name, f"{figure / 1000:.2f}" if figure else "",
            f"{ours / figure:.2f}" if figure else "", "")
        report.row(label, "compile schema", f"{best['compile schema'] / 1000:.0f}", "", "", "", "")


def flat_folder(stores):
    """10,000 files of analyses in one folder."""
    files = sorted(pathlib.Path(stores.clone()).glob("data/users/*/analyses/*.json"))
    place = stores.root / "flat"
    if not place.exists():
        place.mkdir()
        for index in range(10_000):
            shutil.copyfile(files[index % len(files)], place / f"{index:05}.json")
    return place


def cost(report, name, ours, peer_name, peer, bound=None):
    """A row with CPU and wall time; the ratio is that of CPU time."""
    report.row(
        name, f"{ours.minimum:.0f} ({ours.median:.0f})", f"{ours.wall_median:.0f}", peer_name,
        f"{peer.minimum:.0f} ({peer.median:.0f})", f"{peer.wall_median:.0f}", f"{ours.minimum / peer.minimum:.2f}",
        report.judge(ours.minimum / peer.minimum, bound) if bound else "")


COLUMNS = ["what", "funnel, ms CPU", "ms wall", "peer", "peer, ms CPU", "ms wall", "ratio", "demand"]


def folder(report, stores, rounds):
    store, place = stores.clone(), flat_folder(stores)
    schema = os.path.join(store, "schemas/analysis.json")
    missing = absent("orjson", "jsonschema_rs", "check_jsonschema")
    report.part(
        "Validating a folder", COLUMNS,
        "Whole processes over some 10,000 files: the files of a store by its schemas (form and limits of Firestore "
        "besides, `live/` files joined to theirs), and a folder of 10,000 analyses by one schema. The script is "
        "`Benchmarks/peers/validate_folder.py`: os.walk, orjson, jsonschema-rs. check-jsonschema gets 500 of the files, "
        "and so does funnel for that row." + (f" Not installed here: {', '.join(missing)}." if missing else ""))
    script = [sys.executable, str(PEERS / "validate_folder.py")]
    some = max(4, rounds // 3)
    if not absent("orjson", "jsonschema_rs"):
        ours, peer = interleave(
            [fixed("ours", stores.funnel, "validate", folder=store), fixed("peer", *script, "--store", store)], some)
        cost(report, "files of a store", ours, "jsonschema-rs script", peer, FOLDER)
        ours, peer = interleave(
            [fixed("ours", stores.funnel, "validate", "--schema", schema, str(place), folder=str(stores.root)),
             fixed("peer", *script, str(place), schema)], some)
        cost(report, "a folder, one schema", ours, "jsonschema-rs script", peer, FOLDER)
    if not absent("check_jsonschema"):
        names = [str(path) for path in sorted(place.iterdir())[:500]]
        checker = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *names]
        ours, peer = interleave(
            [fixed("ours", stores.funnel, "validate", "--schema", schema, *names, folder=str(stores.root)),
             fixed("peer", *checker)], 1)
        cost(report, "500 files, one schema", ours, "check-jsonschema", peer, FOLDER)


def commit(report, stores, rounds):
    report.part(
        "Validating a commit", COLUMNS,
        "`funnel validate --rev HEAD` of the same store: all documents of the commit, by its schemas. The peer, `git "
        "cat-file --batch`, only reads the same blobs. Packed, and with each object a file of its own. One change: "
        "`--rev HEAD~1..HEAD` after a commit of one document, beside `git diff --name-only`.")
    packed = copy(stores, "packed", ["git", "repack", "-adq"])
    loose = copy(stores, "loose", ["sh", "-c", "mkdir ../packs && mv .git/objects/pack/* ../packs && "
                                   "for pack in ../packs/*.pack; do git unpack-objects -q < $pack; done"])
    for name, store in [("all of HEAD, packed", packed), ("all of HEAD, loose", loose)]:
        ids = stores.root / "blobs"
        tree = in_folder(store, lambda: text(["git", "ls-tree", "-r", "HEAD", "--", "data", "live"]))
        ids.write_text("".join(line.split()[2] + "\n" for line in tree.splitlines()), encoding="utf-8")
        ours, peer = interleave(
            [fixed("ours", stores.funnel, "validate", "--rev", "HEAD", folder=store),
             fixed("peer", "sh", "-c", f"git cat-file --batch < '{ids}'", folder=store)], max(4, rounds // 3))
        cost(report, name, ours, "git cat-file --batch", peer, COMMIT)
    _, file = stores.persona(packed)
    reword(os.path.join(packed, file), 1)
    in_folder(packed, lambda: run(["git", "commit", "-q", "-m", "x", "--", file]))
    ours, peer = interleave(
        [fixed("ours", stores.funnel, "validate", "--rev", "HEAD~1..HEAD", folder=packed),
         fixed("peer", "git", "diff", "--name-only", "HEAD~1", "HEAD", folder=packed)], rounds)
    cost(report, "one changed document", ours, "git diff", peer)


def in_folder(folder, body):
    home = os.getcwd()
    os.chdir(folder)
    try:
        return body()
    finally:
        os.chdir(home)


def copy(stores, name, command):
    """A clone of the store with its objects in another form."""
    path = str(stores.root / name)
    if not os.path.exists(path):
        run(["git", "clone", "-q", "--no-hardlinks", stores.clone(), path])
        in_folder(path, lambda: run(command))
    return path


def corpora(report, funnel, shared):
    """The recorded suites, where they lie beside the repository."""
    report.part(
        "Agreement", ["corpus", "what it said", "demand"],
        "JSON Schema's own suite for 2020-12 and zod's recorded answers, through `funnel validate --ndjson`. Python's "
        "jsonschema agrees with 1,293 of the 1,299 required tests of the former.")
    for name in ["json-schema-suite", "zod"]:
        check = pathlib.Path(shared) / name / "check.py"
        if not check.exists():
            report.row(name, f"not there: {check}", "")
            continue
        done = subprocess.run(
            [sys.executable, str(check), "--cmd", f"{funnel} validate --ndjson"], capture_output=True, text=True,
            env=ENVIRONMENT, check=False)
        said = done.stdout.strip().splitlines() or [done.stderr.strip()[-200:]]
        report.row(name, said[-1], report.outcome(done.returncode == 0))
