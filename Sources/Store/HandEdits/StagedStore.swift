public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Git
internal import Platform

/// The store as git's index holds it: what `git commit` would take, judged by the schemas and settings in it.
public struct StagedStore: JudgedFiles {
  public let settings: Settings
  public let schemas: SchemaSet
  public var named: NamedSchema?
  private let repository: Repository
  /// By path below the store's root.
  private let entries: [String: IndexFile.Entry]
  private let names: [String]

  /// - Throws: `store/bare` without an index; `store/not-there` when it holds no `funnel.json`; `validate/conflict` when a
  ///   file of the store is in conflict; settings or schemas that are wrong.
  public init(_ store: Store) throws(StoreError) {
    guard !store.isBare else {
      throw StoreError(
        "store/bare", "a bare store has nothing staged", hint: "--rev validates a commit", kind: .usage)
    }
    repository = store.repository
    let index = try storing { () throws(GitError) in
      try IndexFile.read(store.repository.gitDirectory + "/index")
    }
    let prefix = store.root.components.map { $0 + "/" }.joined()
    var entries: [String: IndexFile.Entry] = [:]
    var names: [String] = []
    // What is only intended to be added is not in the commit.
    for entry in index.entries(below: prefix) where !entry.isIntentToAdd {
      let name = String(entry.path.utf8.dropFirst(prefix.utf8.count)) ?? entry.path
      guard StagedStore.isOfStore(name) else { continue }
      if entry.stage != 0 {
        throw StoreError(
          "validate/conflict", "\(name) is in conflict, so it cannot be committed yet",
          location: SourceLocation(file: name), hint: "resolve it, then git add \(name)", kind: .retry)
      }
      entries[name] = entry
      names.append(name)
    }
    self.entries = entries
    self.names = names
    guard let text = entries["funnel.json"] else {
      throw StoreError(
        "store/not-there", "git's index holds no funnel.json", hint: "git add funnel.json", kind: .missing)
    }
    let repository = repository
    func blob(_ entry: IndexFile.Entry) throws(StoreError) -> [UInt8] {
      try storing { () throws(GitError) in try repository.blob(entry.id) }
    }
    settings = try Settings(parsing: try blob(text), file: "funnel.json")
    var files: [(uri: String, bytes: [UInt8])] = []
    for name in names {
      guard let entry = entries[name], StoreFile(name, settings: settings) == .schema else { continue }
      files.append((name, try blob(entry)))
    }
    schemas = try SchemaSet(files: files)
  }

  private static func isOfStore(_ name: String) -> Bool {
    ["funnel.json", "firestore.rules", "firestore.indexes.json"].contains(name)
      || ["data/", "live/", "schemas/"].contains { name.hasPrefix($0) }
  }

  public func files() throws(StoreError) -> [String] {
    names.filter { name in
      if name.hasPrefix("data/") { return true }
      return name.hasPrefix("live/") && entries["data/" + name.dropFirst("live/".count)] == nil
    }
  }

  public func contains(_ name: String) -> Bool { entries[name] != nil }

  public func bytes(of name: String) throws(StoreError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    guard entry.mode & 0o170000 == 0o100000 else {
      throw StoreError(
        "store/not-a-file", "\(name) is a symbolic link or a submodule, not a document",
        hint: "replace it by the file itself", kind: .refused)
    }
    return try storing { () throws(GitError) in try repository.blob(entry.id) }
  }

  public func findings(for path: DocumentPath) -> (findings: [Finding], sources: [String: [UInt8]]) {
    let name = StoreRoot.name(path, .data, settings)
    do throws(StoreError) {
      return DocumentJudge(settings: settings, schemas: schemas, named: named).findings(
        for: path, data: try bytes(of: name),
        live: try bytes(of: StoreRoot.name(path, .live, settings)))
    } catch {
      return DocumentJudge.findings(of: error, name: name)
    }
  }
}
