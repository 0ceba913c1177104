internal import ArgumentParser
internal import FirestoreModel
internal import Store

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Write a new document under a new id, and print its path.")

  @Argument(help: "The collection: users/ada/personas.")
  var collection: String

  @Argument(parsing: .remaining, help: "Field arguments, as for set.")
  var fields: [String] = []

  @Option(name: [.customShort("f"), .long], help: "Read the document from this file; - is standard input.")
  var file: String?

  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    let fields = try DocumentInput.fields(file: file, arguments: fields)
    let path = try CollectionPath(collection).document(AutoID.make())
    let outcome = try WriteRequest.add(fields).run(path, in: store, conditions: .none, flags: write)
    if output.json {
      WriteReport.print(outcome, unchanged: "", asJSON: true)
    } else {
      Output.line(path.description)
    }
  }
}
