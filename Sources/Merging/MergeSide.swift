internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// One of the three states that a merge compares.
struct MergeSide {
  /// The repository's root.
  let tree: ObjectID
  /// The store in it; nil where there is none yet.
  let snapshot: Snapshot?
  /// What conflict markers call it.
  let label: String

  /// - Throws: settings that cannot be read.
  init(tree: ObjectID, commit: ObjectID, label: String, in store: Store) throws(StoreError) {
    self.tree = tree
    self.label = label
    do throws(StoreError) { snapshot = try store.snapshot(ofTree: tree, for: commit) } catch {
      guard error.code == "store/not-there" else { throw error }
      snapshot = nil
    }
  }

  var fanOut: FanOut? { snapshot?.settings.fanOut }

  /// The tree of `data` or `live`.
  func tree(of folder: DocumentFolder) throws(StoreError) -> ObjectID? {
    guard let snapshot else { return nil }
    return try storing { () throws(GitError) in
      try snapshot.repository.subtree(at: [folder.rawValue], in: snapshot.tree)
    }
  }

  /// What `schemas` is; nil where there is none.
  func schemaFolder() throws(StoreError) -> ObjectID? {
    guard let snapshot else { return nil }
    return try storing { () throws(GitError) in
      try snapshot.repository.entry(at: ["schemas"], in: snapshot.tree)?.id
    }
  }

  /// A document as this side has it. What cannot be read is told, not thrown, but for a repository that is damaged.
  func version(of path: DocumentPath) throws(StoreError) -> DocumentVersion {
    guard let snapshot else { return .absent(path) }
    var version = DocumentVersion.absent(path)
    do throws(StoreError) {
      (version.data, version.live) = try snapshot.blobs(of: path)
      version.fields = try snapshot.document(path)?.fields
    } catch {
      if error.kind == .io, error.code != "store/not-a-file" { throw error }
      version.fault = error
    }
    return version
  }

  /// The documents whose files differ from the older side's, each once.
  func documents(changedSince older: MergeSide?) throws(StoreError) -> Set<DocumentPath> {
    guard let snapshot else { return [] }
    var result = Set<DocumentPath>()
    for folder in DocumentFolder.allCases {
      let old = try older?.tree(of: folder)
      let new = try tree(of: folder)
      let changes = try storing { () throws(GitError) in
        try TreeDiff.changes(from: old, to: new, in: snapshot.repository)
      }
      for change in changes {
        let fanOut = change.new == nil ? older?.fanOut ?? snapshot.settings.fanOut : snapshot.settings.fanOut
        if let path = try? DocumentPlace.document(fromFile: change.path, fanOut: fanOut) {
          result.insert(path)
        }
      }
    }
    return result
  }
}
