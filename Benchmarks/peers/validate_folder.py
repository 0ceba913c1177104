"""What a careful user of jsonschema-rs would write: every JSON file below a folder, judged by one schema or, in a store,
by the schema that governs its collection. The peer of `funnel validate`, as a whole process.

  validate_folder.py FOLDER SCHEMA        one schema for all files below FOLDER
  validate_folder.py --store STORE        the files below STORE/data, by STORE/schemas

Prints how many files were judged and how many are wrong.
"""
import os
import re
import sys

import jsonschema_rs
import orjson

BASE = "https://bench.invalid/schemas/"


def load(path):
    with open(path, "rb") as file:
        return orjson.loads(file.read())


def validators(folder):
    """(schema's text, validator) for each schema file of a folder; they may refer to each other."""
    schemas = {name: load(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".json")}
    registry = jsonschema_rs.Registry([(BASE + name, schema) for name, schema in schemas.items()])

    def make(name):
        schema = {**schemas[name], "$id": BASE + name}
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, registry=registry)

    return schemas, make


def judge_folder(folder, schema):
    _, make = validators(os.path.dirname(schema))
    valid = make(os.path.basename(schema)).is_valid
    count = wrong = 0
    for place, _, files in os.walk(folder):
        for name in files:
            if name.endswith(".json"):
                count += 1
                wrong += not valid(load(os.path.join(place, name)))
    return count, wrong


def judge_store(store):
    schemas, make = validators(os.path.join(store, "schemas"))
    governing = {}
    for name, schema in schemas.items():
        pattern = schema.get("x-funnel", {}).get("collection")
        if pattern:
            text = re.sub(r"\\\{[^/]*?\\\}", "[^/]+", re.escape(pattern))
            governing.setdefault(pattern.count("/"), []).append((re.compile(text), make(name).is_valid))
    count = wrong = 0
    root = os.path.join(store, "data")
    for place, _, files in os.walk(root):
        # Fan-out folders are no part of a path.
        parts = [part for part in os.path.relpath(place, root).split(os.sep) if not part.startswith("=")]
        collection = "/".join(parts)
        candidates = governing.get(len(parts), ())
        for name in files:
            path = f"{collection}/{name[:-5]}"
            valid = next((valid for pattern, valid in candidates if pattern.fullmatch(path)), None)
            count += 1
            wrong += valid is None or not valid(load(os.path.join(place, name)))
    return count, wrong


if __name__ == "__main__":
    print(*(judge_store(sys.argv[2]) if sys.argv[1] == "--store" else judge_folder(*sys.argv[1:])))
