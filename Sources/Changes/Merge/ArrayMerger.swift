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
  private let identity: ElementIdentity
  private let baseNumbers: [Int32]
  private let ourNumbers: [Int32]
  private let theirNumbers: [Int32]
  private let distinct: Int
  private let fromOurs: ArrayAlignment
  private let fromTheirs: ArrayAlignment

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
    fromTheirs = ArrayAlignment(base, theirs, baseNumbers, theirNumbers, distinct: distinct, identity)
  }

  /// What becomes of an element of the base.
  private enum Fate {
    case gone
    case kept(Merged)
    /// Removed on one side, where it is nil, and changed on the other.
    case disputed(ours: Value?, theirs: Value?)
  }

  /// What stands at a place of the result.
  private enum Item {
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
    let (items, isAgreed) = order(fates)
    guard isAgreed, fitsOrders(items, fates) else { return whole(.order) }
    var values: [Value] = []
    values.reserveCapacity(items.count)
    /// As it is when theirs has its way wherever one side removed an element.
    var otherValues: [Value] = []
    var conflicts: [LocalConflict] = []
    var removal: MergeConflict.Reason?
    for item in items {
      let merged: Merged
      switch item {
      case .ours(let index): merged = Merged(value: ours[index])
      case .theirs(let index): merged = Merged(value: theirs[index])
      case .twins(let our, let their): merged = merger.merge(nil, ours[our], theirs[their], traits.items)
      case .base(let index):
        switch fates[index] {
        case .gone: continue
        case .kept(let content): merged = content
        case .disputed(let our, let their):
          if removal == nil { removal = our == nil ? .removedByOurs : .removedByTheirs }
          if let our { values.append(our) }
          if let their { otherValues.append(their) }
          continue
        }
      }
      guard let value = merged.value else { continue }
      for conflict in merged.conflicts { conflicts.append(conflict.below(.element(values.count))) }
      values.append(value)
      otherValues.append(
        merged.conflicts.reduce(value) { $0.putting($1.theirs, at: $1.reversedPath[...]) ?? $0 })
    }
    if let removal {
      // Indices depend on what is decided here, so all of this array is one decision.
      let conflict = LocalConflict(
        base: .array(base), ours: .array(values), theirs: .array(otherValues), reason: removal)
      return Merged(value: .array(values), conflicts: [conflict])
    }
    if conflicts.isEmpty, repeats(values) { return whole(.duplicate) }
    return Merged(value: .array(values), conflicts: conflicts)
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
}

// MARK: - Order

extension ArrayMerger {
  /// What a side puts between two elements of the base that it leaves in place: its own indices.
  private static func gaps(_ alignment: ArrayAlignment, count: Int) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    // After what was removed there, so that what was appended stays at the end.
    var next = count
    for index in alignment.origin.indices.reversed() {
      let origin = alignment.origin[index]
      if origin >= 0, !alignment.isMoved[origin] {
        next = origin
      } else {
        result[next, default: []].append(index)
      }
    }
    return result.mapValues { $0.reversed() }
  }

  /// The result in order, and whether the sides agree on where each moved element goes.
  private func order(_ fates: [Fate]) -> (items: [Item], isAgreed: Bool) {
    let ourGaps = Self.gaps(fromOurs, count: base.count)
    let theirGaps = Self.gaps(fromTheirs, count: base.count)
    let twins = self.twins()
    let twinOfTheirs = Dictionary(uniqueKeysWithValues: twins.map { ($0.value, $0.key) })
    var items: [Item] = []
    items.reserveCapacity(max(ours.count, theirs.count))
    var moved = [Int: Int]()
    for index in 0...base.count {
      let left = (ourGaps[index] ?? []).filter { stays(fromOurs.origin[$0], fates) }
      let right = (theirGaps[index] ?? []).filter { stays(fromTheirs.origin[$0], fates) }
      if !left.isEmpty || !right.isEmpty {
        fill(left, right, twins, twinOfTheirs, &items, &moved)
      }
      if index < base.count, !fromOurs.isMoved[index], !fromTheirs.isMoved[index] {
        items.append(.base(index))
      }
    }
    return (items, moved.values.allSatisfy { $0 == 1 })
  }

  private func stays(_ origin: Int, _ fates: [Fate]) -> Bool {
    guard origin >= 0, case .gone = fates[origin] else { return true }
    return false
  }

  /// One place where both sides may have put something. `moved` counts how often each moved element was placed.
  private func fill(
    _ left: [Int], _ right: [Int], _ twins: [Int: Int], _ twinOfTheirs: [Int: Int], _ items: inout [Item],
    _ moved: inout [Int: Int]
  ) {
    // Equal where it is the same element: negative for one of the base, else by number, or as its twin.
    let leftKeys = left.map { fromOurs.origin[$0] >= 0 ? -1 - fromOurs.origin[$0] : Int(ourNumbers[$0]) }
    let rightKeys = right.map { index in
      if fromTheirs.origin[index] >= 0 { return -1 - fromTheirs.origin[index] }
      if let twin = twinOfTheirs[index] { return Int(ourNumbers[twin]) }
      return Int(theirNumbers[index])
    }
    let matches =
      left.isEmpty || right.isEmpty
      ? [Int32](repeating: -1, count: left.count) : SequenceDiff.matches(from: leftKeys, to: rightKeys)
    var next = 0
    func takeTheirs(upTo end: Int) {
      while next < end {
        let index = right[next]
        next += 1
        let origin = fromTheirs.origin[index]
        if origin >= 0 {
          items.append(.base(origin))
          moved[origin, default: 0] += 1
        } else if twinOfTheirs[index] == nil {
          items.append(.theirs(index))
        }
      }
    }
    // Ours up to the next common one, then theirs.
    for (position, index) in left.enumerated() {
      let match = Int(matches[position])
      if match >= 0 {
        takeTheirs(upTo: match)
        next = match + 1
      }
      let origin = fromOurs.origin[index]
      if origin >= 0 {
        items.append(.base(origin))
        moved[origin, default: 0] += 1
      } else if let twin = twins[index] {
        items.append(.twins(ours: index, theirs: twin))
      } else if match >= 0 {
        items.append(.twins(ours: index, theirs: right[match]))
      } else {
        items.append(.ours(index))
      }
    }
    takeTheirs(upTo: right.count)
  }

  /// What both sides inserted and what is the same by its key, its value in a set, or the id that it carries, wherever
  /// they put it: theirs by ours.
  private func twins() -> [Int: Int] {
    var places: [ValueKey: Int] = [:]
    for index in theirs.indices where fromTheirs.origin[index] < 0 {
      if let key = twinKey(theirs[index], theirNumbers[index]) {
        places[key] = places[key] == nil ? index : -1
      }
    }
    if places.isEmpty { return [:] }
    var result: [Int: Int] = [:]
    var seen = Set<ValueKey>()
    for index in ours.indices where fromOurs.origin[index] < 0 {
      guard let key = twinKey(ours[index], ourNumbers[index]), seen.insert(key).inserted,
        let place = places[key],
        place >= 0
      else { continue }
      result[index] = place
    }
    return result
  }

  private func twinKey(_ value: Value, _ number: Int32) -> ValueKey? {
    if case .place = identity { return ElementIdentity.name(of: value).map { ValueKey($0) } }
    return ValueKey(.integer(Int64(number)))
  }

  /// Whether every pair of elements stands as the side that changed their order has it, and otherwise as before.
  private func fitsOrders(_ items: [Item], _ fates: [Fate]) -> Bool {
    guard fromOurs.hasMoves, fromTheirs.hasMoves else { return true }
    var place: [Int: Int] = [:]
    for (position, item) in items.enumerated() { if case .base(let index) = item { place[index] = position } }
    let shared = base.indices.filter {
      fromOurs.mate[$0] >= 0 && fromTheirs.mate[$0] >= 0 && place[$0] != nil
    }
    let moved = shared.filter { fromOurs.isMoved[$0] || fromTheirs.isMoved[$0] }
    guard moved.count * shared.count <= 20_000_000 else { return ours == theirs }
    for x in moved {
      for y in shared where x != y {
        let before = x < y
        let our = fromOurs.mate[x] < fromOurs.mate[y]
        let their = fromTheirs.mate[x] < fromTheirs.mate[y]
        let wanted = our == their ? our : (our == before ? their : our)
        if ((place[x] ?? 0) < (place[y] ?? 0)) != wanted { return false }
      }
    }
    return true
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

extension Value {
  /// The same with another value at a place below (outermost step last), or with nothing there.
  ///
  /// - Returns: nil where there is no such place, and where an element of an array would be taken away from this value
  ///   itself.
  func putting(_ value: Value?, at reversedPath: ArraySlice<MergeStep>) -> Value? {
    guard let step = reversedPath.last else { return value }
    let rest = reversedPath.dropLast()
    switch (self, step) {
    case (.map(var fields), .field(let name)):
      if rest.isEmpty {
        fields[name] = value
      } else {
        guard let inner = fields[name]?.putting(value, at: rest) else { return nil }
        fields[name] = inner
      }
      return .map(fields)
    case (.array(var elements), .element(let index)):
      guard elements.indices.contains(index) else { return nil }
      if rest.isEmpty, value == nil {
        elements.remove(at: index)
      } else {
        guard let inner = elements[index].putting(value, at: rest) else { return nil }
        elements[index] = inner
      }
      return .array(elements)
    default: return nil
    }
  }
}
