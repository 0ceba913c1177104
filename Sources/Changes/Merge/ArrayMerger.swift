internal import FirestoreModel

/// Merges three versions of an array: first which element is which, then what stays and what becomes of it, then where
/// it goes.
///
/// An element that one side removed and the other left alone is gone; one that both changed is merged inside. What the
/// sides inserted goes between the same neighbours, ours before theirs where that is the same place, and once where it
/// is the same. What one side moved is moved; what one moved and the other removed is gone.
struct ArrayMerger {
  let merger: ValueMerger
  let base: [Value]
  let ours: [Value]
  let theirs: [Value]
  let traits: FieldTraits
  let identity: ElementIdentity
  let baseNumbers: [Int32]
  let ourNumbers: [Int32]
  let theirNumbers: [Int32]
  private let distinct: Int
  let fromOurs: ArrayAlignment
  let fromTheirs: ArrayAlignment

  init(_ merger: ValueMerger, _ base: [Value], _ ours: [Value], _ theirs: [Value], _ traits: FieldTraits) {
    self.merger = merger
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.traits = traits
    identity = ElementIdentity(traits, [base, ours, theirs])
    var known = SequenceNumbers<ValueKey>()
    baseNumbers = identity.numbers(base, &known)
    ourNumbers = identity.numbers(ours, &known)
    theirNumbers = identity.numbers(theirs, &known)
    distinct = known.count
    fromOurs = ArrayAlignment(base, ours, baseNumbers, ourNumbers, distinct: distinct, identity)
    var their = ArrayAlignment(base, theirs, baseNumbers, theirNumbers, distinct: distinct, identity)
    // The order of a set means nothing, so that of ours will do.
    if case .value = identity, fromOurs.hasMoves {
      their.isMoved = [Bool](repeating: false, count: base.count)
    }
    fromTheirs = their
  }

  /// What becomes of an element of the base.
  enum Fate {
    case gone
    case kept(Merged)
    /// Removed on one side, where it is nil, and changed on the other.
    case disputed(ours: Value?, theirs: Value?)
  }

  /// What stands at a place of the result.
  enum Item {
    /// By index of the base.
    case base(Int)
    /// Inserted by one side, by its index.
    case ours(Int)
    case theirs(Int)
    /// Inserted by both.
    case twins(ours: Int, theirs: Int)
  }

  func merge() -> Merged {
    let fates = base.indices.map(fate)
    guard let items = order(fates) else { return whole(.order) }
    var parts: [Part] = []
    parts.reserveCapacity(items.count)
    var removal: MergeConflict.Reason?
    for item in items {
      switch item {
      case .ours(let index): parts.append(Part(Merged(value: ours[index])))
      case .theirs(let index): parts.append(Part(Merged(value: theirs[index])))
      case .twins(let our, let their):
        parts.append(Part(ValueMerger(isNew: true).merge(nil, ours[our], theirs[their], traits.items)))
      case .base(let index):
        switch fates[index] {
        case .gone: continue
        case .kept(let merged): parts.append(Part(merged))
        case .disputed(let our, let their):
          if removal == nil { removal = our == nil ? .removedByOurs : .removedByTheirs }
          parts.append(Part(ours: our, theirs: their))
        }
      }
    }
    let values = parts.compactMap(\.ours)
    let others = removal == nil ? [] : parts.compactMap(\.settledByTheirs)
    if repeats(values) || repeats(others) { return whole(.duplicate) }
    if let removal {
      // Indices depend on what is decided here, so all of this array is one decision.
      let conflict = LocalConflict(
        base: .array(base), ours: .array(values), theirs: .array(others), reason: removal)
      return Merged(value: .array(values), conflicts: [conflict])
    }
    // Nothing is disputed, so that parts and values are one for one.
    var conflicts: [LocalConflict] = []
    for (index, part) in parts.enumerated() {
      for conflict in part.conflicts { conflicts.append(conflict.below(.element(index))) }
    }
    return Merged(value: .array(values), conflicts: conflicts)
  }

  /// An element of the result, or what it would be.
  private struct Part {
    /// With ours at conflicts; nil where ours removed it.
    var ours: Value?
    /// Nil where theirs removed it.
    var theirs: Value?
    var conflicts: [LocalConflict] = []

    init(ours: Value?, theirs: Value?) {
      self.ours = ours
      self.theirs = theirs
    }

    init(_ merged: Merged) {
      ours = merged.value
      theirs = merged.value
      conflicts = merged.conflicts
    }

    /// With theirs at conflicts.
    var settledByTheirs: Value? {
      if conflicts.isEmpty { return theirs }
      return theirs?.placing(conflicts.map { Placement(reversedPath: $0.reversedPath, value: $0.theirs) })
    }
  }

  private func whole(_ reason: MergeConflict.Reason) -> Merged {
    merger.conflict(.array(base), .array(ours), .array(theirs), reason)
  }

  private func fate(_ index: Int) -> Fate {
    let our = fromOurs.mate[index]
    let their = fromTheirs.mate[index]
    switch (our >= 0, their >= 0) {
    case (false, false): return .gone
    case (false, true):
      return theirs[their] == base[index] ? .gone : .disputed(ours: nil, theirs: theirs[their])
    case (true, false):
      return ours[our] == base[index] ? .gone : .disputed(ours: ours[our], theirs: nil)
    case (true, true): break
    }
    let (o, t) = (ours[our], theirs[their])
    if fromOurs.isReplaced[index] || fromTheirs.isReplaced[index], case .map = base[index] {
      // Something else stands there: its fields are not those of the element that the other side knows.
      if o == t || t == base[index] { return .kept(Merged(value: o)) }
      if o == base[index] { return .kept(Merged(value: t)) }
      return .kept(merger.conflict(base[index], o, t, .bothChanged))
    }
    return .kept(merger.merge(base[index], o, t, traits.items))
  }

  /// Whether elements that are distinct in all three versions are no longer so.
  private func repeats(_ values: [Value]) -> Bool {
    if case .member = identity { return false }
    for numbers in [baseNumbers, ourNumbers, theirNumbers] where Set(numbers).count < numbers.count {
      return false
    }
    var seen = Set<ValueKey>()
    if !values.allSatisfy({ seen.insert(ValueKey($0)).inserted }) { return true }
    guard case .value = identity else { return false }
    // 1 and 1.0 are one element of a set.
    let numbers = values.filter(\.isNumber).sorted { Value.compare($0, $1) < 0 }
    return zip(numbers, numbers.dropFirst()).contains { $0.isEquivalent(to: $1) }
  }
}
