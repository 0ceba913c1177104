public import FirestoreModel
public import Git

extension Store {
  /// The schema files of a commit, by path below the store's root.
  public func schemaFiles(at commit: ObjectID) throws(StoreError) -> [(uri: String, bytes: [UInt8])] {
    try snapshot(at: commit).schemaFiles()
  }

  /// The schema files that every new store begins with: what a schema outside of a store may refer to.
  public static var builtInSchemaFiles: [(uri: String, bytes: [UInt8])] {
    InitialFiles.all.filter { $0.path.hasPrefix("schemas/") }.map { ($0.path, Array($0.text.utf8)) }
  }
}

extension WorkingStore {
  /// The same files, judged by other schemas, and by another word on documents that none of them governs.
  public func judged(by schemas: SchemaSet, strictCollections: Bool) -> WorkingStore {
    var settings = settings
    settings.strictCollections = strictCollections
    return WorkingStore(directory: directory, settings: settings, schemas: schemas)
  }
}

extension WorkingStore {
  /// The document that a file below `data/` or `live/` belongs to; nil when its place is none of a document.
  public func document(ofFile name: String) -> DocumentPath? {
    if case .document(let path, _) = StoreFile(name, settings: settings) { path } else { nil }
  }
}
