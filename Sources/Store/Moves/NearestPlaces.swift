internal import FirestoreModel

/// Pairs places that nothing else tells apart: those with the longest common end first, of these those with the longest
/// common beginning, and what is left in the order of paths.
struct NearestPlaces {
  private let wentPaths: [DocumentPath]
  private let camePaths: [DocumentPath]
  private var went: [Int]
  private var came: [Int]
  private(set) var pairs: [(went: Int, came: Int)] = []
  private let deepest: Int

  /// Ids that are looked at from either end; deeper paths than any store has are not told apart by what lies between.
  private static let depth = 8

  /// - Parameters: in the order of paths.
  init(went: [DocumentPath], came: [DocumentPath]) {
    wentPaths = went
    camePaths = came
    self.went = Array(went.indices)
    self.came = Array(came.indices)
    let longest = (went + came).reduce(0) { max($0, $1.segments.count) }
    deepest = min(Self.depth, longest - 1)
  }

  /// How much of two paths is the same: the end counts more than the beginning.
  static func nearness(_ left: DocumentPath, _ right: DocumentPath) -> Int {
    let (a, b) = (left.segments, right.segments)
    func common(_ left: some Sequence<String>, _ right: some Sequence<String>) -> Int {
      zip(left, right).prefix(depth).prefix { UTF8Order.equal($0, $1) }.count
    }
    return common(a.reversed(), b.reversed()) << 8 | common(a, b)
  }

  mutating func pair() {
    if went.count == 1, came.count == 1 { return pairs = [(0, 0)] }
    for end in stride(from: deepest, through: 0, by: -1) {
      for group in groups(went, came, { Self.key($0.segments.suffix(end), of: $0, end) }) {
        pairNearest(group.went, group.came)
      }
      let taken = (Set(pairs.map(\.went)), Set(pairs.map(\.came)))
      went.removeAll { taken.0.contains($0) }
      came.removeAll { taken.1.contains($0) }
      if went.isEmpty || came.isEmpty { return }
    }
  }

  private mutating func pairNearest(_ old: [Int], _ new: [Int]) {
    var (old, new) = (old, new)
    if old.count == 1, new.count == 1 { return pairs.append((old[0], new[0])) }
    for start in stride(from: deepest, through: 0, by: -1) {
      var taken = (Set<Int>(), Set<Int>())
      for group in groups(old, new, { Self.key($0.segments.prefix(start), of: $0, start) }) {
        for (left, right) in zip(group.went, group.came) {
          pairs.append((left, right))
          taken.0.insert(left)
          taken.1.insert(right)
        }
      }
      old.removeAll { taken.0.contains($0) }
      new.removeAll { taken.1.contains($0) }
      if old.isEmpty || new.isEmpty { return }
    }
  }

  /// Part of a path; nil where that is all of it.
  private static func key(_ part: ArraySlice<String>, of path: DocumentPath, _ count: Int) -> [UInt8]? {
    path.segments.count > count ? Array(part.joined(separator: "/").utf8) : nil
  }

  /// Those with the same key on both sides, each in the order of paths.
  private func groups(
    _ old: [Int], _ new: [Int], _ key: (DocumentPath) -> [UInt8]?
  ) -> [(went: [Int], came: [Int])] {
    var groups: [[UInt8]: (went: [Int], came: [Int])] = [:]
    for index in old {
      if let key = key(wentPaths[index]) { groups[key, default: ([], [])].went.append(index) }
    }
    for index in new { if let key = key(camePaths[index]) { groups[key]?.came.append(index) } }
    return groups.values.filter { !$0.came.isEmpty }
  }
}
