internal import ArgumentParser
internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Merging
internal import Platform
internal import Store

/// What git runs to show a document: for `git diff` the comparison itself (`diff.funnel.command`), for `git log -p` and
/// `git show`, which run no such command, each side as lines (`diff.funnel.textconv`). See gitattributes(5).
struct DiffDriverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff-driver", abstract: "Git's diff driver for documents; git runs it.",
    shouldDisplay: false)

  @Flag(name: .long, help: "Print one file as lines, a field each.")
  var text = false

  @Argument(
    help: "With --text a file, else what git gives: path, old file, id and mode, new file, id and mode.")
  var arguments: [String]

  func run() throws {
    guard let first = arguments.first else { throw UsageError("git names the files to compare") }
    if text { return try Self.lines(of: first) }
    // A file in conflict comes without sides.
    guard arguments.count >= 7 else {
      Output.line(Style.output.bold(Output.safe(first)) + "  in conflict: funnel conflicts")
      return
    }
    try compare(
      first, old: arguments[1], new: arguments[4], renamed: arguments.count > 7 ? arguments[7] : nil)
  }

  private static func lines(of file: String) throws {
    let bytes = try Files.read(file)
    // What is no document is shown as it is.
    guard let fields = try? DocumentFile.decode(bytes, file: nil) else { return Output.bytes(bytes) }
    Output.bytes(Array(DocumentLines.text(fields).map { $0 + "\n" }.joined().utf8))
  }

  private func compare(_ file: String, old: String, new: String, renamed: String?) throws {
    let name = renamed ?? file
    var traits = FieldTraits.none
    var shown = name
    var isLive = false
    if let store = try? Store(around: name), let rules = try? DriverRules(store),
      let place = rules.place(of: name)
    {
      traits = rules.traits(for: place.path)
      shown = place.path.description
      isLive = place.folder == .live
    }
    let view = DeltaView(
      name: shown, from: renamed == nil ? nil : Self.document(of: file), old: Self.read(old, file),
      new: Self.read(new, name), traits: traits, includingVolatile: true)
    if isLive, !view.isUnreadable {
      // Counters and last-used times would drown the rest; funnel diff --live shows them.
      let count = view.fields.count
      Output.line(
        Style.output.bold(Output.safe(shown)) + "  \(count) volatile field\(count == 1 ? "" : "s") changed")
      return
    }
    for line in DeltaText.lines(view) { Output.line(line) }
    if view.fields.isEmpty, !view.isUnreadable, view.kind == .modified {
      Output.line("  formatted otherwise, the same document")
    }
  }

  private static func document(of file: String) -> String {
    guard let store = try? Store(around: file), let rules = try? DriverRules(store) else { return file }
    return rules.place(of: file)?.path.description ?? file
  }

  /// - Parameter name: how messages call the file: git's own are temporary.
  private static func read(_ file: String, _ name: String) -> Result<Fields?, StoreError> {
    if file == "/dev/null" { return .success(nil) }
    do {
      return .success(try DocumentInput.decode(try Files.read(file), name: name))
    } catch let error as any Explained {
      return .failure(StoreError(error))
    } catch {
      return .failure(StoreError("store/bug", "an unknown error: \(error)", kind: .bug))
    }
  }
}
