public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
public import Git
internal import JSONSchema
internal import Platform

extension Store {
  /// Validates the documents of a commit as `judge` does, and passes over files that can be no document's.
  ///
  /// - Parameter takes: which documents are judged.
  /// - Throws: schemas that are wrong.
  public func validate(
    commit: ObjectID, since base: ObjectID? = nil, by others: SchemaSet? = nil,
    strictCollections: Bool? = nil, named: NamedSchema? = nil, _ takes: (DocumentPath) -> Bool,
    _ body: (DocumentPath, _ file: String, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    try judge(
      commit: commit, since: base, by: others, strictCollections: strictCollections, named: named,
      { $0.path.map(takes) ?? false },
      { file, findings, sources in
        if let path = file.path { body(path, file.name, findings, sources) }
      })
  }

  /// Validates the files below `data/` and `live/` of a commit by its own schemas: documents in tree order, then what
  /// stands below `live/` alone. A file that can be no document's has a finding that says so.
  ///
  /// Costs their blobs and trees. With `base` only documents are judged that are not the same at that older commit, at
  /// the cost of the change; where settings or schemas differ, also all that the changed ones govern.
  ///
  /// - Parameters:
  ///   - schemas: judge instead of the commit's own: those of another revision, say.
  ///   - strictCollections: whether documents that no schema governs are refused, instead of what the commit says.
  ///   - named: judges instead of the schemas that govern; nil for the latter.
  ///   - takes: which files are judged.
  ///   - body: gets each file, the findings about it and the texts that they point into; the latter two are empty where
  ///     all is well.
  /// - Throws: schemas that are wrong.
  public func judge(
    commit: ObjectID, since base: ObjectID? = nil, by others: SchemaSet? = nil,
    strictCollections: Bool? = nil, named: NamedSchema? = nil, _ takes: (CommitFile) -> Bool,
    _ body: (CommitFile, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let older: Snapshot? = if let base { try snapshotIfPresent(at: base) } else { nil }
    try judge(
      try snapshot(at: commit), since: older, by: others, strictCollections: strictCollections, named: named,
      takes, body)
  }

  /// The same for a store that no commit holds yet: one that a merge would make.
  package func judge(
    _ snapshot: Snapshot, since older: Snapshot?, by others: SchemaSet? = nil,
    strictCollections: Bool? = nil, named: NamedSchema? = nil, _ takes: (CommitFile) -> Bool,
    _ body: (CommitFile, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let schemas = if let others { others } else { try snapshot.schemas() }
    if named == nil, let fault = schemas.allFaults() { throw fault }
    try snapshot.checkDocumentFolders()
    let reader = ObjectReader(repository)
    let walk = DocumentWalk(reader: reader, settings: snapshot.settings)
    var settings = snapshot.settings
    if let strictCollections { settings.strictCollections = strictCollections }
    let judges = BlobJudges(
      reader, DocumentJudge(settings: settings, schemas: schemas, named: named))
    func judge(_ old: DocumentWalk.Pair?, _ takes: (CommitFile) -> Bool) throws(StoreError) {
      var waiting: [WalkedFile] = []
      try walk.run(try snapshot.documentTrees(), since: old) { (found) throws(StoreError) in
        guard takes(found.file) else { return }
        waiting.append(found)
        guard waiting.count == BlobJudges.batchCount else { return }
        try judges.judge(waiting, body)
        waiting.removeAll(keepingCapacity: true)
      }
      try judges.judge(waiting, body)
    }
    guard let older else { return try judge(nil, takes) }
    // Schemas that were named judge both commits alike.
    guard let scope = try named == nil && others == nil ? scope(older, snapshot, schemas) : [] else {
      return try judge(nil, takes)
    }
    if scope.isEmpty { return try judge(try older.documentTrees(), takes) }
    var changed = Set<String>()
    try walk.run(try snapshot.documentTrees(), since: try older.documentTrees()) {
      (found) throws(StoreError) in
      changed.insert(found.file.name)
    }
    try judge(nil) { file in
      takes(file)
        && (changed.contains(file.name)
          || file.path.map { path in scope.contains { $0.fits(path) } } ?? false)
    }
  }

  /// The patterns whose documents the newer commit judges by other rules than the older one; nil when that may be all
  /// documents.
  private func scope(
    _ old: Snapshot, _ new: Snapshot, _ schemas: SchemaSet
  ) throws(StoreError) -> [CollectionPattern]? {
    guard old.settings.fanOut == new.settings.fanOut,
      old.settings.strictCollections == new.settings.strictCollections
    else { return nil }
    let isSame = try storing { () throws(GitError) in
      try repository.subtree(at: ["schemas"], in: old.tree)
        == repository.subtree(at: ["schemas"], in: new.tree)
    }
    if isSame { return [] }
    let files = try old.schemaFiles()
    let before = Dictionary(files.map { ($0.uri, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(
      try new.schemaFiles().map { ($0.uri, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    if changed.isEmpty { return [] }
    guard let older = try? SchemaSet(files: files) else { return nil }
    // A pattern that went may leave its documents to another schema, or to none.
    var scope = older.governing.filter { changed.contains($0.uri) }.map(\.pattern)
    for schema in schemas.governing {
      if try schemas.compiled(schema).sources.contains(where: changed.contains) {
        scope.append(schema.pattern)
      }
    }
    return scope
  }
}

extension Snapshot {
  /// Taken as absent, a link would make every document below it look deleted.
  fileprivate func checkDocumentFolders() throws(StoreError) {
    let root = try storing { () throws(GitError) in try repository.tree(tree) }
    for folder in DocumentFolder.allCases {
      guard let entry = root[folder.rawValue], !entry.isTree else { continue }
      throw StoreError.notAFolder(folder.rawValue, isLink: entry.mode.isLink)
    }
  }

  /// The trees of `data/` and `live/`.
  func documentTrees() throws(StoreError) -> DocumentWalk.Pair {
    try storing { () throws(GitError) in
      DocumentWalk.Pair(
        data: try repository.subtree(at: [DocumentFolder.data.rawValue], in: tree),
        live: try repository.subtree(at: [DocumentFolder.live.rawValue], in: tree))
    }
  }
}

/// Judges documents of one commit, batch by batch, on several threads: each has a reader of its own.
private struct BlobJudges {
  /// Documents that are judged before their findings are told.
  static let batchCount = 2_048
  /// Fewer are not worth another thread.
  private static let leastForThreads = 512

  private let reader: ObjectReader
  private let judge: DocumentJudge
  private let others = Readers()

  /// Those of the further threads, made when first needed.
  private final class Readers { var all: [ObjectReader] = [] }

  init(_ reader: ObjectReader, _ judge: DocumentJudge) {
    self.reader = reader
    self.judge = judge
  }

  func judge(
    _ documents: [WalkedFile], _ body: (CommitFile, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let count = documents.count
    guard count > 0 else { return }
    let isRight = UnsafeMutablePointer<Bool>.allocate(capacity: count)
    isRight.initialize(repeating: false, count: count)
    defer { isRight.deallocate() }
    let workers = count < Self.leastForThreads ? 1 : Workers.count()
    while others.all.count < workers - 1 { others.all.append(reader.another()) }
    // A worker has a reader for itself, and writes the places of its own documents only.
    nonisolated(unsafe) let readers = others.all.prefix(workers - 1) + [reader]
    nonisolated(unsafe) let answers = isRight
    nonisolated(unsafe) let judge = judge
    Workers.run(workers) { worker in
      let reader = readers[worker]
      for index in (count * worker / workers)..<(count * (worker + 1) / workers) {
        guard case .document(let dataID, let liveID) = documents[index].content,
          let path = documents[index].file.path, let data = try? reader.blob(dataID)
        else { continue }
        var live: [UInt8]?
        if let id = liveID {
          live = try? reader.blob(id)
          if live == nil { continue }
        }
        answers[index] = judge.surelyAccepts(path, data: data, live: live)
      }
    }
    for (index, document) in documents.enumerated() {
      if isRight[index] {
        body(document.file, [], [:])
        continue
      }
      let result = try findings(document)
      body(document.file, result.findings, result.sources)
    }
  }

  /// What cannot be read from the repository ends it: that is no fault of the document's.
  private func findings(
    _ document: WalkedFile
  ) throws(StoreError) -> (findings: [Finding], sources: [String: [UInt8]]) {
    switch (document.content, document.file.path) {
    case (.misfit(let fault), _): return DocumentJudge.findings(of: fault, name: document.file.name)
    case (.document(let data, let live), let path?):
      let (data, live) = try storing { () throws(GitError) in
        (try reader.blob(data), try live.map { (id) throws(GitError) in try reader.blob(id) })
      }
      return judge.findings(for: path, data: data, live: live)
    case (.liveAlone, let path?): return judge.findings(for: path, data: nil, live: [])
    case (_, nil): return ([], [:])
    }
  }
}
