package import FirestoreModel
package import Git

/// Which of the documents that came are ones that went: the one answer of `diff`, `review`, `blame` and `merge`.
///
/// 1. The same file: at the place that has the most in common with where it was, its end first, so that a renamed
///    collection is its documents each for itself. Nothing is read for that.
/// 2. The same id, and at least half of the leaves (`DocumentLikeness`).
/// 3. Another id, and at least three quarters of the leaves.
///
/// In 2 and 3 the most alike are taken first, then the nearest, then the first by path. Each document is in one pair at
/// most. The cost is bounded however many there are (`LikenessSearch`), and the answer follows from the documents alone.
package struct MovePairing {
  /// A document that is on one side only.
  package struct End {
    let path: DocumentPath
    /// Of its file below `data/`; nil where that is not known.
    let blob: ObjectID?

    package init(path: DocumentPath, blob: ObjectID?) {
      self.path = path
      self.blob = blob
    }
  }

  /// Two ends of one document, by their places in what `init` was given.
  package struct Pair {
    package let went: Int
    package let came: Int
  }

  private let wentEnds: [End]
  private let cameEnds: [End]
  /// What has no other end yet, in the order of paths.
  private(set) var went: [Int]
  private(set) var came: [Int]
  package private(set) var pairs: [Pair] = []

  package init(went: [End], came: [End]) {
    wentEnds = went
    cameEnds = came
    self.went = went.indices.sorted { went[$0].path < went[$1].path }
    self.came = came.indices.sorted { came[$0].path < came[$1].path }
  }

  private mutating func settle(_ found: [Pair]) {
    if found.isEmpty { return }
    pairs += found
    let (old, new) = (Set(found.map(\.went)), Set(found.map(\.came)))
    went.removeAll { old.contains($0) }
    came.removeAll { new.contains($0) }
  }

  // MARK: - The same file

  /// Pairs those with the same file.
  package mutating func pairSame() {
    if went.isEmpty || came.isEmpty { return }
    var groups: [ObjectID: (went: [Int], came: [Int])] = [:]
    for index in went {
      if let blob = wentEnds[index].blob { groups[blob, default: ([], [])].went.append(index) }
    }
    for index in came {
      if let blob = cameEnds[index].blob, groups[blob] != nil { groups[blob]?.came.append(index) }
    }
    var found: [Pair] = []
    for group in groups.values where !group.came.isEmpty {
      var places = NearestPlaces(
        went: group.went.map { wentEnds[$0].path }, came: group.came.map { cameEnds[$0].path })
      places.pair()
      found += places.pairs.map { Pair(went: group.went[$0.went], came: group.came[$0.came]) }
    }
    settle(found)
  }

  // MARK: - Alike

  /// Pairs, of the rest, those that are alike.
  ///
  /// - Parameters: a document by its place in what `init` was given; nil where it cannot be read.
  package mutating func pairSimilar(
    went old: (Int) -> DocumentLikeness?, came new: (Int) -> DocumentLikeness?
  ) {
    if went.isEmpty || came.isEmpty { return }
    var likeness = (went: [Int: DocumentLikeness](), came: [Int: DocumentLikeness]())
    for index in went { likeness.went[index] = old(index) }
    for index in came { likeness.came[index] = new(index) }
    var groups: [[UInt8]: (went: [Int], came: [Int])] = [:]
    for index in went where likeness.went[index] != nil {
      groups[Array(wentEnds[index].path.id.utf8), default: ([], [])].went.append(index)
    }
    for index in came where likeness.came[index] != nil {
      groups[Array(cameEnds[index].path.id.utf8)]?.came.append(index)
    }
    var found: [Candidate] = []
    for group in groups.values where !group.came.isEmpty {
      found += candidates(
        group.went, group.came, likeness.went, likeness.came, DocumentLikeness.enoughForSameID)
    }
    take(found)
    found = candidates(
      went.filter { likeness.went[$0] != nil }, came.filter { likeness.came[$0] != nil }, likeness.went,
      likeness.came, DocumentLikeness.enoughForOtherID)
    take(found)
  }

  private func candidates(
    _ went: [Int], _ came: [Int], _ old: [Int: DocumentLikeness], _ new: [Int: DocumentLikeness],
    _ enough: Int
  ) -> [Candidate] {
    let (left, right) = (went.compactMap { old[$0] }, came.compactMap { new[$0] })
    if left.count == 1, right.count == 1 {
      let share = left[0].share(with: right[0])
      return share < enough ? [] : [candidate(went[0], came[0], share)]
    }
    guard let search = LikenessSearch(left, right, enough: enough) else { return [] }
    return search.matches().map { candidate(went[$0.went], came[$0.came], $0.share) }
  }

  private func candidate(_ old: Int, _ new: Int, _ share: Int) -> Candidate {
    let nearness = NearestPlaces.nearness(wentEnds[old].path, cameEnds[new].path)
    return Candidate(pair: Pair(went: old, came: new), rank: share << 16 | nearness)
  }

  /// Two that may be one.
  private struct Candidate {
    let pair: Pair
    /// The higher the better.
    let rank: Int
  }

  private mutating func take(_ candidates: [Candidate]) {
    if candidates.isEmpty { return }
    var place = (
      went: [Int](repeating: 0, count: wentEnds.count), came: [Int](repeating: 0, count: cameEnds.count)
    )
    for (number, index) in went.enumerated() { place.went[index] = number }
    for (number, index) in came.enumerated() { place.came[index] = number }
    let sorted = candidates.sorted { left, right in
      if left.rank != right.rank { return left.rank > right.rank }
      let (a, b) = (place.came[left.pair.came], place.came[right.pair.came])
      return a != b ? a < b : place.went[left.pair.went] < place.went[right.pair.went]
    }
    var taken = (
      went: [Bool](repeating: false, count: wentEnds.count),
      came: [Bool](repeating: false, count: cameEnds.count)
    )
    var found: [Pair] = []
    for candidate in sorted where !taken.went[candidate.pair.went] && !taken.came[candidate.pair.came] {
      taken.went[candidate.pair.went] = true
      taken.came[candidate.pair.came] = true
      found.append(candidate.pair)
    }
    settle(found)
  }
}
