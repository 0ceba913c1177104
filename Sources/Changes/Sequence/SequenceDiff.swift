/// What two sequences have in common, as people see it: the longest common subsequence, or close to it.
///
/// Elements are numbered first (`SequenceNumbers`), so that the search compares small integers. Sequences of distinct
/// elements cost n log n and the answer is exact; others go through Myers' search (An O(ND) Difference Algorithm,
/// 1986) in linear space, exact while few elements differ. Past a bound it takes the farthest path that it has, so
/// that no input costs more than about n × max(256, √n) steps.
package enum SequenceDiff {
  /// A stretch that both have, or that one of them has.
  package struct Run: Sendable, Equatable {
    package enum Kind: Sendable { case common, removed, inserted }
    package let kind: Kind
    /// Empty, and where the insertion belongs, for `.inserted`.
    package let old: Range<Int>
    /// Empty, and where it stood, for `.removed`.
    package let new: Range<Int>

    package init(_ kind: Kind, old: Range<Int>, new: Range<Int>) {
      self.kind = kind
      self.old = old
      self.new = new
    }
  }

  /// For each old element the index of the new one that it is matched with, or −1. The matches ascend.
  package static func matches<Element: Hashable>(from old: [Element], to new: [Element]) -> [Int32] {
    var numbers = SequenceNumbers<Element>()
    return matches(numbers.of(old), numbers.of(new), distinct: numbers.count)
  }

  /// The same as stretches, in order; between two common ones what was removed stands before what was inserted.
  package static func runs<Element: Hashable>(from old: [Element], to new: [Element]) -> [Run] {
    runs(matches(from: old, to: new), newCount: new.count)
  }

  /// Turns matches into stretches.
  package static func runs(_ matches: [Int32], newCount: Int) -> [Run] {
    var runs: [Run] = []
    var i = 0
    var j = 0
    func change(to oldEnd: Int, _ newEnd: Int) {
      if i < oldEnd { runs.append(Run(.removed, old: i..<oldEnd, new: j..<j)) }
      if j < newEnd { runs.append(Run(.inserted, old: oldEnd..<oldEnd, new: j..<newEnd)) }
      i = oldEnd
      j = newEnd
    }
    var index = 0
    while index < matches.count {
      guard matches[index] >= 0 else {
        index += 1
        continue
      }
      let partner = Int(matches[index])
      change(to: index, partner)
      var length = 1
      while index + length < matches.count, Int(matches[index + length]) == partner + length { length += 1 }
      runs.append(Run(.common, old: index..<(index + length), new: partner..<(partner + length)))
      index += length
      i = index
      j = partner + length
    }
    change(to: matches.count, newCount)
    return runs
  }

  /// Unmatched elements that stand on both sides, in order of the old ones: what was moved.
  package static func moves(_ old: [Int32], _ new: [Int32], _ matches: [Int32]) -> [(old: Int, new: Int)] {
    var isMatched = [Bool](repeating: false, count: new.count)
    for match in matches where match >= 0 { isMatched[Int(match)] = true }
    var places: [Int32: [Int]] = [:]
    for index in new.indices.reversed() where !isMatched[index] {
      places[new[index], default: []].append(index)
    }
    if places.isEmpty { return [] }
    var result: [(old: Int, new: Int)] = []
    for index in old.indices where matches[index] < 0 {
      if let place = places[old[index]]?.popLast() { result.append((index, place)) }
    }
    return result
  }

  /// The same over numbers below `distinct`, equal where the elements are.
  package static func matches(_ old: [Int32], _ new: [Int32], distinct: Int) -> [Int32] {
    var result = [Int32](repeating: -1, count: old.count)
    var start = 0
    var oldEnd = old.count
    var newEnd = new.count
    while start < oldEnd, start < newEnd, old[start] == new[start] {
      result[start] = Int32(truncatingIfNeeded: start)
      start += 1
    }
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
      result[oldEnd] = Int32(truncatingIfNeeded: newEnd)
    }
    if start == oldEnd || start == newEnd { return result }
    // What stands on one side only can never be matched, and would only cost.
    var inOld = [Int32](repeating: 0, count: distinct)
    var inNew = [Int32](repeating: 0, count: distinct)
    for index in start..<oldEnd { inOld[Int(old[index])] += 1 }
    for index in start..<newEnd { inNew[Int(new[index])] += 1 }
    var left: [Int32] = []
    var right: [Int32] = []
    var isDistinct = true
    for index in start..<oldEnd where inNew[Int(old[index])] > 0 {
      left.append(Int32(truncatingIfNeeded: index))
      if inOld[Int(old[index])] > 1 { isDistinct = false }
    }
    for index in start..<newEnd where inOld[Int(new[index])] > 0 {
      right.append(Int32(truncatingIfNeeded: index))
      if inNew[Int(new[index])] > 1 { isDistinct = false }
    }
    if left.isEmpty || right.isEmpty { return result }
    if isDistinct {
      var place = [Int32](repeating: -1, count: distinct)
      for index in right { place[Int(new[Int(index)])] = index }
      ascend(left.map { (old: $0, new: place[Int(old[Int($0)])]) }, into: &result)
      return result
    }
    var search = MyersSearch(left.map { old[Int($0)] }, right.map { new[Int($0)] })
    for (a, b) in search.matches() { result[Int(left[a])] = right[b] }
    return result
  }

  /// The longest subsequence of pairs whose new sides ascend (by patience: piles and back links).
  private static func ascend(_ pairs: [(old: Int32, new: Int32)], into result: inout [Int32]) {
    var tops: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var low = 0
      var high = tops.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].new < pairs[index].new { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = tops[low - 1] }
      if low == tops.count { tops.append(index) } else { tops[low] = index }
    }
    var current = tops.last ?? -1
    while current >= 0 {
      result[Int(pairs[current].old)] = pairs[current].new
      current = before[current]
    }
  }
}

/// Numbers for elements, equal where the elements are: 0, 1, 2, … in the order of their first sight.
package struct SequenceNumbers<Element: Hashable> {
  private var known: [Element: Int32] = [:]

  package init() {}

  /// How many different elements were seen.
  package var count: Int { known.count }

  package mutating func of(_ elements: some Sequence<Element>) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(elements.underestimatedCount)
    for element in elements {
      let next = Int32(truncatingIfNeeded: known.count)
      if let number = known[element] {
        result.append(number)
      } else {
        known[element] = next
        result.append(next)
      }
    }
    return result
  }
}
