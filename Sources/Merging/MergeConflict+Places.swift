internal import Changes
internal import DocumentCodec
internal import FirestoreModel
internal import JSON

extension MergeConflict {
  /// A field's pointer in the file form, where a key's own first `$` is doubled; empty for the whole document.
  static func pointer(of field: FieldPath?) -> String {
    guard let field else { return "" }
    return JSONPointer(tokens: field.segments.map { $0.hasPrefix("$") ? "$" + $0 : $0 }).description
  }

  /// The deepest field, through maps, that a pointer of the file form leads to in one of these documents; nil for the
  /// document itself.
  static func field(of pointer: String, in documents: [Fields]) -> FieldPath? {
    guard let tokens = JSONPointer(pointer)?.tokens, !tokens.isEmpty else { return nil }
    let names = tokens.map { $0.hasPrefix("$$") ? String($0.dropFirst()) : $0 }
    for count in stride(from: names.count, to: 0, by: -1) {
      guard let path = try? FieldPath(segments: Array(names[..<count])) else { continue }
      if documents.contains(where: { $0[path] != nil }) { return path }
    }
    return nil
  }

  /// One conflict a place: several faults of a field are one decision.
  static func distinct(_ conflicts: [MergeConflict]) -> [MergeConflict] {
    var seen = Set<String>()
    return conflicts.filter { seen.insert($0.pointer).inserted }
  }
}

/// A common ancestor that is itself a merge: where it was in conflict stands a value that equals no other, so that
/// the next merge sees both sides as changed.
enum VirtualBase {
  /// No document holds it: a NUL and a word of ours.
  static let mark = Value.string("\u{0}funnel: several common ancestors disagree")

  /// - Parameter hasProblem: whether the document as a whole could not be merged.
  static func marked(_ fields: Fields?, _ conflicts: [MergeConflict], hasProblem: Bool) -> Fields? {
    if conflicts.isEmpty, !hasProblem { return fields }
    let whole = Fields(unsorted: [("\u{0}funnel", mark)])
    if hasProblem { return whole }
    var marked = fields ?? Fields()
    for conflict in conflicts {
      guard let field = conflict.field else { return whole }
      marked.set(mark, at: field)
    }
    return marked
  }

  /// A conflict as people shall see it: what several ancestors disagreed on has no common value.
  static func unmarked(_ conflict: MergeConflict) -> MergeConflict {
    var copy = conflict
    if copy.base == mark { copy.base = nil }
    return copy
  }
}
