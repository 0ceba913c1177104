internal import ArgumentParser
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check documents against their form, limits and schemas.",
    discussion: """
      Without arguments: the files of the working tree as they stand (of a bare store: the last commit).
      With findings the exit code is 1.
      --ndjson answers questions from standard input, one a line, without a store:
      {"id"?, "schema", "instance", "registry"?: {URI: schema}, "mode"?: "json-schema"|"zod", "formatAssertion"?: bool}
      is answered by {"id"?, "valid": true}, {"id"?, "valid": false, "issues": […]} or {"id"?, "error": "…"}.
      """)

  @Argument(help: "Documents, collections or files.")
  var paths: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The documents of this revision or time, by its own schemas.", valueName: "revision"))
  var rev: String?

  @Flag(name: .long, help: "Answer lines of JSON from standard input, for other programs.")
  var ndjson = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if ndjson, !paths.isEmpty || rev != nil {
      throw ValidationError("--ndjson reads standard input only: no paths, no --rev")
    }
  }

  func run() throws {
    if ndjson { return try ValidateStream.run() }
    try Self.validate(paths, rev: rev, json: output.json)
  }

  static func validate(_ paths: [String], rev: String?, json: Bool) throws {
    var report = ValidationReport(asJSON: json)
    // A document's path is no file's: then the store is the one that we are in.
    let place = paths.first.flatMap { FileStatus.of($0) == nil ? nil : $0 } ?? "."
    if rev == nil, let directory = WorkingStore.directory(around: place) {
      try validateFiles(paths, directory, &report)
    } else if rev == nil, !paths.isEmpty, paths.allSatisfy({ FileStatus.of($0)?.kind == .file }) {
      for file in paths { report.add(try loose(file)) }
    } else {
      try validateCommit(paths, rev: rev, &report)
    }
    report.finish()
    if report.count > 0 { throw CommandExit.negative() }
  }

  /// A file outside of any store: its form and limits.
  private static func loose(_ file: String) throws -> ([Finding], [String: [UInt8]]) {
    let bytes = try Files.read(file, limit: JSONOptions.largest)
    do {
      try Limits.check(try DocumentInput.decode(bytes, name: file), at: nil)
      return ([], [:])
    } catch let error as any Explained where error.kind == .refused {
      let fault = StoreError(error).located(in: bytes, file: file)
      return (
        [
          Finding(
            code: fault.code, message: fault.message, location: fault.location ?? .init(file: file),
            hint: fault.hint)
        ], [file: bytes]
      )
    }
  }

  private static func validateFiles(_ paths: [String], _ directory: String, _ report: inout ValidationReport)
    throws
  {
    let store = try WorkingStore(directory: directory)
    if paths.isEmpty {
      return try store.validate { findings, sources in report.add((findings, sources)) }
    }
    for path in paths {
      if FileStatus.of(path)?.kind == .file, let full = Files.resolve(path), full.hasPrefix(directory + "/") {
        report.add(store.findings(ofFile: String(full.dropFirst(directory.count + 1))))
        continue
      }
      if case .document(let document) = try PathFilter(path) {
        report.add(try store.findings(ofExisting: document))
      } else {
        let filter = try PathFilter(path)
        var isFound = false
        for file in try store.files() {
          if case .document(let document, .data) = StoreFile(file, settings: store.settings),
            filter.contains(document)
          {
            isFound = true
            report.add(store.findings(ofFile: file))
          }
        }
        if !isFound {
          throw nothing(path)
        }
      }
    }
  }

  private static func validateCommit(_ paths: [String], rev: String?, _ report: inout ValidationReport) throws
  {
    let store = try Store()
    try store.recoverIfNeeded()
    let commit =
      try rev.map { try store.commit(at: $0, branch: nil, now: Environment.microsecondsNow) }
      ?? store.tip(of: nil)
    let filters = try paths.map { try DocumentInput.filter($0, in: store) }
    try store.validate(commit: commit) { path in
      filters.isEmpty || filters.contains { $0.contains(path) }
    } _: { findings, sources in
      report.add((findings, sources))
    }
    if report.documents == 0, let path = paths.first { throw nothing(path) }
  }

  private static func nothing(_ path: String) -> StoreError {
    StoreError(
      "validate/nothing", "\(Output.safe(path)) names no document and no file",
      hint: "funnel list shows what there is", kind: .missing)
  }
}

/// Prints findings as they come, and how many there were at the end.
struct ValidationReport {
  let asJSON: Bool
  private(set) var count = 0
  private(set) var documents = 0
  private var collected: [JSONValue] = []

  init(asJSON: Bool) { self.asJSON = asJSON }

  mutating func add(_ result: ([Finding], [String: [UInt8]])) {
    documents += 1
    count += result.0.count
    for finding in result.0 {
      if asJSON {
        collected.append(ErrorReport.json(finding))
      } else {
        Output.line(ErrorReport.render(finding, result.1))
      }
    }
  }

  func finish() {
    if asJSON {
      Output.json([
        "valid": .bool(count == 0), "documents": .int(Int64(documents)), "findings": .array(collected),
      ])
    } else if count == 0 {
      Output.note("\(documents) document\(documents == 1 ? "" : "s"), all valid")
    } else {
      Output.note(
        "\(count) finding\(count == 1 ? "" : "s") in \(documents) document\(documents == 1 ? "" : "s")")
    }
  }
}
