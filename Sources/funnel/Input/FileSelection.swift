internal import Diagnostics
internal import FirestoreModel
internal import Platform
internal import Store

/// Which files of a store a command line names.
enum FileSelection {
  /// By path, bytes compared: the order of git's trees, and of findings.
  static func sorted(_ names: [String]) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// All files of a store; where a named schema judges, the documents that it governs.
  static func all(of view: some JudgedFiles) throws -> [String] {
    let files = try view.files()
    guard let named = view.named else { return sorted(files) }
    guard view.schemas.governing.contains(where: { $0.uri == named.uri }) else {
      throw UsageError("\(Output.safe(named.uri)) governs no documents: name those that it shall judge")
    }
    return sorted(
      files.filter { file in
        guard case .document(let path, _) = StoreFile(file, settings: view.settings) else { return false }
        return view.schemas.schema(for: path)?.uri == named.uri
      })
  }

  /// A file or folder of the store's directory that is not the store's own.
  static func isForeign(_ name: String, in store: WorkingStore) -> Bool {
    guard StoreFile(name, settings: store.settings) == .foreign else { return false }
    // A folder beside data/ may be called as a collection is.
    let isFolder = FileStatus.of(store.directory + "/" + name)?.kind == .directory
    return !isFolder
      || !["data", "live", "schemas"].contains(name.split(separator: "/").first.map(String.init) ?? "")
  }

  /// A shell writes `users/ada/` where there is a folder of that name.
  static func withoutSlash(_ text: String) -> String {
    text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// - Parameters:
  ///   - text: as it was typed: a document, a collection, a file or folder.
  ///   - name: the same as a path below the store's root, if it is one.
  /// - Throws: `validate/nothing` when there is no such thing.
  static func files(_ text: String, name: String, in view: some JudgedFiles) throws -> [String] {
    let name = name.hasSuffix("/") ? String(name.dropLast()) : name
    let kind = StoreFile(name, settings: view.settings)
    switch kind {
    case .document(let path, let folder) where view.contains(name):
      // Both files of a document are judged together.
      let data = StoreRoot.name(path, .data, view.settings)
      return [folder == .live && view.contains(data) ? data : name]
    case .schema where view.contains(name), .settings where view.contains(name),
      .indexes where view.contains(name):
      return [name]
    case .rules where view.contains(name):
      throw UsageError("firestore.rules is no JSON: validate judges documents, schemas and settings")
    default: break
    }
    if name == "schemas" { return sorted(view.schemas.names.map { "schemas/\($0).json" }) }
    if name == "data" || name == "live" || name.hasPrefix("data/") || name.hasPrefix("live/") {
      let below = try view.files().filter { $0.hasPrefix(name + "/") }
      if !below.isEmpty || name == "data" || name == "live" { return sorted(below) }
      let isFolder = (view as? WorkingStore).map {
        FileStatus.of($0.directory + "/" + name)?.kind == .directory
      }
      if isFolder ?? false { throw ValidateRun.emptyFolder(text) }
      if case .misplaced = kind, view.contains(name) { return [name] }
    }
    if text.hasPrefix("/") || text.hasPrefix("."), name.hasSuffix(".json") || view.contains(name) {
      throw ValidateRun.nothing(text)
    }
    let filter: PathFilter
    do { filter = try PathFilter(withoutSlash(text)) } catch {
      // A name that can be no path may still have been meant as a file's.
      if text.hasPrefix("/") || text.hasPrefix(".") || text.hasSuffix(".json") {
        throw ValidateRun.nothing(text)
      }
      throw error
    }
    if case .document(let path) = filter {
      let data = StoreRoot.name(path, .data, view.settings)
      if view.contains(data) { return [data] }
      if text.hasSuffix(".json") { throw ValidateRun.nothing(text) }
      throw StoreError(
        "document/absent",
        "there is no document \(Output.safe(text)) \(view is StagedStore ? "staged" : "in the working tree")",
        hint: "--rev HEAD validates what is committed", kind: .missing)
    }
    let found = try view.files().filter { file in
      if case .document(let path, _) = StoreFile(file, settings: view.settings) {
        filter.contains(path)
      } else {
        false
      }
    }
    if found.isEmpty { throw ValidateRun.nothing(text) }
    return sorted(found)
  }
}

/// What a path says of a commit's documents, and whether there was any.
struct CommitFilter {
  enum Kind {
    case documents(PathFilter)
    /// Files below a folder such as `data/users`.
    case folder(String)
    /// One file, whatever it is.
    case file(String)
    case schemas([String])
  }

  let text: String
  let kind: Kind
  private(set) var isFound = false
  private let settings: Settings

  init(_ text: String, in store: Store, _ snapshot: Snapshot) throws {
    self.text = text
    settings = snapshot.settings
    let below = store.nameBelowRoot(text)
    let name = below.hasSuffix("/") ? String(below.dropLast()) : below
    if name.isEmpty || name == "." || name == store.directory {
      kind = .documents(.all)
      return
    }
    switch StoreFile(name, settings: settings) {
    case .document(let path, _): kind = .documents(.document(path))
    case .schema:
      guard try snapshot.schemas().uri(named: name) != nil else { throw ValidateRun.nothing(text) }
      kind = .schemas([name])
      isFound = true
    case .misplaced where name.hasSuffix(".json"): kind = .file(name)
    case .foreign where name == "schemas":
      kind = .schemas(try snapshot.schemas().names.map { "schemas/\($0).json" })
      isFound = true
    case .misplaced, .foreign:
      if ["data", "live"].contains(name.prefix { $0 != "/" }) {
        kind = .folder(name + "/")
      } else if text.hasPrefix("/") || text.hasPrefix(".") {
        throw ValidateRun.nothing(text)
      } else {
        kind = .documents(try PathFilter(FileSelection.withoutSlash(text)))
      }
    case .settings, .rules, .indexes:
      throw UsageError("of a commit, validate judges documents and schemas, not \(name)")
    }
  }

  /// Whether a file is meant; remembers that there was one.
  mutating func takes(_ file: CommitFile) -> Bool {
    let isTaken =
      switch kind {
      case .documents(.all): true
      case .documents(let filter): file.path.map(filter.contains) ?? false
      case .folder(let folder): file.name.hasPrefix(folder) || file.name + "/" == folder
      case .file(let name): file.name == name
      case .schemas: false
      }
    if isTaken { isFound = true }
    return isTaken
  }
}

/// The stores that files lie in, each opened once.
struct WorkingStores {
  private var known: [String: WorkingStore] = [:]

  /// The store around a folder; nil if there is none.
  mutating func store(around folder: String) throws -> WorkingStore? {
    guard let directory = WorkingStore.directory(around: folder) else { return nil }
    if let store = known[directory] { return store }
    let store = try WorkingStore(directory: directory)
    known[directory] = store
    return store
  }

  /// The store that something on disk lies in, and its path below the store's root; nil outside of stores. A symbolic
  /// link lies where it is, not where it leads to.
  mutating func place(of path: String) throws -> (store: WorkingStore, name: String)? {
    guard let full = Self.absolute(path), let store = try store(around: full.folder) else { return nil }
    if full.path == store.directory { return (store, "") }
    return (store, String(full.path.dropFirst(store.directory.count + 1)))
  }

  /// A path as a name below the root of a store, if it is one.
  func nameBelowRoot(_ path: String, of store: WorkingStore?) -> String {
    guard let store, FileStatus.of(path) != nil, let full = Self.absolute(path)?.path,
      full.hasPrefix(store.directory + "/")
    else { return path }
    return String(full.dropFirst(store.directory.count + 1))
  }

  private static func absolute(_ path: String) -> (path: String, folder: String)? {
    if FileStatus.of(path)?.kind == .directory, let full = Files.resolve(path) { return (full, full) }
    guard let parent = Files.resolve(Files.parent(of: path)) else { return nil }
    return (Files.join(parent, Files.lastComponent(of: path)), parent)
  }
}
