internal import ArgumentParser
internal import Store

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check documents against their form, limits and schemas.",
    discussion: """
      Without arguments: the files of the working tree as they stand (of a bare store: the last commit).
      With findings the exit code is 1; when a schema itself is wrong, 78.
      --format: text for people; json (as --json), one object; flag, basic, detailed: JSON Schema's own output, a line
      for each document; sarif (2.1.0, for code scanning), github (annotations), junit, tap.
      --ndjson answers questions from standard input, one a line, without a store:
      {"id"?, "schema", "instance", "registry"?: {URI: schema}, "mode"?: "json-schema"|"zod", "formatAssertion"?: bool}
      is answered by {"id"?, "valid": true}, {"id"?, "valid": false, "issues": […]} or {"id"?, "error": "…"}.
      """)

  @Argument(
    help: "Documents, collections, files or folders; - is standard input.", completion: .file())
  var paths: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The documents of this revision or time, by its own schemas; A..B: those that B has otherwise than A.",
      valueName: "revision"),
    completion: .shellCommand("git for-each-ref --format='%(refname:short)' 2>/dev/null"))
  var rev: String?

  @Flag(name: .long, help: "What is staged, by the staged schemas: what git commit would take.")
  var staged = false

  @Flag(name: .long, help: "The files of the working tree, which is what a clone does anyway.")
  var worktree = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Judge by this schema: a name such as persona, or any JSON Schema file. Then files may be any JSON.",
      valueName: "name"),
    completion: .shellCommand("ls schemas 2>/dev/null | sed 's/\\.json$//'"))
  var schema: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How --schema and --ndjson read schemas: json-schema, or zod: what z.toJSONSchema wrote, judged as zod does.",
      valueName: "mode"),
    completion: .list(SchemaReading.allCases.map(\.rawValue)),
    transform: { text in
      guard let reading = SchemaReading(rawValue: text) else {
        throw ValidationError("--mode is json-schema or zod, not \"\(Output.safe(text))\"")
      }
      return reading
    })
  var mode = SchemaReading.jsonSchema

  @Option(
    name: .long,
    help: ArgumentHelp("With --rev: by the schemas of this revision or time instead.", valueName: "revision"))
  var schemas: String?

  @Option(
    name: .long, help: ArgumentHelp("Print this many findings at most; all are counted.", valueName: "count"))
  var max: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("The form of output.", valueName: "format"))
  var format: ReportFormat?

  @Flag(name: .long, help: "Go on: judge files again as they change, until Ctrl-C.")
  var watch = false

  @Flag(name: .long, help: "Answer lines of JSON from standard input, for other programs.")
  var ndjson = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let places = [(rev != nil, "--rev"), (staged, "--staged"), (worktree, "--worktree")].filter(\.0).map(\.1)
    if places.count > 1 {
      throw ValidationError("\(places.joined(separator: " and ")) exclude each other")
    }
    if mode == .zod, schema == nil, !ndjson {
      throw ValidationError(
        "--mode zod needs --schema (what z.toJSONSchema wrote) or --ndjson: a store's verdict is JSON Schema's"
      )
    }
    if schemas != nil, rev == nil {
      throw ValidationError("--schemas needs --rev: --rev HEAD --schemas REVISION judges what is committed")
    }
    if ndjson,
      !paths.isEmpty || !places.isEmpty || schema != nil || max != nil || format != nil || watch
    {
      throw ValidationError("--ndjson reads standard input only: no paths, no other options")
    }
    if output.json, let format, format != .json {
      throw ValidationError("--json is --format json, so it excludes --format \(format.rawValue)")
    }
    if let max, max < 0 { throw ValidationError("--max takes a count from 0 up") }
    if watch {
      if rev != nil || staged {
        throw ValidationError("--watch looks at the working tree: no --rev, no --staged")
      }
      if output.json || format ?? .text != .text { throw ValidationError("--watch prints text only") }
    }
  }

  func run() throws {
    if ndjson { return try ValidateStream.run(usual: mode) }
    let place: ValidateRequest.Place =
      if let rev { .revision(rev) } else if staged { .staged } else if worktree { .workTree } else {
        .automatic
      }
    let request = ValidateRequest(
      paths: paths, place: place, schema: schema, reading: mode, schemas: schemas,
      format: output.json ? .json : format ?? .text, limit: max)
    if watch { return try ValidateWatch(request).run() }
    try ValidateRun.run(request)
  }

  /// The quick form: one path, no options.
  static func validate(path: String) throws {
    try ValidateRun.run(
      ValidateRequest(
        paths: [path], place: .automatic, schema: nil, reading: .jsonSchema, schemas: nil, format: .text,
        limit: nil))
  }
}

/// What is to be judged, and how it is told.
struct ValidateRequest {
  enum Place {
    /// The working tree; of a bare store the last commit.
    case automatic
    case workTree
    case staged
    case revision(String)
  }

  var paths: [String]
  var place: Place
  /// A named schema that judges instead of those that govern.
  var schema: String?
  /// How that schema is read.
  var reading: SchemaReading
  /// The revision whose schemas judge a commit instead of its own.
  var schemas: String?
  var format: ReportFormat
  var limit: Int?
}
