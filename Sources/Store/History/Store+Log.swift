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
    switch filter {
    case .all:
      var failure: E?
      try forEachCommit(from: commit) { (entry) throws(StoreError) in
        do throws(E) { return try body(entry) } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
    case .document(let path):
      let texts = VersionTexts(store: self)
      let versions = try versions.versions(of: path, from: commit, until: nil, includingLive: includingLive)
      while let version = try versions.next() {
        guard try version.isRecreated || texts.differ(version) else { continue }
        guard try body(version.entry) else { return }
      }
    case .collection(let collection):
      try forEachCommit(from: commit, changing: collection, includingLive, body)
    }
  }

  private func forEachCommit<E: Error>(
    from commit: ObjectID, changing collection: CollectionPath, _ includingLive: Bool,
    _ body: (HistoryEntry) throws(E) -> Bool
  ) throws {
    let chain = try timeline().chain(of: commit)
    var walk = PlaceWalk(store: self) {
      DocumentPlace.folderComponents(of: collection, fanOut: $0)
    }
    func marks(_ place: Int) throws(StoreError) -> [ObjectID?] {
      guard place < chain.links.count else { return [nil, nil] }
      let found = try walk.entries(in: chain.links[place].tree)
      return [found.data?.id, includingLive ? found.live?.id : nil]
    }
    var after = try marks(0)
    for (place, link) in chain.links.enumerated() {
      let before = try marks(place + 1)
      defer { after = before }
      if before == after { continue }
      let isLast = place == chain.links.count - 1
      let old: DiffSide = isLast ? .nothing : .commit(chain.links[place + 1].id)
      let deltas = try diff(
        from: old, to: .commit(link.id), filter: .collection(collection), includingLive: includingLive)
      if deltas.isEmpty { continue }
      guard try body(try entry(at: place, of: chain)) else { return }
    }
  }
}
