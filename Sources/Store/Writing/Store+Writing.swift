internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Git
internal import JSON
internal import Platform

/// A document that was read, as it was read: a transaction goes through only if it still is so.
public struct ReadVersion: Sendable {
  public let path: DocumentPath
  let version: DocumentVersion?
}

extension Store {
  /// How often a write starts again when git itself moves the branch under it.
  static let attempts = 20

  /// Applies Firestore writes: all or nothing, in one commit.
  ///
  /// - Parameters:
  ///   - reads: documents that must still be as they were read (optimistic concurrency).
  ///   - knowsTimes: whether results must carry the update times of unchanged documents, which costs history.
  /// - Throws: what the writes themselves break (`ModelError`'s codes and statuses), `store/schema` with findings,
  ///   `store/conflict` (retry) when a read changed, `store/future` when the tip lies more than 5 minutes ahead.
  public func write(
    _ writes: [Write], reads: [ReadVersion] = [], options: WriteOptions, knowsTimes: Bool = false
  ) throws(StoreError) -> WriteOutcome {
    try committing(options) { (base) throws(StoreError) in
      for read in reads where try self.version(of: read.path, at: base.tip) != read.version {
        throw StoreError(
          "store/conflict", "\(read.path) changed since it was read",
          hint: "read it again and repeat the change", kind: .retry)
      }
      var old: [DocumentPath: Fields] = [:]
      let evaluation: WriteEvaluation
      let timed = Set(
        writes.filter { if case .updateTime = $0.precondition { true } else { false } }.map(\.document))
      do {
        evaluation = try WriteEvaluation.evaluate(
          writes, commitTime: Timestamp(microsecondsSince1970: base.time)
        ) { path in
          guard let document = try base.snapshot.document(path) else { return nil }
          old[path] = document.fields
          guard timed.contains(path), let times = try self.times(of: path, at: base.tip) else {
            return DocumentState(
              fields: document.fields, createTime: Store.unknownTime, updateTime: Store.unknownTime)
          }
          return DocumentState(fields: document.fields, createTime: times.create, updateTime: times.update)
        }
      } catch let error as any Explained {
        throw StoreError(error)
      } catch {
        throw StoreError("store/bug", "an unknown error: \(error)", kind: .bug)
      }
      var plan = WritePlan(recreated: evaluation.recreated)
      for change in evaluation.changes {
        plan.changes.append(DocumentChange(path: change.path, old: old[change.path], new: change.fields))
      }
      plan.results = evaluation.results
      if knowsTimes { try self.fillTimes(&plan.results, writes, base) }
      return plan
    }
  }

  /// Puts documents as given, without Firestore's write semantics: restores and imports.
  public func put(_ changes: [DocumentChange], options: WriteOptions) throws(StoreError) -> WriteOutcome {
    try committing(options) { (_) throws(StoreError) in WritePlan(changes: changes) }
  }

  /// Stands for a time that nobody asked for yet.
  static let unknownTime = Timestamp(seconds: Int64.min / 4)

  private func fillTimes(_ results: inout [WriteResult], _ writes: [Write], _ base: WriteBase)
    throws(StoreError)
  {
    for index in results.indices where results[index].updateTime == Store.unknownTime {
      results[index].updateTime = try times(of: writes[index].document, at: base.tip)?.update
    }
  }

  /// Runs `plan` on the branch's tip under the lock and commits what it answers.
  ///
  /// - Parameter ignored: commits that the write itself adds to `ignoreTime`: the cure of a tip from the future must
  ///   not be refused because of it.
  func committing(
    _ options: WriteOptions, ignoring ignored: Set<ObjectID> = [],
    _ plan: (WriteBase) throws(StoreError) -> WritePlan
  ) throws(StoreError) -> WriteOutcome {
    try withLock { () throws(StoreError) in
      var attempt = 0
      while true {
        attempt += 1
        do throws(StoreError) { return try commitOnce(options, ignored, plan) } catch {
          guard error.code == "git/moved", attempt < Store.attempts else { throw error }
        }
      }
    }
  }

  private func commitOnce(
    _ options: WriteOptions, _ ignored: Set<ObjectID>, _ makePlan: (WriteBase) throws(StoreError) -> WritePlan
  ) throws(StoreError) -> WriteOutcome {
    let timeline = try timeline(ignoring: ignored)
    let (branch, base) = try base(options, timeline)
    let (tip, snapshot, time) = (base.tip, base.snapshot, base.time)
    let plan = try makePlan(base)
    let encoder = ChangeEncoder(store: self, snapshot: snapshot)
    let encoded = try encoder.encode(plan.changes, force: options.force)
    let changes = encoded.files + plan.files
    guard !changes.isEmpty || !plan.recreated.isEmpty else {
      return WriteOutcome(
        commit: tip, time: Timestamp(microsecondsSince1970: time), isNew: false, changes: [],
        results: plan.results)
    }
    let draft = try draft(
      changes, on: branch, base: base, options: options, plan: plan,
      isForced: encoded.isForced || plan.isForced)
    let commit = try Committer(store: self).commit(draft)
    timeline.remember(commit, time: time)
    carryTimes(from: tip, to: commit, plan: plan, time: time)
    return WriteOutcome(
      commit: commit, time: Timestamp(microsecondsSince1970: time), isNew: true,
      changes: plan.changes + plan.handEdits,
      results: plan.results)
  }

  /// What a write on the options' branch stands on now, and the time that it will have.
  ///
  /// - Throws: `store/future` when the tip lies more than 5 minutes ahead.
  func base(_ options: WriteOptions, _ timeline: Timeline) throws(StoreError) -> (
    branch: String, base: WriteBase
  ) {
    let branch: String
    if let named = options.branch { branch = named } else { branch = try currentBranch() }
    let tip = try tip(of: branch)
    let snapshot = try snapshot(at: tip)
    let now = options.now()
    let tipTime = try timeline.time(of: tip)
    guard tipTime <= now + 300_000_000 else {
      throw StoreError(
        "store/future",
        "the last commit of \(branch) (\(tip.short)) says it was made at \(Timestamp(microsecondsSince1970: tipTime)), which is in the future",
        hint: "check the clock; or add \"\(tip)\" to ignoreTime in funnel.json", kind: .retry)
    }
    let time = max(now, tipTime + 1, lastAnsweredTime + 1)
    lastAnsweredTime = time
    return (branch, WriteBase(tip: tip, snapshot: snapshot, time: time))
  }

  private func draft(
    _ changes: [FileChange], on branch: String, base: WriteBase, options: WriteOptions, plan: WritePlan,
    isForced: Bool
  ) throws(StoreError) -> CommitDraft {
    let seconds = Timestamp(microsecondsSince1970: base.time).seconds
    let (author, committer) = try signatures(options, seconds: seconds)
    var trailers: [(key: String, value: String)] = [
      ("Funnel-Time", StoreTime.text(base.time)),
      ("Funnel-Actor", CommitText.actor(options.actor)), ("Funnel-Via", options.via.rawValue),
    ]
    if let request = options.requestID {
      trailers.append(("Funnel-Request", TrailerText.escape(id: request)))
    }
    if isForced { trailers.append(("Funnel-Forced", "schema")) }
    if !plan.recreated.isEmpty {
      trailers.append(("Funnel-Recreated", plan.recreated.map(TrailerText.escape).joined(separator: ",")))
    }
    let body = try CommitText.body(
      options.message, changes: plan.changes + plan.handEdits, files: plan.files, via: options.via)
    return CommitDraft(
      branch: branch, parent: base.tip, changes: changes, author: author, committer: committer, body: body,
      trailers: Trailers(trailers), time: base.time, runsHooks: options.runsHooks)
  }

  func signatures(_ options: WriteOptions, seconds: Int64) throws(StoreError) -> (
    author: Signature, committer: Signature
  ) {
    let person: (name: String, email: String)
    if let author = options.author {
      person = author
    } else {
      person = try storing { () throws(GitError) in try repository.identity(role: "COMMITTER") }
    }
    let committer = Signature(name: person.name, email: person.email, seconds: seconds)
    if options.author != nil { return (committer, committer) }
    if options.actor != "cli" {
      return (Signature(name: CommitText.actor(options.actor), email: "", seconds: seconds), committer)
    }
    let author = try storing { () throws(GitError) in try repository.identity(role: "AUTHOR") }
    return (Signature(name: author.name, email: author.email, seconds: seconds), committer)
  }

  /// Document times that are known stay true for the new tip, but for what it changed.
  private func carryTimes(from tip: ObjectID, to commit: ObjectID, plan: WritePlan, time: Int64) {
    var known = documentTimes[tip] ?? [:]
    let stamp = Timestamp(microsecondsSince1970: time)
    let recreated = Set(plan.recreated)
    for change in plan.changes + plan.handEdits {
      if change.new == nil {
        known[change.path] = nil
      } else if change.old == nil || recreated.contains(change.path) {
        known[change.path] = DocumentTimes(create: stamp, update: stamp, commit: commit, isAtOrBefore: false)
      } else if let before = known[change.path] {
        known[change.path] = DocumentTimes(
          create: before.create, update: stamp, commit: commit, isAtOrBefore: before.isAtOrBefore)
      }
    }
    documentTimes = [commit: known]
  }
}

/// What a write stands on.
struct WriteBase {
  let tip: ObjectID
  let snapshot: Snapshot
  /// The time that the commit will have, microseconds since 1970.
  let time: Int64
}

/// What a write will change.
struct WritePlan {
  var changes: [DocumentChange] = []
  /// Files that are ready as they are: hand edits, schemas, settings.
  var files: [FileChange] = []
  /// The documents that `files` hold, for the message and the answer.
  var handEdits: [DocumentChange] = []
  /// Whether a schema was overridden in `files`.
  var isForced = false
  var recreated: [DocumentPath] = []
  var results: [WriteResult] = []

  init(
    changes: [DocumentChange] = [], files: [FileChange] = [], recreated: [DocumentPath] = [],
    results: [WriteResult] = []
  ) {
    self.changes = changes
    self.files = files
    self.recreated = recreated
    self.results = results
  }
}
