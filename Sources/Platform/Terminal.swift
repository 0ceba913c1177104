#if canImport(Glibc)
  internal import Glibc
#endif

/// What the process was started with: environment, terminals, user.
public enum Environment {
  public static subscript(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// The names of the variables that begin with `prefix`.
  public static func names(startingWith prefix: String) -> [String] {
    var names: [String] = []
    var place = environ
    while let variable = place.pointee {
      let name = String(cString: variable).split(separator: "=", maxSplits: 1).first.map(String.init) ?? ""
      if name.hasPrefix(prefix) { names.append(name) }
      place += 1
    }
    return names
  }

  public static var standardOutputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  public static var standardErrorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  public static var standardInputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  public static var userIdentifier: UInt32 { geteuid() }
  public static var processIdentifier: Int32 { getpid() }

  /// Microseconds since 1970, UTC. `FUNNEL_NOW` (the same unit) replaces it, so that tests and demos are repeatable.
  public static var microsecondsNow: Int64 {
    if let fixed = Environment["FUNNEL_NOW"], let value = Int64(fixed) { return value }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Milliseconds of a clock that nobody sets: for spans of time.
  public static var monotonicMilliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// The width of the terminal in columns; 80 when it is none.
  public static var terminalWidth: Int {
    if let text = Environment["COLUMNS"], let columns = Int(text), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
