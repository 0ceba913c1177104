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
    let named = Set(paths)
    var isKnown = Set(documents.map(\.path))
    for index in documents.indices where documents[index].old.data != nil && documents[index].new.data != nil
    {
      documents[index].isRecreated = named.contains(documents[index].path)
    }
    for path in paths where isKnown.insert(path).inserted {
      let before = try trees.version(of: path, in: old)
      let after = try trees.version(of: path, in: new)
      guard before.data != nil, after.data != nil else { continue }
      documents.append(Document(path: path, old: before, new: after, isRecreated: true))
    }
    documents.sort { $0.path < $1.path }
  }

  /// Finds documents that went under one path and came under another, as all commands find them (`MovePairing`).
  mutating func markMoves(_ versions: VersionReader) {
    let gone = documents.indices.filter { documents[$0].new.data == nil && documents[$0].old.data != nil }
    if gone.isEmpty { return }
    let come = documents.indices.filter { documents[$0].old.data == nil && documents[$0].new.data != nil }
    if come.isEmpty { return }
    var pairing = MovePairing(
      went: gone.map { MovePairing.End(path: documents[$0].path, blob: documents[$0].old.data?.id) },
      came: come.map { MovePairing.End(path: documents[$0].path, blob: documents[$0].new.data?.id) })
    pairing.pairSame()
    let all = documents
    pairing.pairSimilar(
      went: { versions.likeness(of: all[gone[$0]].old) }, came: { versions.likeness(of: all[come[$0]].new) })
    for pair in pairing.pairs {
      let (old, new) = (gone[pair.went], come[pair.came])
      documents[old].counterpart = documents[new].path
      documents[new].counterpart = documents[old].path
    }
  }
}

extension VersionReader {
  /// What cannot be read is like nothing.
  fileprivate func likeness(of version: StoreDelta.Version) -> DocumentLikeness? {
    let reading = try? read(version, includingLive: false, isOld: false)
    return reading?.fields.map { DocumentLikeness($0) }
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
