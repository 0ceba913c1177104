public import Diagnostics
public import FirestoreModel
public import Git

extension Store {
  /// Validates the documents of a commit, in one pass over its tree.
  ///
  /// - Parameters:
  ///   - schemas: other schemas than the commit's own: those of another revision, say.
  ///   - named: judges each document instead of the schema that governs it.
  ///   - takes: which documents; the others are not read.
  ///   - body: is given each document with its findings (none when it is valid) and the texts that they point into.
  /// - Throws: a fault of the schemas themselves, of kind configuration; a damaged repository.
  public func validate(
    commit: ObjectID, by schemas: SchemaSet? = nil, named: NamedSchema? = nil,
    _ takes: (DocumentPath) -> Bool,
    _ body: (DocumentPath, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let snapshot = try snapshot(at: commit)
    let schemas = if let schemas { schemas } else { try snapshot.schemas() }
    if named == nil, let fault = schemas.allFaults() { throw fault }
    let judge = DocumentJudge(settings: snapshot.settings, schemas: schemas, named: named)
    try snapshot.forEachDocument { (path, data, live) throws(StoreError) in
      guard takes(path) else { return true }
      // What cannot be read from the repository ends it: that is no fault of the document's.
      let bytes = try snapshot.blob(data)
      let liveBytes = try live.map { (id) throws(StoreError) in try snapshot.blob(id) }
      let result = judge.findings(for: path, data: bytes, live: liveBytes)
      body(path, result.findings, result.sources)
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
