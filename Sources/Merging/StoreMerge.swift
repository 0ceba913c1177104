internal import Diagnostics
package import Git
internal import Platform
package import Store

/// What to merge, and how.
package struct MergeRequest: Sendable {
  /// As it was typed: a branch, a tag, a commit.
  package var revision: String
  /// Whether a merge commit is made although the branch could just be moved on.
  package var makesCommit = false
  /// Whether it must be possible to just move the branch on.
  package var onlyFastForward = false
  /// Whether the merge is left for `git commit` to conclude.
  package var stopsBeforeCommit = false
  package var allowsUnrelated = false
  /// Whether nothing is written but objects.
  package var isDryRun = false

  package init(revision: String) { self.revision = revision }
}

/// What came of `funnel merge`.
package struct MergeAnswer: Sendable {
  package enum Outcome: String, Sendable {
    /// The branch holds it all already.
    case upToDate = "up-to-date"
    case fastForward = "fast-forward"
    case merged
    /// All could be told, and `git commit` concludes it.
    case prepared
    /// Somebody must decide. In a clone the files and git's index wait for it; else nothing was written.
    case conflicts
  }

  package let outcome: Outcome
  package let merge: MergedStore
  /// The branch's tip afterwards.
  package let commit: ObjectID
  package let branch: String
  /// Whether a working tree holds the merge, to be concluded or aborted.
  package let isUnderWay: Bool
}

extension Store {
  /// Merges a revision into a branch.
  ///
  /// Where the branch is not checked out (a bare store, another branch) a merge with conflicts writes nothing. Where
  /// it is, the conflicts are left as `git merge` leaves them, so that git's own commands conclude or abort it.
  ///
  /// - Throws: `merge/…`; `worktree/…` where files of the user's are in the way.
  package func merge(_ request: MergeRequest, options: WriteOptions) throws(StoreError) -> MergeAnswer {
    guard
      let theirs = try storing({ () throws(GitError) in
        try repository.commitID(named: request.revision)
      })
    else {
      throw StoreError(
        "merge/revision", "there is no branch or revision \(request.revision)",
        hint: "git branch -a lists the branches", kind: .missing)
    }
    if request.isDryRun { return try tryMerge(request, theirs, options) }
    return try merging(options) { (ground) throws(StoreError) in
      try Signals.deferringInterrupts { () throws(StoreError) in
        try merge(request, theirs, ground, options)
      }
    }
  }

  private func tryMerge(
    _ request: MergeRequest, _ theirs: ObjectID, _ options: WriteOptions
  ) throws(StoreError) -> MergeAnswer {
    let branch = if let named = options.branch { named } else { try currentBranch() }
    let tip = try tip(of: branch)
    let merge = try TreeMerge.merge(tip, theirs, in: self, allowsUnrelated: request.allowsUnrelated)
    let outcome: MergeAnswer.Outcome =
      merge.isUpToDate
      ? .upToDate
      : merge.isFastForward && !request.makesCommit ? .fastForward : merge.isClean ? .merged : .conflicts
    return MergeAnswer(outcome: outcome, merge: merge, commit: tip, branch: branch, isUnderWay: false)
  }

  private func merge(
    _ request: MergeRequest, _ theirs: ObjectID, _ ground: MergeGround, _ options: WriteOptions
  ) throws(StoreError) -> MergeAnswer {
    func answer(
      _ outcome: MergeAnswer.Outcome, _ merge: MergedStore, _ commit: ObjectID, isUnderWay: Bool = false
    )
      -> MergeAnswer
    {
      MergeAnswer(
        outcome: outcome, merge: merge, commit: commit, branch: ground.branch, isUnderWay: isUnderWay)
    }
    if request.stopsBeforeCommit, !ground.isCheckedOut {
      throw StoreError(
        "merge/no-commit", "\(ground.branch) is not checked out here, so there is nowhere to leave a merge",
        hint: "--dry-run shows what it would do", kind: .usage)
    }
    let merge = try TreeMerge.merge(
      ground.tip, theirs, in: self, allowsUnrelated: request.allowsUnrelated, isDurable: true)
    if merge.isUpToDate { return answer(.upToDate, merge, ground.tip) }
    let clone: CloneMerge? = ground.isCheckedOut ? try CloneMerge(self, ground) : nil
    if merge.isFastForward, !request.makesCommit {
      try clone?.checkOut(merge)
      do throws(StoreError) {
        try fastForward(ground, to: theirs, named: request.revision, options: options)
      } catch {
        try clone?.takeBack(merge)
        throw error
      }
      return answer(.fastForward, merge, theirs)
    }
    if request.onlyFastForward {
      throw StoreError(
        "merge/diverged", "\(ground.branch) and \(request.revision) have both moved on",
        hint: "without --ff-only a merge commit is made", kind: .refused)
    }
    let message: String
    if let given = options.message {
      message = given
    } else {
      message = try defaultMessage(request.revision, ground.branch)
    }
    guard merge.isClean, !request.stopsBeforeCommit else {
      guard let clone else { return answer(.conflicts, merge, ground.tip) }
      try clone.leave(merge, message: message, isFastForward: !request.makesCommit)
      return answer(merge.isClean ? .prepared : .conflicts, merge, ground.tip, isUnderWay: true)
    }
    try clone?.leave(merge, message: message, isFastForward: !request.makesCommit)
    let commit: ObjectID
    do throws(StoreError) {
      commit = try commitMerge(ground, tree: merge.tree, with: theirs, message: message, options: options)
    } catch {
      // What a hook refuses is left as git leaves it: to be mended and committed, or aborted.
      if error.code != "store/hook" { try clone?.takeBack(merge) }
      throw error
    }
    try clone?.finish()
    return answer(.merged, merge, commit)
  }

  /// `Merge branch 'topic'`, as git words it.
  private func defaultMessage(_ revision: String, _ branch: String) throws(StoreError) -> String {
    let (isBranch, isTracking) = try storing { () throws(GitError) in
      (
        try repository.tip(ofBranch: revision) != nil,
        try repository.commitID(named: "refs/remotes/" + revision) != nil
      )
    }
    let what = isBranch ? "branch" : isTracking ? "remote-tracking branch" : "commit"
    let into = branch == "main" || branch == "master" ? "" : " into \(branch)"
    return "Merge \(what) '\(revision)'\(into)"
  }
}
