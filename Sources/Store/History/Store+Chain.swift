internal import Diagnostics
public import FirestoreModel
public import Git

/// One commit of a branch's first-parent chain.
public struct HistoryEntry: Sendable {
  public let commit: Commit
  public let claims: CommitClaims
  /// Microseconds since 1970.
  public let time: Int64
  /// Whether the chain ends here only because the clone is shallow.
  public let isBoundary: Bool
}

/// When a document came to be and last changed.
public struct DocumentTimes: Sendable, Equatable {
  public let create: Timestamp
  public let update: Timestamp
  /// The commit of the last change.
  public let commit: ObjectID
  /// In a shallow clone: the true times may be earlier.
  public let isAtOrBefore: Bool
}

extension Store {
  /// The chain from `commit` back to its root, newest first; `body` may return false to stop.
  ///
  /// Costs one commit read a step, after one pass over the chain for the times.
  public func forEachCommit(
    from commit: ObjectID, _ body: (HistoryEntry) throws(StoreError) -> Bool
  ) throws(StoreError) {
    // Who wants the tip alone does not pay for the chain.
    guard try body(try entry(of: commit)) else { return }
    let chain = try timeline().chain(of: commit)
    for place in chain.links.indices.dropFirst() {
      guard try body(try entry(at: place, of: chain)) else { return }
    }
  }

  /// The first-parent chain of a commit, with its times.
  package func chain(of tip: ObjectID) throws(StoreError) -> Chain { try timeline().chain(of: tip) }

  /// One link of a chain, read in full.
  func entry(at place: Int, of chain: Chain) throws(StoreError) -> HistoryEntry {
    let link = chain.links[place]
    let commit = try storing { () throws(GitError) in try reader.many.commit(link.id) }
    return HistoryEntry(
      commit: commit, claims: CommitClaims(commit), time: link.time,
      isBoundary: chain.isShallow && place == chain.links.count - 1)
  }

  /// The last commit of the chain with time ≤ `time`.
  ///
  /// - Throws: `history/before-first` when there is none; in a shallow clone it says so.
  public func commit(asOf time: Int64, from tip: ObjectID) throws(StoreError) -> ObjectID {
    let timeline = try timeline()
    if try timeline.time(of: tip) <= time { return tip }
    let chain = try timeline.chain(of: tip)
    if let place = chain.place(asOf: time) { return chain.links[place].id }
    if chain.isShallow, let end = chain.links.last {
      throw StoreError(
        "history/shallow",
        "this is a shallow clone: nothing before \(Timestamp(microsecondsSince1970: end.time)) can be told",
        hint: "git fetch --unshallow", kind: .missing)
    }
    throw StoreError(
      "history/before-first", "the store's history begins after \(Timestamp(microsecondsSince1970: time))",
      hint: "funnel log shows where it begins", kind: .missing)
  }

  /// Where the chain of a commit ends because the clone is shallow; nil when it goes back to its beginning.
  public func shallowEnd(of commit: ObjectID) throws(StoreError) -> HistoryEntry? {
    let chain = try timeline().chain(of: commit)
    return chain.isShallow ? try entry(at: chain.links.count - 1, of: chain) : nil
  }

  /// The newest commit that the chain of a side branch has in common with the chain of `tip`; nil for none.
  package func fork(of side: ObjectID, from tip: ObjectID) throws(StoreError) -> ObjectID? {
    let trunk = try timeline().chain(of: tip)
    return try timeline().chain(of: side).links.first { trunk.place(of: $0.id) != nil }?.id
  }

  /// Whether a commit stands on the first-parent chain of another.
  public func isOnChain(_ commit: ObjectID, of tip: ObjectID) throws(StoreError) -> Bool {
    try timeline().chain(of: tip).place(of: commit) != nil
  }

  /// When a document that exists at `tip` came to be and last changed its value.
  ///
  /// A move of files or a reformat is no change. Costs what its versions back to the creation cost.
  public func times(of path: DocumentPath, at tip: ObjectID) throws(StoreError) -> DocumentTimes? {
    if let known = documentTimes[tip]?[path] { return known }
    guard try version(of: path, at: tip) != nil else { return nil }
    let texts = VersionTexts(store: self)
    let versions = try versions.versions(of: path, from: tip, until: nil, includingLive: true)
    var update: HistoryEntry?
    while let version = try versions.next() {
      let isCreation = version.before == nil || version.isRecreated
      if update == nil {
        let isUpdate = isCreation ? true : try texts.differ(version)
        if isUpdate { update = version.entry }
      }
      guard isCreation, let last = update else { continue }
      let times = DocumentTimes(
        create: Timestamp(microsecondsSince1970: version.entry.time),
        update: Timestamp(microsecondsSince1970: last.time), commit: last.commit.id,
        isAtOrBefore: version.isAtOrBefore)
      documentTimes[tip, default: [:]][path] = times
      return times
    }
    return nil
  }

  /// The blobs of a document at a commit; nil when it is absent there, or there is no store yet.
  func version(of path: DocumentPath, at commit: ObjectID) throws(StoreError) -> DocumentVersion? {
    guard let snapshot = try snapshotIfPresent(at: commit) else { return nil }
    let (data, live) = try snapshot.blobs(of: path)
    return data.map { DocumentVersion(data: $0, live: live) }
  }
}

/// The two blobs of a document.
struct DocumentVersion: Equatable {
  let data: ObjectID
  let live: ObjectID?
}

extension CommitClaims {
  /// Whether the commit deleted and created the document in one request, which leaves no trace in trees.
  func recreates(_ path: DocumentPath) -> Bool {
    guard isFirsthand else { return false }
    return trailers.all("Funnel-Recreated").contains { TrailerText.paths($0).contains(path) }
  }
}
