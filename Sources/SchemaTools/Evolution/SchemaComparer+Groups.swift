internal import JSON

extension SchemaComparer {
  /// Unions, conditions, negations: each with its counterpart on the other side.
  mutating func compareGroups(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    for keyword in ["anyOf", "oneOf", "not", "if", "contains"] {
      var left = a.groups.filter { $0.keyword == keyword }
      var right = b.groups.filter { $0.keyword == keyword }
      guard !left.isEmpty || !right.isEmpty else { continue }
      // Pairs that say the same first.
      left.removeAll { one in
        guard let twin = right.firstIndex(where: { isSame(one, $0, a, b) }) else { return false }
        right.remove(at: twin)
        return true
      }
      for (one, other) in zip(left, right) { compare(one, other, a, b, path) }
      let phrase = keyword == "if" ? "condition" : keyword
      for extra in left.dropFirst(right.count) {
        emit(.looser, path, keyword, "\(phrase) removed", places: (extra.place, b.place))
      }
      for extra in right.dropFirst(left.count) {
        emit(.stricter, path, keyword, "\(phrase) added", places: (a.place, extra.place))
      }
    }
  }

  private func isSame(
    _ one: Conjunction.Group, _ other: Conjunction.Group, _ a: Conjunction, _ b: Conjunction
  ) -> Bool {
    guard one.parts.count == other.parts.count, one.numbers == other.numbers else { return false }
    // What `contains` asks about is not the value itself.
    let (left, right) = one.keyword == "contains" ? ([], []) : (a.context, b.context)
    return zip(one.parts, other.parts).allSatisfy { isSame([$0] + left, [$1] + right) }
  }

  private mutating func compare(
    _ one: Conjunction.Group, _ other: Conjunction.Group, _ a: Conjunction, _ b: Conjunction, _ path: String
  ) {
    switch one.keyword {
    case "anyOf": compareAlternatives(one, other, a, b, path, isExclusive: false)
    case "oneOf":
      let isExclusive = !(isDisjoint(one, in: old) && isDisjoint(other, in: new))
      compareAlternatives(one, other, a, b, path, isExclusive: isExclusive)
    case "if" where isSame([one.parts[0]], [other.parts[0]]):
      compare([one.parts[1]] + a.context, [other.parts[1]] + b.context, path: path + "(then)")
      compare([one.parts[2]] + a.context, [other.parts[2]] + b.context, path: path + "(else)")
    default:
      emit(.changed, path, one.keyword, "\(one.keyword) differs", places: (one.place, other.place))
    }
  }

  /// - Parameter isExclusive: whether a value may fit one alternative only, so that a looser one can refuse it.
  private mutating func compareAlternatives(
    _ one: Conjunction.Group, _ other: Conjunction.Group, _ a: Conjunction, _ b: Conjunction, _ path: String,
    isExclusive: Bool
  ) {
    var left = one.parts
    var right = other.parts
    func drop(_ isPair: (Located, Located) -> Bool) -> [(Located, Located)] {
      var pairs: [(Located, Located)] = []
      left.removeAll { part in
        guard let twin = right.firstIndex(where: { isPair(part, $0) }) else { return false }
        pairs.append((part, right.remove(at: twin)))
        return true
      }
      return pairs
    }
    let (before, after) = (a.context, b.context)
    _ = drop { isSame([$0] + before, [$1] + after) }
    guard !left.isEmpty || !right.isEmpty else { return }
    if isExclusive {
      emit(
        .changed, path, "oneOf", "alternatives differ, and a value may fit one only",
        places: (one.place, other.place))
      return
    }
    let tags = drop { part, twin in
      let tag = Alternative.label(part, in: old)
      return tag != nil && tag == Alternative.label(twin, in: new)
    }
    for (part, twin) in tags {
      compare([part] + before, [twin] + after, path: path + "(\(Alternative.label(part, in: old) ?? ""))")
    }
    // What is left is paired in order only where the kinds agree: another kind is another alternative.
    let kinds = drop { part, twin in
      Conjunction([part] + before, in: old).types == Conjunction([twin] + after, in: new).types
        && Alternative.label(part, in: old) == nil && Alternative.label(twin, in: new) == nil
    }
    for (part, twin) in kinds {
      compare(
        [part] + before, [twin] + after, path: path + "(\(Conjunction([part] + before, in: old).types.text))")
    }
    for part in left {
      emit(
        .stricter, path, one.keyword, "alternative removed (\(Alternative.name(part, in: old)))",
        places: (part.place, other.place))
    }
    for part in right {
      emit(
        .looser, path, one.keyword, "alternative added (\(Alternative.name(part, in: new)))",
        places: (one.place, part.place))
    }
  }

  /// Whether no value can fit two of the alternatives, since a field or the kind tells them apart.
  private func isDisjoint(_ group: Conjunction.Group, in library: SchemaLibrary) -> Bool {
    Alternative.discriminator(group.parts, in: library) != nil
      || Alternative.kindsDiffer(group.parts, in: library)
  }
}

/// What tells the alternatives of a union apart.
enum Alternative {
  typealias Located = SchemaLibrary.Located

  /// The required fields of an object that may hold only certain values.
  private static func tags(_ schema: Located, in library: SchemaLibrary) -> [(
    name: String, values: [JSONValue]
  )] {
    let whole = Conjunction([schema], in: library)
    guard whole.types == .object else { return [] }
    return whole.propertyOrder.compactMap { name in
      guard whole.required.contains(name) else { return nil }
      let member = Conjunction(whole.properties[name] ?? [], in: library)
      if member.types == .null { return (name, [.null]) }
      return member.literals.map { (name, $0) }
    }
  }

  /// The field whose values differ between all alternatives: zod's discriminator.
  static func discriminator(_ parts: [Located], in library: SchemaLibrary) -> String? {
    guard parts.count > 1 else { return nil }
    let all = parts.map { tags($0, in: library) }
    for (name, _) in all.first ?? [] {
      var seen: [JSONValue] = []
      let isTelling = all.allSatisfy { tags in
        guard let values = tags.first(where: { $0.name == name })?.values else { return false }
        defer { seen += values }
        return !values.contains { one in seen.contains { Numeric.isEqual(one, $0) } }
      }
      if isTelling { return name }
    }
    return nil
  }

  static func kindsDiffer(_ parts: [Located], in library: SchemaLibrary) -> Bool {
    var seen = ValueTypes()
    return parts.allSatisfy { part in
      let types = Conjunction([part], in: library).types
      defer { seen.formUnion(types) }
      return seen.isDisjoint(with: types)
    }
  }

  /// `kind "a"`: the alternative by its first telling field; nil without one.
  static func label(_ part: Located, in library: SchemaLibrary) -> String? {
    tags(part, in: library).first.map { tag in
      "\(tag.name) \(tag.values.map { $0.compact() }.joined(separator: ", "))"
    }
  }

  static func name(_ part: Located, in library: SchemaLibrary) -> String {
    let whole = Conjunction([part], in: library)
    return label(part, in: library) ?? whole.literals.map { SchemaComparer.brief(.array($0)) }
      ?? whole.types.text
  }
}
