public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
public import Git

extension Store {
  /// Validates the documents of a commit by its own schemas, in tree order.
  public func validate(
    commit: ObjectID, _ takes: (DocumentPath) -> Bool, _ body: ([Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    try judge(commit: commit, by: nil, takes) { _, findings, sources in body(findings, sources) }
  }

  /// Validates the documents of a commit, in one pass over its tree.
  ///
  /// - Parameters:
  ///   - schemas: other schemas than the commit's own: those of another revision, say.
  ///   - takes: which documents; the others are not read.
  ///   - body: is given each document with its findings (none when it is valid) and the texts that they point into.
  /// - Throws: a fault of the schemas themselves, of kind configuration; a damaged repository.
  public func judge(
    commit: ObjectID, by schemas: SchemaSet?, _ takes: (DocumentPath) -> Bool,
    _ body: (DocumentPath, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let snapshot = try snapshot(at: commit)
    let own = if let schemas { schemas } else { try snapshot.schemas() }
    if let fault = own.check().first { throw fault }
    try snapshot.forEachDocument { (path, data, live) throws(StoreError) in
      guard takes(path) else { return true }
      let name = StoreRoot.name(path, .data, snapshot.settings)
      do throws(StoreError) {
        let document = try snapshot.document(path, data: data, live: live)
        try storing { () throws(ModelError) in try Limits.check(document.fields, at: path) }
        var problems = Problems()
        let bytes = live == nil ? try snapshot.blob(data) : DocumentFile.encode(document.fields)
        try Verdict.judge(
          path, union: bytes, name: name, schemas: own, settings: snapshot.settings, &problems)
        body(path, problems.findings, [name: bytes])
      } catch {
        guard error.kind == .refused else { throw error }
        var location = error.location ?? SourceLocation()
        if location.file == nil { location.file = name }
        body(
          path,
          error.findings.isEmpty
            ? [Finding(code: error.code, message: error.message, location: location, hint: error.hint)]
            : error.findings,
          error.sources)
      }
      return true
    }
  }

  /// The schema files of a commit, by path below the store's root.
  public func schemaFiles(at commit: ObjectID) throws(StoreError) -> [(uri: String, bytes: [UInt8])] {
    try snapshot(at: commit).schemaFiles()
  }
}

extension WorkingStore {
  /// The same files, judged by other schemas.
  public func judged(by schemas: SchemaSet) -> WorkingStore {
    WorkingStore(directory: directory, settings: settings, schemas: schemas)
  }
}

extension WorkingStore {
  /// The document that a file below `data/` or `live/` belongs to; nil when its place is none of a document.
  public func document(ofFile name: String) -> DocumentPath? {
    if case .document(let path, _) = StoreFile(name, settings: settings) { path } else { nil }
  }
}
