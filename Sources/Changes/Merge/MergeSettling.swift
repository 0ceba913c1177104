public import FirestoreModel

/// What a schema or a limit holds against a document, as far as a merge needs to know it.
///
/// Two are the same by code and place: a message may name a size or a value, which each version has of its own.
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

  public static func == (left: Self, right: Self) -> Bool {
    left.code == right.code && UTF8Order.equal(left.pointer, right.pointer)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(ByteSlice(pointer))
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
      var reasons: [FieldPath: MergeFault] = [:]
      for fault in found {
        guard let path = place(of: fault, ours, merged) else { return whole(base, ours, theirs, fault) }
        if reasons[path] == nil { reasons[path] = fault }
      }
      // What lies in another one's place is decided with that.
      let places = reasons.keys.filter { !hasAncestor($0, in: reasons) }.sorted()
      result.conflicts.removeAll { conflict in
        conflict.field.map { reasons[$0] != nil || hasAncestor($0, in: reasons) } ?? false
      }
      var placements: [Placement] = []
      for path in places {
        result.conflicts.append(
          MergeConflict(
            pointer: MergeConflict.pointer(to: path), field: path, base: base?[path], ours: ours[path],
            theirs: theirs[path], reason: .schema, detail: reasons[path]?.message))
        placements.append(
          Placement(reversedPath: path.segments.reversed().map { .field($0) }, value: ours[path]))
      }
      if case .map(let back)? = Value.map(merged).placing(placements) { merged = back }
      result.fields = merged
      found = try faults(merged)
    }
    found.removeAll { known.contains($0) }
    return found.first.map { whole(base, ours, theirs, $0) } ?? result
  }

  private static func hasAncestor(_ path: FieldPath, in places: [FieldPath: MergeFault]) -> Bool {
    (1..<max(1, path.segments.count)).contains { count in
      (try? FieldPath(segments: Array(path.segments.prefix(count)))).map { places[$0] != nil } ?? false
    }
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
