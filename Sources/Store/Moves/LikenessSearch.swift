/// Finds, of many documents that went and many that came, those that are alike, without comparing each with each.
///
/// Two documents that share enough leaves share one of their rarest (prefix filtering, as in set similarity joins:
/// Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007): only pairs that do are compared. Where that
/// says little, since all are much alike, each is compared with a bounded number of those that stand at about the same
/// place in the order of paths.
struct LikenessSearch {
  /// Two that are alike enough.
  struct Match {
    let went: Int
    let came: Int
    let share: Int
  }

  private let went: RankedLeaves
  private let came: RankedLeaves
  private let enough: Int

  /// Beyond so many leaves nothing is searched: a change of that size would cost too much memory.
  static let mostLeaves = 4_000_000
  /// What may be compared in all, in leaves, and of single documents with how many others at most and at least.
  private static let mostSteps = 20_000_000
  private static let mostPairs = 40_000
  private static let leastPartners = 24

  /// - Parameters:
  ///   - went: in the order of paths, and so `came`.
  ///   - enough: the least share, of `DocumentLikeness.whole`.
  init?(_ went: [DocumentLikeness], _ came: [DocumentLikeness], enough: Int) {
    self.enough = enough
    var ranks = LeafRanks()
    guard ranks.count(went, came, atMost: Self.mostLeaves) else { return nil }
    self.went = RankedLeaves(went, ranks)
    self.came = RankedLeaves(came, ranks)
  }

  func matches() -> [Match] {
    let count = (went: went.starts.count - 1, came: came.starts.count - 1)
    if count.went == 0 || count.came == 0 { return [] }
    let places = postings()
    let steps = went.leaves.count / count.went + came.leaves.count / count.came
    let partners = max(
      2,
      min(max(Self.leastPartners, Self.mostPairs / count.came), Self.mostSteps / (count.came * max(1, steps)))
    )
    var seen = [Int32](repeating: -1, count: count.went)
    var result: [Match] = []
    for new in 0..<count.came {
      var room = partners
      for leaf in came.rarest(new, enough) where room > 0 {
        guard let found = places[leaf] else { continue }
        // Of too many alike, those that stand where this one does.
        let taken = min(found.count, room)
        let first = max(0, min(found.count - taken, found.count * new / count.came - taken / 2))
        room -= taken
        for place in first..<(first + taken) {
          let old = Int(found[place])
          if seen[old] == Int32(new) { continue }
          seen[old] = Int32(new)
          let share = share(old, new)
          if share >= enough { result.append(Match(went: old, came: new, share: share)) }
        }
      }
    }
    return result
  }

  /// The documents that went, by their rarest leaves.
  private func postings() -> [Int32: [Int32]] {
    var places: [Int32: [Int32]] = [:]
    for old in 0..<(went.starts.count - 1) {
      for leaf in went.rarest(old, enough) { places[leaf, default: []].append(Int32(old)) }
    }
    return places
  }

  private func share(_ old: Int, _ new: Int) -> Int {
    let (left, right) = (went.range(old), came.range(new))
    // The smaller can have no more in common than it has.
    let most = min(left.count, right.count)
    if DocumentLikeness.share(common: most, left.count, right.count) < enough { return 0 }
    let common = went.leaves.withUnsafeBufferPointer { leaves in
      came.leaves.withUnsafeBufferPointer { others in
        var (i, j, common) = (left.lowerBound, right.lowerBound, 0)
        while i < left.upperBound, j < right.upperBound {
          let (a, b) = (leaves[i], others[j])
          if a == b { common += 1 }
          if a <= b { i += 1 }
          if b <= a { j += 1 }
        }
        return common
      }
    }
    return DocumentLikeness.share(common: common, left.count, right.count)
  }
}

/// Leaves numbered from the rarest on; of those that are as frequent, the one that came first in the order of paths.
private struct LeafRanks {
  private var numbers: [Int: Int32] = [:]
  private var counts: [Int32] = []
  private var ranks: [Int32] = []

  /// - Returns: false when there are too many.
  mutating func count(_ went: [DocumentLikeness], _ came: [DocumentLikeness], atMost limit: Int) -> Bool {
    let total = went.reduce(0) { $0 + $1.leaves.count } + came.reduce(0) { $0 + $1.leaves.count }
    if total > limit { return false }
    numbers.reserveCapacity(total / 2)
    for documents in [went, came] {
      for document in documents {
        for leaf in document.leaves {
          if let number = numbers[leaf] {
            counts[Int(number)] += 1
          } else {
            numbers[leaf] = Int32(counts.count)
            counts.append(1)
          }
        }
      }
    }
    let keys = counts.indices.map { UInt64(counts[$0]) << 32 | UInt64($0) }.sorted()
    ranks = [Int32](repeating: 0, count: counts.count)
    for (rank, key) in keys.enumerated() { ranks[Int(key & 0xFFFF_FFFF)] = Int32(rank) }
    return true
  }

  func ranks(_ document: DocumentLikeness) -> [Int32] {
    document.leaves.compactMap { numbers[$0].map { ranks[Int($0)] } }.sorted()
  }
}

/// The leaves of several documents, one document's after the other's, the rarest first.
private struct RankedLeaves {
  private(set) var leaves: [Int32] = []
  /// Where each begins, and where the last ends.
  private(set) var starts: [Int] = [0]

  init(_ documents: [DocumentLikeness], _ ranks: LeafRanks) {
    for document in documents {
      leaves += ranks.ranks(document)
      starts.append(leaves.count)
    }
  }

  func range(_ document: Int) -> Range<Int> { starts[document]..<starts[document + 1] }

  /// As many of the rarest as two need to have one in common if they have enough in common at all.
  func rarest(_ document: Int, _ enough: Int) -> ArraySlice<Int32> {
    let range = range(document)
    let needed = (range.count * enough + DocumentLikeness.whole - 1) / DocumentLikeness.whole
    return leaves[range].prefix(range.count - needed + 1)
  }
}
