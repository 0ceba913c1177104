internal import Diagnostics
internal import Platform

/// One of git's `.lock` files, made in a way that tells ours from anybody else's even after a crash.
///
/// The content is first written to a file of our own under `.git/funnel/`; the lock is a hard link to it, made with
/// `link(2)`, which fails when the name is taken just as git's `O_EXCL` does. A `.lock` file is ours if and only if it
/// is the same inode as our file, so that recovery removes what a dead funnel made and nothing else.
public struct OwnedLock: Sendable {
  /// The file that the lock protects.
  public let target: String
  let own: String
  var lock: String { target + ".lock" }

  /// - Parameters:
  ///   - target: the file to be replaced, below `root`: `index`, `refs/heads/main`. It also names our own file, so that
  ///     recovery finds the locks of a dead process by listing `stateDirectory`.
  ///   - root: the common git directory.
  public init(target: String, root: String, stateDirectory: String) {
    self.target = root + "/" + target
    own = stateDirectory + "/own-" + OwnedLock.escape(target)
  }

  /// The locks that our own files below `stateDirectory` tell of: a dead process's, when nobody holds funnel's lock.
  public static func leftBehind(root: String, stateDirectory: String) throws(GitError) -> [OwnedLock] {
    try filing { () throws(FileError) in try Files.list(stateDirectory) }
      .filter { $0.hasPrefix("own-") }
      .map {
        OwnedLock(target: unescape(String($0.dropFirst(4))), root: root, stateDirectory: stateDirectory)
      }
  }

  private static func escape(_ path: String) -> String {
    path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
  }

  private static func unescape(_ name: String) -> String {
    let parts = name.split(separator: "%", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts.first ?? "")) { text, part in
      text + (part.hasPrefix("2F") ? "/" : "%") + part.dropFirst(2)
    }
  }

  /// Takes the lock, waiting shortly for git to let go of it.
  public func acquire() throws(GitError) {
    try filing { () throws(FileError) in
      try Files.makeDirectories(Files.parent(of: target))
      try Files.remove(own)
      try Files.write([], to: own, exclusive: true)
    }
    var waited: UInt32 = 0
    while true {
      do {
        try Files.link(own, to: lock)
        return
      } catch {
        // Taken, or taken a moment ago and free again: anything else will not get better by waiting.
        guard error.isTaken else { throw GitError(error) }
      }
      if waited >= 1500 {
        throw GitError(
          "git/locked", "\(lock) is held by another git command, or was left by one that died",
          hint: "if no git command is running: rm \(lock)", kind: .retry)
      }
      pause(milliseconds: 10)
      waited += 10
    }
  }

  /// Writes the target's next content into the lock file, durable.
  ///
  /// When that fails (a full disk) our own file stays: without it nobody could tell any more that the lock is ours.
  public func stage(_ bytes: [UInt8]) throws(GitError) {
    try filing { () throws(FileError) in try Files.write(bytes, to: own, durable: true, keepsPartial: true) }
  }

  /// Moves the staged content to the target's place, and makes the move durable when asked.
  public func commit(durable: Bool) throws(GitError) {
    try filing { () throws(FileError) in
      try Files.rename(lock, to: target)
      if durable { try Files.synchronizeDirectory(Files.parent(of: target)) }
      try Files.remove(own)
    }
  }

  /// Lets go without a change. Safe to call at any time, also after a crash of the process that took it.
  ///
  /// - Returns: whether a lock of ours was there.
  @discardableResult
  public func release() throws(GitError) -> Bool {
    let mine = isOurs
    try filing { () throws(FileError) in
      if mine { try Files.remove(lock) }
      try Files.remove(own)
    }
    return mine
  }

  /// Whether the `.lock` file that is there now is the one that we made.
  public var isOurs: Bool {
    guard let held = FileStatus.of(lock), let mine = FileStatus.of(own) else { return false }
    return held.inode == mine.inode && held.device == mine.device
  }
}
