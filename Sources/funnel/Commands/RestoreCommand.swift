internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring documents back to what they were, as a new commit.",
    discussion: "Volatile fields, those in live/, stay as they are unless --live.")

  @Argument(help: "A document, or a collection with everything below it.")
  var path: String?

  @Flag(name: .long, help: "The whole store.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp("A time (2026-01-31, \"2 days ago\") or a revision.", valueName: "time"))
  var at: String

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @Flag(name: .long, help: "Show what would change, and change nothing.")
  var dryRun = false

  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if all == (path != nil) { throw ValidationError("name a document or a collection, or give --all") }
  }

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let filter = try path.map { try DocumentInput.filter($0, in: store) } ?? .all
    let commit = try store.commit(at: at, branch: write.branch, now: Environment.microsecondsNow)
    let tip = try store.tip(of: write.branch)
    if try !store.isThere(filter, on: [.commit(tip), .commit(commit)]) {
      throw StoreError(
        "restore/nothing", "there is no \(Output.safe(path ?? "document")) then or now",
        hint: "funnel list shows what there is", kind: .missing)
    }
    if dryRun {
      show(try store.restorePlan(filter, to: commit, branch: write.branch, includingLive: live))
      return
    }
    var options = write.options(via: .restore)
    let entry = try store.entry(of: commit)
    let moment = "\(StoreTime.readable(entry.time)) (\(commit.short))"
    if options.message == nil { options.message = "Restore \(path ?? "everything") as of \(moment)" }
    guard let outcome = try store.restore(filter, to: commit, includingLive: live, options: options) else {
      if output.json {
        try WriteReport.printUnchanged(store, branch: write.branch)
      } else {
        Output.line("Nothing to restore: it is as it was at \(moment).")
      }
      return
    }
    if output.json {
      WriteReport.print(outcome, unchanged: "", asJSON: true)
      return
    }
    let what = outcome.changes.count == 1 ? outcome.changes[0].path.id : "\(outcome.changes.count) documents"
    Output.line(
      "\(Style.output.bold(Output.safe(what)))  restored as of \(moment)  \(Style.output.yellow(outcome.commit.short))"
    )
  }

  private func show(_ deltas: [DocumentDelta]) {
    if output.json {
      Output.json(["dryRun": true, "documents": .array(deltas.map(DeltaJSON.json))])
      return
    }
    let fields = deltas.reduce(0) { $0 + $1.fields.count }
    if deltas.isEmpty {
      Output.line("Nothing would change.")
      return
    }
    let note = live ? "" : " (volatile fields stay; --live takes them too)"
    Output.line(
      "would change \(fields) field\(fields == 1 ? "" : "s") of \(deltas.count) document\(deltas.count == 1 ? "" : "s")\(note):"
    )
    for delta in deltas { for line in DeltaText.lines(delta) { Output.line("  " + line) } }
  }
}
