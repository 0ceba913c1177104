internal import ArgumentParser
internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Merging
internal import Store

struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Settle conflicts of a document: one field, or all that is open.",
    discussion: """
      When nothing is open any more the document is judged by its schema, written, and added to git's index; git
      commit, or git rebase --continue and its like, goes on from there. Without a choice it does only that.
      """)

  @Argument(help: "A document, a collection, or a file in conflict.")
  var path: String

  @Argument(
    help: "A field (subscription.planType) or a pointer (/tags/1); everything that is open if not given.")
  var field: String?

  @Flag(name: .long, help: "Take what our side has: the branch that is merged into.")
  var ours = false

  @Flag(name: .long, help: "Take what their side has.")
  var theirs = false

  @Flag(name: .long, help: "Take what stood there before both changed it.")
  var base = false

  @Option(name: .long, help: ArgumentHelp("Another value, in the file form.", valueName: "json"))
  var value: String?

  @Flag(name: .long, help: "Take what breaks its schema.")
  var force = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if [ours, theirs, base, value != nil].filter({ $0 }).count > 1 {
      throw ValidationError("give one of --ours, --theirs, --base and --value")
    }
  }

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let conflicts = try StoreConflicts(store)
    let files = conflicts.files(named: path, in: store)
    if files.isEmpty {
      throw StoreError(
        "resolve/nothing", "\(path) is not in conflict", hint: "funnel conflicts lists what is",
        kind: .missing)
    }
    let results = try conflicts.resolve(files, place: field, choice: try choice(), force: force)
    if output.json {
      Output.json(["files": .array(results.map(Self.json))])
      return
    }
    for result in results {
      let count = result.open.count
      let rest = count == 0 ? "its document as a whole is still open" : "\(count) still open"
      Output.line(
        Style.output.bold(Output.safe(result.name)) + "  "
          + (result.isDone ? Style.output.green("merged") : "\(result.settled.count) settled, \(rest)"))
    }
  }

  private func choice() throws -> MergeChoice? {
    if ours { return .ours }
    if theirs { return .theirs }
    if base { return .base }
    guard let value else { return nil }
    do {
      let text = try JSONText(parsing: Array(value.utf8))
      // A whole document is never a tag.
      if field == nil, text.root.kind == .object, let fields = try? DocumentFile.decode(text) {
        return .value(.map(fields))
      }
      return .value(try DocumentFile.decodeValue(text.root))
    } catch let error as any Explained {
      throw UsageError("--value is no value in the file form: \(error.message)", hint: error.hint)
    }
  }

  private static func json(_ result: ResolvedFile) -> JSONValue {
    [
      "file": .string(result.name), "done": .bool(result.isDone),
      "settled": .array(result.settled.map { .string($0.pointer) }),
      "open": .array(result.open.map { .string($0.pointer) }),
    ]
  }
}
