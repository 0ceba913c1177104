internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import Platform
internal import SchemaTools
internal import Store

struct SchemaFromZodCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "from-zod",
    abstract: "Make a store's schema of what zod's z.toJSONSchema wrote.",
    discussion: """
      FILE holds JSON.stringify(z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" })).
      What JSON Schema cannot say as zod means it is listed on standard error. A schema that is there already keeps
      its annotations, and its form where it says the same.
      """)

  @Argument(help: "The file; - is standard input.", completion: .file(extensions: ["json"]))
  var file: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The documents that it governs: users/{userId}/personas/{personaId}.", valueName: "pattern"))
  var collection: String?

  @Option(
    name: .long, help: ArgumentHelp("The schema's name; that of FILE if not given.", valueName: "name"),
    completion: SchemaFiles.completion)
  var name: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Fields that hold a time, separated by commas: createdAt,metadata.lastUsedAt.", valueName: "fields"))
  var timestamps: [String] = []

  @Flag(name: .long, help: "Write schemas/NAME.json instead of printing it.")
  var write = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let bytes = file == "-" ? try Files.readStandardInput() : try Files.read(file, limit: JSONOptions.largest)
    let name = try name ?? Self.name(of: file, hint: "--name says which schema it is")
    try SchemaName.check(name)
    let here = try SchemaFiles.hereIfAny()
    let uri = SchemaFiles.uri(name)
    let existing = here.flatMap { $0.library.value(uri) == nil ? nil : ($0.library, uri) }
    let fields = timestamps.flatMap { $0.split(separator: ",").map(String.init) }
    let options = ZodReading.Options(name: name, collection: collection, timestamps: fields)
    let reading = try ZodReading(
      bytes, file: file == "-" ? "<stdin>" : file, options: options, existing: existing,
      beside: here?.library ?? SchemaLibrary(Store.builtInSchemaFiles))
    let text = SchemaPrinter.print(reading.schema)
    if write, here?.directory == nil {
      throw UsageError("--write needs a store with files", hint: "without it the schema is printed")
    }
    // A schema with a fault would stop every write: it is judged before it lands, or is shown as one that could.
    let others = here?.files.filter { $0.uri != uri } ?? Store.builtInSchemaFiles
    let set = try SchemaSet(files: others + [(uri, Array(text.utf8))])
    if let fault = set.allFaults() { throw fault }
    if write, let directory = here?.directory {
      let path = directory + "/" + uri
      try Files.makeDirectories(Files.parent(of: path))
      let temporary = path + ".funnel-new"
      try Files.write(
        Array(text.utf8), to: temporary, mode: FileStatus.of(path).map { $0.mode & 0o777 } ?? 0o666)
      try Files.rename(temporary, to: path)
    }
    if output.json {
      let notes = reading.notes.map { note -> JSONValue in
        ["path": .string(note.path), "text": .string(note.text)]
      }
      Output.json([
        "name": .string(name), "written": write ? .string(uri) : .null, "schema": reading.schema,
        "notes": .array(notes),
      ])
      return
    }
    for note in reading.notes {
      Output.note(Output.safe("note: " + (note.path.isEmpty ? "" : note.path + ": ") + note.text))
    }
    Output.line(write ? uri : String(text.dropLast()))
  }

  /// A schema's name as a file is called.
  ///
  /// - Parameter hint: how else to name it.
  static func name(of file: String, hint: String) throws -> String {
    let last = Files.lastComponent(of: file)
    guard file != "-", last.hasSuffix(".json"), last.utf8.count > 5 else {
      throw UsageError(
        "which schema is \(file.isEmpty ? "it" : Output.safe(file))?",
        hint: "\(hint), or FILE is called NAME.json")
    }
    return String(last.dropLast(5))
  }
}
