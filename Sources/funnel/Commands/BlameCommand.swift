internal import ArgumentParser
internal import Changes
internal import Diagnostics
internal import FieldHistory
internal import FirestoreModel
internal import Git
internal import Platform
internal import Store

struct BlameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame", abstract: "Show who set each field of a document: when, in which commit, and why.",
    discussion: """
      Follows restores to who set the value first, moves to where the document was before, and merges into the branch
      that the value came from. A reformat or a move of files is no change.
      """)

  @Argument(help: "A document.")
  var path: String

  @Argument(help: "This field alone, with what lies below it; an element as blame writes it: 'tags[0]'.")
  var field: String?

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @OptionGroup var read: ReadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let path = try DocumentInput.path(self.path, in: store)
    let field = try self.field.map { try FieldInput($0) }
    let commit = try read.commit(in: store)
    let isVolatile = try field.map { try store.isVolatile($0.path, of: path, at: commit) } ?? false
    guard
      let blame = try store.blame(
        path, field: field?.path, place: field?.place, at: commit, includingLive: live || isVolatile)
    else {
      throw try store.absence(of: path, at: commit)
    }
    if let field, blame.lines.isEmpty { throw try absence(of: field, in: path, at: commit, store) }
    if output.json {
      Output.json(BlameReport.json(blame, at: commit))
      return
    }
    let traits = (try? store.snapshot(at: commit).schemas().traits(for: path)) ?? FieldTraits.none
    for line in BlameReport.lines(blame, traits) { Output.line(line) }
    for version in blame.unreadable { Output.note(HistoryText.unreadable(version)) }
    if read.at == nil, read.branch == nil { noteEdits(of: path, at: commit, store) }
  }

  /// Blame is about commits: what was edited by hand since is not in it, and that is told.
  private func noteEdits(of path: DocumentPath, at commit: ObjectID, _ store: Store) {
    if store.isBare { return }
    let edits = try? store.diff(
      from: .commit(commit), to: .workTree, filter: .document(path), includingLive: live)
    if edits?.isEmpty ?? true { return }
    let name = Output.safe(path.description)
    Output.note("\(name) was edited by hand since: funnel diff \(name) shows what is not committed")
  }

  private func absence(
    of field: FieldInput, in path: DocumentPath, at commit: ObjectID, _ store: Store
  ) throws -> StoreError {
    guard let place = field.place else { return try store.absence(of: field.path, in: path, at: commit) }
    return StoreError(
      "history/no-field", "there is no \(Output.safe(place)) in \(Output.safe(path.description))",
      hint:
        "funnel blame \(Output.safe(path.description)) \(Output.safe(field.path.description)) shows what is there",
      kind: .missing)
  }
}
