"""One document in memory: parse, read, print, validate; beside Foundation in the same process and Python's best."""
import importlib
import json
import os
import pathlib
import subprocess
import sys
import time

from .process import ENVIRONMENT, text


def dense():
    """1.3 KB of many short fields: the most tokens a byte, the hardest for a parser and a printer."""
    parts = []
    for i in range(48):
        value = [f'"a value of text {i}"', str(i * 37), "true", f"{i // 6 * 3 + 1}.6", "null", f'"{"ü" * (i // 6 % 5)}x"'][i % 6]
        parts.append(f'  "field{i:02}": {value}')
    parts.append('  "zmap": {\n    "a": 1,\n    "b": "two",\n    "c": [\n      "x",\n      "y",\n      "z"\n    ],\n'
                 '    "d": { "$timestamp": "2026-01-31T09:30:00.123456Z" }\n  }')
    parts.append('  "zz": "' + "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod. " * 3 + '"')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def python_peers():
    """(name, function of bytes) for each peer that can be imported, and the names of those that cannot."""
    found, absent = [], []
    for module, package in [("orjson", "orjson"), ("simdjson", "pysimdjson")]:
        try:
            loaded = importlib.import_module(module)
        except ImportError:
            absent.append(package)
            continue
        found.append((package, loaded.loads if module == "orjson" else loaded.Parser().parse))
    return found, absent


def time_python(parse, documents, calls=2000, rounds=5):
    """Nanoseconds of CPU time for a document: the minimum."""
    best = float("inf")
    passes = max(1, calls // len(documents))
    for _ in range(rounds):
        start = time.process_time_ns()
        for _ in range(passes):
            for document in documents:
                parse(document)
        best = min(best, (time.process_time_ns() - start) / (passes * len(documents)))
    return best


def measure(report, stores, codec, rounds):
    store = pathlib.Path(stores.clone())
    sized = [p for p in sorted(store.glob("data/users/*/analyses/*.json")) if 1480 <= p.stat().st_size <= 1520]
    analyses = [str(p) for p in sized[:150]]
    hard = stores.root / "dense.json"
    hard.write_text(dense(), encoding="utf-8")
    schema = str(store / "schemas/analysis.json")
    peers, absent = python_peers()
    report.part(
        "A document in memory", ["documents", "what", "µs", "peer", "peer, µs", "ratio", "demand"],
        "CPU time for a document, one thread, the minimum of 15 rounds of some 2,000 calls (fewer of slow ones), eight times in turn with the peers. "
        "Sets: one analysis of 1.5 KB; 150 different ones; a dense document of 50 short fields, the hardest. parse: bytes to a "
        "tree with positions, all of RFC 8259 checked and duplicate keys refused. decode: tree to Firestore values; encode: "
        "values to the canonical file. JSONSerialization prints with `.prettyPrinted` and `.sortedKeys`. simdjson "
        "builds no objects until asked and is called through Python, as orjson is, which costs some 0.1 µs a call."
        + (f" Not installed here: {', '.join(absent)}." if absent else ""))
    for name, files, schema_file in [
        ("analysis", analyses[:1], schema), ("150 analyses", analyses, schema), ("dense", [str(hard)], "-"),
    ]:
        documents = [open(file, "rb").read() for file in files]
        best = {}
        for _ in range(8):
            printed = text([codec, schema_file, *files])
            for line in printed.splitlines():
                figure = json.loads(line)
                best[figure["name"]] = min(best.get(figure["name"], float("inf")), float(figure["minimum"]))
            for peer, parse in peers:
                best[peer] = min(best.get(peer, float("inf")), time_python(parse, documents))
        size = round(sum(map(len, documents)) / len(documents))
        label = f"{name}, {size} B"

        def row(what, peer, bound=None):
            ours = best[what] / 1000
            theirs = best.get(peer, 0) / 1000
            report.row(
                label, what, f"{ours:.2f}", peer or "", f"{theirs:.2f}" if theirs else "",
                f"{ours / theirs:.3g}" if theirs else "", report.judge(ours, bound, " µs") if bound else "")

        row("parse", "foundation parse", 2.5)
        for peer, _ in peers:
            row("parse", peer)
        row("decode", None)
        row("encode", "foundation print", 2)
        row("print tree", "foundation print", 2)
        if schema_file != "-":
            row("validate", "parse")
            row("compile schema", None)


def build(root):
    """The measuring executable, built anew when its sources changed."""
    package = os.path.join(root, "Benchmarks")
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path", package]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stdout)
    return os.path.join(package, ".build/release/codec")
