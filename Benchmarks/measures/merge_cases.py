"""Realistic merges with their right answers, made from a seed: two people edit one document, and what a careful person
would make of both is known because the edits are."""
import copy
import json
import random

# What must be told instead of merged.
CONFLICT = "conflict"

NAMES = ["Busy parent", "Night owl", "Weekend builder", "Bargain hunter", "First-time founder", "Caring nurse"]
WORDS = """reads compares trusts skips asks saves plans buys orders returns offers prices reviews evenings mornings phones
podcasts newsletters friends colleagues budgets deadlines children garden kitchen office train screen list guide warranty
discount delivery honest quick quiet clear short detailed local simple fair cheap safe""".split()


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def words(self, low, high):
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(low, high)))

    def sentence(self):
        return self.words(4, 9).capitalize() + "."

    def phrases(self, low, high):
        found = []
        while len(found) < self.random.randint(low, high):
            phrase = self.words(2, 4)
            if phrase not in found:
                found.append(phrase)
        return found

    def fresh(self, elements):
        """A phrase that is not among these."""
        while True:
            phrase = self.words(2, 4)
            if phrase not in elements:
                return phrase

    def time(self, day, hour=None):
        hour = self.random.randint(0, 23) if hour is None else hour
        return {"$timestamp": f"2026-01-{day:02d}T{hour:02d}:{self.random.randint(0, 59):02d}:00Z"}

    def uuid(self):
        digits = "%032x" % self.random.getrandbits(128)
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"

    # Documents

    def persona(self):
        r = self.random
        return {
            "personaId": "busy-parent", "userId": "ada", "name": r.choice(NAMES), "description": self.sentence(),
            "characteristics": {
                "demographics": {
                    "ageRange": r.choice(["18–29", "30–44", "45–59"]), "income": self.words(1, 3),
                    "occupation": self.words(1, 3)},
                "psychographics": {
                    "challenges": self.phrases(2, 5), "interests": self.phrases(2, 5), "values": self.phrases(2, 5)},
                "behavior": {
                    "decisionMaking": self.sentence(), "mediaConsumption": self.phrases(2, 4),
                    "purchasingTriggers": self.phrases(2, 4)}},
            "metadata": {
                "isDefault": r.random() < 0.3, "createdAt": self.time(1), "updatedAt": self.time(5),
                "usageCount": r.randint(0, 400), "lastUsedAt": self.time(6)}}

    def user(self):
        r = self.random
        return {
            "userId": "ada", "email": "ada@example.com", "name": self.words(2, 2), "authProvider": "google",
            "role": "user", "createdAt": self.time(1), "lastLoginAt": self.time(4),
            "subscription": {
                "planType": "free", "status": "active", "features": self.phrases(2, 4), "startDate": self.time(1),
                "endDate": self.time(28)},
            "preferences": {
                "defaultPersona": "busy-parent", "emailNotifications": True, "analyticsOptOut": False, "theme": "light"},
            "metadata": {
                "totalAnalyses": r.randint(0, 90), "totalCopyGenerations": r.randint(0, 90),
                "lastAnalysisAt": self.time(6)}}

    def finding(self, name):
        r = self.random
        return {
            "id": name, "aspect": r.choice(["audience", "benefit", "clarity", "price", "tone", "urgency"]),
            "verdict": r.choice(["strength", "weakness", "opportunity", "risk"]), "score": r.randint(0, 100),
            "finding": self.sentence(), "recommendation": self.sentence()}

    def analysis(self):
        names = ["headline-clarity", "price-anchor", "proof-points", "urgency-cue", "tone-match", "reader-benefit"]
        self.random.shuffle(names)
        return {
            "analysisId": self.uuid(), "userId": "ada",
            "input": {"offerDetails": self.sentence(), "inputType": "text", "persona": "Busy parent"},
            "results": {
                "analysis": [self.finding(name) for name in names[: self.random.randint(2, 5)]],
                "sampleCopy": {
                    "headline": self.words(3, 6), "subheadline": self.words(3, 6), "callToAction": self.words(2, 3),
                    "body": "\n".join(self.sentence() for _ in range(self.random.randint(5, 8)))},
                "confidence": 0.75, "processingTimeMs": 1840},
            "metadata": {
                "status": "completed", "aiModel": "m-1", "version": "3", "requestId": self.uuid(),
                "createdAt": self.time(3)}}

    def plain(self):
        """A document that no schema knows."""
        r = self.random
        return {
            "title": self.words(2, 4), "owner": self.words(1, 2), "priority": r.randint(1, 5), "stock": r.randint(1, 90),
            "tags": self.phrases(2, 5), "steps": self.phrases(3, 6),
            "items": [
                {"text": self.sentence(), "done": r.random() < 0.5, "count": r.randint(1, 9)}
                for _ in range(r.randint(2, 5))],
            "notes": "\n".join(self.sentence() for _ in range(r.randint(5, 8))),
            "address": {"city": self.words(1, 1), "street": self.words(1, 2), "zip": str(r.randint(1000, 9999))}}


class Case:
    """A document and what each side made of it; `answer` is edited with both sides' edits."""

    def __init__(self, category, schema, base):
        self.category, self.schema, self.base = category, schema, base
        self.ours, self.theirs, self.answer = (copy.deepcopy(base) for _ in range(3))
        self.is_conflict = False
        # Where sides of one kind may be swapped.
        self.sides = [self.ours, self.theirs]

    def edit(self, side, change):
        change(self.sides[side])
        change(self.answer)

    def conflict(self, ours, theirs):
        """An edit of each side that cannot both hold: ours stays in the document."""
        ours(self.ours)
        theirs(self.theirs)
        ours(self.answer)
        self.is_conflict = True


def at(document, path):
    for step in path:
        document = document[step]
    return document


def put(path, value):
    def change(document):
        at(document, path[:-1])[path[-1]] = copy.deepcopy(value)
    return change


def remove(path):
    def change(document):
        del at(document, path[:-1])[path[-1]]
    return change


def add(path, delta):
    def change(document):
        at(document, path[:-1])[path[-1]] += delta
    return change


def append(path, value):
    def change(document):
        at(document, path).append(copy.deepcopy(value))
    return change


def drop(path, value):
    def change(document):
        at(document, path).remove(value)
    return change


def by_id(path, name, change):
    def find(document):
        change(next(element for element in at(document, path) if element["id"] == name))
    return find


PERSONA_TEXTS = [
    ("name",), ("description",), ("characteristics", "demographics", "income"),
    ("characteristics", "demographics", "occupation"), ("characteristics", "demographics", "ageRange"),
    ("characteristics", "behavior", "decisionMaking")]
PERSONA_SETS = [
    ("characteristics", "psychographics", name) for name in ("challenges", "interests", "values")
] + [("characteristics", "behavior", name) for name in ("mediaConsumption", "purchasingTriggers")]
USER_FIELDS = [
    (("name",), "Ada L."), (("preferences", "theme"), "dark"), (("preferences", "emailNotifications"), False),
    (("preferences", "analyticsOptOut"), True), (("subscription", "planType"), "pro"),
    (("subscription", "status"), "canceled"), (("preferences", "defaultPersona"), "night-owl")]
PLAIN_TEXTS = [("title",), ("owner",), ("address", "city"), ("address", "street"), ("address", "zip")]


def neighbouring_fields(m):
    r = m.random
    kind = r.randrange(3)
    if kind == 0:
        case = Case("neighbouring fields", "persona", m.persona())
        first, second = r.sample(PERSONA_TEXTS, 2)
        case.edit(0, put(first, m.sentence()))
        case.edit(1, put(second, m.sentence()))
    elif kind == 1:
        case = Case("neighbouring fields", "user", m.user())
        (first, one), (second, other) = r.sample(USER_FIELDS, 2)
        case.edit(0, put(first, one))
        case.edit(1, put(second, other))
    else:
        case = Case("neighbouring fields", None, m.plain())
        case.edit(0, put(("address", "city"), m.words(2, 3)))
        case.edit(1, r.choice([put(("address", "country"), "CH"), remove(("address", "street")),
                               put(("address", "street"), m.words(2, 3))]))
        if r.random() < 0.5:
            case.edit(r.randrange(2), put(("priority",), 9))
    return case


def both_append(m):
    r = m.random
    kind = r.randrange(3)
    if kind == 0:
        case, path = Case("both append", "persona", m.persona()), r.choice(PERSONA_SETS)
    elif kind == 1:
        case, path = Case("both append", None, m.plain()), (r.choice(["tags", "steps"]),)
    else:
        case, path = Case("both append", "analysis", m.analysis()), ("results", "analysis")
        names = [f"added-{number}" for number in range(4)]
        for number, name in enumerate(names[: r.randint(2, 4)]):
            case.edit(number % 2, append(path, m.finding(name)))
        reorder(case, path)
        return case
    for side in (0, 1):
        for _ in range(r.randint(1, 2)):
            case.edit(side, append(path, m.fresh(at(case.answer, path))))
    if r.random() < 0.3:
        common = m.fresh(at(case.answer, path))
        at(case.ours, path).append(common)
        at(case.theirs, path).append(common)
        at(case.answer, path).append(common)
    reorder(case, path)
    return case


def reorder(case, path):
    """What ours appended comes first; what both did stands once, where ours has it, after what theirs put before it."""
    base, ours, theirs = (at(d, path) for d in (case.base, case.ours, case.theirs))
    more = ours[len(base):]
    other = theirs[len(base):]
    common = [e for e in more if e in other]
    if common:
        merged = [e for e in more if e not in common] + [e for e in other if e not in common] + common
    else:
        merged = more + other
    at(case.answer, path)[:] = copy.deepcopy(base + merged)


def counters(m):
    r = m.random
    if r.randrange(2):
        case, paths = Case("counters", "persona", m.persona()), [("metadata", "usageCount")]
    else:
        case = Case("counters", "user", m.user())
        paths = [("metadata", "totalAnalyses"), ("metadata", "totalCopyGenerations")]
    for path in paths[: r.randint(1, 2)]:
        case.edit(0, add(path, r.randint(1, 9)))
        case.edit(1, add(path, r.randint(1, 9)))
    if r.random() < 0.3:
        case.edit(r.randrange(2), put(("name",), m.words(2, 2)))
    return case


def later_timestamps(m):
    r = m.random
    if r.randrange(2):
        case, paths = Case("later timestamps", "persona", m.persona()), [("metadata", "updatedAt"), ("metadata", "lastUsedAt")]
    else:
        case, paths = Case("later timestamps", "user", m.user()), [("lastLoginAt",), ("metadata", "lastAnalysisAt")]
    for path in r.sample(paths, r.randint(1, 2)):
        days = r.sample(range(8, 29), 2)
        times = [m.time(day) for day in days]
        put(path, times[0])(case.ours)
        put(path, times[1])(case.theirs)
        put(path, times[0] if days[0] > days[1] else times[1])(case.answer)
    if case.schema == "persona" and r.random() < 0.5:
        first, second = r.sample(PERSONA_TEXTS, 2)
        case.edit(0, put(first, m.sentence()))
        case.edit(1, put(second, m.sentence()))
    return case


def remove_and_append(m):
    r = m.random
    if r.randrange(2):
        case, path = Case("remove and append", "persona", m.persona()), r.choice(PERSONA_SETS)
    else:
        case, path = Case("remove and append", None, m.plain()), (r.choice(["tags", "steps"]),)
    side = r.randrange(2)
    victim = r.choice(at(case.base, path))
    case.edit(side, drop(path, victim))
    case.edit(1 - side, append(path, m.fresh(at(case.answer, path))))
    if r.random() < 0.3:
        first = m.fresh(at(case.answer, path))
        case.edit(1 - side, lambda document: at(document, path).insert(0, first))
    return case


def list_items(m):
    r = m.random
    kind = r.randrange(5)
    if kind <= 1:
        case, path = Case("list items", "analysis", m.analysis()), ("results", "analysis")
        names = [finding["id"] for finding in at(case.base, path)]
        first, second = (r.choice(names), r.choice(names)) if kind == 0 else r.sample(names, 2)
        case.edit(0, by_id(path, first, put(("recommendation",), m.sentence())))
        case.edit(1, by_id(path, second, r.choice([put(("score",), 101 - 1 - r.randint(0, 3)), put(("finding",), m.sentence())])))
        if r.random() < 0.4:
            # One more is put on top, or one that nobody touched is taken away, or they are reordered.
            others = [name for name in names if name not in (first, second)]
            choice = r.randrange(3)
            if choice == 0:
                extra = m.finding("on-top")
                case.edit(r.randrange(2), lambda document: at(document, path).insert(0, copy.deepcopy(extra)))
            elif choice == 1 and others:
                name = r.choice(others)
                case.edit(r.randrange(2), lambda document: at(document, path).remove(
                    next(e for e in at(document, path) if e["id"] == name)))
            else:
                case.edit(r.randrange(2), lambda document: at(document, path).insert(0, at(document, path).pop()))
    elif kind == 2:
        case, path = Case("list items", None, m.plain()), ("items",)
        count = len(at(case.base, path))
        first = r.randrange(count)
        second = r.randrange(count)
        case.edit(0, put(path + (first, "text"), m.sentence()))
        case.edit(1, put(path + (second, r.choice(["done", "count"])), r.choice([True, 77])))
    elif kind == 3:
        case, path = Case("list items", None, m.plain()), ("items",)
        count = len(at(case.base, path))
        first = r.randrange(count)
        case.edit(0, put(path + (first, "done"), not at(case.base, path)[first]["done"]))
        extra = {"text": m.sentence(), "done": False, "count": 3}
        case.edit(1, append(path, extra))
        others = [n for n in range(count) if n != first]
        if others and r.random() < 0.5:
            victim = at(case.base, path)[r.choice(others)]
            if at(case.base, path).count(victim) == 1:
                case.edit(1, drop(path, victim))
    else:
        case, path = Case("list items", None, m.plain()), ("steps",)
        first, second = r.sample(range(len(at(case.base, path))), 2)
        case.edit(0, put(path + (first,), m.fresh(at(case.answer, path))))
        case.edit(1, put(path + (second,), m.fresh(at(case.answer, path))))
    return case


def texts(m):
    r = m.random
    if r.randrange(2):
        case, path = Case("texts by line", "analysis", m.analysis()), ("results", "sampleCopy", "body")
    else:
        case, path = Case("texts by line", None, m.plain()), ("notes",)
    lines = at(case.base, path).split("\n")
    first, second = 0, 0
    while abs(first - second) < 2:
        first, second = r.randrange(len(lines)), r.randrange(len(lines))

    def change(line, text):
        def edit(document):
            found = at(document, path).split("\n")
            found[line] = text
            put(path, "\n".join(found))(document)
        return edit
    case.edit(0, change(first, m.sentence()))
    case.edit(1, change(second, m.sentence()))
    return case


def added_and_removed(m):
    r = m.random
    case = Case("fields added and removed", None, m.plain())
    case.edit(0, put((r.choice(["budget", "color", "zone"]),), r.randint(1, 9)))
    case.edit(1, r.choice([put(("due",), m.time(9)), remove(("owner",)), put(("address", "floor"), 3)]))
    if r.random() < 0.5:
        case.edit(0, remove(("priority",)))
        remove(("priority",))(case.theirs)
    return case


def conflicts(m):
    r = m.random
    kind = r.randrange(8)
    if kind == 0:
        case, path = Case("true conflicts", "persona", m.persona()), r.choice(PERSONA_TEXTS)
        case.conflict(put(path, m.sentence()), put(path, m.sentence() + " Really."))
    elif kind == 1:
        case = Case("true conflicts", None, m.plain())
        case.conflict(put(("stock",), 200), put(("stock",), 300))
    elif kind == 2:
        case = Case("true conflicts", None, m.plain())
        case.conflict(remove(("owner",)), put(("owner",), m.words(3, 4)))
    elif kind == 3:
        case = Case("true conflicts", None, m.plain())
        case.conflict(put(("budget",), 10), put(("budget",), 20))
    elif kind == 4:
        case, path = Case("true conflicts", "analysis", m.analysis()), ("results", "analysis")
        name = r.choice([finding["id"] for finding in at(case.base, path)])
        case.conflict(
            by_id(path, name, put(("recommendation",), m.sentence())),
            by_id(path, name, put(("recommendation",), m.sentence() + " Now.")))
    elif kind == 5:
        case, path = Case("true conflicts", "analysis", m.analysis()), ("results", "analysis")
        name = r.choice([finding["id"] for finding in at(case.base, path)])
        gone = lambda document: at(document, path).remove(next(e for e in at(document, path) if e["id"] == name))
        case.conflict(gone, by_id(path, name, put(("score",), 1000 % 101)))
        if at(case.base, path) == at(case.theirs, path):
            by_id(path, name, put(("finding",), m.sentence()))(case.theirs)
    elif kind == 6:
        case = Case("true conflicts", None, m.plain())
        index = r.randrange(len(case.base["steps"]))
        case.conflict(put(("steps", index), m.words(5, 6)), put(("steps", index), m.words(7, 8)))
    else:
        case = Case("true conflicts", None, m.plain())
        case.conflict(put(("address",), m.words(3, 4)), put(("address", "city"), m.words(2, 3)))
    # What does not conflict is merged all the same.
    if case.schema is None and r.random() < 0.5:
        case.edit(1, put(("title",), m.sentence()))
    return case


def mixed(m):
    r = m.random
    case = Case("several at once", "persona", m.persona())
    first, second = r.sample(PERSONA_TEXTS, 2)
    case.edit(0, put(first, m.sentence()))
    case.edit(1, put(second, m.sentence()))
    path = r.choice(PERSONA_SETS)
    victim = r.choice(at(case.base, path))
    case.edit(0, drop(path, victim))
    case.edit(1, append(path, m.fresh(at(case.answer, path))))
    for side in (0, 1):
        case.edit(side, add(("metadata", "usageCount"), r.randint(1, 5)))
    days = r.sample(range(8, 29), 2)
    for side, day in enumerate(days):
        time = m.time(day)
        put(("metadata", "updatedAt"), time)(case.sides[side])
        if day == max(days):
            put(("metadata", "updatedAt"), time)(case.answer)
    return case


KINDS = [
    neighbouring_fields, both_append, counters, later_timestamps, remove_and_append, list_items, texts,
    added_and_removed, conflicts, mixed]
SETS = {("persona", path) for path in PERSONA_SETS}


def make(seed, count):
    """`count` cases, the kinds in turn."""
    maker = Maker(seed)
    return [KINDS[number % len(KINDS)](maker) for number in range(count)]


def plain_json(document, schema):
    """For comparison: keys in order, and sets without one."""
    document = copy.deepcopy(document)
    if schema == "persona":
        for path in PERSONA_SETS:
            try:
                at(document, path).sort()
            except (KeyError, TypeError, AttributeError):
                pass
    return json.dumps(document, sort_keys=True, ensure_ascii=False)


def canonical(value, indent=0):
    """The file form, as funnel writes it."""
    pad = "  " * (indent + 1)
    if isinstance(value, dict):
        if not value:
            return "{}"
        if len(value) == 1 and next(iter(value)).startswith("$"):
            key, inner = next(iter(value.items()))
            return "{ " + json.dumps(key) + ": " + json.dumps(inner, ensure_ascii=False) + " }"
        members = [
            f"{pad}{json.dumps(key, ensure_ascii=False)}: {canonical(value[key], indent + 1)}"
            for key in sorted(value, key=lambda key: key.encode())]
        return "{\n" + ",\n".join(members) + "\n" + "  " * indent + "}"
    if isinstance(value, list):
        if not value:
            return "[]"
        return "[\n" + ",\n".join(pad + canonical(e, indent + 1) for e in value) + "\n" + "  " * indent + "]"
    return json.dumps(value, ensure_ascii=False)
