public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
package import Git
internal import Platform

/// The store as git's index holds it: what `git commit` would take, judged by the schemas and settings in it.
///
/// The index is the one that `GIT_INDEX_FILE` names, where it names one: git shows a hook the commit that is to come in
/// an index of its own (`git commit -a`, `git commit FILE`), and so does `Hooks`.
public struct StagedStore: JudgedFiles {
  public let settings: Settings
  public let schemas: SchemaSet
  public var named: NamedSchema?
  private let repository: Repository
  /// By path below the store's root.
  private let entries: [String: IndexFile.Entry]
  private let names: [String]
  private let conflicts: Set<String>

  /// - Throws: `store/bare` without an index; `validate/no-index` when `GIT_INDEX_FILE` names none; `store/not-there` when
  ///   it holds no `funnel.json`; `validate/conflict` when that or a schema is in conflict; settings or schemas that are
  ///   wrong.
  public init(_ store: Store) throws(StoreError) {
    guard !store.isBare else {
      throw StoreError(
        "store/bare", "a bare store has nothing staged",
        hint: "name a commit, as in funnel validate --rev HEAD",
        kind: .usage)
    }
    repository = store.repository
    let place = try StagedStore.indexFile(of: repository)
    let index = try storing { () throws(GitError) in try IndexFile.read(place) }
    let prefix = store.root.components.map { $0 + "/" }.joined()
    var entries: [String: IndexFile.Entry] = [:]
    var names: [String] = []
    var conflicts = Set<String>()
    // What is only intended to be added is not in the commit.
    for entry in index.entries(below: prefix) where !entry.isIntentToAdd {
      let name = String(entry.path.utf8.dropFirst(prefix.utf8.count)) ?? entry.path
      guard StagedStore.isOfStore(name) else { continue }
      // A file in conflict has an entry for each side.
      if entry.stage != 0, !conflicts.insert(name).inserted { continue }
      entries[name] = entry
      names.append(name)
    }
    self.entries = entries
    self.names = names
    self.conflicts = conflicts
    let rules = names.filter { $0 == "funnel.json" || $0.hasPrefix("schemas/") }
    if let name = rules.first(where: conflicts.contains) { throw StagedStore.isInConflict(name) }
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
      guard let entry = entries[name] else { continue }
      if name == "schemas" { throw StoreError.linkedSchemas(name, isLink: entry.isLink) }
      guard StoreFile(name, settings: settings) == .schema else { continue }
      if entry.isLink { throw StoreError.linkedSchemas(name, isLink: true) }
      files.append((name, try blob(entry)))
    }
    schemas = try SchemaSet(files: files)
  }

  /// The index that a commit is made of: the one that `GIT_INDEX_FILE` names, else the work tree's own. Relative names are
  /// seen from the top of the work tree, where git itself goes first.
  package static func indexFile(of repository: Repository) throws(StoreError) -> String {
    guard let named = Environment["GIT_INDEX_FILE"], !named.isEmpty else {
      return repository.gitDirectory + "/index"
    }
    let place = Files.join(repository.workTree ?? ".", named)
    guard FileStatus.of(place) != nil else {
      throw StoreError(
        "validate/no-index", "there is no index \(place), which GIT_INDEX_FILE names",
        hint: "unset GIT_INDEX_FILE to judge what is staged", kind: .missing)
    }
    return place
  }

  private static func isInConflict(_ name: String) -> StoreError {
    StoreError(
      "validate/conflict", "\(name) is in conflict, so it cannot be committed yet",
      location: SourceLocation(file: name), hint: "resolve it, then git add \(name)", kind: .retry)
  }

  /// - Throws: `validate/conflict` when one of these files, or the other file of its document, is in conflict.
  public func checkReadable(_ names: [String]) throws(StoreError) {
    if conflicts.isEmpty { return }
    for name in names {
      let live = name.hasPrefix("data/") ? "live/" + name.dropFirst("data/".count) : name
      for file in [name, live] where conflicts.contains(file) { throw StagedStore.isInConflict(file) }
    }
  }

  private static func isOfStore(_ name: String) -> Bool {
    ["funnel.json", "firestore.rules", "firestore.indexes.json", "schemas", "data", "live"].contains(name)
      || ["data/", "live/", "schemas/"].contains { name.hasPrefix($0) }
  }

  /// What is staged below `data/` and `live/`, by path below the store's root.
  var documentFiles: [(name: String, version: FileVersion)] {
    names.compactMap { name in
      guard name.hasPrefix("data/") || name.hasPrefix("live/"), let entry = entries[name] else { return nil }
      if conflicts.contains(name) {
        return (name, FileVersion(problem: StagedStore.isInConflict(name), id: entry.id))
      }
      return (name, FileVersion(blob: entry.id, isLink: entry.isLink))
    }
  }

  public func files() throws(StoreError) -> [String] {
    for folder in DocumentFolder.allCases {
      guard let entry = entries[folder.rawValue] else { continue }
      throw StoreError.notAFolder(folder.rawValue, isLink: entry.isLink)
    }
    return names.filter { name in
      if name.hasPrefix("data/") { return true }
      return name.hasPrefix("live/") && entries["data/" + name.dropFirst("live/".count)] == nil
    }
  }

  public func contains(_ name: String) -> Bool { entries[name] != nil }

  public func bytes(of name: String) throws(StoreError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if entry.isLink { throw StoreError.notAFile(name) }
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

extension IndexFile.Entry {
  /// A symbolic link or a submodule.
  fileprivate var isLink: Bool { mode & 0o170000 != 0o100000 }
}
