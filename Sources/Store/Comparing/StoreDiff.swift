public import Changes
internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel
public import Git

/// One side of a comparison.
public enum DiffSide: Sendable {
  /// An empty store: what a first commit is compared with.
  case nothing
  case commit(ObjectID)
  case workTree
}

/// A document that differs between two sides.
public struct DocumentDelta: Sendable {
  public let path: DocumentPath
  public let old: Fields?
  public let new: Fields?
  /// Why one of the sides cannot be read; both are nil then.
  public let problem: StoreError?

  /// Field by field; for a document that came or went, all its fields.
  public var fields: [FieldChange] { FieldDiff.changes(from: old ?? Fields(), to: new ?? Fields()) }
}

extension Store {
  /// The documents that differ, in path order; what differs only in `live/` only when asked, and what differs only
  /// in format or place never.
  ///
  /// Costs what the change costs: equal subtrees are not entered.
  public func diff(
    from old: DiffSide, to new: DiffSide, filter: PathFilter = .all, includingLive: Bool = false
  ) throws(StoreError) -> [DocumentDelta] {
    let left = try Side(old, self)
    let right = try Side(new, self)
    let paths = try changedPaths(left, right, filter: filter, includingLive: includingLive)
    var deltas: [DocumentDelta] = []
    for path in paths.sorted() {
      do throws(StoreError) {
        let before = try left.fields(path, includingLive: includingLive)
        let after = try right.fields(path, includingLive: includingLive)
        if before == after { continue }
        deltas.append(DocumentDelta(path: path, old: before, new: after, problem: nil))
      } catch {
        deltas.append(DocumentDelta(path: path, old: nil, new: nil, problem: error))
      }
    }
    return deltas
  }

  /// Whether what a filter names is there on one of the sides at least.
  public func isThere(_ filter: PathFilter, on sides: [DiffSide]) throws(StoreError) -> Bool {
    for side in sides {
      let side = try Side(side, self)
      if let snapshot = side.snapshot, try snapshot.contains(filter) { return true }
      guard let working = side.working else { continue }
      for file in try working.files() {
        if case .document(let path, .data) = StoreFile(file, settings: working.settings),
          filter.contains(path)
        {
          return true
        }
      }
    }
    return false
  }

  private func changedPaths(
    _ left: Side, _ right: Side, filter: PathFilter, includingLive: Bool
  ) throws(StoreError) -> Set<DocumentPath> {
    if case .document(let path) = filter { return [path] }
    var paths = Set<DocumentPath>()
    let folders: [DocumentFolder] = includingLive ? DocumentFolder.allCases : [.data]
    let commits = (left.snapshot, right.snapshot)
    for folder in folders {
      let changes = try storing { () throws(GitError) in
        try TreeDiff.changes(
          from: commits.0.flatMapGit { (side) throws(GitError) in
            try repository.subtree(at: [folder.rawValue], in: side.tree)
          },
          to: commits.1.flatMapGit { (side) throws(GitError) in
            try repository.subtree(at: [folder.rawValue], in: side.tree)
          },
          in: repository)
      }
      for change in changes {
        for (entry, side) in [(change.old, commits.0), (change.new, commits.1)] where entry != nil {
          guard let settings = side?.settings,
            let path = try? DocumentPlace.document(fromFile: change.path, fanOut: settings.fanOut),
            filter.contains(path)
          else { continue }
          paths.insert(path)
        }
      }
    }
    for side in [left, right] {
      guard let working = side.working else { continue }
      for edit in try handEdits() where !edit.isIgnored {
        if case .document(let path, let folder) = StoreFile(edit.name, settings: working.settings),
          includingLive || folder == .data, filter.contains(path)
        {
          paths.insert(path)
        }
      }
    }
    return paths
  }

  /// A commit's snapshot, or the working tree with the snapshot of HEAD below it.
  private struct Side {
    let snapshot: Snapshot?
    let working: WorkingStore?

    init(_ side: DiffSide, _ store: Store) throws(StoreError) {
      switch side {
      case .nothing:
        snapshot = nil
        working = nil
      case .commit(let commit):
        snapshot = try store.snapshotIfPresent(at: commit)
        working = nil
      case .workTree:
        guard let directory = store.directory else {
          throw StoreError("store/bare", "a bare store has no working tree to compare with", kind: .usage)
        }
        working = try WorkingStore(directory: directory)
        snapshot = try store.headCommit().flatMapStore { (head) throws(StoreError) in
          try store.snapshotIfPresent(at: head)
        }
      }
    }

    func fields(_ path: DocumentPath, includingLive: Bool) throws(StoreError) -> Fields? {
      if let working {
        let (data, live) = try working.files(of: path)
        guard let data else { return nil }
        return try WorkingStore.union(
          path, data: data, live: includingLive ? live : nil, settings: working.settings)
      }
      guard let snapshot else { return nil }
      let (data, live) = try snapshot.blobs(of: path)
      guard let data else { return nil }
      return try snapshot.document(path, data: data, live: includingLive ? live : nil).fields
    }
  }
}

extension Optional {
  /// `flatMap` under git's error type.
  fileprivate func flatMapGit<R>(_ body: (Wrapped) throws(GitError) -> R?) throws(GitError) -> R? {
    guard let self else { return nil }
    return try body(self)
  }
}
