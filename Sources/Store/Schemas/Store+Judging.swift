public import FirestoreModel
public import Git

extension Store {
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
