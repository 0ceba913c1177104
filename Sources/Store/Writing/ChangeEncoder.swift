internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON

/// Turns changed documents into changed files: limits, schema, canonical bytes. Pure but for reading the old blobs.
struct ChangeEncoder {
  let store: Store
  let snapshot: Snapshot

  /// - Returns: the files whose bytes differ, and whether a schema was overridden.
  /// - Throws: `store/schema` with all findings of all documents unless `force`; limits always.
  func encode(_ changes: [DocumentChange], force: Bool) throws(StoreError) -> (
    files: [FileChange], isForced: Bool
  ) {
    if changes.isEmpty { return ([], false) }
    let schemas = try snapshot.schemas()
    var files: [FileChange] = []
    var problems = Problems()
    for change in changes {
      let (data, live) = try snapshot.blobs(of: change.path)
      guard let fields = change.new else {
        if data != nil { files.append(file(change.path, .data, nil, data)) }
        if live != nil { files.append(file(change.path, .live, nil, live)) }
        continue
      }
      try Verdict.checkLimits(fields, change.path, snapshot.settings)
      try judge(change.path, fields, schemas, &problems)
      let volatile = try schemas.volatilePaths(for: change.path)
      let parts = Volatile.split(fields, at: volatile)
      try add(change.path, .data, DocumentFile.encode(parts.data), data, to: &files)
      try add(
        change.path, .live, parts.live.isEmpty ? nil : DocumentFile.encode(parts.live), live, to: &files)
    }
    if problems.findings.isEmpty { return (files, false) }
    if force { return (files, true) }
    throw problems.error
  }

  private func file(_ path: DocumentPath, _ folder: DocumentFolder, _ bytes: [UInt8]?, _ old: ObjectID?)
    -> FileChange
  {
    FileChange(path: store.root.file(path, folder, snapshot.settings), bytes: bytes, old: old)
  }

  private func add(
    _ path: DocumentPath, _ folder: DocumentFolder, _ bytes: [UInt8]?, _ old: ObjectID?,
    to files: inout [FileChange]
  ) throws(StoreError) {
    if bytes.map(Repository.blobID) != old { files.append(file(path, folder, bytes, old)) }
  }

  private func judge(
    _ path: DocumentPath, _ fields: Fields, _ schemas: SchemaSet, _ problems: inout Problems
  ) throws(StoreError) {
    let name = StoreRoot.name(path, .data, snapshot.settings)
    try Verdict.judge(
      path, union: DocumentFile.encode(fields), name: name, schemas: schemas, settings: snapshot.settings,
      &problems)
  }
}

/// Findings of several documents, with the texts that they point into.
struct Problems {
  var findings: [Finding] = []
  var sources: [String: [UInt8]] = [:]
  var documents: [DocumentPath] = []

  var error: StoreError {
    let count = Set(documents).count
    return StoreError(
      "store/schema",
      findings.count == 1
        ? findings[0].message : "\(findings.count) findings in \(count) document\(count == 1 ? "" : "s")",
      location: findings.first?.location, kind: .refused, findings: findings, sources: sources)
  }
}

/// The store's one verdict on a document.
enum Verdict {
  /// Firestore's limits; the error names the document's file.
  static func checkLimits(_ fields: Fields, _ path: DocumentPath, _ settings: Settings) throws(StoreError) {
    do throws(ModelError) { try Limits.check(fields, at: path) } catch {
      throw StoreError(error).inFile(StoreRoot.name(path, .data, settings))
    }
  }

  /// - Parameter union: the document in the file form, both its files in one.
  static func judge(
    _ path: DocumentPath, union: [UInt8], name: String, schemas: SchemaSet, settings: Settings,
    _ problems: inout Problems
  ) throws(StoreError) {
    guard schemas.schema(for: path) != nil else {
      guard settings.strictCollections else { return }
      problems.findings.append(
        Finding(
          code: "store/no-schema", message: "no schema governs \(path), and strictCollections is on",
          location: .init(file: name, pointer: ""),
          hint: "add one with \"x-funnel\": {\"collection\": …} to schemas/, or check the path"))
      problems.documents.append(path)
      return
    }
    let text = try storing { () throws(JSONError) in try JSONText(parsing: union) }
    let found = try schemas.findings(for: path, text, file: name)
    if found.isEmpty { return }
    problems.findings += found
    problems.sources[name] = union
    problems.documents.append(path)
  }
}
