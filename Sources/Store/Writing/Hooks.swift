internal import Diagnostics
internal import Git
internal import Platform

/// The clone's own git hooks, run for people's commands and never for `batch`.
struct Hooks {
  let store: Store
  var repository: Repository { store.repository }

  private func path(_ name: String) throws(StoreError) -> String? {
    let configured = try storing { () throws(GitError) in try repository.path("core.hooksPath") }
    let folder =
      configured.map { Files.join(repository.workTree ?? "", $0) } ?? repository.commonDirectory + "/hooks"
    let path = folder + "/" + name
    guard let status = FileStatus.of(path), status.kind != .directory, status.mode & 0o111 != 0 else {
      return nil
    }
    return path
  }

  /// Shows the hook the commit that is to come, on an index of its own: ours is not touched.
  func preCommit(_ draft: CommitDraft) throws(StoreError) {
    guard let hook = try path("pre-commit") else { return }
    let index = try storing { () throws(GitError) in try IndexFile.read(repository.gitDirectory + "/index") }
    let temporary = store.stateDirectory + "/hook-index"
    try storing { () throws(GitError) in
      var edits: [(path: String, edit: IndexFile.Edit)] = []
      for change in draft.changes {
        if let bytes = change.bytes {
          edits.append((change.name, .put(try repository.write(.blob, bytes), nil)))
        } else {
          edits.append((change.name, .remove))
        }
      }
      let bytes = index.applying(edits)
      try storingFiles { () throws(FileError) in try Files.write(bytes, to: temporary) }
    }
    let status = try run([hook], environment: ["GIT_INDEX_FILE": temporary])
    _ = try storing { () throws(FileError) in try Files.remove(temporary) }
    guard status == 0 else { throw refused("pre-commit", status) }
  }

  /// Lets the hook read and change the message.
  func commitMessage(_ body: String) throws(StoreError) -> String {
    guard let hook = try path("commit-msg") else { return body }
    let file = store.stateDirectory + "/message"
    try storing { () throws(FileError) in try Files.write(Array((body + "\n").utf8), to: file) }
    let status = try run([hook, file], environment: [:])
    let bytes = try storing { () throws(FileError) in try Files.read(file) }
    _ = try storing { () throws(FileError) in try Files.remove(file) }
    guard status == 0 else { throw refused("commit-msg", status) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Lets the hook see a merge that git's index holds and that is to be committed.
  func preMergeCommit() throws(StoreError) {
    guard let hook = try path("pre-merge-commit") else { return }
    let status = try run([hook], environment: [:])
    guard status == 0 else { throw refused("pre-merge-commit", status) }
  }

  /// Its outcome changes nothing: the merge is made.
  func postMerge() {
    guard let hook = try? path("post-merge") else { return }
    _ = try? run([hook, "0"], environment: [:])
  }

  /// Its outcome changes nothing: the commit is made.
  func postCommit() {
    guard let hook = try? path("post-commit") else { return }
    _ = try? run([hook], environment: [:])
  }

  private func run(_ arguments: [String], environment: [String: String]) throws(StoreError) -> Int32 {
    var variables = environment
    // What funnel itself commits it has judged: its own hooks have nothing to add, and must not refuse what is forced.
    variables[Store.judgedVariable] = "1"
    variables["GIT_DIR"] = repository.gitDirectory
    if let workTree = repository.workTree { variables["GIT_WORK_TREE"] = workTree }
    return try storing { () throws(FileError) in
      try Subprocess.run(
        arguments, environment: variables, directory: repository.workTree, outputToStandardError: true
      ).status
    }
  }

  private func refused(_ name: String, _ status: Int32) -> StoreError {
    StoreError(
      "store/hook", "the \(name) hook refused the commit (exit \(status)); nothing was written",
      hint: "--no-verify leaves the hooks out", kind: .refused)
  }
}

extension Store {
  /// Tells the hooks that `funnel hooks install` writes that funnel itself is committing.
  package static let judgedVariable = "FUNNEL_JUDGED"
}

/// A file operation inside one of git's: both of their errors end as git's.
private func storingFiles<R>(_ body: () throws(FileError) -> R) throws(GitError) -> R {
  do throws(FileError) { return try body() } catch {
    throw GitError(error.code, error.message, hint: error.hint, kind: error.kind)
  }
}
