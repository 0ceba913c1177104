internal import ArgumentParser
internal import Conditions
internal import Diagnostics
internal import FieldHistory
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct BisectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect", abstract: "Find the first commit where a condition over a document holds.",
    discussion: """
      The condition is written as in security rules: 'subscription.planType in ["pro"] && !exists(deletedAt)'.
      Every version of the document is looked at, so it may come and go; each time that it held is told. Exits with 1
      when it never held.
      """)

  @Argument(help: "A document.")
  var path: String

  @Option(name: .long, help: ArgumentHelp("The condition over the document's fields.", valueName: "expr"))
  var when: String

  @Option(name: .long, help: ArgumentHelp("Begin the search at this revision or time.", valueName: "time"))
  var from: String?

  @Option(
    name: .long, help: ArgumentHelp("End it at this one; the last commit if not given.", valueName: "time"))
  var to: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let condition = try parsedCondition()
    let store = try Store()
    try store.recoverIfNeeded()
    if (try? DocumentPath(self.path)) == nil, (try? CollectionPath(self.path)) != nil {
      throw UsageError(
        "\(Output.safe(self.path)) is a collection, and bisect follows one document",
        hint: "funnel audit --path '\(Output.safe(self.path))/*' tells the changes of all of them")
    }
    let path = try DocumentInput.path(self.path, in: store)
    let now = Environment.microsecondsNow
    let tip = try to.map { try store.commit(at: $0, branch: nil, now: now) } ?? store.tip(of: nil)
    let base = try from.map { try store.commit(at: $0, branch: nil, now: now) }
    if let base, try !store.isOnChain(base, of: tip) {
      throw StoreError(
        "history/not-on-chain", "\(base.short) is no commit of the chain that leads to \(tip.short)",
        hint: "funnel log shows the chain; --from must be older than --to", kind: .missing)
    }
    guard let bisection = try store.bisect(path, when: condition, from: base, to: tip) else {
      throw try store.absence(of: path, at: tip)
    }
    if output.json {
      Output.json(BisectReport.json(bisection, condition))
    } else {
      for line in BisectReport.lines(bisection, condition) { Output.line(line) }
      for version in bisection.unreadable { Output.note(HistoryText.unreadable(version)) }
      if let note = BisectReport.unknown(bisection) { Output.note(note) }
    }
    if bisection.stretches.isEmpty { throw CommandExit.negative() }
  }

  private func parsedCondition() throws -> Condition {
    do { return try Condition(parsing: when) } catch {
      // The text itself is the source that the caret points into.
      var fault = StoreError(error).inFile("--when", Array(when.utf8))
      fault.kind = .usage
      throw fault
    }
  }
}
