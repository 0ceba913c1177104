internal import Changes
internal import FirestoreModel
internal import Git

/// Which documents that came are ones that went: those with the same content, and those with the same id or nearly
/// the same content.
struct MoveFinder {
  private(set) var came: [ComparisonJob]
  private(set) var went: [ComparisonJob]
  /// Moved without a change.
  private(set) var same: [ComparisonJob] = []

  /// How much of the larger document both must have for one with the same id, and for one with another.
  private static let enoughForSameID = 0.5
  private static let enoughForOther = 0.75
  /// Pairs that are compared at most: every one with every other would not end.
  private static let largestCount = 40_000

  init(came: [ComparisonJob], went: [ComparisonJob]) {
    self.came = came.sorted { $0.path < $1.path }
    self.went = went.sorted { $0.path < $1.path }
  }

  /// By the ids of their blobs; nothing is read. A whole collection that was renamed costs its listing.
  mutating func findSame() {
    if came.isEmpty || went.isEmpty { return }
    var places: [ObjectID: [Int]] = [:]
    for index in went.indices.reversed() {
      if let id = went[index].old.data?.id { places[id, default: []].append(index) }
    }
    var isTaken = [Bool](repeating: false, count: went.count)
    var rest: [ComparisonJob] = []
    for job in came {
      guard let id = job.new.data?.id, var candidates = places[id], !candidates.isEmpty else {
        rest.append(job)
        continue
      }
      let last = job.path.segments.last
      let place = candidates.lastIndex { went[$0].path.segments.last == last } ?? candidates.count - 1
      let index = candidates.remove(at: place)
      places[id] = candidates
      isTaken[index] = true
      var moved = job
      moved.kind = .moved
      moved.from = went[index].path
      moved.old = went[index].old
      same.append(moved)
    }
    came = rest
    went = zip(went, isTaken).filter { !$0.1 }.map(\.0)
  }

  /// Among what was read: takes the two out and puts one that was moved and changed in.
  func findSimilar(in found: inout [DocumentDelta], includingVolatile: Bool) {
    let came = found.indices.filter { found[$0].kind == .added && found[$0].new != nil }
    let went = found.indices.filter { found[$0].kind == .deleted && found[$0].old != nil }
    if came.isEmpty || went.isEmpty { return }
    var byID: [String: [Int]] = [:]
    for index in went { byID[found[index].path.id, default: []].append(index) }
    var leaves: [Int: DocumentLeaves] = [:]
    func likeness(_ a: Int, _ b: Int) -> Double {
      let left = leaves[a] ?? DocumentLeaves(found[a].new ?? Fields())
      let right = leaves[b] ?? DocumentLeaves(found[b].old ?? Fields())
      leaves[a] = left
      leaves[b] = right
      return left.likeness(right)
    }
    var pairs: [(score: Double, new: Int, old: Int)] = []
    let isSmall = came.count * went.count <= Self.largestCount
    for new in came {
      let id = found[new].path.id
      for old in isSmall ? went : byID[id] ?? [] {
        let isNamesake = found[old].path.id.utf8.elementsEqual(id.utf8)
        let score = likeness(new, old)
        guard score >= (isNamesake ? Self.enoughForSameID : Self.enoughForOther) else { continue }
        pairs.append((score + (isNamesake ? 1 : 0), new, old))
      }
    }
    pairs.sort { ($1.score, $0.new, $0.old) < ($0.score, $1.new, $1.old) }
    var taken = Set<Int>()
    var moved: [DocumentDelta] = []
    for pair in pairs where !taken.contains(pair.new) && !taken.contains(pair.old) {
      taken.insert(pair.new)
      taken.insert(pair.old)
      let (old, new) = (found[pair.old], found[pair.new])
      moved.append(
        DocumentDelta(
          .moved, path: new.path, from: old.path, old: DocumentSide(fields: old.old, traits: old.oldTraits),
          new: DocumentSide(fields: new.new, traits: new.newTraits), includingVolatile: includingVolatile))
    }
    found = found.indices.filter { !taken.contains($0) }.map { found[$0] } + moved
  }
}

/// The leaves of a document as numbers, to tell how much two have in common.
private struct DocumentLeaves {
  private var counts: [Int: Int] = [:]
  private var total = 0

  init(_ fields: Fields) { add(fields, seed: 0) }

  private mutating func add(_ fields: Fields, seed: Int) {
    for (key, value) in fields {
      var hasher = Hasher()
      hasher.combine(seed)
      UTF8Order.hash(key, into: &hasher)
      let place = hasher.finalize()
      if case .map(let inner) = value, !inner.isEmpty {
        add(inner, seed: place)
      } else {
        var leaf = Hasher()
        leaf.combine(place)
        leaf.combine(ValueKey(value))
        counts[leaf.finalize(), default: 0] += 1
        total += 1
      }
    }
  }

  /// The share of the larger one that both have. Documents of hardly any fields are like nothing.
  func likeness(_ other: DocumentLeaves) -> Double {
    let larger = max(total, other.total)
    guard larger >= 3 else { return 0 }
    var common = 0
    for (leaf, count) in counts { common += min(count, other.counts[leaf] ?? 0) }
    return Double(common) / Double(larger)
  }
}
