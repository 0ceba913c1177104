internal import Diagnostics
internal import FirestoreModel
public import Git

/// Where a store stands.
public struct StoreSummary: Sendable {
  /// nil when HEAD is detached.
  public let branch: String?
  public let commit: ObjectID
  public let time: Int64
  public let author: String
}

extension Store {
  /// The settings of the tip that HEAD is at.
  public func settings() throws(StoreError) -> Settings { try snapshot(at: try tip(of: nil)).settings }

  public func summary() throws(StoreError) -> StoreSummary {
    let branch: String? = if case .branch(let name, _) = try head() { name } else { nil }
    let entry = try entry(of: try tip(of: nil))
    return StoreSummary(
      branch: branch, commit: entry.commit.id, time: entry.time, author: entry.commit.author.name)
  }

  /// One commit with its time and claims.
  public func entry(of commit: ObjectID) throws(StoreError) -> HistoryEntry {
    let timeline = try timeline()
    let object = try storing { () throws(GitError) in try repository.commit(commit) }
    return HistoryEntry(
      commit: object, claims: CommitClaims(object), time: try timeline.time(of: commit),
      isBoundary: timeline.isBoundary(commit))
  }

  /// What a commit changed, against its first parent. Nothing at the end of a shallow clone, where it cannot be told.
  public func changes(of commit: ObjectID, includingLive: Bool) throws(StoreError) -> [DocumentDelta] {
    let object = try storing { () throws(GitError) in try repository.commit(commit) }
    if try timeline().isBoundary(commit) { return [] }
    guard let parent = object.parents.first else {
      return try diff(from: .nothing, to: .commit(commit), includingLive: includingLive)
    }
    return try diff(from: .commit(parent), to: .commit(commit), includingLive: includingLive)
  }
}

extension Store {
  /// Makes a branch at the commit that HEAD is at.
  ///
  /// - Throws: `store/branch-exists`, `store/branch-name`.
  public func makeBranch(_ name: String) throws(StoreError) {
    guard Repository.isValidBranchName(name) else {
      throw StoreError("store/branch-name", "\(name) is no name for a branch", kind: .usage)
    }
    let tip = try tip(of: nil)
    try withLock { () throws(StoreError) in
      let update = BranchUpdate(branch: name, in: repository, stateDirectory: stateDirectory)
      try storing { () throws(GitError) in
        try update.begin(expecting: nil, in: repository)
        try update.stage(tip)
        try update.commit()
      }
    }
  }
}
