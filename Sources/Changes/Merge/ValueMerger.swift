internal import FirestoreModel

/// What came of merging one place: the value with ours at conflicts (nil: nothing is there), and the conflicts below.
struct Merged {
  var value: Value?
  var conflicts: [LocalConflict] = []
}

/// Merges values of any type. The recursion is as deep as the documents are, which the parser bounds.
struct ValueMerger {
  /// Whether both sides made the document, or the element of an array: what they give a counter is no delta.
  let isNew: Bool

  /// Field by field. What both sides left alone costs a comparison.
  func maps(_ base: Fields, _ ours: Fields, _ theirs: Fields, _ traits: FieldTraits) -> Merged {
    var entries: [(key: String, value: Value)] = []
    entries.reserveCapacity(max(ours.count, theirs.count))
    var conflicts: [LocalConflict] = []
    var walk = ThreeWayWalk(base.entries, ours.entries, theirs.entries)
    while let (key, b, o, t) = walk.next() {
      let merged = merge(b, o, t, traits.member(key))
      if let value = merged.value { entries.append((key, value)) }
      for conflict in merged.conflicts { conflicts.append(conflict.below(.field(key))) }
    }
    return Merged(value: .map(Fields(sorted: entries)), conflicts: conflicts)
  }

  func merge(_ base: Value?, _ ours: Value?, _ theirs: Value?, _ traits: FieldTraits) -> Merged {
    if case .map(let o)? = ours, case .map(let t)? = theirs {
      switch base {
      case .map(let b)?: return maps(b, o, t, traits)
      case nil:
        // Equal in more than counters: one write, that came to both sides.
        if o == t, DocumentMerge.differsBeyondCounters(Fields(), o, traits) { return Merged(value: ours) }
        return maps(Fields(), o, t, traits)
      default: break
      }
    }
    let notes = traits.notes
    if notes.isCounter { return counter(base, ours, theirs) }
    // Elements by key may hold counters, which add up also where both sides did the same.
    let isKeyed = notes.key != nil && !traits.items.isNone
    if ours == theirs {
      if isKeyed, case .array(let b)? = base, case .array(let o)? = ours, base != ours {
        return ArrayMerger(self, b, o, o, traits).merge()
      }
      return Merged(value: ours)
    }
    if base == ours { return Merged(value: theirs) }
    if base == theirs { return Merged(value: ours) }
    guard let ours else { return conflict(base, nil, theirs, .removedByOurs) }
    guard let theirs else { return conflict(base, ours, nil, .removedByTheirs) }
    if notes.isLatest, let later = Self.later(ours, theirs) { return Merged(value: later) }
    switch (base, ours, theirs) {
    case (.array(let b)?, .array(let o), .array(let t)): return ArrayMerger(self, b, o, t, traits).merge()
    case (nil, .array(let o), .array(let t)) where notes.isSet || notes.key != nil:
      return ArrayMerger(self, [], o, t, traits).merge()
    case (.string(let b)?, .string(let o), .string(let t)):
      if let text = TextMerge.merge(b, o, t) { return Merged(value: .string(text)) }
    default: break
    }
    if base == nil { return conflict(nil, ours, theirs, .bothAdded) }
    return conflict(base, ours, theirs, Self.shape(ours) == Self.shape(theirs) ? .bothChanged : .typesDiffer)
  }

  func conflict(_ base: Value?, _ ours: Value?, _ theirs: Value?, _ reason: MergeConflict.Reason) -> Merged {
    Merged(value: ours, conflicts: [LocalConflict(base: base, ours: ours, theirs: theirs, reason: reason)])
  }

  private static func shape(_ value: Value) -> Int {
    switch value {
    case .map: 1
    case .array: 2
    default: 0
    }
  }

  private func counter(_ base: Value?, _ ours: Value?, _ theirs: Value?) -> Merged {
    if base == ours { return Merged(value: theirs) }
    if base == theirs { return Merged(value: ours) }
    if isNew, ours == theirs { return Merged(value: ours) }
    guard let ours else {
      return theirs == nil ? Merged(value: nil) : conflict(base, nil, theirs, .removedByOurs)
    }
    guard let theirs else { return conflict(base, ours, nil, .removedByTheirs) }
    if isNew { return conflict(base, ours, theirs, .bothAdded) }
    guard let sum = CounterSum.sum(base ?? .integer(0), ours, theirs) else {
      if ours == theirs { return Merged(value: ours) }
      return conflict(base, ours, theirs, .counter)
    }
    return Merged(value: sum)
  }

  /// The later of two moments: times, numbers (of seconds, say), or texts in RFC 3339. Nil for anything else.
  private static func later(_ ours: Value, _ theirs: Value) -> Value? {
    switch (ours, theirs) {
    case (.timestamp(let o), .timestamp(let t)): return o < t ? theirs : ours
    case (.integer, .integer), (.double, .double):
      let order = Value.compare(ours, theirs)
      return ours.isNumber && theirs.isNumber && order != 0 ? (order < 0 ? theirs : ours) : nil
    case (.string(let o), .string(let t)):
      guard let first = try? Timestamp(rfc3339: o), let second = try? Timestamp(rfc3339: t), first != second
      else {
        return nil
      }
      return first < second ? theirs : ours
    default: return nil
    }
  }
}

extension Value {
  /// An int64, or a double that is a number.
  var isNumber: Bool {
    switch self {
    case .integer: true
    case .double(let value): !value.isNaN
    default: false
    }
  }
}

/// Walks three lists of entries in key order, each key once.
struct ThreeWayWalk {
  private let base: [(key: String, value: Value)]
  private let ours: [(key: String, value: Value)]
  private let theirs: [(key: String, value: Value)]
  private var b = 0
  private var o = 0
  private var t = 0

  init(
    _ base: [(key: String, value: Value)], _ ours: [(key: String, value: Value)],
    _ theirs: [(key: String, value: Value)]
  ) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  mutating func next() -> (key: String, base: Value?, ours: Value?, theirs: Value?)? {
    var least: String?
    var (isBase, isOurs, isTheirs) = (false, false, false)
    if b < base.count {
      least = base[b].key
      isBase = true
    }
    if o < ours.count {
      let order = least.map { UTF8Order.compare(ours[o].key, $0) } ?? -1
      if order < 0 { (least, isBase) = (ours[o].key, false) }
      isOurs = order <= 0
    }
    if t < theirs.count {
      let order = least.map { UTF8Order.compare(theirs[t].key, $0) } ?? -1
      if order < 0 { (least, isBase, isOurs) = (theirs[t].key, false, false) }
      isTheirs = order <= 0
    }
    guard let least else { return nil }
    var result: (key: String, base: Value?, ours: Value?, theirs: Value?) = (least, nil, nil, nil)
    if isBase {
      result.base = base[b].value
      b += 1
    }
    if isOurs {
      result.ours = ours[o].value
      o += 1
    }
    if isTheirs {
      result.theirs = theirs[t].value
      t += 1
    }
    return result
  }
}
