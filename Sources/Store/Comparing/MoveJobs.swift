internal import FirestoreModel
internal import Git

/// The documents of a comparison that are on one side only, and which of them are one document that was moved.
struct MoveJobs {
  private let came: [ComparisonJob]
  private let went: [ComparisonJob]
  private var pairing: MovePairing
  /// Moved without a change.
  private(set) var same: [ComparisonJob] = []

  init(came: [ComparisonJob], went: [ComparisonJob]) {
    self.came = came
    self.went = went
    pairing = MovePairing(
      went: went.map { MovePairing.End(path: $0.path, blob: $0.old.data?.id) },
      came: came.map { MovePairing.End(path: $0.path, blob: $0.new.data?.id) })
  }

  /// What came and went, but for what was moved without a change.
  var rest: [ComparisonJob] {
    let isOpen = !pairing.went.isEmpty && !pairing.came.isEmpty
    return (pairing.came.map { came[$0] } + pairing.went.map { went[$0] }).map { job in
      var job = job
      job.isStray = isOpen
      return job
    }
  }

  /// By the ids of their blobs; nothing is read. A whole collection that was renamed costs its listing.
  mutating func findSame() {
    pairing.pairSame()
    same = pairing.pairs.map { pair in
      var job = came[pair.came]
      job.kind = .moved
      job.from = went[pair.went].path
      job.old = went[pair.went].old
      return job
    }
  }

  /// Among what was read: takes the two out and puts one that was moved and changed in.
  mutating func findSimilar(in found: inout [DocumentDelta], includingVolatile: Bool) {
    var places = (came: [DocumentPath: Int](), went: [DocumentPath: Int]())
    for (index, delta) in found.enumerated() where delta.likeness != nil {
      if delta.kind == .added { places.came[delta.path] = index } else { places.went[delta.path] = index }
    }
    func place(ofNew index: Int) -> Int? { places.came[came[index].path] }
    func place(ofOld index: Int) -> Int? { places.went[went[index].path] }
    let done = pairing.pairs.count
    pairing.pairSimilar(
      went: { place(ofOld: $0).flatMap { found[$0].likeness } },
      came: { place(ofNew: $0).flatMap { found[$0].likeness } })
    var taken = Set<Int>()
    var moved: [DocumentDelta] = []
    for pair in pairing.pairs[done...] {
      guard let oldPlace = place(ofOld: pair.went), let newPlace = place(ofNew: pair.came) else { continue }
      taken.insert(oldPlace)
      taken.insert(newPlace)
      let (old, new) = (found[oldPlace], found[newPlace])
      moved.append(
        DocumentDelta(
          .moved, path: new.path, from: old.path, old: DocumentSide(fields: old.old, traits: old.oldTraits),
          new: DocumentSide(fields: new.new, traits: new.newTraits), includingVolatile: includingVolatile))
    }
    found =
      found.indices.filter { !taken.contains($0) }.map { index in
        var delta = found[index]
        delta.likeness = nil
        return delta
      } + moved
  }
}
