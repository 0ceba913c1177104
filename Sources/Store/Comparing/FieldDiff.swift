public import FirestoreModel

/// One field that differs between two versions of a document.
public struct FieldChange: Sendable, Equatable {
  public let path: FieldPath
  public let old: Value?
  public let new: Value?
}

/// What differs between two documents, field by field: maps are entered, everything else is compared as a whole.
public enum FieldDiff {
  /// In the order of field names; `old` is nil for a field that was added, `new` for one that was removed.
  public static func changes(from old: Fields, to new: Fields) -> [FieldChange] {
    var result: [FieldChange] = []
    compare(old, new, prefix: [], &result)
    return result
  }

  private static func compare(_ old: Fields, _ new: Fields, prefix: [String], _ result: inout [FieldChange]) {
    var names = old.entries.map(\.key)
    names += new.entries.map(\.key).filter { old[$0] == nil }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      let before = old[name]
      let after = new[name]
      if before == after { continue }
      if case .map(let left)? = before, case .map(let right)? = after, !left.isEmpty || !right.isEmpty,
        prefix.count < 100
      {
        compare(left, right, prefix: prefix + [name], &result)
      } else if let path = try? FieldPath(segments: prefix + [name]) {
        result.append(FieldChange(path: path, old: before, new: after))
      }
    }
  }
}
