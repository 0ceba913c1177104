internal import FirestoreModel

/// What tells the elements of an array apart.
enum ElementIdentity {
  /// Their whole value: a set.
  case value
  /// The member of this name: an array with a `key`.
  case member(String)
  /// Nothing certain: elements are matched by place and likeness.
  case place

  /// What the schema says, where all three versions go by it: distinct elements, all with the key. Otherwise by place.
  init(_ traits: FieldTraits, _ versions: [[Value]]) {
    if let key = traits.notes.key, versions.allSatisfy({ Self.isDistinct(Self.keys($0, key)) }) {
      self = .member(key)
    } else if traits.notes.isSet,
      versions.allSatisfy({ elements in
        Self.isDistinct(elements.map { if case .map = $0 { nil } else { $0 } })
      })
    {
      self = .value
    } else {
      self = .place
    }
  }

  /// Numbers that are equal where the elements are the same one.
  func numbers(_ elements: [Value], _ known: inout SequenceNumbers<ValueKey>) -> [Int32] {
    if case .member(let key) = self {
      return known.of(Self.keys(elements, key).map { ValueKey($0 ?? .null) })
    }
    return known.of(elements.map { ValueKey($0) })
  }

  private static func keys(_ elements: [Value], _ key: String) -> [Value?] {
    elements.map { element in
      guard case .map(let fields) = element else { return nil }
      switch fields[key] {
      case .map, .array, .null: return nil
      case let value: return value
      }
    }
  }

  private static func isDistinct(_ values: [Value?]) -> Bool {
    var seen = Set<ValueKey>()
    return values.allSatisfy { value in value.map { seen.insert(ValueKey($0)).inserted } ?? false }
  }

  /// The members that people put ids into. They serve only to keep apart what is not the same element: where two
  /// objects have such a member and differ in it, no likeness makes them one.
  static func name(of element: Value) -> Value? {
    guard case .map(let fields) = element else { return nil }
    for key in ["id", "_id", "uid", "uuid", "key", "slug"] {
      switch fields[key] {
      case .string, .integer: return fields[key]
      case nil: continue
      default: return nil
      }
    }
    return nil
  }

  /// From 0 to 1: how much two elements have in common.
  static func likeness(_ left: Value, _ right: Value) -> Double {
    switch (left, right) {
    case (.map(let a), .map(let b)):
      let larger = max(a.count, b.count)
      if larger == 0 { return 1 }
      var common = 0.0
      for entry in a {
        guard let other = b[entry.key] else { continue }
        if other == entry.value {
          common += 1
        } else if case .map = other, case .map = entry.value {
          common += likeness(other, entry.value) / 2
        } else {
          // The same form counts a little: it breaks ties between strangers.
          common += 0.01
        }
      }
      return common / Double(larger)
    case (.string(let a), .string(let b)):
      let larger = max(a.utf8.count, b.utf8.count)
      if larger == 0 { return 1 }
      let start = zip(a.utf8, b.utf8).prefix { $0 == $1 }.count
      let end = zip(a.utf8.reversed(), b.utf8.reversed()).prefix { $0 == $1 }.count
      return min(1, Double(start + end) / Double(larger))
    default: return left == right ? 1 : 0
    }
  }
}
