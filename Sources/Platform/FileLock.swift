#if canImport(Glibc)
  internal import Glibc
#endif

/// An advisory, exclusive lock on a file (`flock`), released when the value goes or the process dies.
public struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Waits up to `seconds`; nil when somebody else held it all that time.
  ///
  /// Polls, since `flock` has no time-out of its own: first every millisecond, then every 20.
  public init?(_ path: String, waitingSeconds seconds: Double) throws(FileError) {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw FileError("lock", path, errno) }
    var waited = 0.0
    while flock(opened, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR else {
        close(opened)
        throw FileError("lock", path, number)
      }
      if waited >= seconds {
        close(opened)
        return nil
      }
      let pause = waited < 0.05 ? 0.001 : 0.02
      usleep(UInt32(pause * 1_000_000))
      waited += pause
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}

/// Sleeps; only for bounded waits on other processes' locks.
public func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }
