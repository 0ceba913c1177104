internal import Diagnostics
internal import Git
internal import Platform

/// Makes a commit from a draft and moves the branch: the only place that does.
///
/// Order in a clone (design: at no crash point is the index older than HEAD): lock index and branch, check the old
/// tip and the user's files, write objects, journal, working files, index, branch last. In a bare repository the
/// index and the files are left out. Called under the store's own lock.
struct Committer {
  let store: Store
  var repository: Repository { store.repository }

  /// - Returns: the new commit.
  /// - Throws: `git/moved` (retry) when the branch is not at the draft's parent any more; nothing is changed then.
  func commit(_ draft: CommitDraft) throws(StoreError) -> ObjectID {
    var workTree: WorkTree?
    if draft.tree == nil {
      workTree = try self.workTree(for: draft)
    } else {
      try checkElsewhere(draft.branch)
    }
    var body = draft.body
    if draft.runsHooks, workTree != nil {
      try Hooks(store: store).preCommit(draft)
      body = try CommitText.checked(try Hooks(store: store).commitMessage(body))
    }
    return try Signals.deferringInterrupts { () throws(StoreError) in
      try commit(draft, body: body, workTree: workTree)
    }
  }

  private func commit(_ draft: CommitDraft, body: String, workTree: WorkTree?) throws(StoreError) -> ObjectID
  {
    let state = store.stateDirectory
    let update = BranchUpdate(branch: draft.branch, in: repository, stateDirectory: state)
    let indexUpdate = IndexUpdate(in: repository, stateDirectory: state)
    var index: IndexFile?
    if workTree != nil { index = try storing { () throws(GitError) in try indexUpdate.begin() } }
    let commit: ObjectID
    do throws(StoreError) {
      try storing { () throws(GitError) in try update.begin(expecting: draft.parent, in: repository) }
      CrashPoint.locked.reach()
      var seen: [String: WorkTree.Seen] = [:]
      if let workTree, let index {
        for change in draft.changes { seen[change.name] = try workTree.check(change, index: index) }
      }
      commit = try writeObjects(draft, body: body)
      CrashPoint.objectsWritten.reach()
      try storing { () throws(GitError) in try update.stage(commit) }
      if let workTree, let index {
        let journal = journal(draft, commit: commit)
        try journal.write(to: state)
        CrashPoint.journaled.reach()
        do throws(StoreError) {
          try writeFiles(draft, seen: seen, workTree: workTree, index: index, update: indexUpdate)
          try storing { () throws(GitError) in try update.commit() }
        } catch {
          // A full disk, say: put back what was already replaced, as recovery would. But once the branch has moved
          // (only its durability failed) the files are right as they are.
          let tip = try storing { () throws(GitError) in try repository.tip(ofBranch: draft.branch) }
          if tip != commit { try Recovery(store: store).rollBack(journal) }
          throw error
        }
      } else {
        try storing { () throws(GitError) in try update.commit() }
      }
    } catch {
      // Not a line of the user's was lost: what the journal tells was rolled back or will be by the next command.
      try storing { () throws(GitError) in
        try update.release()
        try indexUpdate.release()
      }
      throw error
    }
    CrashPoint.branchMoved.reach()
    // The write is acknowledged. What is left is housekeeping: a journal that stays is removed by the next command,
    // and a reflog line that cannot be written (a full disk) must not make a made commit look refused.
    if workTree != nil { try? Journal.remove(from: state) }
    CrashPoint.journalRemoved.reach()
    let movesHead = workTree != nil || isHead(draft.branch)
    let subject = body.split(separator: "\n").first.map(String.init) ?? ""
    try? update.log(
      from: draft.parent, to: commit, by: draft.committer,
      message: draft.otherParents.isEmpty ? "commit: \(subject)" : "commit (merge): \(subject)",
      movesHead: movesHead,
      in: repository)
    if draft.runsHooks, workTree != nil { Hooks(store: store).postCommit() }
    return commit
  }

  /// Moves a branch to a commit that is there already and comes after its tip.
  ///
  /// - Throws: `git/moved` (retry) when the branch is not where it was; nothing is changed then.
  func fastForward(
    _ branch: String, from old: ObjectID, to new: ObjectID, by person: Signature, message: String
  ) throws(StoreError) {
    try checkElsewhere(branch)
    let update = BranchUpdate(branch: branch, in: repository, stateDirectory: store.stateDirectory)
    do throws(GitError) {
      try update.begin(expecting: old, in: repository)
      CrashPoint.locked.reach()
      try update.stage(new)
      try update.commit()
    } catch {
      try storing { () throws(GitError) in _ = try update.release() }
      throw StoreError(error)
    }
    CrashPoint.branchMoved.reach()
    try? update.log(
      from: old, to: new, by: person, message: message, movesHead: isHead(branch), in: repository)
  }

  private func checkElsewhere(_ branch: String) throws(StoreError) {
    guard let other = try storing({ () throws(GitError) in try repository.otherWorkTree(on: branch) }) else {
      return
    }
    throw StoreError(
      "worktree/elsewhere", "\(branch) is checked out in \(other)",
      hint: "run the command there: funnel -C \(other) …",
      kind: .retry)
  }

  private func isHead(_ branch: String) -> Bool {
    if case .branch(branch, _)? = try? store.head() { true } else { false }
  }

  /// The files that the commit changes along with the branch: this clone's, when HEAD is on the branch.
  ///
  /// - Throws: when files are there but must not be touched: an operation under way, another worktree, filters.
  private func workTree(for draft: CommitDraft) throws(StoreError) -> WorkTree? {
    try checkElsewhere(draft.branch)
    guard let directory = repository.workTree.flatMap({ Files.resolve($0) }) else { return nil }
    guard case .branch(draft.branch, _) = try store.head() else { return nil }
    if let operation = repository.operationUnderWay { throw StoreError.underWay(operation) }
    if let name = draft.changes.first?.name,
      let filter = try storing({ () throws(GitError) in try repository.filter(on: name) })
    {
      throw StoreError(
        "worktree/filter", "git would change the bytes of \(name) on their way (\(filter))",
        hint: "add the line \"data/** -text -filter\" to .gitattributes; funnel init writes it",
        kind: .configuration)
    }
    return WorkTree(directory: directory, repository: repository)
  }

  private func writeObjects(_ draft: CommitDraft, body: String) throws(StoreError) -> ObjectID {
    try storing { () throws(GitError) in
      if let tree = draft.tree {
        return try repository.writeCommit(
          tree: tree, parents: (draft.parent.map { [$0] } ?? []) + draft.otherParents, author: draft.author,
          committer: draft.committer, message: draft.trailers.appended(to: body))
      }
      var changes: [TreeEdit.Change] = []
      for change in draft.changes {
        let blob: ObjectID?
        if let bytes = change.bytes { blob = try repository.write(.blob, bytes) } else { blob = nil }
        changes.append(TreeEdit.Change(path: change.path, blob: blob))
      }
      let base: ObjectID?
      if let parent = draft.parent { base = try repository.commit(parent).tree } else { base = nil }
      let edited = try TreeEdit.apply(changes, to: base, in: repository)
      let tree: ObjectID
      if let edited { tree = edited } else { tree = try repository.write(.tree, []) }
      return try repository.writeCommit(
        tree: tree, parents: draft.parent.map { [$0] } ?? [], author: draft.author,
        committer: draft.committer,
        message: draft.trailers.appended(to: body))
    }
  }

  private func journal(_ draft: CommitDraft, commit: ObjectID) -> Journal {
    let files = draft.changes.map { change in
      let working: ObjectID? = if case .edited(let judged) = change.expectation { judged } else { change.old }
      return Journal.File(
        path: change.name, old: change.old, new: change.bytes.map(Repository.blobID), working: working)
    }
    return Journal(
      branch: draft.branch, parent: draft.parent, commit: commit,
      workTreeDirectory: repository.workTreeDirectory, files: files)
  }

  /// - Parameter seen: the files' status when they were checked; one that has changed since is the user's.
  private func writeFiles(
    _ draft: CommitDraft, seen: [String: WorkTree.Seen], workTree: WorkTree, index: IndexFile,
    update: IndexUpdate
  ) throws(StoreError) {
    var edits: [(path: String, edit: IndexFile.Edit)] = []
    for change in draft.changes {
      let skipped = index[change.name]?.isSkipWorktree == true
      if let bytes = change.bytes {
        let status =
          skipped
          ? nil
          : try workTree.put(
            bytes, at: change.name, temporary: store.stateDirectory + "/new-file", ifStill: seen[change.name])
        edits.append((change.name, .put(Repository.blobID(bytes), status)))
      } else {
        if !skipped {
          if let before = seen[change.name] { try workTree.checkUntouched(change.name, since: before) }
          try workTree.remove(change.name)
        }
        edits.append((change.name, .remove))
      }
      CrashPoint.fileWritten.reach()
    }
    CrashPoint.filesWritten.reach()
    try storing { () throws(GitError) in
      try update.stage(index.applying(edits))
      try update.commit()
    }
    CrashPoint.indexWritten.reach()
  }
}
