"""Three-way merge: who gets realistic cases right, and at what price."""
import collections
import copy
import importlib
import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile
import time

from . import merge_cases

COUNT, SEED, DEMAND = 500, 20260131, 495
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def absent(*modules):
    return [module for module in modules if importlib.util.find_spec(module) is None]


class Answer:
    """What a tool said: the document (None where it is no JSON), and whether it told of a conflict."""

    def __init__(self, document, is_conflict):
        self.document, self.is_conflict = document, is_conflict


def verdict(case, answer):
    """`right`, `silently wrong`, or `needless conflict`."""
    if case.is_conflict:
        return "right" if answer.is_conflict else "silently wrong"
    if answer.is_conflict:
        return "needless conflict"
    same = answer.document is not None and (
        merge_cases.plain_json(answer.document, case.schema) == merge_cases.plain_json(case.answer, case.schema))
    return "right" if same else "silently wrong"


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


def files(case, folder):
    names = []
    for name, document in [("ours", case.ours), ("base", case.base), ("theirs", case.theirs)]:
        path = os.path.join(folder, name + ".json")
        pathlib.Path(path).write_text(merge_cases.canonical(document) + "\n", encoding="utf-8")
        names.append(path)
    return names


def with_funnel(funnel):
    def merge(case, folder):
        command = [funnel, "merge-file", "-p", *files(case, folder)]
        if case.schema:
            command += ["--schema", str(ROOT / f"schemas/{case.schema}.json")]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode not in (0, 1):
            raise RuntimeError(result.stderr)
        return Answer(parse(result.stdout), result.returncode == 1)
    return merge


def with_git(case, folder):
    result = subprocess.run(["git", "merge-file", "-p", *files(case, folder)], capture_output=True, text=True)
    return Answer(parse(result.stdout), result.returncode != 0)


def with_jsondiff(case, _):
    """Their change as a patch onto ours: it never tells of a conflict."""
    jsondiff = importlib.import_module("jsondiff")
    differ = jsondiff.JsonDiffer(syntax="symmetric")
    try:
        change = differ.diff(copy.deepcopy(case.base), copy.deepcopy(case.theirs))
        merged = differ.patch(copy.deepcopy(case.ours), change)
    except Exception:  # noqa: BLE001: what cannot be patched is told
        return Answer(copy.deepcopy(case.ours), True)
    return Answer(parse(json.dumps(merged, default=str)), False)


def with_nbdime(case, _):
    generic = importlib.import_module("nbdime.merging.generic")
    decisions_module = importlib.import_module("nbdime.merging.decisions")
    base, ours, theirs = (copy.deepcopy(d) for d in (case.base, case.ours, case.theirs))
    decisions = generic.decide_merge(base, ours, theirs)
    merged = decisions_module.apply_decisions(base, decisions)
    return Answer(parse(json.dumps(merged)), any(decision.conflict for decision in decisions))


def judge(merge, cases):
    """Counts by verdict, files that are no JSON, counts by category, and the seconds that it took."""
    counts, right, invalid = collections.Counter(), collections.Counter(), 0
    wrong = []
    with tempfile.TemporaryDirectory(prefix="funnel-merge-") as folder:
        start = time.perf_counter()
        for case in cases:
            answer = merge(case, folder)
            said = verdict(case, answer)
            counts[said] += 1
            right[case.category] += said == "right"
            invalid += answer.document is None
            if said != "right":
                wrong.append((case, answer, said))
        seconds = time.perf_counter() - start
    return counts, invalid, right, seconds, wrong


def measure(report, funnel):
    cases = merge_cases.make(SEED, COUNT)
    missing = absent("jsondiff", "nbdime")
    report.part(
        "Three-way merge", ["tool", "right", "silently wrong", "needless conflict", "no JSON left", "ms a case", "demand"],
        f"{COUNT} cases made from seed {SEED}: two people edit one persona, user, analysis or document without a schema, and "
        "what a careful person would make of both is known because the edits are. Right is the merged document, or a conflict "
        "where there is a true one. Sets are compared as sets, all else to the letter. The time is that of a process a case, "
        "for Python's of a call."
        + (f" Not installed here: {', '.join(missing)}." if missing else ""))
    tools = [("funnel merge-file", with_funnel(funnel)), ("git merge-file", with_git)]
    if "jsondiff" not in missing:
        tools.append(("jsondiff", with_jsondiff))
    if "nbdime" not in missing:
        tools.append(("nbdime", with_nbdime))
    by_category = {}
    for name, merge in tools:
        counts, invalid, right, seconds, _ = judge(merge, cases)
        by_category[name] = right
        demand = ""
        if name.startswith("funnel"):
            met = counts["right"] >= DEMAND and counts["silently wrong"] == 0 and invalid == 0
            demand = f"≥ {DEMAND} right, none silently wrong, none invalid: {report.outcome(met)}"
        report.row(
            name, counts["right"], counts["silently wrong"], counts["needless conflict"], invalid,
            f"{1000 * seconds / COUNT:.2f}", demand)
    totals = collections.Counter(case.category for case in cases)
    report.part(
        "Three-way merge by kind", ["kind", "cases", *[name for name, _ in tools]], "How many of each kind are right.")
    for category, count in totals.items():
        report.row(category, count, *[by_category[name][category] for name, _ in tools])
