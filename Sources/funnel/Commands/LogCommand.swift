internal import ArgumentParser
internal import Diagnostics
internal import FieldHistory
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

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only commits that changed this field of the document, with old and new value; may be repeated.",
      valueName: "field"))
  var field: [String] = []

  @Flag(name: .long, help: "Also commits that changed only volatile fields.")
  var live = false

  @OptionGroup var read: ReadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let tip = try read.commit(in: store)
    let filter = try path.map { try DocumentInput.filter($0, in: store) } ?? .all
    let most = maxCount ?? .max
    guard most > 0 else { return }
    if !field.isEmpty { return try runFields(store, filter, from: tip, atMost: most) }
    var document: DocumentPath?
    if case .document(let path) = filter { document = path }
    var left = most
    var last: HistoryEntry?
    try store.forEachCommit(from: tip, changing: filter, includingLive: live) { entry in
      last = entry
      show(entry, of: document)
      left -= 1
      return left > 0
    }
    if left > 0 { try noteEnd(store, tip, after: last) }
    if last == nil, let path {
      throw StoreError(
        "log/nothing", "no commit changed \(Output.safe(path))",
        hint: live ? "funnel list shows what there is" : "--live shows commits of volatile fields too",
        kind: .missing)
    }
  }

  private func runFields(_ store: Store, _ filter: PathFilter, from tip: ObjectID, atMost most: Int) throws {
    guard case .document(let document) = filter else {
      throw UsageError("--field asks about a document", hint: "funnel log users/ada --field name")
    }
    let fields = try field.map { try FieldInput.path($0) }
    let areVolatile = try fields.contains { try store.isVolatile($0, of: document, at: tip) }
    var left = most
    var last: HistoryEntry?
    let isKnown = try store.forEachChange(
      of: fields, in: document, from: tip, includingLive: live || areVolatile
    ) { version in
      last = version.entry
      if output.json {
        Output.json(FieldLogReport.json(version))
      } else {
        for line in FieldLogReport.lines(version, of: document) { Output.line(line) }
      }
      left -= 1
      return left > 0
    }
    if left > 0 { try noteEnd(store, tip, after: last) }
    if !isKnown { throw try store.absence(of: document, at: tip) }
    if last == nil { throw try store.absence(of: fields[0], in: document, at: tip) }
  }

  /// In a shallow clone, says where it ends, unless the last line did.
  private func noteEnd(_ store: Store, _ tip: ObjectID, after last: HistoryEntry?) throws {
    guard !output.json, last?.isBoundary != true, let end = try store.shallowEnd(of: tip) else { return }
    Output.note(HistoryText.shallowEnd(end))
  }

  private func show(_ entry: HistoryEntry, of document: DocumentPath?) {
    if output.json {
      Output.json(CommitReport.json(entry))
      return
    }
    let style = Style.output
    let subject = Output.safe(entry.commit.subject)
    let author = DeltaText.pad(HistoryText.who(entry, of: document), 12)
    var line =
      "\(style.yellow(entry.commit.id.short))  \(style.dim(StoreTime.readable(entry.time)))  \(author)  \(subject)"
    if entry.claims.isForced { line += "  " + style.red("forced") }
    if entry.isBoundary { line += "  " + style.dim("(a shallow clone ends here: at or before)") }
    Output.line(line)
  }
}
