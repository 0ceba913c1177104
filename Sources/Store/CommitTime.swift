internal import FirestoreModel
public import Git

/// What a commit's trailers claim, and whether the claim holds.
///
/// Design: trailers count only when the second of `Funnel-Time` is the committer's second; after a rebase, cherry-pick
/// or squash they are inherited claims.
public struct CommitClaims: Sendable {
  /// Microseconds since 1970: the commit's own time.
  public let ownTime: Int64
  /// Whether the trailers were written with this very commit.
  public let isFirsthand: Bool
  public let trailers: Trailers

  /// Whether there is any trailer of funnel's, be it this commit's own or an inherited one.
  public var isClaiming: Bool { trailers.pairs.contains { $0.key.hasPrefix("Funnel-") } }

  public init(_ commit: Commit) {
    trailers = Trailers(message: commit.message)
    let fallback = commit.committer.seconds &* 1_000_000
    if let text = trailers["Funnel-Time"], let time = try? Timestamp(rfc3339: text),
      time.seconds == commit.committer.seconds
    {
      ownTime = time.microsecondsSince1970
      isFirsthand = true
    } else {
      ownTime = fallback
      isFirsthand = false
    }
  }
}

/// The times of a branch's first-parent chain.
///
/// time(c) = max(its own, time(parent) + 1 µs). Since a commit never changes, neither does its time, unless
/// `ignoreTime` changes; so times are kept, in memory and (of the last tip) in `.git/funnel/cache/`.
final class Timeline {
  private var known: [ObjectID: Int64] = [:]
  private let repository: Repository
  private let ignored: Set<ObjectID>
  private let shallow: Set<ObjectID>
  private let cache: TimeCache

  init(repository: Repository, ignored: Set<ObjectID>, cache: TimeCache) throws(StoreError) {
    self.repository = repository
    self.ignored = ignored
    self.cache = cache
    shallow = try storing { () throws(GitError) in try repository.shallowCommits() }
    if let (commit, time) = cache.load(ignored: ignored, shallow: !shallow.isEmpty) { known[commit] = time }
  }

  /// The time of a commit in microseconds. Costs one commit read for each ancestor that is not known yet.
  func time(of commit: ObjectID) throws(StoreError) -> Int64 {
    if let time = known[commit] { return time }
    var chain: [(id: ObjectID, own: Int64)] = []
    var next: ObjectID? = commit
    var time: Int64?
    while let id = next {
      if let found = known[id] {
        time = found
        break
      }
      let object = try storing { () throws(GitError) in try repository.commit(id) }
      chain.append((id, CommitClaims(object).ownTime))
      next = isBoundary(id) ? nil : object.parents.first
    }
    for (id, own) in chain.reversed() {
      let least = time.map { $0 + 1 }
      let value = ignored.contains(id) ? (least ?? own) : max(own, least ?? own)
      known[id] = value
      time = value
    }
    return time ?? 0
  }

  /// Whether history ends here only because the clone is shallow.
  func isBoundary(_ commit: ObjectID) -> Bool { shallow.contains(commit) }

  /// Remembers a tip for the next process.
  func remember(_ commit: ObjectID, time: Int64) {
    known[commit] = time
    cache.save(commit, time: time, ignored: ignored, shallow: !shallow.isEmpty)
  }
}
