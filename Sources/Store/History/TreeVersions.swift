internal import DocumentCodec
internal import FirestoreModel
internal import Git

/// Versions found in git itself: of each commit of the chain, the trees on the way to the document that differ from
/// those of the commit after it, and nothing else.
struct TreeVersions: VersionSource {
  let store: Store

  func versions(
    of path: DocumentPath, from commit: ObjectID, until: ObjectID?, includingLive: Bool
  ) throws(StoreError) -> any VersionCursor {
    let chain = try store.timeline().chain(of: commit)
    return try TreeVersionCursor(
      path: path, chain: chain, until: until.flatMap { chain.place(of: $0) }, includingLive: includingLive,
      store: store)
  }
}

private final class TreeVersionCursor: VersionCursor {
  private let path: DocumentPath
  private let chain: Chain
  private let includingLive: Bool
  private let store: Store
  private let end: Int
  private var place = 0
  private var walk: PlaceWalk
  /// As the commit at `place` has them.
  private var files: DocumentFiles?

  init(path: DocumentPath, chain: Chain, until: Int?, includingLive: Bool, store: Store) throws(StoreError) {
    self.path = path
    self.chain = chain
    self.includingLive = includingLive
    self.store = store
    end = until ?? chain.links.count
    walk = PlaceWalk(store: store) { DocumentPlace.components(of: path, fanOut: $0) }
    if let first = chain.links.first { files = try files(in: first.tree) }
  }

  func next() throws(StoreError) -> HistoryVersion? {
    while place < end {
      let link = chain.links[place]
      let isLast = place == chain.links.count - 1
      let after = files
      let before = isLast ? nil : try files(in: chain.links[place + 1].tree)
      let isChanged = isLast ? after != nil : before != after
      defer {
        place += 1
        files = before
      }
      guard isChanged || link.recreates else { continue }
      let entry = try store.entry(at: place, of: chain)
      let isRecreated = link.recreates && entry.claims.recreates(path)
      guard isChanged || isRecreated else { continue }
      return HistoryVersion(entry: entry, path: path, before: before, after: after, isRecreated: isRecreated)
    }
    return nil
  }

  private func files(in tree: ObjectID) throws(StoreError) -> DocumentFiles? {
    let found = try walk.entries(in: tree)
    guard let data = found.data, data.mode != .tree else { return nil }
    let live = includingLive && found.live?.mode != .tree ? found.live?.id : nil
    return DocumentFiles(data: data.id, live: live, name: walk.names.data, liveName: walk.names.live)
  }
}

/// One place below `data/` and `live/`, in tree after tree of a history: a document's file, or a collection's folder.
struct PlaceWalk {
  private let store: Store
  private let components: (FanOut) -> [String]
  private var root: PathCursor?
  private var data = PathCursor(["data"])
  private var live = PathCursor(["live"])
  /// How the settings name the two places.
  private(set) var names = (data: "", live: "")
  private var settingsID: ObjectID?
  /// The store's tree and what it gave, as it was last.
  private var last: (tree: ObjectID, found: Found)?

  typealias Found = (data: TreeBytes.Entry?, live: TreeBytes.Entry?)

  private static let settingsName = Array("funnel.json".utf8)

  /// - Parameter components: where the place is below `data/`, by the settings of the time; at least one.
  init(store: Store, _ components: @escaping (FanOut) -> [String]) {
    self.store = store
    self.components = components
    root = store.root.components.isEmpty ? nil : PathCursor(store.root.components)
  }

  /// What stands at the place in a commit's tree; nothing where there is no store.
  mutating func entries(in tree: ObjectID) throws(StoreError) -> Found {
    let reader = store.reader.many
    do throws(GitError) {
      var storeTree: ObjectID? = tree
      if root != nil {
        let entry = try root?.entry(in: tree, reader)
        storeTree = entry?.mode == .tree ? entry?.id : nil
      }
      guard let storeTree else { return (nil, nil) }
      if let last, last.tree == storeTree { return last.found }
      let bytes = try reader.treeBytes(storeTree)
      guard let settings = try bytes.entry(named: Self.settingsName), settings.mode != .tree else {
        last = (storeTree, (nil, nil))
        return (nil, nil)
      }
      if settings.id != settingsID { follow(settings.id) }
      let found = (try data.entry(in: storeTree, reader), try live.entry(in: storeTree, reader))
      last = (storeTree, found)
      return found
    } catch {
      throw StoreError(error)
    }
  }

  /// Looks where other settings put the place. Those that cannot be read (a hand-made commit that broke them) leave it
  /// where it is in the commit after theirs: history goes on behind a mistake.
  private mutating func follow(_ settings: ObjectID) {
    let isFirst = settingsID == nil
    settingsID = settings
    let known = try? store.settingsCache.settings(ofBlob: settings, store.reader)
    guard let place = known.map({ components($0.fanOut) }) ?? (isFirst ? components(.none) : nil) else {
      return
    }
    data = PathCursor(["data"] + place)
    live = PathCursor(["live"] + place)
    names = ((["data"] + place).joined(separator: "/"), (["live"] + place).joined(separator: "/"))
  }
}
