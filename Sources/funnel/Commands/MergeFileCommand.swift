internal import ArgumentParser
internal import Changes
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Platform

struct MergeFileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge-file",
    abstract: "Merge three versions of one document: field by field, not line by line.",
    discussion: """
      The order of the files and the exit code are git merge-file's: 0 when all is merged, 1 when there are conflicts.
      OURS is written in place, always as a valid document: where the sides conflict, ours stands. The conflicts are
      told on standard error. An empty BASE file means that both sides added the document. Needs no store.
      """)

  @Argument(help: "Our version, which is changed unless -p is given.", completion: .file())
  var ours: String

  @Argument(help: "The version that both come from.", completion: .file())
  var base: String

  @Argument(help: "Their version.", completion: .file())
  var theirs: String

  @Flag(name: [.customShort("p"), .long], help: "Print the merged document and leave OURS as it is.")
  var stdout = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      What tells counters, times, sets and keys: a JSON Schema file or the name of one of the store's; what is merged \
      must fit it. Of a file below a store's data/ it is known without.
      """, valueName: "schema"), completion: .file(extensions: ["json"]))
  var schema: String?

  @Flag(name: .customLong("ours"), help: "Settle conflicts by taking our side.")
  var takesOurs = false

  @Flag(name: .customLong("theirs"), help: "Settle conflicts by taking their side.")
  var takesTheirs = false

  @Flag(name: .shortAndLong, help: "Say nothing of conflicts on standard error.")
  var quiet = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if takesOurs, takesTheirs { throw ValidationError("--ours and --theirs exclude each other") }
  }

  func run() throws {
    let rules = try MergeRules(schema: schema, file: ours)
    let our = try MergeInput(ours)
    let old = try MergeInput(base, mayBeEmpty: true)
    let their = try MergeInput(theirs)
    let choice: MergeChoice? = takesOurs ? .ours : takesTheirs ? .theirs : nil
    let outcome = try rules.merge(base: old.fields, ours: our.fields, theirs: their.fields, settledBy: choice)
    // Both sides have the document, so there is one.
    let merged = outcome.fields ?? Fields()
    let bytes = DocumentFile.encode(merged)
    if !stdout, bytes != our.bytes { try Files.replace(ours, with: bytes) }
    if !quiet { for conflict in outcome.conflicts { Output.note(Self.line(conflict)) } }
    if output.json {
      Output.json([
        "clean": .bool(outcome.isClean), "conflicts": .array(outcome.conflicts.map(\.json)),
        "written": .bool(!stdout && bytes != our.bytes), "merged": ValueText.json(.map(merged)),
      ])
    } else if stdout {
      Output.bytes(bytes)
    }
    if !outcome.isClean { throw CommandExit.negative() }
  }

  /// `/description: both sides changed it: base "a", ours "b", theirs "c"`.
  static func line(_ conflict: MergeConflict) -> String {
    let place = conflict.pointer.isEmpty ? "the document" : Output.safe(conflict.pointer)
    let values = [("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs)]
      .map { "\($0) \(ValueText.line($1, width: 40))" }
    return Style.error.red("conflict ") + "\(place): \(Output.safe(conflict.sentence)): "
      + values.joined(separator: ", ")
  }
}
