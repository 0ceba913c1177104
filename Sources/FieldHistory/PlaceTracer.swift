internal import Changes
internal import FirestoreModel

/// Follows places from a document back to the version before it: where a value that did not change stood then.
///
/// Elements of arrays are followed by their key where there is one, else by value through a sequence diff, moves
/// included; so an element that others pushed aside keeps its history.
struct PlaceTracer {
  private let old: Fields
  private let new: Fields
  /// The paths of what differs, through maps.
  private let changed: [[String]]
  /// By the place of an array: where each of its elements stood.
  private var elements: [String: [Int?]] = [:]

  init(from old: Fields, to new: Fields) {
    self.old = old
    self.new = new
    changed = FieldDiff.changes(from: old, to: new, includingVolatile: true).map(\.path.segments)
  }

  /// Where the value at a place of the new version stood in the old one; nil when it was another, or there was none.
  mutating func origin(of place: FieldPlace) -> FieldPlace? {
    let path = place.fieldPath
    // An empty map differs from one that lost all it had; elsewhere a change below means another leaf.
    let isTouched = changed.contains { change in
      let shared = min(change.count, path.count)
      return zip(change, path).allSatisfy { $0.utf8.elementsEqual($1.utf8) } && shared > 0
    }
    guard isTouched else { return place }
    return follow(place.steps[...], new: .map(new), old: .map(old), above: FieldPlace()).map {
      FieldPlace($0)
    }
  }

  // Bounded by the depth of values, which places follow.
  private mutating func follow(
    _ steps: ArraySlice<FieldPlace.Step>, new: Value, old: Value, above: FieldPlace
  ) -> [FieldPlace.Step]? {
    guard let step = steps.first else { return new == old ? [] : nil }
    let here = FieldPlace(above.steps + [step])
    switch (step, new, old) {
    case (.field(let name), .map(let after), .map(let before)):
      guard let newValue = after[name], let oldValue = before[name] else { return nil }
      return follow(steps.dropFirst(), new: newValue, old: oldValue, above: here).map { [step] + $0 }
    case (.index(let index), .array(let after), .array(let before)):
      guard after.indices.contains(index), let from = places(before, after, above)[index] else { return nil }
      return follow(steps.dropFirst(), new: after[index], old: before[from], above: here)
        .map { [.index(from)] + $0 }
    case (.key(let member, let key), .array(let after), .array(let before)):
      guard let newElement = Self.element(after, member, key),
        let oldElement = Self.element(before, member, key)
      else { return nil }
      return follow(steps.dropFirst(), new: newElement, old: oldElement, above: here).map { [step] + $0 }
    default: return nil
    }
  }

  private mutating func places(_ old: [Value], _ new: [Value], _ array: FieldPlace) -> [Int?] {
    let name = array.description
    if let known = elements[name] { return known }
    var numbers = SequenceNumbers<ValueKey>()
    let left = numbers.of(old.lazy.map { ValueKey($0) })
    let right = numbers.of(new.lazy.map { ValueKey($0) })
    let matches = SequenceDiff.matches(left, right, distinct: numbers.count)
    var result = [Int?](repeating: nil, count: new.count)
    for (from, to) in matches.enumerated() where to >= 0 { result[Int(to)] = from }
    for move in SequenceDiff.moves(left, right, matches) { result[move.new] = move.old }
    elements[name] = result
    return result
  }

  static func element(_ elements: [Value], _ member: String, _ key: Value) -> Value? {
    elements.first { if case .map(let fields) = $0 { fields[member] == key } else { false } }
  }
}

extension FieldPlace {
  /// Where an equal value stands in another version of the document, an element of an array at any index of it.
  func find(_ value: Value, in fields: Fields) -> FieldPlace? {
    var current = Value.map(fields)
    var found: [Step] = []
    for (number, step) in steps.enumerated() {
      switch (step, current) {
      case (.field(let name), .map(let inner)):
        guard let next = inner[name] else { return nil }
        current = next
        found.append(step)
      case (.key(let member, let key), .array(let elements)):
        guard let next = PlaceTracer.element(elements, member, key) else { return nil }
        current = next
        found.append(step)
      case (.index(let index), .array(let elements)) where number == steps.count - 1:
        if elements.indices.contains(index), elements[index] == value { return self }
        return elements.firstIndex(of: value).map { FieldPlace(found + [.index($0)]) }
      default: return nil
      }
    }
    return current == value ? FieldPlace(found) : nil
  }
}
