internal import Diagnostics
internal import Platform
internal import Reports

/// Prints findings as they come, and how many there were at the end.
struct ReportPrinter {
  let format: ReportFormat
  private(set) var totals = ReportTotals()
  private var form: any ReportForm
  private var noun = "document"
  private var waiting: [UInt8] = []
  private static let isWatched = Environment.standardOutputIsTerminal
  /// Findings that may still be printed.
  private var room: Int
  private var progress = ProgressLine(delay: 500_000)

  /// - Parameters:
  ///   - prefix: the way from the repository's root to the store's.
  ///   - limit: findings to print at most; all are counted.
  init(_ format: ReportFormat, command: String, prefix: String, limit: Int?) {
    self.format = format
    form = format.form(command: command, prefix: prefix)
    room = limit ?? .max
  }

  /// - Parameter isDocument: false for a schema or another file: then not documents are counted, but files.
  mutating func add(
    _ name: String, _ findings: [Finding], _ sources: [String: [UInt8]], isDocument: Bool = true
  ) {
    if !isDocument { noun = "file" }
    let shown = findings.count > room ? Array(findings[..<room]) : findings
    room -= shown.count
    let item = ReportItem(name: name, findings: shown, findingCount: findings.count, sources: sources)
    totals.add(item)
    let text = form.add(item)
    if text.isEmpty { return }
    waiting += text.utf8
    // People see findings as they come; a pipe gets them in larger pieces.
    if Self.isWatched || waiting.count > 65_536 { flush() }
  }

  /// Prints what is ready. To be called before anything else is said, an error for instance.
  mutating func flush() {
    progress.clear()
    if waiting.isEmpty { return }
    Output.bytes(waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  /// On a terminal: how far it is. `total` is 0 where nobody knows.
  mutating func showProgress(_ done: Int, of total: Int) { progress.show("validating", done, total) }

  /// - Parameter summary: the last line for people; how many findings there were if nil.
  mutating func finish(summary: String? = nil) {
    waiting += form.finish(totals).utf8
    flush()
    guard format.isForPeople else { return }
    if format == .text, totals.omittedFindings > 0 { Output.note("and \(totals.omittedFindings) more") }
    Output.note(summary ?? Self.summary(totals, noun))
  }

  /// `24 documents, all valid`; `2 findings in 24 documents`.
  static func summary(_ totals: ReportTotals, _ noun: String = "document") -> String {
    let documents = "\(totals.items) \(noun)\(totals.items == 1 ? "" : "s")"
    if totals.findings > 0 {
      return "\(totals.findings) finding\(totals.findings == 1 ? "" : "s") in \(documents)"
    }
    return totals.items == 0 ? "no \(noun)s" : "\(documents), all valid"
  }
}
