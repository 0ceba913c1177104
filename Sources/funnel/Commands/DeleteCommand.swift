internal import ArgumentParser
internal import FirestoreModel
internal import Store

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a document; its subcollections stay, as in Firestore.",
    discussion: "A document that is not there is no error unless --must-exist.", aliases: ["rm"])

  @Argument(help: "The document: users/ada.")
  var path: String

  @OptionGroup var conditions: ConditionFlags
  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    let path = try DocumentInput.path(path, in: store)
    let outcome = try WriteRequest.delete.run(path, in: store, conditions: conditions, flags: write)
    WriteReport.print(outcome, unchanged: "\(Output.safe(path.id))  was not there", asJSON: output.json)
  }
}
