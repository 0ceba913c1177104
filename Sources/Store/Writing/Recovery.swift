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

  func run() throws(StoreError) {
    let state = store.stateDirectory
    let locks = try storing { () throws(GitError) in
      try OwnedLock.leftBehind(root: repository.commonDirectory, stateDirectory: state)
    }
    for lock in locks { try storing { () throws(GitError) in _ = try lock.release() } }
    guard let journal = try Journal.read(from: state) else { return }
    let tip = try storing { () throws(GitError) in try repository.tip(ofBranch: journal.branch) }
    if tip == journal.commit {
      // The branch moved: files and index were done before it.
      try Journal.remove(from: state)
      return
    }
    let isOurWorkTree = Files.resolve(journal.gitDirectory) == Files.resolve(repository.gitDirectory)
    guard isOurWorkTree else {
      if FileStatus.of(journal.gitDirectory) == nil {
        try Journal.remove(from: state)
        return
      }
      throw StoreError(
        "store/journal-elsewhere", "a write in the worktree of \(journal.gitDirectory) was interrupted",
        hint: "run funnel status there first", kind: .retry)
    }
    if tip == journal.parent, case .branch(journal.branch, _) = try store.head() {
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
        let content = try workTree.content(of: file.path, entry: nil, index: nil)
        let skipped = index[file.path]?.isSkipWorktree == true
        guard let new = file.new else {
          if content != nil, content == file.working, !skipped { try workTree.remove(file.path) }
          edits.append((file.path, .remove))
          continue
        }
        var status: FileStatus?
        if !skipped, content == file.working, content != new {
          let bytes = try storing { () throws(GitError) in try repository.blob(new) }
          status = try workTree.put(bytes, at: file.path, temporary: state + "/new-file")
        } else if content == new {
          status = FileStatus.of(workTree.absolute(file.path))
        }
        // A file edited since stays the user's: an entry without times makes git look at it.
        edits.append((file.path, .put(new, status)))
      }
      try storing { () throws(GitError) in
        try branchUpdate.stage(journal.commit)
        try indexUpdate.stage(index.applying(edits))
        try indexUpdate.commit()
        try branchUpdate.commit()
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
        if try workTree.content(of: file.path, entry: nil, index: nil) == file.new {
          if let before {
            if repository.contains(before) {
              let bytes = try storing { () throws(GitError) in try repository.blob(before) }
              _ = try workTree.put(bytes, at: file.path, temporary: state + "/new-file")
            }
          } else {
            try workTree.remove(file.path)
          }
        }
        if index[file.path]?.id == file.new {
          let isClean = try workTree.content(of: file.path, entry: nil, index: nil) == committed
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
