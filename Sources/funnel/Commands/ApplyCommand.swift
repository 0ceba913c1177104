internal import ArgumentParser
internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Apply patches that diff made, or others, as one commit.",
    discussion: """
      funnel apply [FILE]          patches of documents, as funnel diff --patch and --merge-patch print them
      funnel apply PATH [FILE]     one document's patch: an array is a JSON Patch (RFC 6902), an object a merge
                                   patch (RFC 7386)
      Without FILE, or with -, standard input is read. All documents change, or none does. A test that fails and
      a place that is not there end with exit code 75: the document is not what the patch was made for.
      """)

  @Argument(help: "A document, and the file of its patch; or the file of patches.")
  var arguments: [String] = []

  @Flag(name: .long, help: "Show what would change, and change nothing.")
  var dryRun = false

  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if arguments.count > 2 { throw ValidationError("give a document and a file at most") }
  }

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let (path, file) = try target(store)
    if file == nil, Environment.standardInputIsTerminal {
      throw UsageError("no patch given", hint: "funnel apply FILE, or the patch on standard input")
    }
    let bytes = try file.map { try Files.read($0) } ?? Files.readStandardInput()
    let patches: PatchSet
    do { patches = try PatchSet(parsing: bytes, path: path?.description, file: file ?? "<stdin>") } catch {
      throw StoreError(error).inFile(file ?? "<stdin>", bytes)
    }
    if dryRun {
      let plan = try store.applyPlan(patches, file: file, branch: write.branch, force: write.force)
      return show(plan)
    }
    var options = write.options()
    if options.message == nil, patches.entries.count > 1 {
      options.message = "Apply patches to \(Set(patches.entries.map(\.path)).count) documents"
    }
    let outcome = try store.apply(patches, file: file, options: options)
    WriteReport.print(
      outcome, unchanged: "Nothing to apply: the documents are so already.", asJSON: output.json)
  }

  /// A document, where one is named, and the file; nil is standard input.
  private func target(_ store: Store) throws -> (DocumentPath?, String?) {
    func file(_ name: String) -> String? { name == "-" ? nil : name }
    switch arguments.count {
    case 0: return (nil, nil)
    case 2: return (try DocumentInput.path(arguments[0], in: store), file(arguments[1]))
    default:
      let word = arguments[0]
      if word == "-" { return (nil, nil) }
      if FileStatus.of(word) != nil, !word.hasPrefix("data/"), !word.hasPrefix("live/") { return (nil, word) }
      if let path = try? DocumentInput.path(word, in: store) { return (path, nil) }
      throw StoreError(
        "apply/no-file", "\(Output.safe(word)) is no file, and no document's path",
        hint: "funnel apply FILE, or funnel apply users/ada FILE", kind: .missing)
    }
  }

  private func show(_ plan: [DocumentChange]) {
    let views = plan.map { change in
      DeltaView(
        name: change.path.description, from: nil, old: .success(change.old), new: .success(change.new),
        traits: .none, includingVolatile: true)
    }
    if output.json {
      return Output.json(["dryRun": true, "documents": .array(views.map(DeltaJSON.json))])
    }
    if views.isEmpty { return Output.line("Nothing would change.") }
    let fields = views.reduce(0) { $0 + $1.fields.count }
    Output.line(
      "would change \(fields) field\(fields == 1 ? "" : "s") of \(views.count) document\(views.count == 1 ? "" : "s"):"
    )
    for view in views { for line in DeltaText.lines(view) { Output.line("  " + line) } }
  }
}
