internal import FirestoreModel
public import Git
public import Store

/// A branch's first-parent chain with its times, the oldest commit first (docs/format.md: Time).
///
/// Holds some 60 bytes a commit and nothing else of it: what a commit says is read again where it is told.
public struct Chain: Sendable {
  /// One commit of the chain.
  public struct Link: Sendable {
    public let id: ObjectID
    /// The repository's tree.
    public let tree: ObjectID
    /// What the commit itself says, in microseconds since 1970.
    public let ownTime: Int64
    /// When what it holds entered the branch.
    public internal(set) var time: Int64
    public let isMerge: Bool
  }

  public let links: [Link]
  /// Whether the first one has parents that this shallow clone does not have.
  public let isShallow: Bool

  /// Reads the chain, from the tip to its root. Costs one commit read each.
  ///
  /// - Parameters:
  ///   - ignored: commits whose own time does not count.
  ///   - progress: how many commits were read.
  public init(
    from tip: ObjectID, in reader: ObjectReader, ignored: Set<ObjectID>, shallow: Set<ObjectID>,
    progress: (Int) -> Void = { _ in }
  ) throws(StoreError) {
    var links: [Link] = []
    var next: ObjectID? = tip
    var isShallow = false
    while let id = next {
      let commit = try storing { () throws(GitError) in try reader.commit(id) }
      let own = CommitClaims(commit).ownTime
      links.append(
        Link(id: id, tree: commit.tree, ownTime: own, time: own, isMerge: commit.parents.count > 1))
      isShallow = shallow.contains(id) && !commit.parents.isEmpty
      next = isShallow ? nil : commit.parents.first
      if links.count % 256 == 0 { progress(links.count) }
    }
    links.reverse()
    for index in links.indices.dropFirst() {
      let least = links[index - 1].time + 1
      links[index].time = ignored.contains(links[index].id) ? least : max(links[index].ownTime, least)
    }
    self.links = links
    self.isShallow = isShallow
  }
}

/// Which merge of a chain brought each commit in that is not on the chain itself.
///
/// A commit counts for the first merge, from the root on, that has it among its ancestors: what a merge brings is what
/// its first parent does not have already.
struct BroughtCommits: Sendable {
  private let merges: [ObjectID: Int32]

  /// Costs one commit read for each commit that merges brought.
  init(_ chain: Chain, in reader: ObjectReader, shallow: Set<ObjectID>) throws(StoreError) {
    var merges: [ObjectID: Int32] = [:]
    guard chain.links.contains(where: \.isMerge) else {
      self.merges = merges
      return
    }
    let own = Set(chain.links.map(\.id))
    for (index, link) in chain.links.enumerated() where link.isMerge {
      let commit = try storing { () throws(GitError) in try reader.commit(link.id) }
      var open = Array(commit.parents.dropFirst())
      while let id = open.popLast() {
        guard !own.contains(id), merges[id] == nil else { continue }
        merges[id] = Int32(index)
        if shallow.contains(id) { continue }
        open += try storing { () throws(GitError) in try reader.commit(id).parents }
      }
    }
    self.merges = merges
  }

  /// Whether a commit came in by the merge at that place of the chain.
  func came(_ commit: ObjectID, by index: Int) -> Bool { merges[commit] == Int32(index) }
}

extension ObjectReader {
  /// A commit and all that it descends from.
  func ancestors(of commit: ObjectID, shallow: Set<ObjectID>) throws(StoreError) -> Set<ObjectID> {
    var seen: Set<ObjectID> = []
    var open = [commit]
    while let id = open.popLast() {
      guard seen.insert(id).inserted, !shallow.contains(id) else { continue }
      open += try storing { () throws(GitError) in try self.commit(id).parents }
    }
    return seen
  }
}
