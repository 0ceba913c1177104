#if canImport(Glibc)
  internal import Glibc
#endif

/// Ends the process at once, without Swift's own clean-up.
public func exitProcess(_ code: Int32) -> Never { exit(code) }

/// Ctrl-C.
public enum Signals {
  /// Makes an interrupt end the process with exit code 130.
  public static func exitOnInterrupt() {
    signal(SIGINT) { _ in _exit(130) }
    signal(SIGTERM) { _ in _exit(143) }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Runs `body` to its end even if an interrupt comes; the interrupt takes effect afterwards. For the few
  /// milliseconds in which a write changes files, index and branch.
  public static func deferringInterrupts<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGINT)
    sigaddset(&blocked, SIGTERM)
    sigprocmask(SIG_BLOCK, &blocked, &before)
    defer { sigprocmask(SIG_SETMASK, &before, nil) }
    return try body()
  }
}
