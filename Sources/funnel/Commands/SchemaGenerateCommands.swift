internal import ArgumentParser
internal import JSON
internal import Platform
internal import SchemaTools
internal import Store

/// What `to-zod`, `to-typescript` and `to-swift` take.
struct GenerateOptions: ParsableArguments {
  @Argument(help: "Names of schemas.", completion: SchemaFiles.completion)
  var names: [String] = []

  @Flag(name: .long, help: "All schemas that govern documents.")
  var all = false

  @Option(
    name: .long, help: ArgumentHelp("Write this file instead of standard output.", valueName: "file"),
    completion: .file())
  var out: String?

  @OptionGroup var output: OutputOptions

  func run(_ language: Generator.Language) throws {
    let here = try SchemaFiles.here()
    guard all != !names.isEmpty else {
      throw UsageError(
        all ? "--all and names exclude each other" : "which schema?",
        hint: "funnel schema \(language.rawValue) \(here.governing.first ?? "NAME"), or --all")
    }
    try here.check(names)
    let names = all ? here.governing : names
    try here.checkFaults(names)
    let generated = try Generator(language, of: names, in: here.library)
    if let out { try Files.write(Array(generated.text.utf8), to: out) }
    if output.json {
      Output.json([
        "names": .array(names.map { .string($0) }), "file": out.map { .string($0) } ?? .null,
        "text": .string(generated.text), "notes": .array(generated.notes.map { .string($0) }),
      ])
      return
    }
    for note in generated.notes { Output.note(Output.safe("note: " + note)) }
    Output.line(out.map { Output.safe($0) } ?? String(generated.text.dropLast()))
  }
}

struct SchemaToZodCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "to-zod", abstract: "Write schemas as zod 4 source, for documents in the file form.")

  @OptionGroup var options: GenerateOptions

  func run() throws { try options.run(.zod) }
}

struct SchemaToTypeScriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "to-typescript", abstract: "Write schemas as TypeScript types.")

  @OptionGroup var options: GenerateOptions

  func run() throws { try options.run(.typeScript) }
}

struct SchemaToSwiftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "to-swift", abstract: "Write schemas as Swift types that are Codable over the file form.")

  @OptionGroup var options: GenerateOptions

  func run() throws { try options.run(.swift) }
}
