import Changes
import FirestoreModel
import TestSupport
import Testing

/// A merge without conflicts is what both sides' edits make of the base, in either order; edits that exclude each other
/// are told. The edits name what they change, not where it stands, so that they can be applied to the other side.
@Suite struct MergePatchTests {
  @Test("No edit is lost, and no conflict passes in silence")
  func patches() throws {
    var clean = 0
    for number in 0..<Seeds.count("FUNNEL_MERGES", 1_500) {
      var random = PatchRandom(Seeds.generator(5, case: number))
      let base = random.document()
      var (left, right) = (random.edits(), random.edits())
      if random.below(4) == 0 {
        // What both did.
        let common = random.edits().filter { edit in (left + right).allSatisfy(edit.goes) }
        left += common
        right += common
      }
      let (ours, theirs) = (PatchState(base, left), PatchState(base, right))
      let outcome = DocumentMerge.merge(
        base: base, ours: ours.fields, theirs: theirs.fields, traits: PatchRandom.rule.traits)
      let (forth, back) = (ours.after(right, besides: left), theirs.after(left, besides: right))
      let comment: Comment = """
        case \(number) of FUNNEL_SEED=\(Seeds.seed(5))
        base   \(Texts.text(base))
        ours   \(Texts.text(ours.fields))
        theirs \(Texts.text(theirs.fields))
        merged \(Texts.line(outcome))
        """
      guard let forth, let back else {
        #expect(!outcome.isClean, comment)
        continue
      }
      let mayConflict = PatchEdit.touch(left, right)
      #expect(outcome.isClean || mayConflict, comment)
      guard outcome.isClean, let merged = outcome.fields else { continue }
      clean += 1
      #expect(PatchRandom.sorted(merged) == PatchRandom.sorted(forth.fields), comment)
      #expect(PatchRandom.sorted(merged) == PatchRandom.sorted(back.fields), comment)
      for name in ["list", "keyed"] {
        let fits = isInOrder(name, [base, ours.fields, theirs.fields, merged], left + right)
        #expect(fits, comment)
      }
    }
    #expect(clean > Seeds.count("FUNNEL_MERGES", 1_500) / 4, "hardly a case merges")
  }

  private func isInOrder(_ name: String, _ versions: [Fields], _ edits: [PatchEdit]) -> Bool {
    // What was put in another's place is that one, as far as places go.
    var former: [String: String] = [:]
    for case .replace(let old, let new) in edits { former[Texts.text(new)] = Texts.text(old) }
    let names = versions.map { PatchRandom.names(name, $0).map { former[$0] ?? $0 } }
    return MergeOrder(base: names[0], ours: names[1], theirs: names[2], merged: names[3]).isKept
  }

  @Test(
    "What counts as the order that both sides asked for",
    arguments: [
      ("ab", "anb", "ab", "anb", true), ("ab", "anb", "ab", "abn", false), ("ab", "anb", "abm", "anbm", true),
      // Beside elements that the other side swaps: either may be the one that moved.
      ("ab", "anb", "ba", "ban", true), ("ab", "anb", "ba", "nba", true), ("ab", "anb", "ba", "bna", false),
      // But it was put before all of them.
      ("abc", "nabc", "bac", "nbac", true), ("abc", "nabc", "bac", "bacn", false),
      ("abc", "cab", "acb", "cab", true), ("abc", "cab", "acb", "acb", false),
      ("abc", "cab", "ab", "ab", true), ("a", "na", "am", "amn", false),
    ])
  func order(_ base: String, _ ours: String, _ theirs: String, _ merged: String, _ isKept: Bool) {
    let lists = [base, ours, theirs, merged].map { $0.map { String($0) } }
    #expect(
      MergeOrder(base: lists[0], ours: lists[1], theirs: lists[2], merged: lists[3]).isKept == isKept)
  }
}

/// One edit of a document, by what it changes.
enum PatchEdit: Equatable {
  case put([String], Value)
  case remove([String])
  case count(String, Int64)
  case later(String, Value)
  case include(Value)
  case exclude(Value)
  case line(Int, String)
  /// Into the list, after an element.
  case insert(Value, after: Value?)
  case drop(Value)
  case replace(Value, with: Value)
  case move(Value, after: Value?)
  case insertKey(String, Value)
  case dropKey(String)
  case putKey(String, String, Value)
  case countKey(String, Int64)

  /// Edits of one target are one decision, so that a side makes one of them.
  var target: String {
    switch self {
    case .put(let path, _), .remove(let path): path.joined(separator: ".")
    case .count(let name, _), .later(let name, _): name
    case .include(let value), .exclude(let value): "set " + Texts.text(value)
    case .line(let index, _): "line \(index)"
    case .insert(let value, _): "list " + Texts.text(value)
    case .drop(let value), .move(let value, _), .replace(let value, _): "list " + Texts.text(value)
    case .insertKey(let key, _), .dropKey(let key): "key " + key
    case .putKey(let key, let field, _): "key \(key) \(field)"
    case .countKey(let key, _): "key \(key) n"
    }
  }

  /// Whether one side can do both so that it can be told what it did: of an element that was put beside one that is
  /// gone nobody knows whether it is in its place.
  func goes(with other: PatchEdit) -> Bool {
    if target == other.target || target.hasPrefix(other.target + " ") || other.target.hasPrefix(target + " ")
    {
      return false
    }
    switch (self, other) {
    case (.move(_, let anchor?), .drop(let gone)), (.drop(let gone), .move(_, let anchor?)):
      return anchor != gone
    case (.replace, .insert), (.replace, .drop), (.replace, .replace), (.replace, .move), (.insert, .drop),
      (.insert, .replace), (.drop, .replace), (.move, .replace), (.drop, .insert):
      return false
    default: return true
    }
  }

  /// Whether two sides may come too near to each other to be merged although each edit finds what it changes.
  static func touch(_ left: [PatchEdit], _ right: [PatchEdit]) -> Bool {
    func isMove(_ edit: PatchEdit) -> Bool { if case .move = edit { true } else { false } }
    for case .insert(let value, let anchor) in left where right.contains(.insert(value, after: anchor)) {
      // Beside what one of them moved: then it stands at two places.
      if left.contains(where: isMove) || right.contains(where: isMove) { return true }
    }
    for a in left {
      for b in right where a != b {
        switch (a, b) {
        case (.line(let i, _), .line(let j, _)): if abs(i - j) <= 1 { return true }
        case (.move, .move): return true
        default: continue
        }
      }
    }
    return false
  }
}

/// A document that edits were applied to.
struct PatchState {
  var fields: Fields
  private var replaced: [(old: Value, new: Value)] = []

  init(_ base: Fields, _ edits: [PatchEdit]) {
    fields = base
    for edit in edits { _ = apply(edit, base) }
    self.base = base
  }

  private var base: Fields?

  /// With the other side's edits too; nil when one does not find what it was made for.
  func after(_ edits: [PatchEdit], besides mine: [PatchEdit]) -> PatchState? {
    var state = self
    guard let base else { return nil }
    for edit in edits {
      if mine.contains(edit) {
        // Done already; but two counts are two.
        switch edit {
        case .count, .countKey: break
        default: continue
        }
      }
      if !state.apply(edit, base) { return nil }
    }
    return state
  }

  private func path(_ segments: [String]) -> FieldPath? { try? FieldPath(segments: segments) }

  private mutating func edit(_ name: String, _ change: (inout [Value]) -> Bool) -> Bool {
    guard case .array(var elements)? = fields[name] else { return false }
    let isDone = change(&elements)
    fields[name] = .array(elements)
    return isDone
  }

  private mutating func apply(_ edit: PatchEdit, _ base: Fields) -> Bool {
    switch edit {
    case .put(let segments, let value):
      guard let path = path(segments), fields[path] == base[path] else { return false }
      fields.set(value, at: path)
      return true
    case .remove(let segments):
      guard let path = path(segments) else { return false }
      if fields[path] != nil, fields[path] != base[path] { return false }
      fields.remove(at: path)
      return true
    case .count(let name, let delta):
      guard case .integer(let number)? = fields[name] else { return false }
      fields[name] = .integer(number + delta)
      return true
    case .later(let name, let time):
      if let old = fields[name], Value.compare(old, time) < 0 || old == base[name] { fields[name] = time }
      return true
    case .include(let value):
      return self.edit("set") { elements in
        if !elements.contains(value) { elements.append(value) }
        return true
      }
    case .exclude(let value):
      return self.edit("set") { elements in
        elements.removeAll { $0 == value }
        return true
      }
    case .line(let index, let text):
      guard case .string(let whole)? = fields["text"], case .string(let old)? = base["text"] else {
        return false
      }
      var lines = whole.split(separator: "\n")
      guard lines[index] == old.split(separator: "\n")[index] else { return false }
      lines[index] = text[...]
      fields["text"] = .string(lines.joined(separator: "\n"))
      return true
    case .insert, .drop, .replace, .move: return applyToList(edit)
    case .insertKey(_, let value):
      return self.edit("keyed") { elements in
        elements.append(value)
        return true
      }
    case .dropKey(let key):
      guard let place = place(key) else { return true }
      guard PatchRandom.keyed(key, fields) == PatchRandom.keyed(key, base) else { return false }
      return self.edit("keyed") { elements in
        elements.remove(at: place)
        return true
      }
    case .putKey(let key, let field, let value):
      guard let place = place(key),
        PatchRandom.keyed(key, fields)?[field] == PatchRandom.keyed(key, base)?[field]
      else { return false }
      return putKey(place, field, value)
    case .countKey(let key, let delta):
      guard let place = place(key), case .integer(let number)? = PatchRandom.keyed(key, fields)?["n"] else {
        return false
      }
      return putKey(place, "n", .integer(number + delta))
    }
  }

  private func place(_ key: String) -> Int? { PatchRandom.names("keyed", fields).firstIndex(of: key) }

  private mutating func putKey(_ place: Int, _ field: String, _ value: Value) -> Bool {
    edit("keyed") { elements in
      guard case .map(var element) = elements[place] else { return false }
      element[field] = value
      elements[place] = .map(element)
      return true
    }
  }

  private mutating func applyToList(_ edit: PatchEdit) -> Bool {
    let replaced = replaced
    if case .replace(let old, let new) = edit { self.replaced.append((old, new)) }
    func now(_ value: Value) -> Value { replaced.first { $0.old == value }?.new ?? value }
    return self.edit("list") { elements in
      func put(_ value: Value, after anchor: Value?) {
        let place = anchor.flatMap { elements.firstIndex(of: now($0)) }.map { $0 + 1 }
        elements.insert(value, at: place ?? (anchor == nil ? 0 : elements.count))
      }
      switch edit {
      case .insert(let value, let anchor): put(value, after: anchor)
      case .drop(let value):
        if now(value) != value { return false }
        elements.removeAll { $0 == value }
      case .replace(let value, let new):
        guard let index = elements.firstIndex(of: value) else { return false }
        elements[index] = new
      case .move(let value, let anchor):
        guard let index = elements.firstIndex(of: now(value)) else { return true }
        let element = elements.remove(at: index)
        put(element, after: anchor)
      default: return false
      }
      return true
    }
  }
}

/// Documents of every kind of field, and edits of them that meet now and then.
struct PatchRandom {
  var generator: SeededGenerator
  private var next = 0
  private static let keys = ["a", "b", "c", "d"]
  static let rule = Rule.map([
    "count": .counter, "time": .latest, "set": .set, "keyed": .keyed("id", .map(["n": .counter])),
  ])

  init(_ generator: SeededGenerator) { self.generator = generator }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  private mutating func fresh() -> Value {
    next += 1
    return .string("new \(next)")
  }

  private static func element(_ index: Int) -> Value { .string("element \(index)") }

  private mutating func entry(_ key: String) -> Value {
    .map(Fields(unsorted: [("id", .string(key)), ("n", .integer(1)), ("x", fresh()), ("y", fresh())]))
  }

  mutating func document() -> Fields {
    let inner = Fields(unsorted: (0..<4).map { ("g\($0)", fresh()) })
    return Fields(
      unsorted: (0..<4).map { ("f\($0)", fresh()) } + [
        ("map", .map(inner)), ("count", .integer(5)), ("time", .timestamp(Timestamp(seconds: 10))),
        ("set", .array((0..<4).map(Self.element))), ("list", .array((0..<5).map(Self.element))),
        ("keyed", .array(Self.keys.map { entry($0) })),
        ("text", .string((0..<6).map { "line \($0)" }.joined(separator: "\n"))),
      ])
  }

  /// One to six edits of different targets.
  mutating func edits() -> [PatchEdit] {
    var result: [PatchEdit] = []
    for _ in 0...below(6) {
      let edit = edit()
      // An element that is removed is not changed as well.
      if !result.allSatisfy(edit.goes) { continue }
      result.append(edit)
    }
    return result
  }

  private mutating func edit() -> PatchEdit {
    let anchor: Value? = below(6) == 0 ? nil : Self.element(below(5))
    let key = Self.keys[below(4)]
    switch below(20) {
    case 0, 1: return .put(["f\(below(4))"], fresh())
    case 2: return .put(["map", "g\(below(4))"], fresh())
    case 3: return .put(["h\(below(3))"], fresh())
    case 4: return .remove(below(2) == 0 ? ["f\(below(4))"] : ["map", "g\(below(4))"])
    case 5: return .count("count", Int64(1 + below(3)))
    case 6: return .later("time", .timestamp(Timestamp(seconds: Int64(11 + below(50)))))
    case 7: return .include(below(3) == 0 ? .string("both") : fresh())
    case 8: return .exclude(Self.element(below(4)))
    case 9:
      let index = below(6)
      next += 1
      return .line(index, "line \(index) new \(next)")
    case 10, 18: return .insert(fresh(), after: anchor)
    case 11: return .drop(Self.element(below(5)))
    case 12: return .replace(Self.element(below(5)), with: fresh())
    case 13, 19:
      let value = Self.element(below(5))
      return value == anchor ? .drop(value) : .move(value, after: anchor)
    case 14:
      next += 1
      return .insertKey("new \(next)", entry("new \(next)"))
    case 15: return .dropKey(key)
    case 16: return .countKey(key, Int64(1 + below(3)))
    default: return .putKey(key, ["x", "y", "z"][below(3)], fresh())
    }
  }

  // MARK: What stands in a document

  static func keyed(_ key: String, _ fields: Fields) -> Fields? {
    guard case .array(let elements)? = fields["keyed"] else { return nil }
    for case .map(let element) in elements where element["id"] == .string(key) { return element }
    return nil
  }

  /// What tells the elements of an array apart.
  static func names(_ name: String, _ fields: Fields) -> [String] {
    guard case .array(let elements)? = fields[name] else { return [] }
    return elements.map { element in
      if case .map(let inner) = element, case .string(let key)? = inner["id"] { return key }
      return Texts.text(element)
    }
  }

  /// With arrays in one order.
  static func sorted(_ fields: Fields) -> String {
    var fields = fields
    for name in ["set", "list", "keyed"] {
      guard case .array(let elements)? = fields[name] else { continue }
      fields[name] = .array(elements.sorted { Value.compare($0, $1) < 0 })
    }
    return Texts.text(fields)
  }
}
