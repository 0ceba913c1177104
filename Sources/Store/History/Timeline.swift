package import Git

/// The times of a branch's first-parent chain.
///
/// time(c) = max(its own, time(parent) + 1 µs). Since a commit never changes, neither does its time, unless
/// `ignoreTime` changes; so times are kept, in memory and (of the last tip) in `.git/funnel/cache/`.
final class Timeline {
  private var known: [ObjectID: Int64] = [:]
  private var chain: Chain?
  private let reader: LazyReader
  private let ignored: Set<ObjectID>
  private let shallow: Set<ObjectID>
  private let cache: TimeCache

  init(reader: LazyReader, ignored: Set<ObjectID>, cache: TimeCache) throws(StoreError) {
    self.reader = reader
    self.ignored = ignored
    self.cache = cache
    shallow = try storing { () throws(GitError) in try reader.repository.shallowCommits() }
    if let (commit, time) = cache.load(ignored: ignored, shallow: !shallow.isEmpty) { known[commit] = time }
  }

  /// The time of a commit in microseconds. Costs one commit read for each ancestor that is not known yet.
  func time(of commit: ObjectID) throws(StoreError) -> Int64 {
    if let time = known[commit] ?? chain?.time(of: commit) { return time }
    var path: [(id: ObjectID, own: Int64)] = []
    var next: ObjectID? = commit
    var time: Int64?
    while let id = next {
      if let found = known[id] ?? chain?.time(of: id) {
        time = found
        break
      }
      let head = try reader.head(id, step: path.count)
      path.append((id, ClaimFacts(head).ownTime))
      next = isBoundary(id) ? nil : head.firstParent
    }
    for (id, own) in path.reversed() {
      let value = following(time, own, id)
      known[id] = value
      time = value
    }
    return time ?? 0
  }

  private func following(_ parent: Int64?, _ own: Int64, _ id: ObjectID) -> Int64 {
    guard let parent else { return own }
    return ignored.contains(id) ? parent + 1 : max(own, parent + 1)
  }

  /// The whole chain of a commit. Costs one commit read a link; the last one asked for is kept.
  func chain(of commit: ObjectID) throws(StoreError) -> Chain {
    if let chain, chain.links.first?.id == commit { return chain }
    var links: [Chain.Link] = []
    var next: ObjectID? = commit
    var isShallow = false
    while let id = next {
      let head = try reader.head(id, step: links.count)
      let facts = ClaimFacts(head)
      links.append(
        Chain.Link(
          id: id, tree: head.tree, time: facts.ownTime, ownTime: facts.ownTime, isMerge: head.parentCount > 1,
          recreates: facts.recreates))
      isShallow = isBoundary(id)
      next = isShallow ? nil : head.firstParent
    }
    var time: Int64?
    for place in links.indices.reversed() {
      let value = following(time, links[place].time, links[place].id)
      links[place].time = value
      time = value
    }
    let made = Chain(links: links, isShallow: isShallow)
    chain = made
    return made
  }

  /// Whether history ends here only because the clone is shallow.
  func isBoundary(_ commit: ObjectID) -> Bool { shallow.contains(commit) }

  /// Remembers a tip for the next process.
  func remember(_ commit: ObjectID, time: Int64) {
    known[commit] = time
    cache.save(commit, time: time, ignored: ignored, shallow: !shallow.isEmpty)
  }
}

/// The first-parent chain of a commit, newest first, in some 80 bytes a link.
package final class Chain {
  package struct Link: Sendable {
    package let id: ObjectID
    package let tree: ObjectID
    /// Microseconds since 1970.
    package fileprivate(set) var time: Int64
    /// What the commit itself says; `time` is never before the parent's.
    package let ownTime: Int64
    package let isMerge: Bool
    /// Whether the commit says of some document that it was deleted and created anew.
    package let recreates: Bool
  }

  package let links: [Link]
  /// Whether it ends only because the clone is shallow.
  package let isShallow: Bool
  private lazy var places = Dictionary(
    links.indices.map { (links[$0].id, $0) }, uniquingKeysWith: { first, _ in first })

  fileprivate init(links: [Link], isShallow: Bool) {
    self.links = links
    self.isShallow = isShallow
  }

  /// Where a commit stands; nil when it is not of the chain.
  func place(of commit: ObjectID) -> Int? {
    if links.first?.id == commit { return 0 }
    return places[commit]
  }

  func time(of commit: ObjectID) -> Int64? { place(of: commit).map { links[$0].time } }

  /// The newest link whose time is not later. Times fall along the chain, so that halving finds it.
  func place(asOf time: Int64) -> Int? {
    var low = 0
    var high = links.count
    while low < high {
      let middle = (low + high) / 2
      if links[middle].time <= time { high = middle } else { low = middle + 1 }
    }
    return low < links.count ? low : nil
  }
}

/// The store's reader of many objects, opened when a walk turns out to be long: its start costs as much as some dozens of
/// reads through libgit2.
final class LazyReader {
  let repository: Repository
  private(set) lazy var many = ObjectReader(repository)

  private static let shortWalk = 8

  init(_ repository: Repository) { self.repository = repository }

  /// A commit's links.
  ///
  /// - Parameter step: how many the walk has read before.
  func head(_ id: ObjectID, step: Int) throws(StoreError) -> CommitHead {
    try storing { () throws(GitError) in
      step < Self.shortWalk ? try repository.head(id) : try many.head(id)
    }
  }
}
