internal import ArgumentParser
internal import Audit
internal import Diagnostics
internal import Git
internal import JSON
internal import Platform
internal import Reports
internal import Store
internal import FirestoreModel

struct AuditListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "Show the changes of a branch, one row for each field; what funnel audit does without a subcommand.",
    discussion: """
      Patterns: * is any run of characters, ** any number of parts: users/*/personas/*, subscription.*, *@example.com.
      Values of fields that the schemas call personal are kept back unless --show-personal.
      With --policy only changes that break a policy of funnel.json are told, and the exit code is 1 if one of them is
      of level error or warning.
      """)

  @Argument(
    help: "A revision whose history is told, or A..B: what B has and A does not. The branch if not given.",
    completion: .shellCommand("git for-each-ref --format='%(refname:short)' 2>/dev/null"))
  var range: String?

  @Option(name: .long, help: "The branch; the one that HEAD is on if not given.")
  var branch: String?

  @Option(name: .long, help: ArgumentHelp("Not before this time, or after this revision.", valueName: "time"))
  var since: String?

  @Option(name: .long, help: ArgumentHelp("Not after this time or revision.", valueName: "time"))
  var until: String?

  @Option(name: .long, help: ArgumentHelp("Who: a name, an e-mail address, uid:… .", valueName: "pattern"))
  var actor: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Documents, collections, or files such as schemas/*.", valueName: "pattern"))
  var path: [String] = []

  @Option(name: .long, help: ArgumentHelp("Fields; several with commas.", valueName: "pattern"))
  var field: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("create, update, delete (of documents); several with commas.", valueName: "op"))
  var op: [String] = []

  @Flag(name: .long, help: "Only fields that the schemas call personal.")
  var sensitive = false

  @Flag(name: .long, help: "Print values of personal data too.")
  var showPersonal = false

  @Flag(name: .long, help: "Volatile fields too.")
  var live = false

  @Option(name: .long, help: ArgumentHelp("The newest so many rows.", valueName: "count"))
  var max: Int?

  @Flag(name: .long, help: "The newest first.")
  var reverse = false

  @Flag(name: .long, help: "Ask git about the commits' signatures.")
  var signatures = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whose SSH keys count (see ssh-keygen, ALLOWED SIGNERS); git's own setting if not given.",
      valueName: "file"), completion: .file())
  var allowedSigners: String?

  @Flag(name: .long, help: "As comma-separated values for spreadsheets (RFC 4180).")
  var csv = false

  @Flag(name: .long, help: "As one JSON object a row, on a line each.")
  var ndjson = false

  @Flag(name: .long, help: "As a page with plots, in one file.")
  var html = false

  @Flag(name: .long, help: "Judge changes by the policies in funnel.json; tell those that break one.")
  var policy = false

  @Option(name: .long, help: ArgumentHelp("The form of findings, with --policy.", valueName: "format"))
  var format: ReportFormat?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let forms = [(csv, "--csv"), (ndjson, "--ndjson"), (html, "--html"), (output.json, "--json")].filter(\.0)
    if forms.count > 1 { throw ValidationError("\(forms[0].1) and \(forms[1].1) exclude each other") }
    if policy, forms.contains(where: { $0.1 != "--json" }) {
      throw ValidationError(
        "--policy tells findings: --format \(ReportFormat.allCases.map(\.rawValue).joined(separator: "|"))")
    }
    if format != nil, !policy {
      throw ValidationError("--format is for --policy; rows have --csv, --ndjson, --html, --json")
    }
    if output.json, let format, format != .json { throw ValidationError("--json is --format json") }
    if let max, max < 1 { throw ValidationError("--max needs a number from 1 on") }
  }

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    var progress = ProgressLine(delay: 500_000)
    let request = try AuditRequest(self, in: store)
    let audit = try Audit(store, tip: request.tip, since: request.base) { progress.show($0, $1, $2) }
    let policies = try AuditRequest.policies(store, tip: request.tip, mustBeSound: policy)
    var query = request.query
    if let policies, policies.needsSignatures { query.checksSignatures = true }
    defer { progress.clear() }
    let run = AuditRun(
      audit: audit, query: query, policies: policies, limit: max, progress: progress, store: store,
      branch: request.branch, isAskedNewestFirst: reverse)
    if policy {
      try run.findings(output.json ? .json : format ?? .text)
    } else if csv {
      try run.csv()
    } else if ndjson {
      try run.lines()
    } else if output.json {
      try run.json()
    } else if html {
      try run.page(title: request.title)
    } else {
      try run.table()
    }
  }
}

/// What the command line asks for, read against a store.
struct AuditRequest {
  let tip: ObjectID
  let base: ObjectID?
  let title: String
  /// What is audited as a whole; nil for a range or a revision.
  let branch: String?
  private(set) var query = AuditQuery()

  init(_ command: AuditListCommand, in store: Store) throws {
    let now = Environment.microsecondsNow
    var name = command.branch
    if let range = command.range {
      if command.branch != nil { throw UsageError("give a revision or --branch, not both") }
      let parts = Self.split(range)
      base = try parts.base.map { try store.commit(at: $0, branch: nil, now: now) }
      tip = try store.commit(at: parts.tip, branch: nil, now: now)
      name = range
    } else {
      base = nil
      tip = try store.tip(of: command.branch)
      if name == nil { name = try? store.currentBranch() }
    }
    branch = command.range == nil ? name : nil
    title = "Changes of \(name ?? tip.short)"
    query.since = try command.since.map { try Self.time($0, in: store, now, isEnd: false) }
    query.until = try command.until.map { try Self.time($0, in: store, now, isEnd: true) }
    if let since = query.since, let until = query.until, since > until {
      throw UsageError("--since is after --until")
    }
    query.actors = command.actor.map { ActorPattern($0) }
    query.paths = try command.path.map { try PathPattern(Self.document($0, in: store)) }
    query.fields = try command.field.flatMap { try FieldPattern.list($0) }
    for word in command.op.flatMap({ $0.split(separator: ",") }) {
      guard let operation = AuditRow.Operation(rawValue: String(word)) else {
        throw UsageError("--op is create, update or delete, not \"\(Output.safe(String(word)))\"")
      }
      query.operations.insert(operation)
    }
    query.onlyPersonal = command.sensitive
    query.showsPersonal = command.showPersonal
    query.includesLive = command.live
    query.isNewestFirst = command.reverse || (command.max != nil && !command.policy)
    query.checksSignatures = command.signatures || command.allowedSigners != nil
    query.allowedSigners = try SealText.signers(command.allowedSigners)
  }

  /// `A..B`; without dots a revision alone. An empty side is HEAD.
  private static func split(_ range: String) -> (base: String?, tip: String) {
    let bytes = Array(range.utf8)
    for index in bytes.indices.dropLast() where bytes[index] == 0x2E && bytes[index + 1] == 0x2E {
      let base = String(decoding: bytes[..<index], as: UTF8.self)
      let tip = String(decoding: bytes[(index + 2)...], as: UTF8.self)
      return (base.isEmpty ? "HEAD" : base, tip.isEmpty ? "HEAD" : tip)
    }
    return (nil, range)
  }

  /// A revision stands for the time at which it entered the branch.
  private static func time(_ text: String, in store: Store, _ now: Int64, isEnd: Bool) throws -> Int64 {
    switch try store.moment(text, now: now) {
    case .time(let time): time
    case .commit(let commit): try store.entry(of: commit).time + (isEnd ? 0 : 1)
    }
  }

  /// A document's file stands for the document.
  private static func document(_ text: String, in store: Store) throws -> String {
    let name = store.nameBelowRoot(text)
    if case .document(let path, _) = StoreFile(name, settings: try store.settings()) {
      return path.description
    }
    return text
  }

  /// The policies of the branch; nil where there are none.
  ///
  /// - Parameter mustBeSound: else faulty ones are a remark, since rows can be told without them.
  static func policies(_ store: Store, tip: ObjectID, mustBeSound: Bool) throws -> PolicySet? {
    do {
      let policies = try PolicySet(try store.snapshot(at: tip).settings.audit)
      if mustBeSound, policies.isEmpty {
        throw StoreError(
          "audit/no-policies", "funnel.json has no policies",
          hint: "audit.policies holds them: docs/audit.md",
          kind: .configuration)
      }
      return policies.isEmpty && !mustBeSound ? nil : policies
    } catch let error as StoreError where !mustBeSound {
      Output.note("note: the policies are not judged: " + Output.safe(error.description))
      return nil
    }
  }
}
