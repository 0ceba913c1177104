internal import Diagnostics
internal import Git
internal import Platform

/// Sets right what a funnel that died left behind. Called under the store's own lock, so nobody is at work.
struct Recovery {
  let store: Store
  var repository: Repository { store.repository }

  /// Whether something may be left behind: a few system calls, and nothing in a healthy store.
  static func isNeeded(_ store: Store) -> Bool {
    guard let names = try? Files.list(store.stateDirectory) else { return false }
    return names.contains { $0 == "journal" || $0.hasPrefix("own-") }
  }

  /// To its end, even if an interrupt comes: a recovery cut short would have to be recovered.
  func run() throws(StoreError) {
    try Signals.deferringInterrupts { () throws(StoreError) in try recover() }
  }

  private func recover() throws(StoreError) {
    let state = store.stateDirectory
    let locks = try storing { () throws(GitError) in
      try OwnedLock.leftBehind(root: repository.commonDirectory, stateDirectory: state)
    }
    for lock in locks { try storing { () throws(GitError) in _ = try lock.release() } }
    guard let journal = try Journal.read(from: state) else { return }
    let tip = try storing { () throws(GitError) in try repository.tip(ofBranch: journal.branch) }
    // `git gc --prune=now` may have taken what no branch holds.
    let isWhole = repository.contains(journal.commit)
    if isWhole, let tip,
      try storing({ () throws(GitError) in try repository.contains(journal.commit, inHistoryOf: tip) })
    {
      // The branch moved: files and index were done before it. What has come since is not the journal's.
      return try Journal.remove(from: state)
    }
    guard journal.workTreeDirectory == repository.workTreeDirectory else {
      let directory = repository.commonDirectory + "/" + journal.workTreeDirectory
      // A worktree that was removed took its files and its index along.
      if FileStatus.of(directory) == nil { return try Journal.remove(from: state) }
      throw StoreError(
        "store/journal-elsewhere", "a write in the worktree of \(directory) was interrupted",
        hint: "run funnel status there first", kind: .retry)
    }
    if isWhole, tip == journal.parent, case .branch(journal.branch, _) = try store.head() {
      try rollForward(journal)
    } else {
      try rollBack(journal)
    }
  }

  /// Ends the write: the branch still is where it was, so nothing has come between.
  private func rollForward(_ journal: Journal) throws(StoreError) {
    let state = store.stateDirectory
    guard let workTree = workTree else { return try Journal.remove(from: state) }
    let indexUpdate = IndexUpdate(in: repository, stateDirectory: state)
    let branchUpdate = BranchUpdate(branch: journal.branch, in: repository, stateDirectory: state)
    let index = try storing { () throws(GitError) in try indexUpdate.begin() }
    do throws(StoreError) {
      try storing { () throws(GitError) in try branchUpdate.begin(expecting: journal.parent, in: repository) }
      var edits: [(path: String, edit: IndexFile.Edit)] = []
      for file in journal.files {
        let (content, isFile) = try workTree.standing(at: file.path)
        let skipped = index[file.path]?.isSkipWorktree == true
        guard let new = file.new else {
          if isFile, content != nil, content == file.working, !skipped { try workTree.remove(file.path) }
          edits.append((file.path, .remove))
          continue
        }
        var status: FileStatus?
        if !skipped, isFile, content == file.working, content != new {
          let bytes = try storing { () throws(GitError) in try repository.blob(new) }
          status = try workTree.put(bytes, at: file.path, temporary: state + "/new-file")
        } else if content == new {
          status = FileStatus.of(workTree.absolute(file.path))
        }
        // A file edited since stays the user's: an entry without times makes git look at it.
        edits.append((file.path, .put(new, status)))
        CrashPoint.fileWritten.reach()
      }
      try storing { () throws(GitError) in
        try branchUpdate.stage(journal.commit)
        try indexUpdate.stage(index.applying(edits))
        CrashPoint.filesWritten.reach()
        try indexUpdate.commit()
        CrashPoint.indexWritten.reach()
        try branchUpdate.commit()
        CrashPoint.branchMoved.reach()
      }
    } catch {
      try storing { () throws(GitError) in
        try branchUpdate.release()
        try indexUpdate.release()
      }
      throw error
    }
    try Journal.remove(from: state)
  }

  /// Undoes the write: files that hold its content get back what they held, and so does the index.
  func rollBack(_ journal: Journal) throws(StoreError) {
    let state = store.stateDirectory
    guard let workTree = workTree, let head = try store.headCommit() else {
      return try Journal.remove(from: state)
    }
    let tree = try storing { () throws(GitError) in try repository.commit(head).tree }
    let indexUpdate = IndexUpdate(in: repository, stateDirectory: state)
    try storing { () throws(GitError) in _ = try indexUpdate.release() }
    let index = try storing { () throws(GitError) in try indexUpdate.begin() }
    do throws(StoreError) {
      var edits: [(path: String, edit: IndexFile.Edit)] = []
      for file in journal.files {
        let components = file.path.split(separator: "/").map(String.init)
        let committed = try storing { () throws(GitError) in
          try repository.entry(at: components, in: tree)?.id
        }
        if committed == file.new { continue }
        // What the file held before the write: a hand edit if the commit took one, else the committed content.
        let before = file.working == file.old ? committed : file.working
        let (content, isFile) = try workTree.standing(at: file.path)
        if isFile, content == file.new {
          if let before {
            // A hand edit that was not canonical is stored nowhere else: it stays, in the canonical form.
            if repository.contains(before) {
              let bytes = try storing { () throws(GitError) in try repository.blob(before) }
              _ = try workTree.put(bytes, at: file.path, temporary: state + "/new-file")
            }
          } else {
            try workTree.remove(file.path)
          }
        }
        if index[file.path]?.id == file.new {
          let isClean = try workTree.standing(at: file.path) == (committed, true)
          let status = isClean ? FileStatus.of(workTree.absolute(file.path)) : nil
          edits.append((file.path, committed.map { .put($0, status) } ?? .remove))
        }
      }
      try storing { () throws(GitError) in
        if edits.isEmpty {
          try indexUpdate.release()
        } else {
          try indexUpdate.stage(index.applying(edits))
          try indexUpdate.commit()
        }
      }
    } catch {
      try storing { () throws(GitError) in _ = try indexUpdate.release() }
      throw error
    }
    try Journal.remove(from: state)
  }

  private var workTree: WorkTree? {
    guard let directory = repository.workTree.flatMap({ Files.resolve($0) }) else { return nil }
    return WorkTree(directory: directory, repository: repository)
  }
}
