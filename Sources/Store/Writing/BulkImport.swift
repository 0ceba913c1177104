internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Git
internal import JSON
internal import Platform

/// Fills an empty store with many documents in one commit: objects go into one pack, trees are built once.
///
/// Each document is judged by the schemas as by any other write. In a clone the files and git's index are written too.
public final class BulkImport {
  private let store: Store
  private let snapshot: Snapshot
  private let schemas: SchemaSet
  private let pack: PackWriter
  private let tree = TreeBuilder()
  private let base: ObjectID
  private var volatile: [String: [FieldPath]] = [:]
  private var indexed: [(path: String, edit: IndexFile.Edit)] = []
  public private(set) var documentCount = 0

  /// - Throws: `import/not-empty` when the store holds documents already.
  public init(into store: Store) throws(StoreError) {
    self.store = store
    base = try store.tip(of: nil)
    snapshot = try store.snapshot(at: base)
    let data = try storing { [snapshot] () throws(GitError) in
      try snapshot.repository.subtree(at: [DocumentFolder.data.rawValue], in: snapshot.tree)
    }
    if data != nil {
      throw StoreError(
        "import/not-empty", "the store holds documents already", hint: "import into a new store",
        kind: .refused)
    }
    schemas = try snapshot.schemas()
    pack = try storing { () throws(GitError) in
      try PackWriter(in: store.repository, stateDirectory: store.stateDirectory)
    }
  }

  /// Adds a document. Costs its encoding, its schema's verdict and its compression.
  public func add(_ path: DocumentPath, _ fields: Fields) throws(StoreError) {
    try storing { () throws(ModelError) in try Limits.check(fields, at: path) }
    let union = DocumentFile.encode(fields)
    var problems = Problems()
    try Verdict.judge(
      path, union: union, name: StoreRoot.name(path, .data, snapshot.settings), schemas: schemas,
      settings: snapshot.settings, &problems)
    if !problems.findings.isEmpty { throw problems.error }
    let parts = Volatile.split(fields, at: try volatilePaths(path))
    try put(path, .data, parts.live.isEmpty ? union : DocumentFile.encode(parts.data))
    if !parts.live.isEmpty { try put(path, .live, DocumentFile.encode(parts.live)) }
    documentCount += 1
  }

  private func volatilePaths(_ path: DocumentPath) throws(StoreError) -> [FieldPath] {
    guard let schema = schemas.schema(for: path) else { return [] }
    if let known = volatile[schema.uri] { return known }
    let paths = try schemas.volatilePaths(for: path)
    volatile[schema.uri] = paths
    return paths
  }

  private func put(_ path: DocumentPath, _ folder: DocumentFolder, _ bytes: [UInt8]) throws(StoreError) {
    let components = store.root.file(path, folder, snapshot.settings)
    let id = try storing { () throws(GitError) in try pack.add(.blob, bytes) }
    tree.put(id, at: components)
    guard let workTree = store.repository.workTree else { return }
    let name = components.joined(separator: "/")
    let file = workTree + "/" + name
    try storing { () throws(FileError) in
      try Files.makeDirectories(Files.parent(of: file))
      try Files.write(bytes, to: file, exclusive: true)
    }
    indexed.append((name, .put(id, FileStatus.of(file))))
  }

  /// Tells that no more documents come below this one, so that its trees can be written and forgotten.
  public func close(_ path: DocumentPath) throws(StoreError) {
    for folder in DocumentFolder.allCases {
      var components = store.root.file(path, folder, snapshot.settings)
      if let last = components.last {
        components[components.count - 1] = String(last.dropLast(".json".count))
      }
      try storing { () throws(GitError) in try tree.close(components, into: pack) }
    }
  }

  /// Makes the commit: the pack is published, then the branch moves.
  public func finish(message: String, options: WriteOptions) throws(StoreError) -> WriteOutcome {
    try store.withLock { () throws(StoreError) in
      let branch = try store.currentBranch()
      let commit = try store.entry(of: base)
      let time = max(options.now(), commit.time + 1)
      let (author, committer) = try store.signatures(
        options, seconds: Timestamp(microsecondsSince1970: time).seconds)
      let trailers = Trailers([
        ("Funnel-Time", StoreTime.text(time)), ("Funnel-Actor", CommitText.actor(options.actor)),
        ("Funnel-Via", options.via.rawValue),
      ])
      let update = BranchUpdate(branch: branch, in: store.repository, stateDirectory: store.stateDirectory)
      let indexUpdate = IndexUpdate(in: store.repository, stateDirectory: store.stateDirectory)
      let new = try storing { () throws(GitError) in
        try keepOldEntries(of: commit.commit.tree)
        let root = try tree.write(into: pack)
        _ = try pack.publish()
        return try store.repository.writeCommit(
          tree: root, parents: [base], author: author, committer: committer,
          message: trailers.appended(to: message))
      }
      do throws(StoreError) {
        try storing { () throws(GitError) in
          if !store.isBare {
            let index = try indexUpdate.begin()
            try indexUpdate.stage(index.applying(indexed))
          }
          try update.begin(expecting: base, in: store.repository)
          try update.stage(new)
          if !store.isBare { try indexUpdate.commit() }
          try update.commit()
        }
      } catch {
        try storing { () throws(GitError) in
          try update.release()
          try indexUpdate.release()
        }
        throw error
      }
      try? update.log(
        from: base, to: new, by: committer, message: "commit: \(message)", movesHead: true,
        in: store.repository)
      try store.timeline().remember(new, time: time)
      return WriteOutcome(
        commit: new, time: Timestamp(microsecondsSince1970: time), isNew: true, changes: [], results: [])
    }
  }

  /// What the store's commit holds beside the documents stays: settings, schemas, what else the repository has.
  private func keepOldEntries(of root: ObjectID) throws(GitError) {
    for change in try TreeDiff.changes(from: nil, to: root, in: store.repository) {
      guard let entry = change.new else { continue }
      tree.put(entry.id, mode: entry.mode, at: change.path)
    }
  }
}
