internal import ArgumentParser
internal import FirestoreModel
internal import Platform
internal import Store

struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Write a whole document, from field arguments, a file or standard input.",
    discussion: """
      Volatile fields (those in live/) stay as they are unless the given text names one.
      name=Ada is a string, score:=4 JSON in the file form, a.b=c a field of a map.
      """)

  @Argument(help: "The document: users/ada.")
  var path: String

  @Argument(parsing: .remaining, help: "Field arguments.")
  var fields: [String] = []

  @Option(name: [.customShort("f"), .long], help: "Read the document from this file; - is standard input.")
  var file: String?

  @Flag(name: .long, help: "Change only the given fields and keep the others.")
  var merge = false

  @OptionGroup var conditions: ConditionFlags
  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    let path = try DocumentInput.path(path, in: store)
    let request: WriteRequest
    if merge {
      request = try .merge(file: file, arguments: fields)
    } else {
      request = .replace(try DocumentInput.fields(file: file, arguments: fields))
    }
    let outcome = try request.run(path, in: store, conditions: conditions, flags: write)
    WriteReport.print(outcome, unchanged: "\(Output.safe(path.id))  unchanged", asJSON: output.json)
  }
}
