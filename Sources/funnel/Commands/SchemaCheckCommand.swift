internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import Platform
internal import SchemaTools
internal import Store

struct SchemaCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the schemas themselves, and whether the application's types have drifted from them.",
    discussion: """
      FILE.json is what z.toJSONSchema wrote, of the schema NAME, else of the schema that FILE is called.
      The exit code is 1 with findings.
      """)

  @Argument(
    help: ArgumentHelp(
      "What z.toJSONSchema wrote: user=build/user.json, or user.json.", valueName: "[name=]file"),
    completion: .file(extensions: ["json"]))
  var files: [String] = []

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Files that to-zod, to-typescript or to-swift wrote.", valueName: "file"),
    completion: .file())
  var generated: [String] = []

  @OptionGroup var output: OutputOptions

  /// The schema's name and the file; an `=` may also stand in a file's name.
  private static func parts(_ argument: String) throws -> (name: String, file: String) {
    let hint = "NAME=FILE says which schema it is"
    guard FileStatus.of(argument)?.kind != .file, let sign = argument.firstIndex(of: "=") else {
      return (try SchemaFromZodCommand.name(of: argument, hint: hint), argument)
    }
    let (name, file) = (String(argument[..<sign]), String(argument[argument.index(after: sign)...]))
    guard !file.isEmpty else {
      throw UsageError("\(Output.safe(argument)) names no file", hint: "\(name)=FILE")
    }
    guard !name.isEmpty else { return (try SchemaFromZodCommand.name(of: file, hint: hint), file) }
    return (name, file)
  }

  func run() throws {
    let here = try SchemaFiles.here()
    var findings: [Finding] = []
    var sources: [String: [UInt8]] = [:]
    var unsaid: [(name: String, texts: [String])] = []
    for file in here.files { sources[file.uri] = file.bytes }
    if let faults = try SchemaSet(files: here.files).allFaults() { findings += faults.findings }
    for argument in files {
      let (name, file) = try Self.parts(argument)
      try here.check([name])
      let bytes = try Files.read(file, limit: JSONOptions.largest)
      let drift = try SchemaDrift(zod: bytes, from: file, to: SchemaFiles.uri(name), in: here.library)
      findings += drift.findings
      if !drift.unsaid.isEmpty { unsaid.append((name, drift.unsaid)) }
    }
    for file in generated {
      let bytes = try Files.read(file, limit: JSONOptions.largest)
      sources[file] = bytes
      let text = String(decoding: bytes, as: UTF8.self)
      if let finding = try SchemaDrift.finding(generated: text, file: file, in: here.library) {
        findings.append(finding)
      }
    }
    if output.json {
      Output.json([
        "schemas": .int(Int64(here.files.count)), "findings": .array(findings.map { ErrorReport.json($0) }),
        "unsaid": .array(
          unsaid.map { ["name": .string($0.name), "texts": .array($0.texts.map { .string($0) })] }),
      ])
    } else {
      for finding in findings { Output.line(ErrorReport.render(finding, sources)) }
      for (name, texts) in unsaid {
        Output.note(Output.safe("note: \(name): zod cannot say \(texts.joined(separator: ", "))"))
      }
      let count = here.files.count
      let compared = files.count + generated.count
      let checked =
        "\(count) schemas" + (compared == 0 ? "" : " and \(compared) file\(compared == 1 ? "" : "s")")
      Output.note(
        findings.isEmpty
          ? "\(checked), no drift"
          : "\(findings.count) finding\(findings.count == 1 ? "" : "s") in \(checked)")
    }
    if !findings.isEmpty { throw CommandExit.negative() }
  }
}
