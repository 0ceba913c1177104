internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel
public import Git

extension Snapshot {
  /// The documents of a collection, sorted by id; those that are missing but have subcollections only when asked.
  ///
  /// Costs the trees of the collection's folder, not its subcollections.
  public func documents(
    in collection: CollectionPath, includingMissing: Bool = false
  ) throws(StoreError) -> [DocumentPath] {
    let folder = DocumentPlace.folderComponents(of: collection, fanOut: settings.fanOut)
    var found = Set<DocumentPath>()
    try walk(folder, includingFolders: includingMissing) { (components, entry) throws(StoreError) in
      let path: DocumentPath
      do throws(CodecError) {
        var file = components
        if entry.isTree { file[file.count - 1] += ".json" }
        path = try DocumentPlace.document(fromFile: file, fanOut: settings.fanOut)
      } catch {
        throw StoreError(error).inFile(([DocumentFolder.data.rawValue] + components).joined(separator: "/"))
      }
      if path.collection == collection { found.insert(path) }
    }
    return found.sorted()
  }

  /// The `data/` blobs of a collection's own documents, in the order of the trees; what can be no document's is left
  /// out.
  package func blobs(in collection: CollectionPath) throws(StoreError) -> [(path: DocumentPath, id: ObjectID)]
  {
    let folder = DocumentPlace.folderComponents(of: collection, fanOut: settings.fanOut)
    var found: [(path: DocumentPath, id: ObjectID)] = []
    try walk(folder, includingFolders: false) { (components, entry) throws(StoreError) in
      guard !entry.mode.isLink,
        let path = try? DocumentPlace.document(fromFile: components, fanOut: settings.fanOut),
        path.collection == collection
      else { return }
      found.append((path, entry.id))
    }
    return found
  }

  /// The ids of the collections below a document, or of the store's root, in order.
  public func collections(below parent: DocumentPath?) throws(StoreError) -> [CollectionPath] {
    var folder: [String] = []
    if let parent {
      folder = DocumentPlace.components(of: parent, fanOut: settings.fanOut)
      if let last = folder.last { folder[folder.count - 1] = String(last.dropLast(".json".count)) }
    }
    let start = try storing { () throws(GitError) in
      try repository.subtree(at: [DocumentFolder.data.rawValue] + folder, in: tree)
    }
    guard let start else { return [] }
    var result: [CollectionPath] = []
    for (name, _) in try joined(start, prefix: "") {
      let id = try storing { () throws(CodecError) in try FileName.unescape(name: name) }
      let segments = (parent?.segments ?? []) + [id]
      result.append(try storing { () throws(ModelError) in try CollectionPath(segments: segments) })
    }
    return result.sorted()
  }

  /// Folders of a tree with the pieces of long names put together again.
  private func joined(_ id: ObjectID, prefix: String) throws(StoreError) -> [(name: String, id: ObjectID)] {
    var result: [(name: String, id: ObjectID)] = []
    for entry in try storing({ () throws(GitError) in try repository.tree(id) }).entries where entry.isTree {
      if !prefix.isEmpty, !entry.name.hasPrefix("_") { continue }
      let piece = prefix.isEmpty ? entry.name : prefix + String(entry.name.dropFirst())
      if entry.name.hasSuffix("%"), prefix.utf8.count < 10_000 {
        result += try joined(entry.id, prefix: String(piece.dropLast()))
      } else {
        result.append((piece, entry.id))
      }
    }
    return result
  }

  /// Files of one collection: its folder, its fan-out folders, and the folders that long names are cut into.
  private func walk(
    _ folder: [String], includingFolders: Bool, _ body: ([String], Tree.Entry) throws(StoreError) -> Void
  ) throws(StoreError) {
    let start = try storing { () throws(GitError) in
      try repository.subtree(at: [DocumentFolder.data.rawValue] + folder, in: tree)
    }
    guard let start else { return }
    var open: [(components: [String], id: ObjectID)] = [(folder, start)]
    while let (components, id) = open.popLast() {
      for entry in try storing({ () throws(GitError) in try repository.tree(id) }).entries {
        let path = components + [entry.name]
        if !entry.isTree {
          if entry.name.hasSuffix(".json") { try body(path, entry) }
        } else if entry.name.hasPrefix("=") || entry.name.hasSuffix("%") {
          open.append((path, entry.id))
        } else if includingFolders {
          try body(path, entry)
        }
      }
    }
  }

  /// Every document of the store, in path order of the tree; `body` may return false to stop.
  public func forEachDocument(
    _ body: (DocumentPath, _ data: ObjectID, _ live: ObjectID?) throws(StoreError) -> Bool
  ) throws(StoreError) {
    let data = try storing { () throws(GitError) in
      try repository.subtree(at: [DocumentFolder.data.rawValue], in: tree)
    }
    guard let data else { return }
    var failure: StoreError?
    try storing { () throws(GitError) in
      try TreeDiff.walk(from: nil, to: data, in: repository) { (change) throws(GitError) in
        guard let entry = change.new else { return true }
        let live = try repository.entry(at: [DocumentFolder.live.rawValue] + change.path, in: tree)
        do throws(StoreError) {
          let path = try storing { () throws(CodecError) in
            try DocumentPlace.document(fromFile: change.path, fanOut: settings.fanOut)
          }
          return try body(path, entry.id, live?.id)
        } catch {
          failure = error.inFile(([DocumentFolder.data.rawValue] + change.path).joined(separator: "/"))
          return false
        }
      }
    }
    if let failure { throw failure }
  }
}
