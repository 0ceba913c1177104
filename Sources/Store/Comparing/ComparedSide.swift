internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
public import Git
internal import Platform

/// One side of a comparison.
public enum DiffSide: Sendable, Equatable {
  /// An empty store: what a first commit is compared with.
  case nothing
  case commit(ObjectID)
  /// The files as they are.
  case workTree
  /// What is staged.
  case index
}

/// One version of a file.
struct FileVersion: Sendable {
  enum Source: Sendable {
    case blob
    /// In the working tree.
    case file
    /// It is there and cannot be read.
    case problem(StoreError)
    /// A symbolic link or a submodule.
    case link
  }

  let source: Source
  /// Of its content, where it is known.
  let id: ObjectID?

  init(blob id: ObjectID, isLink: Bool) {
    source = isLink ? .link : .blob
    self.id = id
  }

  init(file id: ObjectID?) {
    source = .file
    self.id = id
  }

  init(problem: StoreError, id: ObjectID? = nil) {
    source = .problem(problem)
    self.id = id
  }

  /// Whether both are surely the same.
  func isSame(as other: FileVersion) -> Bool {
    guard let id, id == other.id else { return false }
    switch (source, other.source) {
    case (.blob, .blob), (.blob, .file), (.file, .blob), (.file, .file), (.link, .link): return true
    default: return false
    }
  }
}

/// A side that has been opened: the tree of a commit, and what the index or the working tree has otherwise.
final class ComparedSide {
  /// nil: there is no store on this side, so nothing differs from nothing.
  let settings: Settings?
  /// The tree of the store's root.
  let tree: ObjectID?
  /// By path below the store's root; `.some(nil)` is a file that is not there.
  let overlay: [String: FileVersion?]
  /// Where files are read.
  let directory: String?
  private let readSchemas: () throws(StoreError) -> SchemaSet?
  private var schemas: SchemaSet??

  private init(
    _ settings: Settings?, tree: ObjectID?, overlay: [String: FileVersion?], directory: String?,
    schemas: @escaping () throws(StoreError) -> SchemaSet?
  ) {
    self.settings = settings
    self.tree = tree
    self.overlay = overlay
    self.directory = directory
    readSchemas = schemas
  }

  /// One state of a store, or an empty one.
  convenience init(_ snapshot: Snapshot?) {
    self.init(snapshot?.settings, tree: snapshot?.tree, overlay: [:], directory: nil) {
      () throws(StoreError) in
      try snapshot?.schemas()
    }
  }

  convenience init(_ side: DiffSide, _ store: Store) throws(StoreError) {
    switch side {
    case .nothing: self.init(nil)
    case .commit(let commit): self.init(try store.snapshotIfPresent(at: commit))
    case .workTree:
      guard let folder = store.directory else {
        throw StoreError("store/bare", "a bare store has no working tree to compare with", kind: .usage)
      }
      let bytes = try storing { () throws(FileError) in try Files.read(folder + "/funnel.json") }
      var found: [String: FileVersion?] = [:]
      for edit in try store.handEdits() where !edit.isIgnored && ComparedSide.isDocuments(edit.name) {
        if let problem = edit.problem {
          found.updateValue(FileVersion(problem: problem), forKey: edit.name)
        } else {
          found.updateValue(edit.new.map { FileVersion(file: $0) }, forKey: edit.name)
        }
      }
      self.init(
        try Settings(parsing: bytes, file: "funnel.json"), tree: try ComparedSide.head(of: store),
        overlay: found, directory: folder
      ) { () throws(StoreError) in try Store.workTreeSchemas(in: folder) }
    case .index:
      let staged = try StagedStore(store)
      let head = try ComparedSide.head(of: store)
      var found: [String: FileVersion?] = [:]
      for name in try ComparedSide.files(below: head, store.repository) {
        found.updateValue(nil, forKey: name)
      }
      for (name, version) in staged.documentFiles { found.updateValue(version, forKey: name) }
      self.init(staged.settings, tree: head, overlay: found, directory: nil) { () throws(StoreError) in
        staged.schemas
      }
    }
  }

  /// The store's tree at HEAD; nil before the first commit.
  private static func head(of store: Store) throws(StoreError) -> ObjectID? {
    guard let head = try store.headCommit() else { return nil }
    return try store.snapshotIfPresent(at: head)?.tree
  }

  private static func isDocuments(_ name: String) -> Bool {
    name.hasPrefix("data/") || name.hasPrefix("live/")
  }

  private static func files(
    below tree: ObjectID?, _ repository: Repository
  ) throws(StoreError) -> [String] {
    try storing { () throws(GitError) in
      var result: [String] = []
      for folder in DocumentFolder.allCases {
        let root = try repository.subtree(at: [folder.rawValue], in: tree)
        try TreeDiff.walk(from: nil, to: root, below: [folder.rawValue], in: repository) {
          if $0.new != nil { result.append($0.path.joined(separator: "/")) }
          return true
        }
      }
      return result
    }
  }

  /// What this side's schema says of a document's fields; nothing where the schemas cannot be read: what differs is
  /// shown all the same.
  func traits(for path: DocumentPath) -> FieldTraits {
    let set: SchemaSet?
    if let known = schemas {
      set = known
    } else {
      set = try? readSchemas()
      schemas = .some(set)
    }
    return set?.traits(for: path) ?? .none
  }

  /// A file by its path below the store's root.
  func version(_ components: [String], _ repository: Repository) throws(StoreError) -> FileVersion? {
    if !overlay.isEmpty, let known = overlay[components.joined(separator: "/")] { return known }
    let entry = try storing { () throws(GitError) in try repository.entry(at: components, in: tree) }
    guard let entry, !entry.isTree else { return nil }
    return FileVersion(blob: entry.id, isLink: entry.mode.isLink)
  }

  /// One of a document's files.
  func version(
    of path: DocumentPath, _ folder: DocumentFolder, _ repository: Repository
  ) throws(StoreError) -> FileVersion? {
    guard let settings else { return nil }
    return try version(
      [folder.rawValue] + DocumentPlace.components(of: path, fanOut: settings.fanOut), repository)
  }
}
