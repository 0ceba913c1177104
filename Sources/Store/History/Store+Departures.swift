internal import DocumentCodec
public import FirestoreModel
public import Git

/// A document that a commit deleted.
public struct Departure: Sendable {
  public let path: DocumentPath
  /// As the commit's first parent had it.
  public let files: DocumentFiles
}

extension Store {
  /// The files of a document at any commit, on whatever branch; nil when it is absent there, or there is no store yet.
  public func files(
    of path: DocumentPath, at commit: ObjectID, includingLive: Bool
  ) throws(StoreError) -> DocumentFiles? {
    guard let snapshot = try snapshotIfPresent(at: commit) else { return nil }
    let (data, live) = try snapshot.blobs(of: path)
    return data.map { files(path, $0, includingLive ? live : nil, snapshot.settings) }
  }

  /// The documents that a commit deleted, against its first parent: where one that it created may have come from.
  /// Those that a change of fan-out moved are not deleted. Costs what the commit removed and changed.
  public func departures(in commit: Commit) throws(StoreError) -> [Departure] {
    guard let parent = commit.parents.first, let before = try snapshotIfPresent(at: parent),
      let after = try snapshotIfPresent(at: commit.id)
    else { return [] }
    let changes = try storing { () throws(GitError) in
      try TreeDiff.removals(
        from: try repository.subtree(at: [DocumentFolder.data.rawValue], in: before.tree),
        to: try repository.subtree(at: [DocumentFolder.data.rawValue], in: after.tree), in: repository)
    }
    var result: [Departure] = []
    for change in changes {
      guard let old = change.old,
        let path = try? DocumentPlace.document(fromFile: change.path, fanOut: before.settings.fanOut)
      else { continue }
      if before.settings.fanOut != after.settings.fanOut, try after.blobs(of: path).data != nil { continue }
      let live = try before.blobs(of: path).live
      result.append(Departure(path: path, files: files(path, old.id, live, before.settings)))
    }
    return result
  }

  private func files(
    _ path: DocumentPath, _ data: ObjectID, _ live: ObjectID?, _ settings: Settings
  ) -> DocumentFiles {
    DocumentFiles(
      data: data, live: live, name: StoreRoot.name(path, .data, settings),
      liveName: StoreRoot.name(path, .live, settings))
  }
}
