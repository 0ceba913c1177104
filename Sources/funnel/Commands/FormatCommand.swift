internal import ArgumentParser
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Bring documents' files into the one canonical form.",
    discussion: "funnel format - filters standard input to standard output, without a store.")

  @Argument(help: "Files or folders; data/ and live/ of the store if none; - is standard input.")
  var files: [String] = []

  @Flag(name: .long, help: "Change nothing; exit with 1 when a file is not in canonical form.")
  var check = false

  @OptionGroup var output: OutputOptions

  func run() throws { try Self.format(files, check: check, json: output.json) }

  static func format(_ files: [String], check: Bool, json: Bool) throws {
    if files == ["-"] { return try filter(check: check) }
    var changed: [String] = []
    for file in try targets(files) {
      let bytes = try Files.read(file, limit: JSONOptions.largest)
      let canonical = DocumentFile.encode(try DocumentInput.decode(bytes, name: file))
      if canonical == bytes { continue }
      changed.append(file)
      if check { continue }
      try Files.replace(file, with: canonical)
    }
    if json {
      Output.json(["changed": .array(changed.map { .string($0) }), "check": .bool(check)])
    } else {
      for file in changed { Output.line(Output.safe(file)) }
      if check, !changed.isEmpty { Output.note("not in canonical form; funnel format mends it") }
    }
    if check, !changed.isEmpty { throw CommandExit.negative() }
  }

  private static func filter(check: Bool) throws {
    let bytes = try Files.readStandardInput()
    let fields = try DocumentInput.decode(bytes, name: "<stdin>")
    do { try Limits.check(fields, at: nil) } catch {
      throw StoreError(error).located(in: bytes, file: "<stdin>")
    }
    let canonical = DocumentFile.encode(fields)
    if check {
      if canonical != bytes { throw CommandExit.negative() }
    } else {
      Output.bytes(canonical)
    }
  }

  private static func targets(_ files: [String]) throws -> [String] {
    var roots = files
    if roots.isEmpty {
      guard let directory = WorkingStore.directory(around: ".") else {
        throw StoreError(
          "store/none", "there is no funnel store here", hint: "name files, or - for standard input",
          kind: .missing)
      }
      roots = DocumentFolder.allCases.map { directory + "/" + $0.rawValue }.filter {
        FileStatus.of($0) != nil
      }
    }
    var result: [String] = []
    while let path = roots.popLast() {
      guard let status = FileStatus.of(path) else { throw FileError("read", path, 2) }
      if status.kind == .directory {
        roots += try Files.list(path).reversed().map { path + "/" + $0 }
      } else if path.hasSuffix(".json") || files.contains(path) {
        result.append(path)
      }
    }
    return result
  }
}
