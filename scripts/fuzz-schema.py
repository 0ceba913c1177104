#!/usr/bin/env python3
"""Compares `funnel validate --ndjson` with python's `jsonschema` on random schemas and instances.

  fuzz-schema.py [--seed N] [--cases N] [--command "funnel validate --ndjson"]

Each case is one schema of random keywords of JSON Schema 2020-12 and one instance that nearly fits it. The seed stands on
every line that is printed, and gives the same cases again. Exit status 1 when the two disagree. Needs `pip install
jsonschema`.

`jsonschema` is wrong, or says nothing, on some things, so the comparison goes around them:

- Numbers. It computes with floats, so that 0.3 is no multiple of 0.1. Here it is given `decimal.Decimal`s, a type check
  that knows that 1.0 is an integer, and an exact `multipleOf`.
- `uniqueItems`. It sorts first, and a list that holds `[1]`, `[true]`, `[1]` comes out as unique. Replaced by comparing
  all pairs with its own equality.
- Patterns. It matches with python's `re`, so only patterns are drawn that mean the same there, on strings without line
  ends.
- Loops. What a reference that comes back to itself at the same value means is undefined (core §9.4.1). funnel refuses
  the schema; `jsonschema` runs into a RecursionError if it gets that far. Counted, not compared.
- `$ref` to a `$dynamicAnchor`. It must lead there and nowhere else (core §8.2.2); `jsonschema` looks for the outermost
  one all the same. Not drawn.
- The empty pattern in `patternProperties`. It matches every name; `jsonschema`'s `additionalProperties` takes it for no
  pattern. Drawn for `pattern` only.
- `format` only annotates on both sides.
"""
import argparse
import decimal
import json
import random
import shlex
import subprocess
import sys

import jsonschema
from jsonschema import _utils, validators

D = decimal.Decimal
decimal.getcontext().prec = 2000
NAMES = ["a", "b", "c", "foo", "x1", "é", "a b", ""]
PATTERNS = ["^a", "b$", "^[a-c]+$", "[0-9]", "^x?.$", "o{2}", "^(a|foo)$", "é", "^$", "", "^\\S*$", "[^a]"]
STRINGS = ["", "a", "b", "ab", "foo", "abc", "é", "12", "x1", "😀", "a b", "0"]
NUMBERS = ["0", "-0", "1", "1.0", "-1", "2", "3", "0.5", "1.5", "10", "1e1", "10e-1", "0.1", "0.3", "2.50", "1e400",
           "-1e400", "1e-400", "9007199254740993", "9007199254740992.0", "100000000000000000000", "1e20", "12345678910",
           "-9223372036854775808", "9223372036854775807", "9223372036854775808", "0.30000000000000004", "1e308"]
DIVISORS = ["1", "2", "3", "0.1", "0.01", "0.5", "1.5", "1e-8", "2.0", "1e2", "0.3", "100000000000000000000", "7"]


class Raw(str):
    """A number as it is to be written."""


class Maker:
    """Schemas, and instances that nearly fit them."""

    def __init__(self, seed):
        self.r = random.Random(seed)

    def number(self):
        r = self.r
        if r.random() < 0.3:
            return Raw(str(r.randint(-5, 12)) + r.choice(["", "", ".0", ".5", "e0"]))
        return Raw(r.choice(NUMBERS))

    def value(self, depth=0):
        r = self.r
        kind = r.randrange(5 if depth > 2 else 8)
        if kind == 0:
            return r.choice([None, True, False])
        if kind <= 2:
            return self.number()
        if kind <= 4:
            return r.choice(STRINGS)
        if kind == 5:
            return [self.value(depth + 1) for _ in range(r.randrange(4))]
        return {r.choice(NAMES): self.value(depth + 1) for _ in range(r.randrange(4))}

    def schema(self, depth, refs):
        r = self.r
        if r.random() < 0.08 or depth > 4:
            return r.choice([True, True, False, {}])
        keywords = r.sample(KEYWORDS, r.choice([1, 1, 2, 2, 3, 4, 5]))
        schema = {}
        for keyword in keywords:
            getattr(self, "k_" + keyword)(schema, depth + 1, refs)
        return schema

    def k_type(self, s, d, refs):
        types = ["null", "boolean", "integer", "number", "string", "array", "object"]
        s["type"] = self.r.choice(types + [self.r.sample(types, self.r.randint(1, 3))])

    def k_const(self, s, d, refs):
        s["const"] = self.value(1)

    def k_enum(self, s, d, refs):
        s["enum"] = [self.value(1) for _ in range(self.r.randint(1, 4))]

    def k_bounds(self, s, d, refs):
        s[self.r.choice(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])] = self.number()

    def k_multipleOf(self, s, d, refs):
        s["multipleOf"] = Raw(self.r.choice(DIVISORS))

    def k_counts(self, s, d, refs):
        word = self.r.choice(["Length", "Items", "Properties"])
        s[self.r.choice(["min", "max"]) + word] = Raw(str(self.r.randint(0, 3)) + self.r.choice(["", "", ".0"]))

    def k_pattern(self, s, d, refs):
        s["pattern"] = self.r.choice(PATTERNS)

    def k_uniqueItems(self, s, d, refs):
        s["uniqueItems"] = self.r.random() < 0.9

    def k_required(self, s, d, refs):
        s["required"] = self.r.sample(NAMES, self.r.randint(0, 2))

    def k_dependentRequired(self, s, d, refs):
        s["dependentRequired"] = {self.r.choice(NAMES): self.r.sample(NAMES, self.r.randint(0, 2))}

    def k_properties(self, s, d, refs):
        s["properties"] = {n: self.below(d, refs) for n in self.r.sample(NAMES, self.r.randint(1, 3))}

    def k_patternProperties(self, s, d, refs):
        patterns = self.r.sample([p for p in PATTERNS if p], self.r.randint(1, 2))
        s["patternProperties"] = {p: self.below(d, refs) for p in patterns}

    def k_additionalProperties(self, s, d, refs):
        s["additionalProperties"] = self.below(d, refs)

    def k_propertyNames(self, s, d, refs):
        s["propertyNames"] = self.r.choice([{"pattern": self.r.choice(PATTERNS)}, {"maxLength": 1}, {"enum": NAMES[:3]},
                                            self.schema(4, refs)])

    def k_items(self, s, d, refs):
        s["items"] = self.below(d, refs)

    def k_prefixItems(self, s, d, refs):
        s["prefixItems"] = [self.below(d, refs) for _ in range(self.r.randint(1, 3))]

    def k_contains(self, s, d, refs):
        s["contains"] = self.below(d, refs)
        for word in ["minContains", "maxContains"]:
            if self.r.random() < 0.3:
                s[word] = Raw(str(self.r.randint(0, 2)))

    def k_unevaluatedItems(self, s, d, refs):
        s["unevaluatedItems"] = self.r.choice([False, False, self.below(d, refs)])

    def k_unevaluatedProperties(self, s, d, refs):
        s["unevaluatedProperties"] = self.r.choice([False, False, self.below(d, refs)])

    def k_dependentSchemas(self, s, d, refs):
        s["dependentSchemas"] = {self.r.choice(NAMES): self.schema(d, refs)}

    def k_some(self, s, d, refs):
        s[self.r.choice(["allOf", "anyOf", "oneOf"])] = [self.schema(d, refs) for _ in range(self.r.randint(1, 3))]

    def k_not(self, s, d, refs):
        s["not"] = self.schema(d, refs)

    def k_conditional(self, s, d, refs):
        s["if"] = self.schema(d, refs)
        for word in ["then", "else"]:
            if self.r.random() < 0.7:
                s[word] = self.schema(d, refs)

    def k_reference(self, s, d, refs):
        if refs:
            s["$ref"] = self.r.choice(refs)

    def k_dynamicReference(self, s, d, refs):
        if self.dynamic:
            s["$dynamicRef"] = self.r.choice(self.dynamic)

    def k_annotations(self, s, d, refs):
        s[self.r.choice(["title", "$comment", "x-mine"])] = "text"

    def below(self, depth, refs):
        """A schema for a value further down, which may refer to all, loops included."""
        if self.all_refs and self.r.random() < 0.15:
            return {self.r.choice(["$ref"]): self.r.choice(self.all_refs)}
        if self.dynamic and self.r.random() < 0.1:
            return {"$dynamicRef": self.r.choice(self.dynamic)}
        return self.schema(depth, refs)

    def root(self):
        """A whole schema: perhaps with definitions, anchors, resources inside and dynamic anchors."""
        r = self.r
        count = r.choice([0, 0, 1, 2, 3])
        names = ["d%d" % i for i in range(count)]
        pointers = ["#/$defs/" + n for n in names]
        hasResources = r.random() < 0.3
        self.all_refs = pointers + ["#"] if count else []
        self.dynamic = ["#node", "#node", "inner#node"] if hasResources else []
        if hasResources:
            # Inside a resource `#/…` means the resource: refer to definitions by the document's own address.
            pointers = ["https://example.test/root" + p for p in pointers]
            self.all_refs = pointers + ["https://example.test/root", "inner"]
        definitions = {}
        for i, name in enumerate(names):
            # In place only to later definitions: no loops.
            definitions[name] = self.schema(1, pointers[i + 1:])
        schema = self.schema(0, pointers)
        if not isinstance(schema, dict):
            schema = {"allOf": [schema]}
        if hasResources:
            schema["$id"] = "https://example.test/root"
            if r.random() < 0.7:
                schema["$dynamicAnchor"] = "node"
            else:
                definitions["holder"] = dict(self.object_schema(2), **{"$dynamicAnchor": "node"})
            inner = self.object_schema(1)
            inner["$id"] = "inner"
            inner[r.choice(["$dynamicAnchor", "$dynamicAnchor", "$anchor"])] = "node"
            definitions["inner"] = inner
        if definitions:
            schema["$defs"] = definitions
        # Without `$schema`: at one `jsonschema` would go on with its own validator instead of the one below.
        return schema

    def object_schema(self, depth):
        schema = self.schema(depth, [])
        return schema if isinstance(schema, dict) else {}

    def instance(self, schema, root, depth=0):
        """A value that takes the schema's hints, most of the time."""
        r = self.r
        if not isinstance(schema, dict) or r.random() < 0.12 or depth > 5:
            return self.value(depth)
        if "const" in schema and r.random() < 0.8:
            return schema["const"]
        if "enum" in schema and r.random() < 0.8:
            return r.choice(schema["enum"])
        hints = [s for w in ["allOf", "anyOf", "oneOf"] for s in schema.get(w, [])]
        hints += [schema[w] for w in ["if", "then", "else"] if w in schema]
        hints += [s for s in schema.get("dependentSchemas", {}).values()]
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[-1]
            hints.append(root.get("$defs", {}).get(name, root))
        if "$dynamicRef" in schema:
            hints.append(root)
        words = set(schema)
        for hint in hints:
            if isinstance(hint, dict):
                words |= set(hint)
        kind = schema.get("type", None)
        if isinstance(kind, list):
            kind = r.choice(kind)
        if kind is None:
            guesses = []
            if words & {"properties", "patternProperties", "additionalProperties", "required", "unevaluatedProperties",
                        "dependentRequired", "dependentSchemas", "propertyNames", "minProperties", "maxProperties"}:
                guesses.append("object")
            if words & {"items", "prefixItems", "contains", "uniqueItems", "unevaluatedItems", "minItems", "maxItems"}:
                guesses.append("array")
            if words & {"pattern", "minLength", "maxLength"}:
                guesses.append("string")
            if words & {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}:
                guesses.append("number")
            if guesses:
                kind = r.choice(guesses)
        if kind is None:
            return self.instance(r.choice(hints), root, depth + 1) if hints else self.value(depth)
        if kind == "object":
            value = {}
            for part in [schema] + [h for h in hints if isinstance(h, dict) and r.random() < 0.7]:
                for name, below in part.get("properties", {}).items():
                    if r.random() < 0.7:
                        value[name] = self.instance(below, root, depth + 1)
                for name in part.get("required", []):
                    value.setdefault(name, self.value(depth + 1))
                rest = part.get("additionalProperties", part.get("unevaluatedProperties"))
                if rest not in (None, False) and r.random() < 0.5:
                    value.setdefault(r.choice(NAMES), self.instance(rest, root, depth + 1))
                for below in part.get("patternProperties", {}).values():
                    value.setdefault(r.choice(NAMES), self.instance(below, root, depth + 1))
            if r.random() < 0.3:
                value[r.choice(NAMES)] = self.value(depth + 1)
            return value
        if kind == "array":
            value = []
            for part in [schema] + [h for h in hints if isinstance(h, dict) and r.random() < 0.5]:
                for below in part.get("prefixItems", []):
                    value.append(self.instance(below, root, depth + 1))
                for word in ["items", "contains", "unevaluatedItems"]:
                    if part.get(word) not in (None, False):
                        value += [self.instance(part[word], root, depth + 1) for _ in range(r.randrange(3))]
            if r.random() < 0.3:
                value.append(self.value(depth + 1))
            if value and r.random() < 0.2:
                value.append(value[0])
            return value
        if kind == "string":
            return r.choice(STRINGS)
        if kind in ("number", "integer"):
            hint = [schema[w] for w in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] if w in schema]
            return r.choice(hint) if hint and r.random() < 0.4 else self.number()
        return r.choice([True, False]) if kind == "boolean" else None


KEYWORDS = [name[2:] for name in dir(Maker) if name.startswith("k_")]


def text(value):
    """JSON with numbers as they were drawn."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + text(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def parsed(source):
    return json.loads(source, parse_float=D)


def isInteger(checker, value):
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, D) and value == value.to_integral_value())


def multipleOf(validator, divisor, value, schema):
    if validator.is_type(value, "number") and D(value) % D(divisor) != 0:
        yield jsonschema.ValidationError("no multiple")


def uniqueItems(validator, unique, value, schema):
    if unique and validator.is_type(value, "array"):
        if any(_utils.equal(a, b) for i, a in enumerate(value) for b in value[:i]):
            yield jsonschema.ValidationError("not unique")


Judge = validators.extend(
    jsonschema.Draft202012Validator,
    validators={"multipleOf": multipleOf, "uniqueItems": uniqueItems},
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", isInteger))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--command", default="funnel validate --ndjson")
    chosen = options.parse_args()
    sys.setrecursionlimit(3000)
    disagreements = 0
    counts = {}
    done = 0
    while done < chosen.cases:
        size = min(1_000, chosen.cases - done)
        batch = []
        for index in range(done, done + size):
            maker = Maker("%d/%d" % (chosen.seed, index))
            schema = maker.root()
            batch.append((text(schema), text(maker.instance(schema, schema))))
        lines = "".join('{"schema":%s,"instance":%s}\n' % case for case in batch)
        run = subprocess.run(shlex.split(chosen.command), input=lines.encode(), stdout=subprocess.PIPE)
        answers = run.stdout.decode().splitlines()
        if len(answers) != size:
            print("seed %d: %d answers to %d lines from case %d on" % (chosen.seed, len(answers), size, done))
            return 1
        for index, ((schema, instance), answer) in enumerate(zip(batch, answers)):
            answer = json.loads(answer)
            got = answer.get("valid", "error")
            if got == "error" and "leads back to itself" in answer["error"]:
                counts["loop"] = counts.get("loop", 0) + 1
                continue
            try:
                want = Judge(parsed(schema)).is_valid(parsed(instance))
            except Exception as error:
                want = "error %r" % error
            counts[str(want)] = counts.get(str(want), 0) + 1
            if want != got:
                disagreements += 1
                print("seed %d case %d: jsonschema %s, funnel %s\n  schema   %s\n  instance %s" % (
                    chosen.seed, done + index, want, answer, schema, instance))
        done += size
    print("fuzz-schema: seed %d, %d cases, %d disagreements; %s" % (chosen.seed, done, disagreements, counts))
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
