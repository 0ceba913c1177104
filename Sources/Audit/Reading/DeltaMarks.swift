internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

extension StoreDelta {
  /// Marks the documents that a commit says it deleted and created anew, and adds those that are as they were.
  ///
  /// A claim about what was not there before, or is not there now, is none.
  mutating func mark(
    recreated paths: [DocumentPath], _ trees: StoreTrees, from old: StoreTree, to new: StoreTree
  ) throws(StoreError) {
    var isKnown = Set(documents.map(\.path))
    for index in documents.indices where documents[index].old.data != nil && documents[index].new.data != nil
    {
      documents[index].isRecreated = paths.contains(documents[index].path)
    }
    for path in paths where isKnown.insert(path).inserted {
      let before = try trees.version(of: path, in: old)
      let after = try trees.version(of: path, in: new)
      guard before.data != nil, after.data != nil else { continue }
      documents.append(Document(path: path, old: before, new: after, isRecreated: true))
    }
    documents.sort { $0.path < $1.path }
  }

  /// Finds documents that went under one path and came under another: those with the same file, and those that differ
  /// in little and keep their id or their collection.
  mutating func markMoves(_ versions: VersionReader) throws(StoreError) {
    var gone = documents.indices.filter { documents[$0].new.data == nil && documents[$0].old.data != nil }
    if gone.isEmpty { return }
    var come = documents.indices.filter { documents[$0].old.data == nil && documents[$0].new.data != nil }
    if come.isEmpty { return }
    var equal = Dictionary(grouping: come) { documents[$0].new.data?.id }
    gone.removeAll { index in
      guard var places = equal[documents[index].old.data?.id], !places.isEmpty else { return false }
      let id = documents[index].path.id
      let other = places.remove(at: places.firstIndex { documents[$0].path.id == id } ?? 0)
      equal[documents[index].old.data?.id] = places
      pair(index, other)
      return true
    }
    come.removeAll { documents[$0].counterpart != nil }
    try markSimilar(gone, come, versions) { $0.id }
    come.removeAll { documents[$0].counterpart != nil }
    try markSimilar(gone.filter { documents[$0].counterpart == nil }, come, versions) {
      $0.collection.description
    }
  }

  /// Pairs that are compared at most, each of two files.
  private static let mostPairs = 500

  private mutating func markSimilar(
    _ gone: [Int], _ come: [Int], _ versions: VersionReader, by key: (DocumentPath) -> String
  ) throws(StoreError) {
    let candidates = Dictionary(grouping: come) { key(documents[$0].path) }
    var room = Self.mostPairs
    for index in gone {
      var known: Fields?
      for other in candidates[key(documents[index].path)] ?? [] where documents[other].counterpart == nil {
        guard room > 0 else { return }
        room -= 1
        if known == nil {
          known = try versions.read(documents[index].old, includingLive: false, isOld: false).fields
        }
        guard let old = known else { break }
        guard let new = try versions.read(documents[other].new, includingLive: false, isOld: false).fields
        else { continue }
        let changed = FieldWalk(from: old, to: new).changes.count
        let size = max(
          FieldWalk(from: nil, to: old).changes.count, FieldWalk(from: nil, to: new).changes.count)
        // Small documents of one collection are alike by nature.
        guard changed < size, changed <= max(1, size / 6) else { continue }
        pair(index, other)
        break
      }
    }
  }

  private mutating func pair(_ old: Int, _ new: Int) {
    documents[old].counterpart = documents[new].path
    documents[new].counterpart = documents[old].path
  }
}

extension StoreTrees {
  /// The files of a document, whether they changed or not.
  func version(of path: DocumentPath, in store: StoreTree) throws(StoreError) -> StoreDelta.Version {
    try storing { () throws(GitError) in
      guard let fanOut = fanOut(of: store) else { return StoreDelta.Version() }
      let parts = DocumentPlace.components(of: path, fanOut: fanOut)
      let name = (["data"] + parts).joined(separator: "/")
      return StoreDelta.Version(
        data: try file(["data"] + parts, in: store), live: try file(["live"] + parts, in: store), name: name)
    }
  }
}

extension CommitClaims {
  /// The documents that the commit says it deleted and created anew (docs/format.md: Commits).
  var recreated: [DocumentPath] {
    isFirsthand ? trailers.all("Funnel-Recreated").flatMap { TrailerText.paths($0) } : []
  }
}
