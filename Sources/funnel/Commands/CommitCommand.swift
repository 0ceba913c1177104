internal import ArgumentParser
internal import Git
internal import JSON
internal import Store

struct CommitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit", abstract: "Commit hand edits: validate, bring into canonical form, commit.",
    discussion:
      "Without paths it takes everything that funnel status lists. What else is staged stays staged.")

  @Argument(help: "Documents, collections or store files; everything if none.")
  var paths: [String] = []

  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    let outcome = try store.commitHandEdits(paths.map(store.nameBelowRoot), options: write.options())
    if let outcome {
      WriteReport.print(
        outcome, unchanged: "Nothing to commit: only the formatting differed, and it is put right.",
        asJSON: output.json)
    } else if output.json {
      try WriteReport.printUnchanged(store, branch: write.branch)
    } else {
      Output.line("Nothing to commit.")
    }
  }
}
