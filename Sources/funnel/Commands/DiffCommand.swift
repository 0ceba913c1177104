internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Platform
internal import Store

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare documents: field by field, not line by line.",
    discussion: """
      funnel diff [PATH…]                 the last commit with the working tree
      funnel diff --staged [A] [PATH…]    the last commit, or A, with what is staged
      funnel diff A [PATH…]               a revision or time with the working tree
      funnel diff A B [PATH…]             two revisions or times; A..B is the same
      funnel diff A...B [PATH…]           what B changed since it parted from A
      funnel diff --at yesterday [PATH…]  that moment with the last commit
      funnel diff FILE FILE               two files, of a store or not; - is standard input
      Volatile fields are left out unless --live. Patches are read by funnel apply.
      """)

  @Argument(help: "Revisions or times, then documents or collections; or two files.")
  var arguments: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Compare this time or revision with the last commit.", valueName: "time"))
  var at: String?

  @Flag(
    name: [.long, .customLong("cached")], help: "Compare with what is staged, not with the working tree.")
  var staged = false

  @Option(
    name: .long,
    help: ArgumentHelp("Of two files: a schema that tells labels, sets and keys.", valueName: "file"))
  var schema: String?

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @Flag(name: .long, help: "Exit with 1 when there are differences.")
  var exitCode = false

  @OptionGroup var form: DiffForm
  @OptionGroup var output: OutputOptions

  func validate() throws { try form.check(json: output.json) }

  func run() throws {
    let found = try compared()
    try form.show(found, json: output.json)
    if exitCode, !found.isEmpty { throw CommandExit.negative() }
  }

  /// The plainest form, which needs no argument parser.
  static func diff(_ arguments: [String]) throws {
    let found = try compared(arguments, at: nil, staged: false, live: false, wholeDocuments: false)
    try DiffForm.plain.show(found, json: false)
  }

  private func compared() throws -> ComparedDocuments {
    if at == nil, !staged, try FilePair.isMeant(arguments) {
      let view = try FilePair.compare(arguments[0], arguments[1], schema: schema, live: live)
      return ComparedDocuments(views: view.map { [$0] } ?? [], files: [], isSingle: true, title: "Two files")
    }
    if schema != nil { throw UsageError("--schema is for two files: a store has its own") }
    return try Self.compared(
      arguments, at: at, staged: staged, live: live, wholeDocuments: form.needsWholeDocuments)
  }

  private static func compared(
    _ arguments: [String], at: String?, staged: Bool, live: Bool, wholeDocuments: Bool
  ) throws -> ComparedDocuments {
    let store = try Store()
    try store.recoverIfNeeded()
    let now = Environment.microsecondsNow
    let range = try store.diffRange(arguments, at: at, staged: staged, now: now)
    var options = ComparisonOptions()
    options.filters = try range.rest.map { try filter($0, store) }
    options.includingLive = live
    options.readsMoved = wholeDocuments
    options.keepsDocuments = wholeDocuments
    let found = try store.compare(from: range.old, to: range.new, options)
    for filter in options.filters
    where !found.documents.contains(where: {
      filter.contains($0.path) || $0.from.map(filter.contains) ?? false
    }) {
      if try !store.isThere(filter, on: [range.old, range.new]) {
        throw nothing(filter, store)
      }
    }
    var isSingle = false
    if options.filters.count == 1, case .document = options.filters[0] { isSingle = true }
    let words = arguments.isEmpty ? "the last commit and the working tree" : arguments.joined(separator: " ")
    return ComparedDocuments(
      views: found.documents.map { DeltaView($0) }, files: found.files, isSingle: isSingle,
      title: "Changes: " + (at.map { "since " + $0 } ?? words))
  }

  private static func filter(_ text: String, _ store: Store) throws -> PathFilter {
    do { return try DocumentInput.filter(text, in: store) } catch let error as ModelError {
      // What is neither a path nor a revision was more likely meant as a revision.
      if text.contains("~") || text.contains("^") || text.contains("@{") { throw unknown(text, store) }
      throw error
    }
  }

  /// A mistyped revision looks like a collection: silence would read as "no difference".
  private static func nothing(_ filter: PathFilter, _ store: Store) -> StoreError {
    switch filter {
    case .all: unknown("the store", store)
    case .document(let path): unknown(path.description, store)
    case .collection(let path): unknown(path.description, store)
    }
  }

  private static func unknown(_ name: String, _ store: Store) -> StoreError {
    if (try? store.repository.commitID(named: name)) != nil {
      return StoreError(
        "diff/sides", "\(Output.safe(name)) is a revision, but both sides are named already",
        hint: "funnel diff A B compares two; --at A compares one with the last commit", kind: .usage)
    }
    let isShallow = (try? store.repository.shallowCommits().isEmpty) == false
    return StoreError(
      "diff/unknown",
      "\(Output.safe(name)) is no revision, no time, and no document or collection on either side",
      hint: isShallow
        ? "this is a shallow clone: git fetch --unshallow gets the rest of its history"
        : "git log and funnel list show what there is", kind: .missing)
  }
}

/// What a comparison found.
struct ComparedDocuments {
  let views: [DeltaView]
  let files: [FileDelta]
  /// Whether one document was asked for.
  let isSingle: Bool
  let title: String

  var isEmpty: Bool { views.isEmpty && files.isEmpty }
}
