internal import Diagnostics
internal import Platform

/// Replaces git's index under its own lock.
public struct IndexUpdate: Sendable {
  let lock: OwnedLock

  public init(in repository: Repository, stateDirectory: String) {
    let folder = repository.workTreeDirectory
    lock = OwnedLock(
      target: folder.isEmpty ? "index" : folder + "/index", root: repository.commonDirectory,
      stateDirectory: stateDirectory)
  }

  /// Locks the index and reads it.
  public func begin() throws(GitError) -> IndexFile {
    try lock.acquire()
    do throws(GitError) { return try IndexFile.read(lock.target) } catch {
      try lock.release()
      throw error
    }
  }

  public func stage(_ bytes: [UInt8]) throws(GitError) { try lock.stage(bytes) }
  public func commit() throws(GitError) { try lock.commit(durable: true) }

  @discardableResult
  public func release() throws(GitError) -> Bool { try lock.release() }
}
