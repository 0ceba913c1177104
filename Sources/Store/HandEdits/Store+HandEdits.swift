internal import Changes
public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Git
internal import Platform

/// One thing that was edited by hand and is not committed.
public struct EditedItem: Sendable {
  public enum Change: String, Sendable { case added, modified, deleted }

  public let file: StoreFile
  /// Path below the store's root (of a document: its `data/` file, or `live/` if only that changed).
  public let name: String
  public let change: Change
  /// What is wrong with it as it stands.
  public let findings: [Finding]
  public let sources: [String: [UInt8]]
  /// The fields that differ, where both versions can be read.
  public let fields: [FieldPath]
  public let isIgnored: Bool
}

extension Store {
  /// What the user edited by hand, with the verdict on each. Empty in a bare store.
  public func editedItems() throws(StoreError) -> [EditedItem] {
    guard let directory else { return [] }
    let working = try WorkingStore(directory: directory)
    let head = try headCommit().flatMapStore { (commit) throws(StoreError) in
      try snapshotIfPresent(at: commit)
    }
    var items: [EditedItem] = []
    for group in EditGroup.groups(try handEdits(), settings: working.settings) {
      items.append(try item(group, working: working, head: head))
    }
    return items
  }

  private func item(_ group: EditGroup, working: WorkingStore, head: Snapshot?) throws(StoreError)
    -> EditedItem
  {
    let edit = group.edits[0]
    var change: EditedItem.Change =
      edit.old == nil ? .added : edit.new == nil && edit.problem == nil ? .deleted : .modified
    // A document is there when its data/ file is: what comes and goes in live/ only changes it.
    if case .document(_, .live) = group.file { change = .modified }
    var findings: [Finding] = []
    var sources: [String: [UInt8]] = [:]
    var fields: [FieldPath] = []
    switch group.file {
    case .document(let path, _):
      (findings, sources) = working.findings(for: path)
      let before = (try? head?.document(path)) ?? nil
      if let before, let after = (try? working.document(path)) ?? nil {
        fields = FieldDiff.changes(from: before.fields, to: after).map(\.path)
      }
    case .misplaced(let error):
      findings = [
        Finding(code: error.code, message: error.message, location: .init(file: edit.name), hint: error.hint)
      ]
    case .schema:
      for fault in working.schemas.check() {
        findings += fault.findings.filter { $0.location.file == edit.name }
        sources.merge(fault.sources) { first, _ in first }
      }
    case .settings:
      if let head, head.settings.fanOut != working.settings.fanOut {
        findings = [
          Finding(
            code: "settings/fan-out-moves",
            message: "fanOut changed, but the files lie where the old one says",
            location: .init(file: edit.name), hint: "git restore -- funnel.json")
        ]
      }
    case .indexes:
      (findings, sources) = WorkingStore.formFindings(of: edit.name, in: working.directory)
    case .rules, .foreign: break
    }
    if let problem = edit.problem, findings.isEmpty {
      findings = [
        Finding(
          code: problem.code, message: problem.message, location: .init(file: edit.name), hint: problem.hint)
      ]
    }
    return EditedItem(
      file: group.file, name: edit.name, change: change, findings: findings, sources: sources, fields: fields,
      isIgnored: edit.isIgnored)
  }

  /// Commits hand edits: validates, brings documents into canonical form, commits, and leaves what else is staged.
  ///
  /// - Parameter filters: documents, collections or store files; empty takes everything.
  /// - Returns: nil when there is nothing to commit.
  /// - Throws: `store/schema` with all findings; nothing is committed then.
  public func commitHandEdits(
    _ filters: [String], options: WriteOptions
  ) throws(StoreError) -> WriteOutcome? {
    guard let directory else {
      throw StoreError(
        "store/bare", "a bare store has no files to edit", hint: "funnel edit, set, update", kind: .usage)
    }
    if let branch = options.branch, try currentBranch() != branch {
      throw StoreError(
        "commit/branch",
        "the files are those of \(try currentBranch()), so they cannot be committed to \(branch)",
        hint: "git switch \(branch) first", kind: .usage)
    }
    var isEmpty = false
    let ignored = try newlyIgnored(filters, in: directory)
    let outcome = try committing(options, ignoring: ignored) { (base) throws(StoreError) in
      let working = try WorkingStore(directory: directory)
      let selection = try Selection(filters, settings: working.settings)
      let edits = try handEdits().filter { !$0.isIgnored && selection.takes($0, settings: working.settings) }
      try selection.checkAllFound(edits, settings: working.settings)
      isEmpty = edits.isEmpty
      let judging = try resulting(from: edits, working: working, base: base)
      if !edits.isEmpty, let fault = judging.schemas.check().first { throw fault }
      return try handEditPlan(edits, working: judging, base: base, force: options.force)
    }
    return isEmpty ? nil : outcome
  }

  /// The files as they are, with the schemas and settings of the commit that is to come: a document is judged by the
  /// schemas of its own commit, so an edited schema that the commit leaves out does not count.
  private func resulting(
    from edits: [HandEdit], working: WorkingStore, base: WriteBase
  ) throws(StoreError) -> WorkingStore {
    let taken = Set(edits.map(\.name))
    let left = try handEdits().filter { !taken.contains($0.name) }
    let leavesSchemas = left.contains { StoreFile($0.name, settings: working.settings) == .schema }
    let leavesSettings = left.contains { $0.name == "funnel.json" }
    guard leavesSchemas || leavesSettings else { return working }
    var files: [(uri: String, bytes: [UInt8])] = try base.snapshot.schemaFiles().filter {
      !taken.contains($0.uri)
    }
    for edit in edits where edit.new != nil && StoreFile(edit.name, settings: working.settings) == .schema {
      files.append(
        (
          edit.name,
          try storing { () throws(FileError) in try Files.read(working.directory + "/" + edit.name) }
        ))
    }
    files.sort { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) }
    return WorkingStore(
      directory: working.directory, settings: leavesSettings ? base.snapshot.settings : working.settings,
      schemas: try SchemaSet(files: files))
  }

  /// The commits that an edited `funnel.json` names in `ignoreTime`, when the commit takes that file.
  private func newlyIgnored(_ filters: [String], in directory: String) throws(StoreError) -> Set<ObjectID> {
    guard filters.isEmpty || filters.contains("funnel.json"),
      let bytes = try storing({ () throws(FileError) in try Files.readIfPresent(directory + "/funnel.json") })
    else { return [] }
    return try Settings(parsing: bytes, file: "funnel.json").ignoredTimes
  }

  private func handEditPlan(
    _ edits: [HandEdit], working: WorkingStore, base: WriteBase, force: Bool
  ) throws(StoreError) -> WritePlan {
    var plan = WritePlan()
    var problems = Problems()
    var misplaced: [Finding] = []
    for group in EditGroup.groups(edits, settings: working.settings) {
      for edit in group.edits { if let problem = edit.problem { throw problem } }
      switch group.file {
      case .document(let path, _):
        try planDocument(path, group.edits, working: working, base: base, into: &plan, &problems)
      case .misplaced(let error):
        misplaced.append(
          Finding(
            code: error.code, message: error.message, location: .init(file: group.edits[0].name),
            hint: error.hint))
      case .indexes where group.edits[0].new != nil:
        let (findings, sources) = WorkingStore.formFindings(of: group.edits[0].name, in: working.directory)
        if !findings.isEmpty {
          throw StoreError(
            findings[0].code, findings[0].message, location: findings[0].location, kind: .refused,
            findings: findings, sources: sources)
        }
        fallthrough
      case .schema, .settings, .rules, .indexes, .foreign:
        for edit in group.edits {
          let bytes =
            try edit.new == nil
            ? nil : storing { () throws(FileError) in try Files.read(working.directory + "/" + edit.name) }
          plan.files.append(
            FileChange(
              path: root.components + edit.name.split(separator: "/").map(String.init), bytes: bytes,
              old: edit.old,
              expectation: .edited(edit.new)))
        }
      }
    }
    if let first = misplaced.first {
      throw StoreError(
        first.code, first.message, location: first.location, kind: .refused, findings: misplaced,
        sources: problems.sources)
    }
    try checkUntouched(by: edits, working: working, base: base, &problems)
    if !problems.findings.isEmpty {
      guard force else { throw Store.refusal(problems, valid: plan.handEdits.map(\.path)) }
      plan.isForced = true
    }
    // Files that are only formatted otherwise are no change of the store, but they are put right, alone or beside one.
    if plan.files.allSatisfy({ $0.bytes.map(Repository.blobID) == $0.old }) {
      try tidy(plan.files)
      plan.files = []
    }
    return plan
  }

  /// The findings, and the ways on: the documents that are valid, or all of them by force.
  private static func refusal(_ problems: Problems, valid: [DocumentPath]) -> StoreError {
    var error = problems.error
    let broken = Set(problems.documents)
    let name = broken.count == 1 ? "\(problems.documents[0].id) does" : "\(broken.count) documents do"
    let schema = broken.count == 1 ? "its schema" : "their schemas"
    let count = "\(problems.findings.count) finding\(problems.findings.count == 1 ? "" : "s")"
    error.advice = ["\(name) not fit \(schema) (\(count) above). Nothing was committed."]
    let rest = valid.filter { !broken.contains($0) }.map(\.description)
    if !rest.isEmpty, rest.count <= 5 {
      error.advice.append("  only the valid ones: funnel commit \(rest.joined(separator: " ")) -m …")
    }
    error.advice.append("  anyway: --force (the history shows it)")
    return error
  }

  private func planDocument(
    _ path: DocumentPath, _ edits: [HandEdit], working: WorkingStore, base: WriteBase,
    into plan: inout WritePlan,
    _ problems: inout Problems
  ) throws(StoreError) {
    let (data, live) = try working.files(of: path)
    let before = try base.snapshot.blobs(of: path)
    func change(_ folder: DocumentFolder, _ bytes: [UInt8]?, _ found: [UInt8]?, _ old: ObjectID?) {
      guard bytes != nil || old != nil || found != nil else { return }
      plan.files.append(
        FileChange(
          path: root.components + [folder.rawValue]
            + DocumentPlace.components(of: path, fanOut: working.settings.fanOut),
          bytes: bytes, old: old, expectation: .edited(found.map(Repository.blobID))))
    }
    let oldFields = (try? base.snapshot.document(path))??.fields
    guard let data else {
      if live != nil, before.data == nil {
        throw StoreError(
          "document/live-alone", "there is a live/ file of \(path) but no document",
          location: SourceLocation(file: StoreRoot.name(path, .live, working.settings)), hint: "remove it",
          kind: .refused)
      }
      change(.data, nil, nil, before.data)
      change(.live, nil, live, before.live)
      plan.handEdits.append(DocumentChange(path: path, old: oldFields, new: nil))
      return
    }
    let fields = try WorkingStore.union(path, data: data, live: live, settings: working.settings)
    try Verdict.checkLimits(fields, path, working.settings)
    let found = working.findings(for: path)
    let canonical = DocumentFile.encode(fields)
    if !found.findings.isEmpty {
      problems.findings += found.findings
      problems.sources.merge(found.sources) { first, _ in first }
      problems.documents.append(path)
    } else if live != nil || canonical != data {
      // What is committed is the canonical form, which may spell a value otherwise: a large integer as `$integer`.
      let fitting = problems.findings.count
      try Verdict.judge(
        path, union: canonical, name: StoreRoot.name(path, .data, working.settings), schemas: working.schemas,
        settings: working.settings, &problems)
      for index in problems.findings.indices.dropFirst(fitting) where problems.findings[index].hint == nil {
        problems.findings[index].hint =
          "it fits as typed, but not in the canonical form that is committed and shown here; an integer beyond "
          + "±(2^53 - 1) is $integer there: let the schema refer to firestore.json#/$defs/anyInteger"
      }
    }
    let parts = Volatile.split(fields, at: try working.schemas.volatilePaths(for: path))
    change(.data, DocumentFile.encode(parts.data), data, before.data)
    change(.live, parts.live.isEmpty ? nil : DocumentFile.encode(parts.live), live, before.live)
    if oldFields != fields { plan.handEdits.append(DocumentChange(path: path, old: oldFields, new: fields)) }
  }
}

/// The edits of one document's two files together, or of another file alone.
struct EditGroup {
  let file: StoreFile
  var edits: [HandEdit]

  static func groups(_ edits: [HandEdit], settings: Settings) -> [EditGroup] {
    var result: [EditGroup] = []
    var places: [DocumentPath: Int] = [:]
    for edit in edits {
      let file = StoreFile(edit.name, settings: settings)
      if case .document(let path, _) = file {
        if let place = places[path] {
          result[place].edits.append(edit)
          continue
        }
        places[path] = result.count
      }
      result.append(EditGroup(file: file, edits: [edit]))
    }
    return result
  }
}

/// Which hand edits `commit PATHS` takes.
struct Selection {
  private let documents: [(text: String, filter: PathFilter)]
  private let names: [String]
  private let isAll: Bool

  init(_ texts: [String], settings: Settings) throws(StoreError) {
    isAll = texts.isEmpty
    var documents: [(text: String, filter: PathFilter)] = []
    var names: [String] = []
    for text in texts {
      switch StoreFile(text, settings: settings) {
      case .document(let path, _): documents.append((text, .document(path)))
      case .misplaced(let error): throw error
      case .foreign:
        documents.append((text, try storing { () throws(ModelError) in try PathFilter(text) }))
      case .schema, .settings, .rules, .indexes: names.append(text)
      }
    }
    self.documents = documents
    self.names = names
  }

  func takes(_ edit: HandEdit, settings: Settings) -> Bool {
    if isAll { return true }
    if names.contains(edit.name) { return true }
    guard case .document(let path, _) = StoreFile(edit.name, settings: settings) else { return false }
    return documents.contains { $0.filter.contains(path) }
  }

  /// A path that names nothing edited is a mistake, not an empty success.
  func checkAllFound(_ edits: [HandEdit], settings: Settings) throws(StoreError) {
    for name in names where !edits.contains(where: { $0.name == name }) { throw Selection.unedited(name) }
    for (text, filter) in documents {
      let isFound = edits.contains { edit in
        if case .document(let path, _) = StoreFile(edit.name, settings: settings) {
          filter.contains(path)
        } else {
          false
        }
      }
      if !isFound { throw Selection.unedited(text) }
    }
  }

  private static func unedited(_ text: String) -> StoreError {
    StoreError(
      "commit/unedited", "\(text) has no hand edits", hint: "funnel status lists them", kind: .missing)
  }
}

extension Optional {
  /// `flatMap` under the store's error type.
  func flatMapStore<R>(_ body: (Wrapped) throws(StoreError) -> R?) throws(StoreError) -> R? {
    guard let self else { return nil }
    return try body(self)
  }
}
