internal import Platform

/// How far a long operation is, on one line of a terminal's standard error; nothing when it is none.
struct ProgressLine {
  private var last: Int64 = 0
  private let isOn = Environment.standardErrorIsTerminal

  mutating func show(_ what: String, _ done: Int, _ total: Int) {
    guard isOn else { return }
    let now = Environment.microsecondsNow
    guard now - last > 100_000 || done == total else { return }
    last = now
    let percent = total > 0 ? done * 100 / total : 100
    Files.writeStandardError("\r\u{1B}[K\(what)  \(done) of \(total)  \(percent) %")
  }

  func clear() {
    if isOn { Files.writeStandardError("\r\u{1B}[K") }
  }
}
