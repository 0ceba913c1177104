internal import DocumentCodec
public import FirestoreModel
public import Git

extension Store {
  /// The files of a document at any commit, on whatever branch; nil when it is absent there, or there is no store yet.
  public func files(
    of path: DocumentPath, at commit: ObjectID, includingLive: Bool
  ) throws(StoreError) -> DocumentFiles? {
    guard let snapshot = try snapshotIfPresent(at: commit) else { return nil }
    let (data, live) = try snapshot.blobs(of: path)
    return data.map { files(path, $0, includingLive ? live : nil, snapshot.settings) }
  }

  private func files(
    _ path: DocumentPath, _ data: ObjectID, _ live: ObjectID?, _ settings: Settings
  ) -> DocumentFiles {
    DocumentFiles(
      data: data, live: live, name: StoreRoot.name(path, .data, settings),
      liveName: StoreRoot.name(path, .live, settings))
  }
}
