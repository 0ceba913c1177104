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
    let timeline = try timeline()
    var next: ObjectID? = commit
    while let id = next {
      let object = try storing { () throws(GitError) in try repository.commit(id) }
      let boundary = timeline.isBoundary(id)
      let entry = HistoryEntry(
        commit: object, claims: CommitClaims(object), time: try timeline.time(of: id), isBoundary: boundary)
      guard try body(entry) else { return }
      next = boundary ? nil : object.parents.first
    }
  }

  /// The last commit of the chain with time ≤ `time`.
  ///
  /// - Throws: `history/before-first` when there is none; in a shallow clone it says so.
  public func commit(asOf time: Int64, from tip: ObjectID) throws(StoreError) -> ObjectID {
    var found: ObjectID?
    var boundary: HistoryEntry?
    try forEachCommit(from: tip) { (entry) throws(StoreError) in
      if entry.time <= time {
        found = entry.commit.id
        return false
      }
      if entry.isBoundary { boundary = entry }
      return true
    }
    if let found { return found }
    if let boundary {
      throw StoreError(
        "history/shallow",
        "this is a shallow clone: nothing before \(Timestamp(microsecondsSince1970: boundary.time)) can be told",
        hint: "git fetch --unshallow", kind: .missing)
    }
    throw StoreError(
      "history/before-first", "the store's history begins after \(Timestamp(microsecondsSince1970: time))",
      hint: "funnel log shows where it begins", kind: .missing)
  }

  /// When a document that exists at `tip` came to be and last changed its value.
  ///
  /// A move of files or a reformat is no change. Walks the chain back to the document's creation and reads, of each
  /// commit, only the trees that differ from those of the one after it.
  public func times(of path: DocumentPath, at tip: ObjectID) throws(StoreError) -> DocumentTimes? {
    if let known = documentTimes[tip]?[path] { return known }
    let timeline = try timeline()
    guard var current = try version(of: path, at: tip) else { return nil }
    var update: ObjectID?
    var holder = tip
    var create = tip
    var atOrBefore = false
    while true {
      let object = try storing { () throws(GitError) in try repository.commit(holder) }
      if CommitClaims(object).recreates(path) {
        create = holder
        if update == nil { update = holder }
        break
      }
      guard !timeline.isBoundary(holder), let parent = object.parents.first else {
        create = holder
        if update == nil { update = holder }
        atOrBefore = timeline.isBoundary(holder)
        break
      }
      guard let before = try version(of: path, at: parent) else {
        create = holder
        if update == nil { update = holder }
        break
      }
      if update == nil, before != current, try !sameValue(path, before, parent, current, holder) {
        update = holder
      }
      current = before
      holder = parent
    }
    let last = update ?? create
    let times = DocumentTimes(
      create: Timestamp(microsecondsSince1970: try timeline.time(of: create)),
      update: Timestamp(microsecondsSince1970: try timeline.time(of: last)), commit: last,
      isAtOrBefore: atOrBefore)
    documentTimes[tip, default: [:]][path] = times
    return times
  }

  /// The blobs of a document at a commit; nil when it is absent there, or there is no store yet.
  func version(of path: DocumentPath, at commit: ObjectID) throws(StoreError) -> DocumentVersion? {
    guard let snapshot = try snapshotIfPresent(at: commit) else { return nil }
    let (data, live) = try snapshot.blobs(of: path)
    return data.map { DocumentVersion(data: $0, live: live) }
  }

  private func sameValue(
    _ path: DocumentPath, _ old: DocumentVersion, _ oldCommit: ObjectID, _ new: DocumentVersion,
    _ newCommit: ObjectID
  ) throws(StoreError) -> Bool {
    // A past that cannot be read any more (a hand-made commit that broke the file) differs from what can.
    guard let before = try? snapshot(at: oldCommit).document(path, data: old.data, live: old.live),
      let after = try? snapshot(at: newCommit).document(path, data: new.data, live: new.live)
    else { return false }
    return before.fields == after.fields
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
