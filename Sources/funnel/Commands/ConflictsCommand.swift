internal import ArgumentParser
internal import FirestoreModel
internal import JSON
internal import Merging
internal import Store

struct ConflictsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts", abstract: "List what a merge left to decide, with all three values.",
    discussion: "Of a merge, rebase, cherry-pick, revert or stash pop in this working tree, whoever ran it.")

  @Argument(help: "A document, a collection or a file; everything if not given.")
  var path: String?

  @Flag(name: .long, help: "Exit with 1 when something is left.")
  var exitCode = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let conflicts = try StoreConflicts(store)
    let files = conflicts.files(named: path, in: store)
    if output.json {
      Output.json(["files": .array(files.map(Self.json))])
    } else {
      if files.isEmpty { Output.line("Nothing is in conflict.") }
      for file in files { show(file) }
    }
    if exitCode, !files.isEmpty { throw CommandExit.negative() }
  }

  private func show(_ file: StoreConflicts.File) {
    guard let record = file.record else {
      Output.line(Style.output.bold(Output.safe(file.name)) + "  in conflict: edit it, then git add it")
      return
    }
    let live = record.folder == .live ? "  (live/)" : ""
    Output.line(Style.output.bold(Output.safe(record.document.description)) + live)
    if file.isAdded { Output.line("  added as the merge left it: nobody has decided") }
    if let problem = record.problem { Output.line("  " + Output.safe(problem)) }
    for item in record.items { ConflictText.print(item.conflict, settled: item.settled) }
    if record.problem == nil, record.openItems.isEmpty {
      Output.line(
        "  nothing to decide: funnel resolve \(Output.safe(record.document.description)) writes the merged document"
      )
    }
  }

  private static func json(_ file: StoreConflicts.File) -> JSONValue {
    guard let record = file.record, case .object(let members) = record.json else {
      return ["file": .string(file.name), "document": .null, "added": .bool(file.isAdded), "conflicts": []]
    }
    return .object(members.filter { $0.0 != "version" } + [("added", .bool(file.isAdded))])
  }
}

extension StoreConflicts {
  /// Those that a person names: a document, a collection, or a file.
  func files(named text: String?, in store: Store) -> [File] {
    guard let text else { return files(of: nil, named: nil) }
    let name = store.nameBelowRoot(text)
    var filter: PathFilter?
    if case .document(let path, _) = StoreFile(name, settings: (try? store.settings()) ?? Settings()) {
      filter = .document(path)
    } else {
      filter = try? PathFilter(name)
    }
    return files(of: filter, named: name)
  }
}
