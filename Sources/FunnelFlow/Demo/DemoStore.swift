internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Platform
public import Store

/// Makes a store with demo data in it: the documents in one commit, then edits by several people, branches, and hand
/// edits that are not committed.
public struct DemoStore {
  public let generator: DemoGenerator
  public let commits: Int

  public init(generator: DemoGenerator, commits: Int) {
    self.generator = generator
    self.commits = commits
  }

  /// Makes the store in an empty or missing folder.
  ///
  /// - Parameter progress: told how many documents, then how many commits, are written.
  public func make(
    at directory: String, bare: Bool, progress: (_ what: String, _ done: Int, _ of: Int) -> Void
  ) throws -> (store: Store, documentCount: Int) {
    if let names = try? Files.list(directory), !names.isEmpty {
      throw StoreError(
        "demo/not-empty", "\(directory) is not empty", hint: "name a folder that is not there yet",
        kind: .usage)
    }
    let start = DemoGenerator.baseTime.microsecondsSince1970
    var options = WriteOptions(runsHooks: false, author: DemoStore.founder, now: { start })
    options.message = "Make a Funnel Flow store"
    let files = FunnelFlowFiles.all.map { (path: $0.path, bytes: Array($0.text.utf8)) }
    let store = try Store.initialize(
      at: directory, bare: bare, files: files + [("funnel.json", Array(settings.utf8))], options: options)
    let count = try fill(store, progress)
    return (store, try count + edit(store, progress))
  }

  private static let founder = (name: "Ada Okafor", email: "ada@funnelflow.example")

  /// Strict, and fanned out where a collection is large (design: from 1,000 documents up).
  private var settings: String {
    var fanOut: [(String, JSONValue)] = []
    for (pattern, count) in generator.collectionCounts() {
      let digits = FanOut.recommendedDigits(forCount: count)
      if digits > 0 { fanOut.append((pattern, .int(Int64(digits)))) }
    }
    fanOut.sort { $0.0 < $1.0 }
    var members: [(String, JSONValue)] = fanOut.isEmpty ? [] : [("fanOut", .object(fanOut))]
    members += [("format", 1), ("strictCollections", true)]
    return JSONValue.object(members).pretty() + "\n"
  }

  private func fill(_ store: Store, _ progress: (String, Int, Int) -> Void) throws -> Int {
    let total = generator.users * 20
    let bulk = try BulkImport(into: store)
    for batch in generator.batches() {
      var users = Set<DocumentPath>()
      for document in batch {
        try bulk.add(document.path, document.fields)
        if document.path.segments.count == 2, document.path.collection == FunnelFlowCollections.users {
          users.insert(document.path)
        }
      }
      // A user's own folder is complete with its batch.
      for user in users { try bulk.close(user) }
      progress("documents", bulk.documentCount, max(total, bulk.documentCount))
    }
    let time = DemoGenerator.baseTime.microsecondsSince1970 + 1_000_000
    _ = try bulk.finish(
      message: "Import \(bulk.documentCount) documents",
      options: WriteOptions(via: .import, runsHooks: false, author: DemoStore.founder, now: { time }))
    return bulk.documentCount
  }

  /// - Returns: how many documents more there are afterwards.
  private func edit(_ store: Store, _ progress: (String, Int, Int) -> Void) throws -> Int {
    var added = 0
    var edits = generator.edits(commits: commits)
    var done = 0
    while let commit = edits.next() {
      added += try apply(commit, to: store, branch: nil)
      done += 1
      progress("commits", done, commits)
    }
    if commits == 0 { return added }
    for branch in edits.branches() {
      try store.makeBranch(branch.name)
      for commit in branch.commits { _ = try apply(commit, to: store, branch: branch.name) }
    }
    guard let directory = store.directory else { return added }
    let settings = try store.settings()
    for (path, fields) in edits.handEdits() {
      try Files.write(
        DocumentFile.encode(fields), to: directory + "/" + StoreRoot.name(path, .data, settings))
    }
    return added
  }

  private func apply(_ commit: DemoCommit, to store: Store, branch: String?) throws -> Int {
    let before = try store.snapshot(at: try store.tip(of: branch))
    var added = 0
    for change in commit.changes {
      let isThere = try before.contains(.document(change.path))
      added += change.fields == nil ? (isThere ? -1 : 0) : (isThere ? 0 : 1)
    }
    let time = commit.time.microsecondsSince1970
    let via = WriteVia(rawValue: commit.via.rawValue) ?? .cli
    let options = WriteOptions(
      branch: branch, message: commit.message, actor: commit.actor, via: via, runsHooks: false,
      author: (commit.author.name, commit.author.email), now: { time })
    _ = try store.put(
      commit.changes.map { DocumentChange(path: $0.path, old: nil, new: $0.fields) }, options: options)
    return added
  }
}
