internal import FirestoreModel
internal import Git
internal import Store

/// A branch's first-parent chain with its times, by places from the oldest commit on.
///
/// Holds some 80 bytes a commit: what a commit says is read again where it is told.
struct AuditedChain: Sendable {
  private let newestFirst: [Chain.Link]
  /// Whether the first one has parents that this shallow clone does not have.
  let isShallow: Bool

  init(_ chain: Chain) {
    newestFirst = chain.links
    isShallow = chain.isShallow
  }

  var count: Int { newestFirst.count }
  var tip: Chain.Link? { newestFirst.first }

  subscript(_ place: Int) -> Chain.Link { newestFirst[newestFirst.count - 1 - place] }

  /// The first place from which on a condition holds that, once it holds, goes on to hold.
  func first(where holds: (Chain.Link) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Which merge of a chain brought each commit in that is not on the chain itself.
///
/// A commit counts for the first merge, from the root on, that has it among its ancestors: what a merge brings is what
/// its first parent does not have already.
struct BroughtCommits: Sendable {
  private let merges: [ObjectID: Int32]

  /// Costs one commit read for each commit that merges brought.
  init(_ chain: AuditedChain, in reader: ObjectReader, shallow: Set<ObjectID>) throws(StoreError) {
    var merges: [ObjectID: Int32] = [:]
    let places = (0..<chain.count).filter { chain[$0].isMerge }
    if !places.isEmpty {
      let own = Set((0..<chain.count).map { chain[$0].id })
      for place in places where !shallow.contains(chain[place].id) {
        var open = Array(try reader.parents(of: chain[place].id).dropFirst())
        while let id = open.popLast() {
          guard !own.contains(id), merges[id] == nil else { continue }
          merges[id] = Int32(place)
          if !shallow.contains(id) { open += try reader.parents(of: id) }
        }
      }
    }
    self.merges = merges
  }

  /// Whether a commit came in by the merge at that place of the chain.
  func came(_ commit: ObjectID, by place: Int) -> Bool { merges[commit] == Int32(place) }
}

extension ObjectReader {
  /// All parents of a commit.
  func parents(of commit: ObjectID) throws(StoreError) -> [ObjectID] {
    try storing { () throws(GitError) in
      let head = try self.head(commit)
      if head.parentCount < 2 { return head.firstParent.map { [$0] } ?? [] }
      return try self.commit(commit).parents
    }
  }

  /// A commit and all that it descends from.
  func ancestors(of commit: ObjectID, shallow: Set<ObjectID>) throws(StoreError) -> Set<ObjectID> {
    var seen: Set<ObjectID> = []
    var open = [commit]
    while let id = open.popLast() {
      guard seen.insert(id).inserted, !shallow.contains(id) else { continue }
      open += try parents(of: id)
    }
    return seen
  }
}
