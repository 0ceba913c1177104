public import FirestoreModel

/// Three versions of a document made into one: what two people did since they parted (issue: three-way merge).
///
/// Maps merge field by field. A schema's `counter`s add both sides' deltas, `latest` times take the later one, `set`
/// arrays merge as sets, arrays with a `key` by element, other arrays by sequence, texts of several lines by line.
/// Without a schema nothing is guessed. What cannot be told is a conflict: ours stays in the document, and the
/// conflict holds all three values.
public enum DocumentMerge {
  /// Merges two versions with the one that they come from. Nil means that the document does not exist: removed on one
  /// side and changed on the other is a conflict; without a base, what both sides added alike is kept.
  ///
  /// Where ours and theirs are the same, so is the result; of two sides of which one changed nothing the other is the
  /// result. The one exception is on purpose: when both sides did nothing but add the same to counters, the counters
  /// take both, because that is two uses and not one.
  ///
  /// The cost is that of comparing the three, with a search for common elements in each array that both sides changed.
  ///
  /// - Parameter traits: what the schema of the merged document says of its fields.
  public static func merge(base: Fields?, ours: Fields?, theirs: Fields?, traits: FieldTraits) -> MergeOutcome
  {
    switch (base, ours, theirs) {
    case (_, nil, nil): return MergeOutcome(fields: nil)
    case (nil, let added?, nil), (nil, nil, let added?): return MergeOutcome(fields: added)
    case (let base?, let kept?, nil):
      if base == kept { return MergeOutcome(fields: nil) }
      return document(base, kept, nil, .removedByTheirs)
    case (let base?, nil, let kept?):
      if base == kept { return MergeOutcome(fields: nil) }
      return document(base, nil, kept, .removedByOurs)
    case (let base, let ours?, let theirs?):
      if ours == theirs, base.map({ differsBeyondCounters($0, ours, traits) }) ?? true {
        return MergeOutcome(fields: ours)
      }
      let merger = ValueMerger(isNew: base == nil)
      let merged = merger.maps(base ?? Fields(), ours, theirs, traits)
      guard case .map(let fields)? = merged.value else { return MergeOutcome(fields: ours) }
      return MergeOutcome(fields: fields, conflicts: merged.conflicts.map { MergeConflict($0, in: fields) })
    }
  }

  private static func document(
    _ base: Fields, _ ours: Fields?, _ theirs: Fields?, _ reason: MergeConflict.Reason
  ) -> MergeOutcome {
    let conflict = MergeConflict(
      pointer: "", field: nil, base: .map(base), ours: ours.map { .map($0) }, theirs: theirs.map { .map($0) },
      reason: reason)
    return MergeOutcome(fields: ours, conflicts: [conflict])
  }

  /// Whether anything but counters changed.
  static func differsBeyondCounters(_ base: Fields, _ side: Fields, _ traits: FieldTraits) -> Bool {
    if base.count > side.count { return true }
    for entry in side {
      let below = traits.member(entry.key)
      switch (base[entry.key], entry.value) {
      case (let old?, let new) where old == new: continue
      case (.map(let old)?, .map(let new)): if differsBeyondCounters(old, new, below) { return true }
      case (nil, .map(let new)): if differsBeyondCounters(Fields(), new, below) { return true }
      default: if !below.notes.isCounter { return true }
      }
    }
    return base.entries.contains { side[$0.key] == nil }
  }
}

/// What came of a merge.
public struct MergeOutcome: Sendable {
  /// The merged document, with ours where the sides conflict. Nil: it does not exist.
  public var fields: Fields?
  /// In the order of the document; empty when all could be told.
  public var conflicts: [MergeConflict]

  public init(fields: Fields?, conflicts: [MergeConflict] = []) {
    self.fields = fields
    self.conflicts = conflicts
  }

  public var isClean: Bool { conflicts.isEmpty }
}
