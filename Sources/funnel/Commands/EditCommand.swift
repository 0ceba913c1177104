internal import ArgumentParser
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Edit a document in your editor; it is validated when you save.",
    discussion: """
      The editor is $GIT_EDITOR, $VISUAL, $EDITOR, git's core.editor or vi. What you typed is never lost: if it is refused, or the
      document changed meanwhile, the text stays in .git/funnel/edit/ and the message names it.
      """)

  @Argument(help: "The document: users/ada. One that is absent starts empty.")
  var path: String

  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let path = try DocumentInput.path(path, in: store)
    let session = try EditSession(path, in: store, branch: write.branch)
    while true {
      try session.openEditor()
      do {
        guard let fields = try session.editedFields() else {
          try session.discard()
          Output.line("\(Output.safe(path.id))  unchanged")
          return
        }
        let outcome = try session.commit(fields, options: write.options(via: .edit))
        try session.discard()
        WriteReport.print(outcome, unchanged: "\(Output.safe(path.id))  unchanged", asJSON: output.json)
        return
      } catch let error as any Explained {
        guard error.kind == .refused, Environment.standardInputIsTerminal, Environment.standardErrorIsTerminal
        else {
          throw session.keeping(error)
        }
        Output.note(ErrorReport.text(error))
        Output.note("Edit again? [Y/n] ")
        if let answer = readLine(), answer.lowercased().hasPrefix("n") { throw session.keeping(error) }
      }
    }
  }
}
