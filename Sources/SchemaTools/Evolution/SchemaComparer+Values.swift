internal import JSON

extension SchemaComparer {
  mutating func compareNumbers(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    compareBounds(a.lower, b.lower, isLower: true, a, b, path)
    compareBounds(a.upper, b.upper, isLower: false, a, b, path)
    let gone = a.multiples.filter { one in !b.multiples.contains { Numeric.isEqual(one, $0) } }
    let come = b.multiples.filter { one in !a.multiples.contains { Numeric.isEqual(one, $0) } }
    guard !gone.isEmpty || !come.isEmpty else { return }
    var direction: SchemaChange.Direction = come.isEmpty ? .looser : gone.isEmpty ? .stricter : .changed
    if gone.count == 1, come.count == 1, case .int(let was) = gone[0], case .int(let now) = come[0], was > 0,
      now > 0
    {
      direction = now % was == 0 ? .stricter : was % now == 0 ? .looser : .changed
    }
    emit(
      direction, path, "multipleOf",
      "multipleOf \(Self.brief(gone.first)) → \(Self.brief(come.first))", old: gone.first, new: come.first,
      places: places("multipleOf", a, b))
  }

  private mutating func compareBounds(
    _ before: Conjunction.Bound?, _ after: Conjunction.Bound?, isLower: Bool, _ a: Conjunction,
    _ b: Conjunction, _ path: String
  ) {
    func keyword(_ bound: Conjunction.Bound?) -> String {
      bound?.isExclusive == true
        ? (isLower ? "exclusiveMinimum" : "exclusiveMaximum") : isLower ? "minimum" : "maximum"
    }
    let direction: SchemaChange.Direction
    switch (before, after) {
    case (nil, nil): return
    case (nil, _?): direction = .stricter
    case (_?, nil): direction = .looser
    case (let before?, let after?):
      switch Numeric.compare(before.value, after.value) {
      case nil: direction = .changed
      case 0?:
        guard before.isExclusive != after.isExclusive else { return }
        direction = after.isExclusive ? .stricter : .looser
      case let order?: direction = (order < 0) == isLower ? .stricter : .looser
      }
    }
    let name = keyword(after ?? before)
    let text =
      if let before, let after, before.isExclusive != after.isExclusive {
        "\(keyword(before)) \(before.value.compact()) → \(name) \(after.value.compact())"
      } else {
        "\(name) \(Self.brief(before?.value)) → \(Self.brief(after?.value))"
      }
    emit(
      direction, path, name, text, old: before?.value,
      new: after?.value, places: (a.places[keyword(before)] ?? a.place, b.places[keyword(after)] ?? b.place))
  }

  mutating func compareCounts(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    for keyword in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] {
      let (before, after) = (a.counts[keyword], b.counts[keyword])
      guard before != after else { continue }
      let isLower = keyword.hasPrefix("min")
      let limit: Int64 = isLower ? 0 : .max
      let isStricter = isLower ? (after ?? limit) > (before ?? limit) : (after ?? limit) < (before ?? limit)
      emit(
        isStricter ? .stricter : .looser, path, keyword,
        "\(keyword) \(before.map(String.init) ?? "none") → \(after.map(String.init) ?? "none")",
        old: before.map { .int($0) }, new: after.map { .int($0) }, places: places(keyword, a, b))
    }
    if a.isUnique != b.isUnique {
      emit(
        b.isUnique ? .stricter : .looser, path, "uniqueItems", "uniqueItems \(a.isUnique) → \(b.isUnique)",
        old: .bool(a.isUnique), new: .bool(b.isUnique), places: places("uniqueItems", a, b))
    }
  }

  mutating func compareTexts(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    compareSets(a.patterns, b.patterns, "pattern", a, b, path)
    compareSets(a.formats, b.formats, "format", a, b, path)
  }

  /// Constraints that all must hold: one more is stricter, one less looser.
  private mutating func compareSets(
    _ before: Set<String>, _ after: Set<String>, _ keyword: String, _ a: Conjunction, _ b: Conjunction,
    _ path: String
  ) {
    let gone = before.subtracting(after).sorted()
    let come = after.subtracting(before).sorted()
    guard !gone.isEmpty || !come.isEmpty else { return }
    func value(_ texts: [String]) -> JSONValue? {
      texts.count > 1 ? .array(texts.map { .string($0) }) : texts.first.map { .string($0) }
    }
    emit(
      come.isEmpty ? .looser : gone.isEmpty ? .stricter : .changed, path, keyword,
      "\(keyword) \(Self.brief(value(gone))) → \(Self.brief(value(come)))", old: value(gone),
      new: value(come),
      places: places(keyword, a, b))
  }
}
