internal import ArgumentParser
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a commit: who, when, why, and what it changed.")

  @Argument(help: "A revision or a time; the last commit if not given.")
  var revision: String = "HEAD"

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let commit = try store.commit(at: revision, branch: nil, now: Environment.microsecondsNow)
    let entry = try store.entry(of: commit)
    let deltas = try store.changes(of: commit, includingLive: live)
    if output.json {
      guard case .object(let members) = CommitReport.json(entry) else { return }
      Output.json(.object(members + [("documents", .array(deltas.map(DeltaJSON.json)))]))
      return
    }
    let style = Style.output
    Output.line("\(style.yellow("commit \(entry.commit.id)"))")
    Output.line("by     \(Output.safe(entry.commit.author.name)) <\(Output.safe(entry.commit.author.email))>")
    Output.line("at     \(StoreTime.readable(entry.time))")
    if let actor = entry.claims.trailers["Funnel-Actor"] {
      let door = entry.claims.trailers["Funnel-Via"]
      let via = door.map { $0 == actor ? "" : " via \($0)" } ?? ""
      Output.line(
        "for    \(Output.safe(actor + via))\(entry.claims.isFirsthand ? "" : "  (an inherited claim)")")
    }
    if entry.isBoundary {
      Output.line(
        style.dim("A shallow clone ends here: what it changed cannot be told (git fetch --unshallow)."))
    }
    if entry.claims.trailers["Funnel-Forced"] != nil { Output.line(style.red("forced past its schema")) }
    Output.line("")
    for line in body(entry.commit.message) {
      Output.line(line.isEmpty ? "" : "  " + Output.safe(String(line)))
    }
    if !deltas.isEmpty { Output.line("") }
    for delta in deltas { for line in DeltaText.lines(delta) { Output.line(line) } }
  }

  /// The message without funnel's trailers and the blank lines that they leave.
  private func body(_ message: String) -> [Substring] {
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("Funnel-")
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
