public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
public import Git
internal import JSONSchema
internal import Platform

extension Store {
  /// Validates the documents of a commit by its own schemas, in tree order.
  ///
  /// Costs their blobs and trees. With `base` only documents are judged that are not the same at that older commit, at
  /// the cost of the change; where settings or schemas differ, also all that the changed ones govern.
  ///
  /// - Parameters:
  ///   - schemas: judge instead of the commit's own: those of another revision, say.
  ///   - named: judges instead of the schemas that govern; nil for the latter.
  ///   - takes: which documents are judged.
  ///   - body: gets each document, its file below the store's root, the findings about it and the texts that they point
  ///     into; the latter two are empty where all is well.
  /// - Throws: schemas that are wrong; a file that can be no document.
  public func validate(
    commit: ObjectID, since base: ObjectID? = nil, by others: SchemaSet? = nil, named: NamedSchema? = nil,
    _ takes: (DocumentPath) -> Bool,
    _ body: (DocumentPath, _ file: String, [Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let snapshot = try snapshot(at: commit)
    let schemas = if let others { others } else { try snapshot.schemas() }
    if named == nil, let fault = schemas.allFaults() { throw fault }
    let reader = ObjectReader(repository)
    let walk = DocumentWalk(reader: reader, fanOut: snapshot.settings.fanOut)
    let judges = BlobJudges(
      reader, DocumentJudge(settings: snapshot.settings, schemas: schemas, named: named))
    func judge(_ old: DocumentWalk.Pair?, _ takes: (DocumentPath) -> Bool) throws(StoreError) {
      var waiting: [WalkedDocument] = []
      var failure: StoreError?
      do throws(StoreError) {
        try walk.run(try snapshot.documentTrees(), since: old) { (document) throws(StoreError) in
          guard takes(document.path) else { return }
          waiting.append(document)
          guard waiting.count == BlobJudges.batchCount else { return }
          try judges.judge(waiting, body)
          waiting.removeAll(keepingCapacity: true)
        }
      } catch { failure = error }
      // What stands before a file that can be no document is told first.
      try judges.judge(waiting, body)
      if let failure { throw failure }
    }
    guard let base, let older = try snapshotIfPresent(at: base) else { return try judge(nil, takes) }
    // Schemas that were named judge both commits alike.
    guard let scope = try named == nil && others == nil ? scope(older, snapshot, schemas) : [] else {
      return try judge(nil, takes)
    }
    if scope.isEmpty { return try judge(try older.documentTrees(), takes) }
    var changed = Set<DocumentPath>()
    try walk.run(try snapshot.documentTrees(), since: try older.documentTrees()) {
      (document) throws(StoreError) in
      changed.insert(document.path)
    }
    try judge(nil) { path in
      takes(path) && (changed.contains(path) || scope.contains { $0.fits(path) })
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
    _ documents: [WalkedDocument],
    _ body: (DocumentPath, _ file: String, [Finding], [String: [UInt8]]) -> Void
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
        let document = documents[index]
        guard let data = try? reader.blob(document.data) else { continue }
        var live: [UInt8]?
        if let id = document.live {
          live = try? reader.blob(id)
          if live == nil { continue }
        }
        answers[index] = judge.surelyAccepts(document.path, data: data, live: live)
      }
    }
    for (index, document) in documents.enumerated() {
      if isRight[index] {
        body(document.path, document.name, [], [:])
        continue
      }
      // What cannot be read from the repository ends it: that is no fault of the document's.
      let (data, live) = try storing { () throws(GitError) in
        (
          try reader.blob(document.data),
          try document.live.map { (id) throws(GitError) in try reader.blob(id) }
        )
      }
      let result = judge.findings(for: document.path, data: data, live: live)
      body(document.path, document.name, result.findings, result.sources)
    }
  }
}
