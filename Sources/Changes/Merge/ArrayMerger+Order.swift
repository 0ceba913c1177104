internal import FirestoreModel

/// Where the elements of a merged array go.
///
/// What both sides left in place keeps the order of the base. Between two of these stands what the sides inserted or
/// moved there: a place before an element that is gone is one with the place after it.
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

  /// The result in order; nil when the sides' orders exclude each other.
  func order(_ fates: [Fate]) -> [Item]? {
    let filling = Filling(
      ours: Self.gaps(fromOurs, count: base.count), theirs: Self.gaps(fromTheirs, count: base.count),
      twins: twins())
    // What both moved to one place may fit only the other way round.
    for isOursFirst in fromOurs.hasMoves && fromTheirs.hasMoves ? [true, false] : [true] {
      var items: [Item] = []
      items.reserveCapacity(max(ours.count, theirs.count))
      var moved: [Int: Int] = [:]
      var left: [Int] = []
      var right: [Int] = []
      for index in 0...base.count {
        left += (filling.ours[index] ?? []).filter { stays(fromOurs.origin[$0], fates) }
        right += (filling.theirs[index] ?? []).filter { stays(fromTheirs.origin[$0], fates) }
        let isEnd = index == base.count
        if !isEnd, fromOurs.isMoved[index] || fromTheirs.isMoved[index] || !stays(index, fates) { continue }
        fill(left, right, filling, isOursFirst, &items, &moved)
        left.removeAll(keepingCapacity: true)
        right.removeAll(keepingCapacity: true)
        if !isEnd { items.append(.base(index)) }
      }
      // Moved to two places it would stand there twice.
      if moved.values.allSatisfy({ $0 == 1 }), fitsOrders(items) { return items }
    }
    return nil
  }

  /// What the sides put between the elements of the base.
  private struct Filling {
    let ours: [Int: [Int]]
    let theirs: [Int: [Int]]
    /// What both inserted: theirs by ours.
    let twins: [Int: Int]
    let twinsOfTheirs: [Int: Int]

    init(ours: [Int: [Int]], theirs: [Int: [Int]], twins: [Int: Int]) {
      self.ours = ours
      self.theirs = theirs
      self.twins = twins
      twinsOfTheirs = Dictionary(twins.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private func stays(_ origin: Int, _ fates: [Fate]) -> Bool {
    guard origin >= 0, case .gone = fates[origin] else { return true }
    return false
  }

  /// What the sides put between two elements that stay. `moved` counts how often each moved element was placed.
  private func fill(
    _ left: [Int], _ right: [Int], _ filling: Filling, _ isOursFirst: Bool, _ items: inout [Item],
    _ moved: inout [Int: Int]
  ) {
    func put(base origin: Int) {
      items.append(.base(origin))
      moved[origin, default: 0] += 1
    }
    func putOurs(_ index: Int, _ match: Int?) {
      if fromOurs.origin[index] >= 0 {
        put(base: fromOurs.origin[index])
      } else if let twin = filling.twins[index] ?? match {
        items.append(.twins(ours: index, theirs: twin))
      } else {
        items.append(.ours(index))
      }
    }
    func putTheirs(_ index: Int) {
      if fromTheirs.origin[index] >= 0 {
        put(base: fromTheirs.origin[index])
      } else if filling.twinsOfTheirs[index] == nil {
        items.append(.theirs(index))
      }
    }
    if right.isEmpty { return left.forEach { putOurs($0, nil) } }
    if left.isEmpty { return right.forEach(putTheirs) }
    // Equal where it is the same element: negative for one of the base, else by number, or as its twin.
    let leftKeys = left.map { fromOurs.origin[$0] >= 0 ? -1 - fromOurs.origin[$0] : Int(ourNumbers[$0]) }
    let rightKeys = right.map { index in
      if fromTheirs.origin[index] >= 0 { return -1 - fromTheirs.origin[index] }
      return filling.twinsOfTheirs[index].map { Int(ourNumbers[$0]) } ?? Int(theirNumbers[index])
    }
    let matches = SequenceDiff.matches(from: leftKeys, to: rightKeys)
    var (ourNext, theirNext) = (0, 0)
    for position in 0...left.count {
      let isEnd = position == left.count
      if !isEnd, matches[position] < 0 { continue }
      let theirEnd = isEnd ? right.count : Int(matches[position])
      if isOursFirst { left[ourNext..<position].forEach { putOurs($0, nil) } }
      right[theirNext..<theirEnd].forEach(putTheirs)
      if !isOursFirst { left[ourNext..<position].forEach { putOurs($0, nil) } }
      if !isEnd { putOurs(left[position], right[theirEnd]) }
      (ourNext, theirNext) = (position + 1, theirEnd + 1)
    }
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
  private func fitsOrders(_ items: [Item]) -> Bool {
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
}
