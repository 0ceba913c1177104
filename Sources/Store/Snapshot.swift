internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel
public import Git
internal import JSON

/// The store as one commit holds it. Reading is lazy: a document costs the trees on its path and its blobs.
public struct Snapshot {
  public let commit: ObjectID
  public let settings: Settings
  /// The tree of the store's root.
  package let tree: ObjectID
  let root: StoreRoot
  package let repository: Repository
  let schemaCache: SchemaCache

  init(
    commit: ObjectID, in repository: Repository, root: StoreRoot, cache: SettingsCache, schemas: SchemaCache
  ) throws(StoreError) {
    let top = try storing { () throws(GitError) in try repository.commit(commit).tree }
    try self.init(tree: top, of: commit, in: repository, root: root, cache: cache, schemas: schemas)
  }

  /// - Parameters:
  ///   - top: a tree of the repository's root, be it of a commit or of one that may be made.
  ///   - commit: what messages call it by.
  init(
    tree top: ObjectID, of commit: ObjectID, in repository: Repository, root: StoreRoot, cache: SettingsCache,
    schemas: SchemaCache
  ) throws(StoreError) {
    self.commit = commit
    self.repository = repository
    self.root = root
    schemaCache = schemas
    let tree = try storing { () throws(GitError) in try repository.subtree(at: root.components, in: top) }
    guard let tree else {
      throw StoreError(
        "store/not-there", "there is no store at commit \(commit.short)",
        hint: "funnel log shows where it begins",
        kind: .missing)
    }
    self.tree = tree
    settings = try cache.settings(ofTree: tree, commit: commit, in: repository)
  }

  package func components(_ path: DocumentPath, _ folder: DocumentFolder) -> [String] {
    [folder.rawValue] + DocumentPlace.components(of: path, fanOut: settings.fanOut)
  }

  /// The blobs of a document; the first is nil when there is no document.
  package func blobs(of path: DocumentPath) throws(StoreError) -> (data: ObjectID?, live: ObjectID?) {
    try storing { () throws(GitError) in
      (try file(at: components(path, .data)), try file(at: components(path, .live)))
    }
  }

  private func file(at components: [String]) throws(GitError) -> ObjectID? {
    guard let entry = try repository.entry(at: components, in: tree) else { return nil }
    switch entry.mode {
    case .file, .executable: return entry.id
    case .tree: return nil
    case .symbolicLink, .submodule:
      throw GitError(
        "store/not-a-file",
        "\(components.joined(separator: "/")) is a symbolic link or a submodule, not a document",
        hint: "replace it by the file itself", kind: .refused)
    }
  }

  /// A document; nil when it does not exist.
  public func document(_ path: DocumentPath) throws(StoreError) -> Document? {
    let (data, live) = try blobs(of: path)
    guard let data else { return nil }
    return try document(path, data: data, live: live)
  }

  func document(_ path: DocumentPath, data: ObjectID, live: ObjectID?) throws(StoreError) -> Document {
    let bytes = try storing { () throws(GitError) in
      (
        data: try repository.blob(data),
        live: try live.map { (id) throws(GitError) in try repository.blob(id) }
      )
    }
    let fields = try WorkingStore.union(path, data: bytes.data, live: bytes.live, settings: settings)
    return Document(path: path, fields: fields, dataID: data, liveID: live)
  }

  func decode(_ blob: ObjectID, _ file: String) throws(StoreError) -> Fields {
    let bytes = try storing { () throws(GitError) in try repository.blob(blob) }
    do throws(CodecError) {
      return try DocumentFile.decode(bytes, file: file)
    } catch {
      throw StoreError(error).inFile(file, bytes)
    }
  }

  /// The bytes of a file of the store (a schema, say); nil when it is not there.
  public func bytes(at components: [String]) throws(StoreError) -> [UInt8]? {
    try storing { () throws(GitError) in
      guard let id = try file(at: components) else { return nil }
      return try repository.blob(id)
    }
  }
}

/// Settings by the id of `funnel.json`'s blob: history asks for them at each commit, and they hardly ever change.
final class SettingsCache {
  private var known: [ObjectID: Settings] = [:]

  func settings(ofTree tree: ObjectID, commit: ObjectID, in repository: Repository) throws(StoreError)
    -> Settings
  {
    let entry = try storing { () throws(GitError) in try repository.tree(tree)["funnel.json"] }
    guard let entry, !entry.isTree else {
      throw StoreError(
        "store/not-there", "there is no store at commit \(commit.short): it has no funnel.json",
        kind: .missing)
    }
    return try settings(ofBlob: entry.id) { () throws(GitError) in try repository.blob(entry.id) }
  }

  /// The same, of a `funnel.json` that a walk came to.
  func settings(ofBlob id: ObjectID, _ reader: LazyReader) throws(StoreError) -> Settings {
    try settings(ofBlob: id) { () throws(GitError) in try reader.many.blob(id) }
  }

  private func settings(ofBlob id: ObjectID, _ read: () throws(GitError) -> [UInt8]) throws(StoreError)
    -> Settings
  {
    if let settings = known[id] { return settings }
    let bytes = try storing(read)
    let settings = try Settings(parsing: bytes, file: "funnel.json")
    known[id] = settings
    return settings
  }
}
