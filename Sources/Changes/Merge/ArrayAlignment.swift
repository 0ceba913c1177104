internal import FirestoreModel

/// Which element of a base array is which of a side's, and what the side moved.
struct ArrayAlignment {
  /// By base index: the side's index, or −1 where the side removed it.
  var mate: [Int]
  /// By base index: whether the side put it elsewhere among the others.
  var isMoved: [Bool]
  /// By base index: whether the side put something else in its place, so that the two are not merged inside.
  var isReplaced: [Bool]
  /// By the side's index: the base's, or −1 where the side inserted it.
  var origin: [Int]

  var hasMoves: Bool { isMoved.contains(true) }

  /// - Parameters:
  ///   - baseNumbers, sideNumbers: equal where the elements are; below `distinct`.
  ///   - identity: decides whether what is left over is paired by likeness.
  init(
    _ base: [Value], _ side: [Value], _ baseNumbers: [Int32], _ sideNumbers: [Int32], distinct: Int,
    _ identity: ElementIdentity
  ) {
    let matches = SequenceDiff.matches(baseNumbers, sideNumbers, distinct: distinct)
    mate = matches.map { Int($0) }
    isMoved = [Bool](repeating: false, count: base.count)
    isReplaced = isMoved
    origin = [Int](repeating: -1, count: side.count)
    for (index, place) in mate.enumerated() where place >= 0 { origin[place] = index }
    // What stands more than once has not moved in any way that could be told.
    let inBase = Self.counts(baseNumbers, distinct)
    let inSide = Self.counts(sideNumbers, distinct)
    for (old, new) in SequenceDiff.moves(baseNumbers, sideNumbers, matches)
    where inBase[Int(baseNumbers[old])] == 1 && inSide[Int(sideNumbers[new])] == 1 {
      move(old, new)
    }
    guard case .place = identity else { return }
    pairNamed(base, side)
    var pairing = ElementPairing(base: base, side: side)
    var start = 0
    var sideStart = 0
    for index in 0...base.count {
      let isEnd = index == base.count
      if !isEnd, mate[index] < 0 || isMoved[index] { continue }
      let sideEnd = isEnd ? side.count : mate[index]
      if start < index, sideStart < sideEnd {
        for pair in pairing.pairs(
          (start..<index).filter { mate[$0] < 0 }, (sideStart..<sideEnd).filter { origin[$0] < 0 })
        {
          mate[pair.old] = pair.new
          origin[pair.new] = pair.old
          isReplaced[pair.old] = !pair.isAlike
        }
      }
      start = index + 1
      sideStart = sideEnd + 1
    }
  }

  private mutating func move(_ old: Int, _ new: Int) {
    mate[old] = new
    origin[new] = old
    isMoved[old] = true
  }

  /// Objects that were changed and moved, told by the ids that they carry.
  private mutating func pairNamed(_ base: [Value], _ side: [Value]) {
    var places: [ValueKey: Int] = [:]
    for index in side.indices where origin[index] < 0 {
      if let name = ElementIdentity.name(of: side[index]) {
        // −1: more than one has this name.
        places[ValueKey(name)] = places[ValueKey(name)] == nil ? index : -1
      }
    }
    if places.isEmpty { return }
    var olds: [ValueKey: Int] = [:]
    for index in base.indices where mate[index] < 0 {
      if let name = ElementIdentity.name(of: base[index]) {
        olds[ValueKey(name)] = olds[ValueKey(name)] == nil ? index : -1
      }
    }
    // Those that keep the order of what is matched have not moved.
    var next = side.count
    var bounds = [Int](repeating: 0, count: base.count)
    for index in base.indices.reversed() {
      if mate[index] >= 0, !isMoved[index] { next = mate[index] }
      bounds[index] = next
    }
    var last = -1
    for index in base.indices {
      if mate[index] >= 0 {
        if !isMoved[index] { last = mate[index] }
        continue
      }
      guard let name = ElementIdentity.name(of: base[index]), olds[ValueKey(name)] == index,
        let place = places[ValueKey(name)], place >= 0
      else { continue }
      if place > last, place < bounds[index] {
        mate[index] = place
        origin[place] = index
        last = place
      } else {
        move(index, place)
      }
    }
  }

  private static func counts(_ numbers: [Int32], _ distinct: Int) -> [Int32] {
    var result = [Int32](repeating: 0, count: distinct)
    for number in numbers { result[Int(number)] += 1 }
    return result
  }
}

/// Tells which of the elements that a side removed at a place became which of those that it inserted there.
struct ElementPairing {
  let base: [Value]
  let side: [Value]
  /// What the search for the best pairs may cost, in comparisons of two elements, for one array.
  private var budget = 40_000

  init(base: [Value], side: [Value]) {
    self.base = base
    self.side = side
  }

  struct Pair {
    var old: Int
    var new: Int
    /// Whether it is the same element, changed. Otherwise one thing was put in another's place.
    var isAlike: Bool
  }

  /// As many pairs as there can be, in order on both sides, the most alike.
  mutating func pairs(_ olds: [Int], _ news: [Int]) -> [Pair] {
    guard !olds.isEmpty, !news.isEmpty else { return [] }
    if olds.count == 1, news.count == 1 || olds.count * news.count > budget { return inOrder(olds, news) }
    if olds.count * news.count > budget { return inOrder(olds, news) }
    budget -= olds.count * news.count
    let width = news.count + 1
    var best = [Double](repeating: 0, count: (olds.count + 1) * width)
    var scores = [Double?](repeating: nil, count: olds.count * news.count)
    for i in olds.indices.reversed() {
      for j in news.indices.reversed() {
        let score = score(base[olds[i]], side[news[j]])
        scores[i * news.count + j] = score
        best[i * width + j] = max(
          best[(i + 1) * width + j], best[i * width + j + 1],
          score.map { $0 + best[(i + 1) * width + j + 1] } ?? 0)
      }
    }
    var result: [Pair] = []
    var (i, j) = (0, 0)
    while i < olds.count, j < news.count {
      if let score = scores[i * news.count + j],
        best[i * width + j] == score + best[(i + 1) * width + j + 1]
      {
        result.append(Pair(old: olds[i], new: news[j], isAlike: score >= 1))
        i += 1
        j += 1
      } else if best[i * width + j] == best[(i + 1) * width + j] {
        i += 1
      } else {
        j += 1
      }
    }
    return result
  }

  private func inOrder(_ olds: [Int], _ news: [Int]) -> [Pair] {
    zip(olds, news).compactMap { old, new in
      score(base[old], side[new]).map { Pair(old: old, new: new, isAlike: $0 >= 1) }
    }
  }

  /// Nil: certainly not the same. At least 1: the same, changed. Below: in its place.
  private func score(_ old: Value, _ new: Value) -> Double? {
    if let first = ElementIdentity.name(of: old), let second = ElementIdentity.name(of: new) {
      return first == second ? 10 : nil
    }
    let likeness = ElementIdentity.likeness(old, new)
    switch (old, new) {
    case (.map, .map): return likeness >= 0.5 ? 1 + likeness : 0.1 + likeness / 2
    default: return 0.1 + likeness / 2
    }
  }
}
