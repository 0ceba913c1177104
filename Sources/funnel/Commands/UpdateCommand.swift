internal import ArgumentParser
internal import FirestoreModel
internal import Store

struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change fields of a document that exists.",
    discussion: """
      name=Ada sets a string, score:=4 JSON in the file form, tags+=x appends if missing, tags-=x removes,
      field- deletes; a.b names a field of a map, `a.b` in backticks one with a dot in its name.
      """)

  @Argument(help: "The document: users/ada.")
  var path: String

  @Argument(parsing: .remaining, help: "Field arguments.")
  var fields: [String] = []

  @Option(
    name: [.customShort("f"), .long], help: "Read the fields to change from this file; - is standard input.")
  var file: String?

  @OptionGroup var conditions: ConditionFlags
  @OptionGroup var write: WriteFlags
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    let path = try DocumentInput.path(path, in: store)
    let request = try WriteRequest.merge(file: file, arguments: fields)
    var conditions = conditions
    conditions.mustExist = !conditions.mustNotExist
    let outcome: WriteOutcome
    do {
      outcome = try request.run(path, in: store, conditions: conditions, flags: write)
    } catch let error as StoreError {
      throw AppendHint.added(to: error, path: path, arguments: fields)
    }
    WriteReport.print(outcome, unchanged: "\(Output.safe(path.id))  unchanged", asJSON: output.json)
  }
}
