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

  @Argument(help: "This field alone, with what lies below it.")
  var field: String?

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @OptionGroup var read: ReadOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let path = try DocumentInput.path(self.path, in: store)
    let field = try self.field.map { try FieldPath($0) }
    let commit = try read.commit(in: store)
    let isVolatile = try field.map { try store.isVolatile($0, of: path, at: commit) } ?? false
    guard let blame = try store.blame(path, field: field, at: commit, includingLive: live || isVolatile)
    else {
      throw try store.absence(of: path, at: commit)
    }
    if let field, blame.lines.isEmpty { throw try store.absence(of: field, in: path, at: commit) }
    if output.json {
      Output.json(BlameReport.json(blame, at: commit))
      return
    }
    let traits = (try? store.snapshot(at: commit).schemas().traits(for: path)) ?? FieldTraits.none
    for line in BlameReport.lines(blame, traits) { Output.line(line) }
    for version in blame.unreadable { Output.note(HistoryText.unreadable(version)) }
  }
}
