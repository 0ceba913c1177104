internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
public import Git

extension Store {
  /// The commits of the chain that changed what the filter names, newest first; `body` may return false to stop.
  ///
  /// For one document or collection, each step compares ids of the trees on its path, and nothing else, until they
  /// differ; then the documents decide, so that a move of files or a reformat is no change.
  public func forEachCommit<E: Error>(
    from commit: ObjectID, changing filter: PathFilter, includingLive: Bool,
    _ body: (HistoryEntry) throws(E) -> Bool
  ) throws {
    var failure: E?
    try forEachCommit(from: commit) { (entry) throws(StoreError) in
      if try !changes(entry, filter, includingLive) { return true }
      do throws(E) { return try body(entry) } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
  }

  private func changes(_ entry: HistoryEntry, _ filter: PathFilter, _ includingLive: Bool) throws(StoreError)
    -> Bool
  {
    if filter == .all { return true }
    let commit = entry.commit.id
    let parent = entry.isBoundary ? nil : entry.commit.parents.first
    if case .document(let path) = filter, entry.claims.recreates(path) { return true }
    if try mark(filter, at: commit, includingLive) == mark(filter, at: parent, includingLive) { return false }
    let old: DiffSide = parent.map { .commit($0) } ?? .nothing
    return try !diff(from: old, to: .commit(commit), filter: filter, includingLive: includingLive).isEmpty
  }

  /// The ids of what the filter names: equal marks mean that nothing changed.
  private func mark(_ filter: PathFilter, at commit: ObjectID?, _ includingLive: Bool) throws(StoreError)
    -> [ObjectID?]
  {
    guard let commit, let snapshot = try snapshotIfPresent(at: commit) else { return [] }
    switch filter {
    case .all: return [commit]
    case .document(let path):
      let (data, live) = try snapshot.blobs(of: path)
      return includingLive ? [data, live] : [data]
    case .collection(let collection):
      let folder = DocumentPlace.folderComponents(of: collection, fanOut: snapshot.settings.fanOut)
      return try storing { () throws(GitError) in
        let data = try repository.subtree(at: [DocumentFolder.data.rawValue] + folder, in: snapshot.tree)
        guard includingLive else { return [data] }
        return [data, try repository.subtree(at: [DocumentFolder.live.rawValue] + folder, in: snapshot.tree)]
      }
    }
  }
}
