#!/usr/bin/env python3
"""Writes the Swift sources that hold files as texts: the binary runs alone, so what `funnel init` and `funnel demo`
write must be in it. Tests compare them with the files."""
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent


def write(target, doc, name, access, files):
    lines = ["// Made by scripts/embed-files.py. Do not edit.", "", f"/// {doc}", f"{access}enum {name} {{"]
    for constant, path in files:
        lines.append(f'  {access}static let {constant} = ##"""')
        lines += ["    " + line if line else "" for line in (root / path).read_text().split("\n")]
        lines += ['    """##', ""]
    listed = ",\n    ".join(f'("{path}", {constant})' for constant, path in files)
    lines += [f"  {access}static let all: [(path: String, text: String)] = [", f"    {listed},", "  ]", "}"]
    path = root / target
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


def camel(path):
    return pathlib.Path(path).stem.replace("firestore.indexes", "indexes")


write("Sources/Store/Generated/BuiltInSchemas.swift", "The schema files that `funnel init` writes.", "BuiltInSchemas", "",
      [("firestore", "schemas/firestore.json"), ("funnel", "schemas/funnel.json")])
schemas = sorted(p.name for p in (root / "schemas").glob("*.json") if p.name not in ("firestore.json", "funnel.json"))
write("Sources/FunnelFlow/Generated/FunnelFlowFiles.swift", "Funnel Flow's own schemas, rules and indexes.", "FunnelFlowFiles",
      "public ", [(camel(n), f"schemas/{n}") for n in schemas]
      + [("rules", "firestore.rules"), ("indexes", "firestore.indexes.json")])
