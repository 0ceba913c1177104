internal import JSON

/// Compares two schemas by meaning: keyword by keyword, through `$ref` and `allOf`, each difference with its place.
///
/// Sound: when a document fits the old schema and not the new one, some difference is `stricter`, `changed` or
/// `renamed`. What cannot be decided (two patterns, say) is `changed`.
struct SchemaComparer {
  typealias Located = SchemaLibrary.Located

  let old: SchemaLibrary
  let new: SchemaLibrary
  var changes: [SchemaChange] = []
  /// Whether titles, defaults and the like are compared too.
  var noticesAnnotations = true
  /// Pairs under comparison: meeting one again adds nothing (the values of its fields are smaller).
  private var open: Set<Pair> = []
  /// Pairs that may still be compared. Doubled references could otherwise take exponential time.
  private var budget = 50_000

  private struct Pair: Hashable {
    var old: [SchemaLibrary.Place]
    var new: [SchemaLibrary.Place]
  }

  init(old: SchemaLibrary, new: SchemaLibrary) {
    self.old = old
    self.new = new
  }

  /// Compares what must hold of one value.
  mutating func compare(_ left: [Located], _ right: [Located], path: String) {
    let pair = Pair(
      old: left.map { Self.target($0, in: old).place }, new: right.map { Self.target($0, in: new).place })
    guard open.insert(pair).inserted else { return }
    defer { open.remove(pair) }
    budget -= 1
    guard open.count < 64, budget > 0 else {
      emit(.changed, path, "$ref", "too large to compare in full")
      return
    }
    let a = Conjunction(left, in: old)
    let b = Conjunction(right, in: new)
    switch (a.isRefused, b.isRefused) {
    case (true, true): return
    case (false, true): return emit(.stricter, path, "false", "any value → none", places: (a.place, b.place))
    case (true, false): return emit(.looser, path, "false", "no value → some", places: (a.place, b.place))
    case (false, false): break
    }
    guard compareTypes(a, b, path) else { return }
    compareNumbers(a, b, path)
    compareCounts(a, b, path)
    compareTexts(a, b, path)
    compareObjects(a, b, path)
    compareElements(a, b, path)
    compareGroups(a, b, path)
    if a.oddities != b.oddities {
      let difference = a.oddities.symmetricDifference(b.oddities).sorted()
      emit(.changed, path, "other", difference.joined(separator: ", "), places: (a.place, b.place))
    }
    if noticesAnnotations { compareAnnotations(a, b, path) }
  }

  /// What a schema refers to, when it says nothing else of a value.
  private static func target(_ schema: Located, in library: SchemaLibrary) -> Located {
    var current = schema
    for _ in 0..<16 {
      guard let reference = current.value["$ref"]?.text, current.value.with("$ref", nil).isTrivialSchema,
        let next = library.target(of: reference, from: current.place.file)
      else { break }
      current = next
    }
    return current
  }

  /// What a comparison finds, without adding it.
  func trial(_ body: (inout SchemaComparer) -> Void) -> [SchemaChange] {
    var copy = self
    copy.changes = []
    copy.noticesAnnotations = false
    copy.budget = min(budget, 2_000)
    body(&copy)
    return copy.changes
  }

  /// Whether two schemas say the same of every value.
  func isSame(_ left: [Located], _ right: [Located]) -> Bool {
    trial { $0.compare(left, right, path: "") }.isEmpty
  }

  /// The same, but for formats of the old one beside patterns that the new one has too: zod's JSON Schema of a pattern
  /// has no format, and the pattern's verdict is what it can say.
  func isSameButFormats(_ left: [Located], _ right: [Located]) -> Bool {
    let changes = trial { $0.compare(left, right, path: "") }
    let repatterned = Set(changes.filter { $0.keyword == "pattern" }.map(\.path))
    return changes.allSatisfy { change in
      change.keyword == "format" && change.new == nil && !repatterned.contains(change.path)
        && hasPattern(left, at: change.path)
    }
  }

  private func hasPattern(_ schemas: [Located], at path: String) -> Bool {
    // A field's field is settled on its own.
    path.isEmpty && !Conjunction(schemas, in: old).patterns.isEmpty
  }

  mutating func emit(
    _ direction: SchemaChange.Direction, _ path: String, _ keyword: String, _ text: String,
    old: JSONValue? = nil, new: JSONValue? = nil,
    places: (SchemaLibrary.Place?, SchemaLibrary.Place?) = (nil, nil), fate: SchemaChange.FieldFate? = nil
  ) {
    changes.append(
      SchemaChange(
        direction, path, keyword, text, old: old, new: new, oldPlace: places.0, newPlace: places.1, fate: fate
      ))
  }

  func places(_ keyword: String, _ a: Conjunction, _ b: Conjunction) -> (
    SchemaLibrary.Place?, SchemaLibrary.Place?
  ) {
    (a.places[keyword] ?? a.place, b.places[keyword] ?? b.place)
  }

  /// - Returns: whether it makes sense to compare on: not when no value fits both.
  private mutating func compareTypes(_ a: Conjunction, _ b: Conjunction, _ path: String) -> Bool {
    if let left = a.literals, let right = b.literals {
      let before = left.filter { a.types.isSuperset(of: ValueTypes(of: $0)) }
      let after = right.filter { b.types.isSuperset(of: ValueTypes(of: $0)) }
      let gone = before.filter { one in !after.contains { Numeric.isEqual(one, $0) } }
      let come = after.filter { one in !before.contains { Numeric.isEqual(one, $0) } }
      if !gone.isEmpty || !come.isEmpty {
        let direction: SchemaChange.Direction = come.isEmpty ? .stricter : gone.isEmpty ? .looser : .changed
        let text = (gone.map { "−" + Self.brief($0) } + come.map { "+" + Self.brief($0) }).joined(
          separator: " ")
        emit(
          direction, path, "enum", "enum \(text)", old: .array(before), new: .array(after),
          places: places(a.places["enum"] == nil ? "const" : "enum", a, b))
      }
      return true
    }
    let before = a.literals.map { $0.reduce(ValueTypes()) { $0.union(ValueTypes(of: $1)) } } ?? a.types
    let after = b.literals.map { $0.reduce(ValueTypes()) { $0.union(ValueTypes(of: $1)) } } ?? b.types
    if let values = b.literals {
      emit(
        before.isSuperset(of: after) ? .stricter : .changed, path, "enum",
        "\(before.text) → one of \(Self.brief(.array(values)))", new: .array(values),
        places: places("enum", a, b))
    } else if let values = a.literals {
      emit(
        after.isSuperset(of: before) ? .looser : .changed, path, "enum",
        "one of \(Self.brief(.array(values))) → \(after.text)", old: .array(values),
        places: places("enum", a, b))
    } else if before != after {
      let isStricter = !after.isSuperset(of: before)
      let isLooser = !before.isSuperset(of: after)
      emit(
        isStricter ? (isLooser ? .changed : .stricter) : .looser, path, "type",
        "\(before.text) → \(after.text)",
        old: .string(before.text), new: .string(after.text), places: places("type", a, b),
        fate: before.isDisjoint(with: after) ? .retyped : nil)
    }
    return !before.isDisjoint(with: after)
  }

  private mutating func compareAnnotations(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    for key in ["title", "description", "default", "deprecated"] {
      let (before, after) = (a.annotations[key], b.annotations[key])
      guard !Numeric.isEqual(before ?? .null, after ?? .null) else { continue }
      let text =
        key == "description" ? "description" : "\(key) \(Self.brief(before)) → \(Self.brief(after))"
      emit(.neutral, path, key, text, old: before, new: after, places: places(key, a, b))
    }
    let before = a.annotations["x-funnel"]?.fields ?? []
    let after = b.annotations["x-funnel"]?.fields ?? []
    var names = before.map(\.0)
    for (name, _) in after where !names.contains(name) { names.append(name) }
    for name in names {
      let was = before.first { $0.0 == name }?.1
      let now = after.first { $0.0 == name }?.1
      guard !Numeric.isEqual(was ?? .null, now ?? .null) else { continue }
      let direction: SchemaChange.Direction =
        switch name {
        case "id": was == nil ? .stricter : now == nil ? .looser : .changed
        case "collection": .changed
        default: .neutral
        }
      emit(
        direction, path, "x-funnel", "x-funnel.\(name) \(Self.brief(was)) → \(Self.brief(now))", old: was,
        new: now, places: places("x-funnel", a, b))
    }
  }

  /// A value in a phrase, cut when it is long.
  static func brief(_ value: JSONValue?) -> String {
    guard let value else { return "none" }
    let text = value.compact()
    guard text.unicodeScalars.count > 60 else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…"
  }

  static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }
}
