internal import Diagnostics
internal import FirestoreModel
package import Git

/// Where a merge starts: a branch, its tip, and the time that the merge commit will have.
package struct MergeGround: Sendable {
  package let branch: String
  package let tip: ObjectID
  /// Microseconds since 1970.
  let time: Int64
  /// Whether the clone's files are those of the branch.
  package let isCheckedOut: Bool
}

extension Store {
  /// Runs `body` as the only writer, with the state of the branch to merge into; again when git moved it meanwhile.
  ///
  /// - Throws: `worktree/operation` when the branch is checked out and a merge, a rebase or the like is under way.
  package func merging<R>(
    _ options: WriteOptions, _ body: (MergeGround) throws(StoreError) -> R
  ) throws(StoreError) -> R {
    try withLock { () throws(StoreError) in
      var attempt = 0
      while true {
        attempt += 1
        let (branch, base) = try self.base(options, try timeline())
        var isCheckedOut = false
        if !isBare, case .branch(branch, _) = try head() { isCheckedOut = true }
        if isCheckedOut, let operation = repository.operationUnderWay { throw StoreError.underWay(operation) }
        let ground = MergeGround(branch: branch, tip: base.tip, time: base.time, isCheckedOut: isCheckedOut)
        do throws(StoreError) { return try body(ground) } catch {
          guard error.code == "git/moved", attempt < Store.attempts else { throw error }
        }
      }
    }
  }

  /// Makes the merge commit and moves the branch to it.
  ///
  /// - Parameters:
  ///   - tree: of the repository's root, durable. Where the branch is checked out, files and index show it already.
  ///   - message: what people read.
  /// - Throws: `git/moved` (retry) when the branch has moved since; `store/hook` when a hook of the clone refuses.
  package func commitMerge(
    _ ground: MergeGround, tree: ObjectID, with theirs: ObjectID, message: String, options: WriteOptions
  ) throws(StoreError) -> ObjectID {
    var body = try CommitText.checked(message)
    let hooks: Hooks? = ground.isCheckedOut && options.runsHooks ? Hooks(store: self) : nil
    if let hooks {
      try hooks.preMergeCommit()
      body = try CommitText.checked(try hooks.commitMessage(body))
    }
    let seconds = Timestamp(microsecondsSince1970: ground.time).seconds
    let (author, committer) = try signatures(options, seconds: seconds)
    var trailers: [(key: String, value: String)] = [
      ("Funnel-Time", StoreTime.text(ground.time)), ("Funnel-Actor", CommitText.actor(options.actor)),
      ("Funnel-Via", WriteVia.merge.rawValue),
    ]
    if let request = options.requestID {
      trailers.append(("Funnel-Request", TrailerText.escape(id: request)))
    }
    let draft = CommitDraft(
      branch: ground.branch, parent: ground.tip, changes: [], author: author, committer: committer,
      body: body, trailers: Trailers(trailers), time: ground.time, runsHooks: false, otherParents: [theirs],
      tree: tree)
    let commit = try Committer(store: self).commit(draft)
    try timeline().remember(commit, time: ground.time)
    hooks?.postMerge()
    return commit
  }

  /// Moves the branch to a commit that holds all of it.
  package func fastForward(
    _ ground: MergeGround, to commit: ObjectID, named name: String, options: WriteOptions
  ) throws(StoreError) {
    let seconds = Timestamp(microsecondsSince1970: ground.time).seconds
    let person = try signatures(options, seconds: seconds).committer
    try Committer(store: self).fastForward(
      ground.branch, from: ground.tip, to: commit, by: person,
      message: CommitText.readable("merge \(name): Fast-forward"))
  }

  /// Throws unless a clean checkout could replace these files (from the repository's root, with the blob that the last
  /// commit holds): hand edits and what is staged are the user's.
  package func checkUntouched(_ files: [(path: [String], old: ObjectID?)]) throws(StoreError) {
    guard let directory = repository.workTree else { return }
    let index = try storing { () throws(GitError) in try IndexFile.read(repository.gitDirectory + "/index") }
    let workTree = WorkTree(directory: directory, repository: repository)
    for file in files {
      try workTree.check(FileChange(path: file.path, bytes: nil, old: file.old), index: index)
    }
  }
}
