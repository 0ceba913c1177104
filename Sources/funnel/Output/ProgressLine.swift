internal import Platform

/// How far a long operation is, on one line of a terminal's standard error; nothing when it is none.
struct ProgressLine {
  private var last: Int64
  private var isShown = false
  private let isOn = Environment.standardErrorIsTerminal

  /// - Parameter delay: microseconds before the first sign, so that what is quick stays quiet.
  init(delay: Int64 = 0) { last = isOn && delay > 0 ? Environment.microsecondsNow + delay : 0 }

  /// - Parameter total: 0 where nobody knows.
  mutating func show(_ what: String, _ done: Int, _ total: Int) {
    guard isOn else { return }
    let now = Environment.microsecondsNow
    guard now - last > 100_000 || (done == total && now > last) else { return }
    last = now
    isShown = true
    let text = total > 0 ? "\(done) of \(total)  \(done * 100 / total) %" : "\(done)"
    Files.writeStandardError("\r\u{1B}[K\(what)  \(text)")
  }

  mutating func clear() {
    guard isShown else { return }
    isShown = false
    Files.writeStandardError("\r\u{1B}[K")
  }
}
