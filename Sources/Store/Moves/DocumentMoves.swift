internal import Diagnostics
internal import DocumentCodec
package import FirestoreModel
internal import Git
internal import JSON

/// Which documents one state of a store has at another place than an older one: the moves that a comparison of the two
/// tells (`MovePairing`).
package final class DocumentMoves {
  /// The documents that only the older state has, in the order of paths.
  package let removed: [DocumentPath]
  private let departed: Set<DocumentPath>
  private let arrived: Set<DocumentPath>
  private let reader: ObjectReader
  private var destinations: [DocumentPath: DocumentPath] = [:]
  private var origins: [DocumentPath: DocumentPath] = [:]
  /// What is not paired yet; nil once all is.
  private var rest: (pairing: MovePairing, went: [OneSided], came: [OneSided])?

  private struct OneSided {
    let path: DocumentPath
    let file: FileVersion
  }

  fileprivate init(_ changed: [DocumentPath: ChangedFiles.Pair], _ reader: ObjectReader) {
    self.reader = reader
    var went: [OneSided] = []
    var came: [OneSided] = []
    for (path, pair) in changed {
      switch (pair.old.data, pair.new.data) {
      case (let old?, nil): went.append(OneSided(path: path, file: old))
      case (nil, let new?): came.append(OneSided(path: path, file: new))
      default: continue
      }
    }
    departed = Set(went.map(\.path))
    arrived = Set(came.map(\.path))
    removed = departed.sorted()
    if went.isEmpty || came.isEmpty { return }
    var pairing = MovePairing(
      went: went.map { MovePairing.End(path: $0.path, blob: $0.file.id) },
      came: came.map { MovePairing.End(path: $0.path, blob: $0.file.id) })
    pairing.pairSame()
    rest = (pairing, went, came)
    take(pairing.pairs[...], went, came)
  }

  /// Where a document is that was at a path; nil when it was not there, still is, or is gone.
  package func destination(of path: DocumentPath) -> DocumentPath? {
    guard departed.contains(path) else { return nil }
    if let known = destinations[path] { return known }
    finish()
    return destinations[path]
  }

  /// Where a document was that is at a path; nil when it is not there, was before, or is new.
  package func origin(of path: DocumentPath) -> DocumentPath? {
    guard arrived.contains(path) else { return nil }
    if let known = origins[path] { return known }
    finish()
    return origins[path]
  }

  private func take(_ pairs: ArraySlice<MovePairing.Pair>, _ went: [OneSided], _ came: [OneSided]) {
    for pair in pairs {
      destinations[went[pair.went].path] = came[pair.came].path
      origins[came[pair.came].path] = went[pair.went].path
    }
  }

  /// Reads what is not the same file: only when that is asked for.
  private func finish() {
    guard let (paired, went, came) = rest else { return }
    var pairing = paired
    rest = nil
    let done = pairing.pairs.count
    pairing.pairSimilar(went: { likeness(went[$0].file) }, came: { likeness(came[$0].file) })
    take(pairing.pairs[done...], went, came)
  }

  /// What cannot be read is like nothing.
  private func likeness(_ file: FileVersion) -> DocumentLikeness? {
    guard case .blob = file.source, let id = file.id,
      let bytes = try? reader.blob(id, upTo: JSONOptions.largest),
      let fields = try? DocumentFile.decode(bytes, file: nil)
    else { return nil }
    return DocumentLikeness(fields)
  }
}

extension Store {
  /// What was moved between two states of the store. Costs what differs between the two; where nothing was removed,
  /// nothing for what was added.
  ///
  /// - Parameters: nil for an empty store.
  package func moves(from old: Snapshot?, to new: Snapshot?) throws(StoreError) -> DocumentMoves {
    let removals = try storing { () throws(GitError) in
      let data = [DocumentFolder.data.rawValue]
      return try TreeDiff.removals(
        from: try repository.subtree(at: data, in: old?.tree),
        to: try repository.subtree(at: data, in: new?.tree),
        in: repository)
    }
    if removals.isEmpty { return DocumentMoves([:], objects) }
    let changed = try ChangedFiles(
      ComparedSide(old), ComparedSide(new), reader: objects, repository: repository, filters: [],
      includingLive: false)
    return DocumentMoves(changed.documents, objects)
  }
}
