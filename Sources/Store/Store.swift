internal import Diagnostics
internal import FirestoreModel
public import Git
internal import Platform

/// An open store: a git repository, or a folder of one, with a `funnel.json`.
///
/// Everything here is synchronous and reads the commits; `transact` and its neighbours in this module are the only
/// places that move a branch. Not `Sendable`: one store per thread.
public final class Store {
  public let repository: Repository
  public let root: StoreRoot
  /// The store's root in the working tree, absolute; nil in a bare repository.
  public let directory: String?
  let settingsCache = SettingsCache()
  let schemaCache = SchemaCache()
  var documentTimes: [ObjectID: [DocumentPath: DocumentTimes]] = [:]
  /// The latest time that this process gave out, so that two answers within one microsecond still differ.
  var lastAnsweredTime: Int64 = 0
  /// Reads many objects fast; made when it is first needed.
  private(set) lazy var objects = ObjectReader(repository)
  private var timelines: [Set<ObjectID>: Timeline] = [:]
  private(set) lazy var reader = LazyReader(repository)

  /// Locks, journal and saved texts: `.git/funnel` in what all worktrees share.
  package var stateDirectory: String { repository.commonDirectory + "/funnel" }

  /// Derived files, one set per worktree.
  var cacheDirectory: String { repository.gitDirectory + "/funnel/cache" }

  /// Where `edit` keeps what the user typed.
  public var editDirectory: String { stateDirectory + "/edit" }

  public var isBare: Bool { directory == nil }

  /// Opens the store that `start` lies in: the nearest folder upwards with a `funnel.json`, else the bare repository
  /// whose branch has one at its root.
  ///
  /// - Throws: `store/none` when there is none.
  public init(at start: String = ".") throws(StoreError) {
    guard let resolved = Files.resolve(start) else {
      throw StoreError("store/none", "there is no folder \(start)", kind: .missing)
    }
    let folder = WorkingStore.directory(from: resolved)
    do throws(GitError) { repository = try Repository(at: folder ?? resolved) } catch {
      if error.code == "git/no-repository" {
        throw StoreError(
          "store/none", "there is no funnel store in \(start) or above it", hint: "funnel init makes one",
          kind: .missing)
      }
      throw StoreError(error)
    }
    guard let workTree = repository.workTree.flatMap({ Files.resolve($0) }) else {
      root = StoreRoot([])
      directory = nil
      return
    }
    let place = folder ?? workTree
    guard place == workTree || place.hasPrefix(workTree + "/") else {
      throw StoreError(
        "store/none", "\(place)/funnel.json lies outside the work tree \(workTree)", kind: .missing)
    }
    root = StoreRoot(place.dropFirst(workTree.count).split(separator: "/").map(String.init))
    directory = place
    if folder == nil, try branchHasStore() == false {
      throw StoreError(
        "store/none", "there is no funnel store in \(start) or above it", hint: "funnel init makes one",
        kind: .missing)
    }
  }

  /// A store at a place that is known: `init` makes it before there is a `funnel.json`.
  init(repository: Repository, place: String) {
    self.repository = repository
    guard let workTree = repository.workTree.flatMap({ Files.resolve($0) }) else {
      root = StoreRoot([])
      directory = nil
      return
    }
    root = StoreRoot(place.dropFirst(workTree.count).split(separator: "/").map(String.init))
    directory = place
  }

  private func branchHasStore() throws(StoreError) -> Bool {
    guard case .branch(_, let tip?) = try head() else { return false }
    return try snapshotIfPresent(at: tip) != nil
  }

  func head() throws(StoreError) -> Head { try storing { () throws(GitError) in try repository.head() } }

  /// The branch that reads and writes go to when none is named: the one that HEAD is on.
  ///
  /// - Throws: `store/detached` when HEAD is on none.
  public func currentBranch() throws(StoreError) -> String {
    switch try head() {
    case .branch(let name, _): return name
    case .detached(let commit):
      // A rebase detaches HEAD: what it is about helps more than what it did.
      if let operation = repository.operationUnderWay { throw StoreError.underWay(operation) }
      throw StoreError(
        "store/detached", "HEAD is detached at \(commit.short), so there is no branch to write to",
        hint: "git switch <branch>, or name one with --branch", kind: .retry)
    }
  }

  /// The commit that HEAD is at, on a branch or not; nil before the first commit.
  public func headCommit() throws(StoreError) -> ObjectID? {
    switch try head() {
    case .branch(_, let tip): tip
    case .detached(let commit): commit
    }
  }

  /// A branch's tip.
  ///
  /// - Throws: `store/no-branch`, `store/no-commit` before the first one.
  public func tip(of branch: String?) throws(StoreError) -> ObjectID {
    guard let branch else {
      if let commit = try headCommit() { return commit }
      throw StoreError(
        "store/no-commit", "this repository has no commit yet", hint: "funnel init makes the first one",
        kind: .missing)
    }
    if let tip = try storing({ () throws(GitError) in try repository.tip(ofBranch: branch) }) { return tip }
    throw StoreError(
      "store/no-branch", "there is no branch \(branch)", hint: "git branch lists them", kind: .missing)
  }

  /// The store as a commit holds it.
  public func snapshot(at commit: ObjectID) throws(StoreError) -> Snapshot {
    try Snapshot(commit: commit, in: repository, root: root, cache: settingsCache, schemas: schemaCache)
  }

  /// The store in a tree of the repository's root: one that a merge would make, say.
  ///
  /// - Parameter commit: what messages call it by.
  /// - Throws: `store/not-there` when there is none in it; settings that are wrong.
  package func snapshot(ofTree top: ObjectID, for commit: ObjectID) throws(StoreError) -> Snapshot {
    try Snapshot(
      tree: top, of: commit, in: repository, root: root, cache: settingsCache, schemas: schemaCache)
  }

  package func snapshotIfPresent(at commit: ObjectID) throws(StoreError) -> Snapshot? {
    do throws(StoreError) { return try snapshot(at: commit) } catch {
      if error.code == "store/not-there" { return nil }
      throw error
    }
  }

  /// Times of chains, under the `ignoreTime` of the current tip (design: settings that judge are the tip's).
  ///
  /// - Parameter extra: commits that a change of `funnel.json` is about to add to them.
  func timeline(ignoring extra: Set<ObjectID> = []) throws(StoreError) -> Timeline {
    var ignored = extra
    if let tip = try headCommit(), let snapshot = try snapshotIfPresent(at: tip) {
      ignored.formUnion(snapshot.settings.ignoredTimes)
    }
    if let known = timelines[ignored] { return known }
    let timeline = try Timeline(
      reader: reader, ignored: ignored, cache: TimeCache(path: cacheDirectory + "/times"))
    timelines[ignored] = timeline
    return timeline
  }
}
