internal import Diagnostics
internal import Platform

/// Moves a branch from one commit to another by compare-and-swap on its lock, durable, with a reflog line.
public struct BranchUpdate: Sendable {
  public let branch: String
  let lock: OwnedLock

  public init(branch: String, in repository: Repository, stateDirectory: String) {
    self.branch = branch
    lock = OwnedLock(
      target: "refs/heads/" + branch, root: repository.commonDirectory, stateDirectory: stateDirectory)
  }

  /// Locks the branch and checks that it still is at `expected`.
  ///
  /// - Throws: `git/moved` when somebody moved it.
  public func begin(expecting expected: ObjectID?, in repository: Repository) throws(GitError) {
    try lock.acquire()
    do throws(GitError) {
      let now = try repository.tip(ofBranch: branch)
      if now == expected { return }
      throw GitError(
        "git/moved", "\(branch) moved while this was written (it is now at \(now?.short ?? "no commit"))",
        hint: "run the command again", kind: .retry)
    } catch {
      try lock.release()
      throw error
    }
  }

  public func stage(_ commit: ObjectID) throws(GitError) { try lock.stage(Array("\(commit)\n".utf8)) }

  /// The point of no return: after this the write is acknowledged.
  public func commit() throws(GitError) { try lock.commit(durable: true) }

  @discardableResult
  public func release() throws(GitError) -> Bool { try lock.release() }

  /// Adds the line that git itself would add to the branch's log and HEAD's, where the repository keeps them.
  ///
  /// A log that cannot be written costs nobody a commit: the branch has moved already.
  public func log(
    from old: ObjectID?, to new: ObjectID, by person: Signature, message: String, movesHead: Bool,
    in repository: Repository
  ) throws(GitError) {
    let setting = try repository.string("core.logAllRefUpdates")
    let wanted = setting.map { $0 != "false" } ?? !repository.isBare
    guard wanted else { return }
    let line = Array("\(old ?? .zero) \(new) \(person.line)\t\(message)\n".utf8)
    var logs = [repository.commonDirectory + "/logs/refs/heads/" + branch]
    if movesHead { logs.append(repository.gitDirectory + "/logs/HEAD") }
    for log in logs {
      try filing { () throws(FileError) in
        try Files.makeDirectories(Files.parent(of: log))
        try Files.append(line, to: log)
      }
    }
  }
}
