#if canImport(Glibc)
  internal import Glibc
#endif

/// Doing nothing for a while.
public enum Pause {
  /// Sleeps; a signal that is handled cuts it short.
  public static func milliseconds(_ count: Int) {
    var time = timespec(tv_sec: count / 1000, tv_nsec: count % 1000 * 1_000_000)
    _ = nanosleep(&time, nil)
  }
}
