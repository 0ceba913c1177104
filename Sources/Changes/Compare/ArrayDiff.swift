internal import FirestoreModel

/// What happened in an array.
enum ArrayDiff {
  /// Elements by a key of theirs, where each has one and no two have the same; by sequence otherwise.
  static func elements(_ old: [Value], _ new: [Value], _ traits: FieldTraits) -> [ElementChange] {
    if let member = traits.notes.key, let left = keys(old, member) {
      if stand(left, member, in: new) { return inPlace(old, new, left, member, traits.items) }
      if let right = keys(new, member) { return keyed(old, new, left, right, member, traits.items) }
    }
    return sequence(old, new, traits.items)
  }

  /// Whether these are the keys of the elements, in that order: most often nothing came, went or moved.
  private static func stand(_ keys: [ValueKey], _ member: String, in elements: [Value]) -> Bool {
    guard keys.count == elements.count else { return false }
    return zip(keys, elements).allSatisfy { key, element in
      guard case .map(let fields) = element, let value = fields[member] else { return false }
      return ValueKey(value) == key
    }
  }

  private static func inPlace(
    _ old: [Value], _ new: [Value], _ keys: [ValueKey], _ member: String, _ traits: FieldTraits
  ) -> [ElementChange] {
    old.indices.filter { old[$0] != new[$0] }.map {
      changed($0, $0, (member, keys[$0].value), old[$0], new[$0], traits)
    }
  }

  /// The members that only one side has, each as often as it has it more.
  static func set(_ old: [Value], _ new: [Value]) -> (added: [Value], removed: [Value]) {
    var balance: [ValueKey: Int] = [:]
    for value in old { balance[ValueKey(value), default: 0] += 1 }
    var added: [Value] = []
    for value in new {
      let key = ValueKey(value)
      let rest = balance[key] ?? 0
      if rest > 0 { balance[key] = rest - 1 } else { added.append(value) }
    }
    var removed: [Value] = []
    for value in old.reversed() {
      let key = ValueKey(value)
      guard let rest = balance[key], rest > 0 else { continue }
      balance[key] = rest - 1
      removed.append(value)
    }
    return (added, removed.reversed())
  }

  private static func keys(_ elements: [Value], _ member: String) -> [ValueKey]? {
    var seen = Set<ValueKey>()
    var keys: [ValueKey] = []
    for element in elements {
      guard case .map(let fields) = element, let value = fields[member] else { return nil }
      let key = ValueKey(value)
      guard seen.insert(key).inserted else { return nil }
      keys.append(key)
    }
    return keys
  }

  private static func keyed(
    _ old: [Value], _ new: [Value], _ left: [ValueKey], _ right: [ValueKey], _ member: String,
    _ traits: FieldTraits
  ) -> [ElementChange] {
    var numbers = SequenceNumbers<ValueKey>()
    let (before, after) = (numbers.of(left), numbers.of(right))
    let matches = SequenceDiff.matches(before, after, distinct: numbers.count)
    var places = [Int](repeating: -1, count: numbers.count)
    for (index, number) in before.enumerated() { places[Int(number)] = index }
    var result: [ElementChange] = []
    let standing = Set(right)
    for (index, key) in left.enumerated() where !standing.contains(key) {
      result.append(
        ElementChange(.removed, oldIndex: index, key: (member, key.value), old: old[index]))
    }
    for (index, number) in after.enumerated() {
      let key = (member: member, value: right[index].value)
      let from = places[Int(number)]
      guard from >= 0 else {
        result.append(ElementChange(.inserted, newIndex: index, key: key, new: new[index]))
        continue
      }
      if Int(matches[from]) != index {
        result.append(
          ElementChange(
            .moved, oldIndex: from, newIndex: index, key: key, old: old[from], new: new[index]))
      }
      if old[from] != new[index] { result.append(changed(from, index, key, old[from], new[index], traits)) }
    }
    return result
  }

  private static func sequence(_ old: [Value], _ new: [Value], _ traits: FieldTraits) -> [ElementChange] {
    var numbers = SequenceNumbers<ValueKey>()
    let left = numbers.of(old.lazy.map(ValueKey.init))
    let right = numbers.of(new.lazy.map(ValueKey.init))
    let matches = SequenceDiff.matches(left, right, distinct: numbers.count)
    var movedTo: [Int: Int] = [:]
    var movedFrom: [Int: Int] = [:]
    for move in SequenceDiff.moves(left, right, matches) {
      movedTo[move.old] = move.new
      movedFrom[move.new] = move.old
    }
    var result: [ElementChange] = []
    var removed: [Int] = []
    func close(_ inserted: [Int]) {
      let pairs = ElementPairs.pairs(removed.map { old[$0] }, inserted.map { new[$0] })
      let paired = Set(pairs.map(\.new))
      var next = 0
      for (place, index) in removed.enumerated() {
        if next < pairs.count, pairs[next].old == place {
          let partner = inserted[pairs[next].new]
          result.append(changed(index, partner, nil, old[index], new[partner], traits))
          next += 1
        } else {
          result.append(ElementChange(.removed, oldIndex: index, old: old[index]))
        }
      }
      for (place, index) in inserted.enumerated() where !paired.contains(place) {
        result.append(ElementChange(.inserted, newIndex: index, new: new[index]))
      }
      removed = []
    }
    for run in SequenceDiff.runs(matches, newCount: new.count) {
      switch run.kind {
      case .common: close([])
      case .removed: removed = run.old.filter { movedTo[$0] == nil }
      case .inserted:
        close(run.new.filter { movedFrom[$0] == nil })
        for index in run.new {
          guard let from = movedFrom[index] else { continue }
          result.append(
            ElementChange(.moved, oldIndex: from, newIndex: index, old: old[from], new: new[index]))
        }
      }
    }
    close([])
    return result
  }

  private static func changed(
    _ from: Int, _ to: Int, _ key: (member: String, value: Value)?, _ old: Value, _ new: Value,
    _ traits: FieldTraits
  ) -> ElementChange {
    var fields: [FieldChange] = []
    if case .map(let before) = old, case .map(let after) = new {
      // `volatile` cannot stand inside an array.
      fields = FieldDiff.changes(from: before, to: after, traits: traits, includingVolatile: true)
    }
    return ElementChange(.changed, oldIndex: from, newIndex: to, key: key, old: old, new: new, fields: fields)
  }
}

/// Which of the elements that went and came at one place are one element that was changed.
enum ElementPairs {
  /// In order on both sides: elements that have much in common, and all where as many came as went and each is of the
  /// type that it replaces.
  static func pairs(_ old: [Value], _ new: [Value]) -> [(old: Int, new: Int)] {
    if old.isEmpty || new.isEmpty { return [] }
    if old.count == new.count, zip(old, new).allSatisfy(isSameKind) { return old.indices.map { ($0, $0) } }
    var result: [(old: Int, new: Int)] = []
    var next = 0
    // Crowds are not searched through.
    let reach = old.count * new.count > 10_000 ? 1 : new.count
    for index in old.indices {
      var candidate = next
      while candidate < new.count, candidate < next + reach {
        if isSimilar(old[index], new[candidate]) {
          result.append((index, candidate))
          next = candidate + 1
          break
        }
        candidate += 1
      }
    }
    return result
  }

  private static func isSameKind(_ old: Value, _ new: Value) -> Bool {
    switch (old, new) {
    case (.map, .map), (.string, .string): isSimilar(old, new)
    case (.integer, .double), (.double, .integer): true
    default: old.typeName == new.typeName
    }
  }

  static func isSimilar(_ old: Value, _ new: Value) -> Bool {
    switch (old, new) {
    case (.map(let a), .map(let b)):
      var equal = 0
      for entry in a.entries where b[entry.key] == entry.value { equal += 1 }
      return equal * 2 >= max(a.count, b.count)
    case (.string(let a), .string(let b)): return TextLikeness.isSimilar(a, b)
    default: return false
    }
  }
}
