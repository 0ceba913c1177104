internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import SchemaTools
internal import Store

struct SchemaDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare schemas by meaning, and name the documents that the new ones break.",
    discussion: """
      funnel schema diff [NAME…]       the last commit with the working tree
      funnel schema diff A [NAME…]     a revision or time with the working tree
      funnel schema diff A B [NAME…]   two revisions or times
      funnel schema diff A.json B.json two files
      stricter: some documents fit no more; looser: some more fit; changed: both, or it cannot be told.
      A word that is a revision's name and a schema's is the revision. Files must be of draft 2020-12.
      The exit code is 1 when documents that were valid break.
      """)

  @Argument(
    help: "Two revisions or times, or two files; then names of schemas.", completion: SchemaFiles.completion)
  var arguments: [String] = []

  @Flag(name: .long, help: "Compare the schemas only, and read no documents.")
  var noDocuments = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    if try areFiles() {
      // Foreign schemas may have keywords of their own, but what they say must be sound.
      for file in arguments { _ = try NamedSchema(file: file) }
      let (old, oldFile) = try SchemaFiles.around(arguments[0])
      let (new, newFile) = try SchemaFiles.around(arguments[1])
      try old.library.checkDraft(oldFile)
      try new.library.checkDraft(newFile)
      let changes = SchemaDiff.changes(from: oldFile, in: old.library, to: newFile, in: new.library)
      let name = Files.lastComponent(of: arguments[1])
      return show([(String(name.dropLast(5)), changes)], broken: nil)
    }
    let store = try Store()
    try store.recoverIfNeeded()
    let (old, new, names) = try sides(store)
    let before = try SchemaFiles(try store.schemaFiles(at: old))
    let after = try new.map { try SchemaFiles(store.schemaFiles(at: $0)) } ?? SchemaFiles.here()
    let all = Set(before.names).union(after.names).sorted()
    for name in names where !all.contains(name) { try after.check([name]) }
    try after.checkFaults(names.isEmpty ? nil : names.filter(after.names.contains))
    let past = try SchemaSet(files: before.files)
    let isStrict = (
      old: try store.snapshot(at: old).settings.strictCollections,
      new: try isStrictNow(store, at: new, after)
    )
    var differences: [(name: String, changes: [SchemaChange])] = []
    for name in names.isEmpty ? all : names {
      let uri = SchemaFiles.uri(name)
      let changes =
        if before.names.contains(name), after.names.contains(name), let fault = past.fault(of: uri) {
          // The new one may mend it; what it meant cannot be told.
          [SchemaDiff.unreadable(uri, because: fault.message)]
        } else {
          SchemaDiff.changes(
            from: uri, in: before.library, to: uri, in: after.library, strictCollections: isStrict)
        }
      if !changes.isEmpty { differences.append((name, changes)) }
    }
    let broken =
      noDocuments
      ? nil
      : try BrokenDocuments.find(
        in: store, at: new, before, after, names: names, wasStrict: isStrict.old)
    show(differences, broken: broken)
    if let broken, broken.count > 0 { throw CommandExit.negative() }
  }

  /// Whether two files are compared; a file that is missing beside one that is there is told.
  private func areFiles() throws -> Bool {
    guard arguments.count == 2, arguments.allSatisfy({ $0.hasSuffix(".json") }) else { return false }
    let missing = arguments.filter { FileStatus.of($0)?.kind != .file }
    guard let first = missing.first else { return true }
    if missing.count == 1 { throw SchemaFiles.noFile(first) }
    if try SchemaFiles.hereIfAny() == nil { throw SchemaFiles.noFile(first) }
    return false
  }

  /// Whether the new side refuses documents that no schema governs.
  private func isStrictNow(_ store: Store, at commit: ObjectID?, _ after: SchemaFiles) throws -> Bool {
    if let commit { return try store.snapshot(at: commit).settings.strictCollections }
    guard let directory = after.directory else { return false }
    return try WorkingStore(directory: directory).settings.strictCollections
  }

  /// The commit of the old side, that of the new one (nil: the working tree), and the names.
  private func sides(_ store: Store) throws -> (ObjectID, ObjectID?, [String]) {
    var rest = arguments[...]
    let tip = try store.tip(of: nil)
    let known = Set(
      (try? SchemaFiles.here().names) ?? (try? SchemaFiles(store.schemaFiles(at: tip)).names) ?? [])
    let old = try rest.first.flatMap { try moment($0, store, known) }
    if old != nil { rest = rest.dropFirst() }
    let new = old == nil ? nil : try rest.first.flatMap { try moment($0, store, known) }
    if new != nil { rest = rest.dropFirst() }
    guard store.isBare, new == nil else { return (old ?? tip, new, Array(rest)) }
    return (old ?? tip, tip, Array(rest))
  }

  /// The commit that a revision or time names; nil when the text is neither, or names a schema and no revision.
  private func moment(_ text: String, _ store: Store, _ schemas: Set<String>) throws -> ObjectID? {
    do {
      let commit = try store.commit(at: text, branch: nil, now: Environment.microsecondsNow)
      if schemas.contains(text) {
        let name = Output.safe(text)
        Output.note(
          "note: \(name) is read as the revision of that name; the schema: funnel schema diff HEAD \(name)")
      }
      return commit
    } catch {
      // A short name may also be the start of several commits' ids.
      let isName = schemas.contains(text)
      guard isName || error.code == "history/unknown-moment" else { throw error }
      return nil
    }
  }

  private func show(_ differences: [(name: String, changes: [SchemaChange])], broken: BrokenDocuments?) {
    if output.json {
      let schemas = differences.map { difference -> JSONValue in
        [
          "name": .string(difference.name), "direction": .string(difference.changes.direction.rawValue),
          "changes": .array(difference.changes.map(\.json)),
        ]
      }
      Output.json([
        "schemas": .array(schemas), "documents": broken.map { .int(Int64($0.documents)) } ?? .null,
        "broken": broken.map { .array($0.findings.map { ErrorReport.json($0.finding) }) } ?? .null,
      ])
      return
    }
    for (name, changes) in differences {
      Output.line(Style.output.bold(Output.safe(name)) + "  " + changes.direction.rawValue)
      let width = changes.map(\.path.unicodeScalars.count).max() ?? 0
      for change in changes {
        let path = change.path.isEmpty ? "." : change.path
        let space = String(repeating: " ", count: max(0, width - path.unicodeScalars.count))
        Output.line(
          "  \(Self.word(change.direction))  \(Output.safe(path))\(space)  \(Output.safe(change.text))")
      }
    }
    if differences.isEmpty { Output.note("no differences in the schemas") }
    guard let broken else { return }
    for (finding, sources) in broken.findings { Output.line(ErrorReport.render(finding, sources)) }
    let already =
      broken.already == 0 ? "" : ", \(broken.already) \(broken.already == 1 ? "was" : "were") invalid already"
    Output.note(
      broken.count == 0
        ? "\(broken.documents) documents, none breaks\(already)"
        : "\(broken.count) of \(broken.documents) documents break\(already)")
  }

  private static func word(_ direction: SchemaChange.Direction) -> String {
    let style = Style.output
    return switch direction {
    case .stricter: style.red("stricter")
    case .looser: style.green("looser  ")
    case .changed: style.yellow("changed ")
    case .renamed: style.yellow("renamed ")
    case .neutral: style.dim("neutral ")
    }
  }
}

/// The documents that fit the old schemas and not the new ones.
struct BrokenDocuments {
  /// How many were read.
  var documents = 0
  /// How many break.
  var count = 0
  /// How many fit neither.
  var already = 0
  var findings: [(finding: Finding, sources: [String: [UInt8]])] = []

  private mutating func add(_ findings: [Finding], _ sources: [String: [UInt8]], wasValid: Bool) {
    if wasValid {
      count += 1
      self.findings += findings.map { ($0, sources) }
    } else {
      already += 1
    }
  }

  /// Judges every document of a commit, or of the working tree, once by the new schemas, and those that fail by the
  /// old ones too.
  static func find(
    in store: Store, at commit: ObjectID?, _ before: SchemaFiles, _ after: SchemaFiles, names: [String],
    wasStrict: Bool
  ) throws -> BrokenDocuments {
    let old = try SchemaSet(files: before.files)
    let new = try SchemaSet(files: after.files)
    if let fault = new.allFaults() { throw fault }
    // The old ones may have faults that the new ones mend.
    let isOldSound = old.check().isEmpty
    var result = BrokenDocuments()
    func isMeant(_ path: DocumentPath) -> Bool {
      guard !names.isEmpty else { return true }
      return [new, old].contains { $0.schema(for: path).map { names.contains($0.name) } ?? false }
    }
    if let commit {
      var failing: [DocumentPath: ([Finding], [String: [UInt8]])] = [:]
      var order: [DocumentPath] = []
      try store.validate(commit: commit, by: new, isMeant) { path, _, findings, sources in
        result.documents += 1
        if findings.isEmpty { return }
        failing[path] = (findings, sources)
        order.append(path)
      }
      var valid: Set<DocumentPath> = []
      if isOldSound, !order.isEmpty {
        try store.validate(commit: commit, by: old, strictCollections: wasStrict, { failing[$0] != nil }) {
          path, _, findings, _ in
          if findings.isEmpty { valid.insert(path) }
        }
      }
      for path in order {
        guard let (findings, sources) = failing[path] else { continue }
        result.add(findings, sources, wasValid: valid.contains(path) || !isOldSound)
      }
      return result
    }
    guard let directory = after.directory else { return result }
    let files = try WorkingStore(directory: directory)
    let past = files.judged(by: old, strictCollections: wasStrict)
    for file in try files.files() {
      if !names.isEmpty, let path = files.document(ofFile: file), !isMeant(path) { continue }
      result.documents += 1
      let (findings, sources) = try files.findings(ofFile: file)
      if findings.isEmpty { continue }
      result.add(findings, sources, wasValid: try !isOldSound || past.findings(ofFile: file).0.isEmpty)
    }
    return result
  }
}
