#!/usr/bin/env python3
"""Writes Sources/Store/Generated/BuiltInSchemas.swift from schemas/firestore.json and schemas/funnel.json: the binary
runs alone, so what `funnel init` writes must be in it. A test compares both."""
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent
lines = ["// Made by scripts/embed-schemas.py from schemas/. Do not edit.", "",
         "/// The schema files that `funnel init` writes.", "enum BuiltInSchemas {"]
for name in ("firestore", "funnel"):
    text = (root / "schemas" / f"{name}.json").read_text()
    lines.append(f'  static let {name} = ##"""')
    lines += ["    " + line if line else "" for line in text.split("\n")]
    lines.append('    """##')
    lines.append("")
lines[-1] = "}"
(root / "Sources/Store/Generated").mkdir(exist_ok=True)
(root / "Sources/Store/Generated/BuiltInSchemas.swift").write_text("\n".join(lines) + "\n")
