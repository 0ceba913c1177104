public import FirestoreModel

/// What a schema or a limit holds against a document, as far as a merge needs to know it.
public struct MergeFault: Hashable, Sendable {
  public var code: String
  /// In the file form.
  public var pointer: String
  public var message: String

  public init(code: String, pointer: String, message: String) {
    self.code = code
    self.pointer = pointer
    self.message = message
  }
}

extension DocumentMerge {
  /// Lets a schema judge what two sides made together: each may be right, and both be wrong (eleven elements where ten
  /// are allowed). Where that is so the field goes back to ours and is a conflict, the rest of the merge stays; when
  /// that does not help, the whole document is one.
  ///
  /// - Parameter faults: what is wrong with a document; called a few times. What is wrong with ours or theirs already
  ///   does not count.
  public static func settle<E: Error>(
    _ outcome: MergeOutcome, base: Fields?, ours: Fields?, theirs: Fields?,
    faults: (Fields) throws(E) -> [MergeFault]
  ) throws(E) -> MergeOutcome {
    guard var merged = outcome.fields, let ours, let theirs, merged != ours, merged != theirs else {
      return outcome
    }
    var found = try faults(merged)
    if found.isEmpty { return outcome }
    let known = Set(try faults(ours) + faults(theirs))
    var result = outcome
    for _ in 0..<3 {
      found.removeAll { known.contains($0) }
      if found.isEmpty { return result }
      var places: [(path: FieldPath, fault: MergeFault)] = []
      for fault in found {
        guard let path = place(of: fault, ours, merged) else { return whole(base, ours, theirs, fault) }
        if !places.contains(where: { $0.path.isPrefix(of: path) }) {
          places.removeAll { path.isPrefix(of: $0.path) }
          places.append((path, fault))
        }
      }
      for (path, fault) in places {
        result.conflicts.removeAll { $0.field.map { path.isPrefix(of: $0) } ?? false }
        result.conflicts.append(
          MergeConflict(
            pointer: MergeConflict.pointer(to: path), field: path, base: base?[path], ours: ours[path],
            theirs: theirs[path], reason: .schema, detail: fault.message))
        if let value = ours[path] { merged.set(value, at: path) } else { merged.remove(at: path) }
      }
      result.fields = merged
      found = try faults(merged)
    }
    found.removeAll { known.contains($0) }
    return found.first.map { whole(base, ours, theirs, $0) } ?? result
  }

  /// The deepest field through maps, at or above what is at fault, that the merge made otherwise than ours.
  private static func place(of fault: MergeFault, _ ours: Fields, _ merged: Fields) -> FieldPath? {
    var names: [String] = []
    var current: Value? = .map(merged)
    for token in MergeConflict.tokens(of: fault.pointer) {
      guard case .map(let fields)? = current else { break }
      names.append(Value.name(token))
      current = fields[Value.name(token)]
    }
    while !names.isEmpty {
      if let path = try? FieldPath(segments: names), ours[path] != merged[path] { return path }
      names.removeLast()
    }
    return nil
  }

  private static func whole(
    _ base: Fields?, _ ours: Fields, _ theirs: Fields, _ fault: MergeFault
  ) -> MergeOutcome {
    let conflict = MergeConflict(
      pointer: "", field: nil, base: base.map { .map($0) }, ours: .map(ours), theirs: .map(theirs),
      reason: .schema,
      detail: fault.message)
    return MergeOutcome(fields: ours, conflicts: [conflict])
  }
}
