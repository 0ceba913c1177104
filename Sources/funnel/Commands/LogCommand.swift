internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show the commits of the branch, or those that changed a document or collection.")

  @Argument(help: "A document or a collection; the whole store if not given.")
  var path: String?

  @Option(name: [.customShort("n"), .long], help: "At most this many commits.")
  var maxCount: Int?

  @Flag(name: .long, help: "Also commits that changed only volatile fields.")
  var live = false

  @OptionGroup var read: ReadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let tip = try read.commit(in: store)
    let filter = try path.map { try DocumentInput.filter($0, in: store) } ?? .all
    var left = maxCount ?? .max
    guard left > 0 else { return }
    var isEmpty = true
    try store.forEachCommit(from: tip, changing: filter, includingLive: live) { entry in
      isEmpty = false
      show(entry)
      left -= 1
      return left > 0
    }
    if isEmpty, let path {
      throw StoreError(
        "log/nothing", "no commit changed \(Output.safe(path))",
        hint: live ? "funnel list shows what there is" : "--live shows commits of volatile fields too",
        kind: .missing)
    }
  }

  private func show(_ entry: HistoryEntry) {
    if output.json {
      Output.json(CommitReport.json(entry))
      return
    }
    let style = Style.output
    let subject = Output.safe(entry.commit.subject)
    let author = DeltaText.pad(Output.safe(entry.commit.author.name), 12)
    var line =
      "\(style.yellow(entry.commit.id.short))  \(style.dim(StoreTime.readable(entry.time)))  \(author)  \(subject)"
    if entry.claims.isFirsthand, entry.claims.trailers["Funnel-Forced"] != nil {
      line += "  " + style.red("forced")
    }
    if entry.isBoundary { line += "  " + style.dim("(a shallow clone ends here: at or before)") }
    Output.line(line)
  }
}
