internal import Diagnostics
internal import JSON
internal import Platform

/// Standard output is for data, standard error for the rest.
enum Output {
  /// Prints a line of data. A reader that is gone ends the program quietly, as other filters do.
  static func line(_ text: String) {
    bytes(Array((text + "\n").utf8))
  }

  static func bytes(_ bytes: [UInt8]) {
    switch Files.tryWritingStandardOutput(bytes) {
    case nil: return
    // As if killed by SIGPIPE: what other filters do when their reader has seen enough.
    case let error? where error.isBrokenPipe: exitProcess(141)
    case let error?:
      ErrorReport.print(error, asJSON: false)
      exitProcess(error.kind.exitCode)
    }
  }

  static func json(_ value: JSONValue) { line(value.compact()) }

  /// A remark for people.
  static func note(_ text: String) { Files.writeStandardError(text + "\n") }

  /// Text that may come from a document: control characters cannot drive the terminal.
  static func safe(_ text: String) -> String { VisibleText.of(text) }
}
