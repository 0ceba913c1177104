internal import FirestoreModel
internal import Git
internal import Store

/// Finds the document that another one was before it was moved, as a diff of the commit that created it with the one
/// before tells.
final class Origins {
  private let store: Store
  /// The moves of the commit last asked for: a log asks for each twice.
  private var known: (commit: ObjectID, moves: DocumentMoves)?

  init(store: Store) { self.store = store }

  /// Where the document lay in the first parent, and its files there.
  ///
  /// - Parameter version: one that created its document.
  /// - Returns: nil where it is new, or what was before cannot be read.
  func origin(of version: HistoryVersion) -> Departure? {
    let commit = version.entry.commit
    guard version.after != nil, let parent = commit.parents.first, let moves = try? moves(commit, parent),
      let path = moves.origin(of: version.path),
      let files = try? store.files(of: path, at: parent, includingLive: true)
    else { return nil }
    return Departure(path: path, files: files)
  }

  private func moves(_ commit: Commit, _ parent: ObjectID) throws(StoreError) -> DocumentMoves {
    if let known, known.commit == commit.id { return known.moves }
    let moves = try store.moves(
      from: try store.snapshotIfPresent(at: parent), to: try store.snapshotIfPresent(at: commit.id))
    known = (commit.id, moves)
    return moves
  }
}

/// A document before it was moved.
struct Departure {
  let path: DocumentPath
  let files: DocumentFiles
}
