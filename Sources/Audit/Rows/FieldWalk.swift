internal import Changes
internal import FirestoreModel

/// The leaves that differ between two versions of a document, in the order of field names.
///
/// A map that comes or goes is told by its fields, so that whoever looks for one of them finds it; what takes the place
/// of a map, or gives way to one, is told as a whole. Unlike a field mask's paths those here may hold any name.
struct FieldWalk {
  struct Change {
    let path: [String]
    let old: Value?
    let new: Value?
  }

  private(set) var changes: [Change] = []
  /// Deeper maps are compared as a whole; Firestore's own limit is 20.
  private static let deepest = 100

  init(from old: Fields?, to new: Fields?) {
    var path: [String] = []
    compare(old ?? Fields(), new ?? Fields(), &path)
  }

  private mutating func compare(_ old: Fields, _ new: Fields, _ path: inout [String]) {
    var i = 0
    var j = 0
    let left = old.entries
    let right = new.entries
    while i < left.count || j < right.count {
      var order = 0
      if i == left.count {
        order = 1
      } else if j == right.count {
        order = -1
      } else {
        order = UTF8Order.compare(left[i].key, right[j].key)
      }
      let before = order <= 0 ? left[i].value : nil
      let after = order >= 0 ? right[j].value : nil
      let name = order <= 0 ? left[i].key : right[j].key
      if order <= 0 { i += 1 }
      if order >= 0 { j += 1 }
      // Two maps are compared by walking them, once.
      if case .map(let one)? = before, case .map(let other)? = after, path.count < Self.deepest {
        path.append(name)
        compare(one, other, &path)
        path.removeLast()
        continue
      }
      if before == after { continue }
      path.append(name)
      step(before, after, &path)
      path.removeLast()
    }
  }

  private mutating func step(_ old: Value?, _ new: Value?, _ path: inout [String]) {
    if path.count < Self.deepest {
      switch (old, new) {
      case (nil, .map(let after)?) where !after.isEmpty: return compare(Fields(), after, &path)
      case (.map(let before)?, nil) where !before.isEmpty: return compare(before, Fields(), &path)
      default: break
      }
    }
    changes.append(Change(path: path, old: old, new: new))
  }
}

extension FieldTraits {
  /// Whether a field holds personal data: itself, what it lies in, or something in its value.
  func isPersonal(_ path: [String], _ values: [Value?]) -> Bool {
    if isNone { return false }
    var here = self
    if here.notes.isPersonal { return true }
    for name in path {
      here = here.member(name)
      if here.notes.isPersonal { return true }
    }
    return values.contains { value in value.map { here.holdsPersonal($0, depth: 0) } ?? false }
  }

  private func holdsPersonal(_ value: Value, depth: Int) -> Bool {
    if isNone || depth > 100 { return false }
    if notes.isPersonal { return true }
    switch value {
    case .map(let fields): return fields.contains { member($0.key).holdsPersonal($0.value, depth: depth + 1) }
    case .array(let elements): return elements.contains { items.holdsPersonal($0, depth: depth + 1) }
    default: return false
    }
  }
}
