internal import FirestoreModel
internal import Git
internal import Store

/// Finds, for what a merge brought into the branch, the commits that made it.
///
/// A field's new value is followed from the merge into the commits that it brought, as long as a parent has the same
/// value; the commit where no parent has it made the change. Where the trail ends at a state that the branch had before
/// (the merge chose the older side), or in no parent at all (a conflict that was resolved anew), the merge itself did.
/// So each change that reached the branch is told once, and what a side branch did and undid is not.
struct MergeTrace {
  let index: Int
  let history: AuditedHistory
  let trees: StoreTrees
  let versions: VersionReader
  let query: AuditQuery

  private struct Step {
    let commit: Commit
    /// Places in the list of rows.
    let pending: [Int]
  }

  /// The rows with the commits that made their changes; those of commits that are not asked for are left out.
  mutating func attribute(_ rows: [AuditRow], of merge: CommitFacts) throws(StoreError) -> [AuditRow] {
    var makers: [ObjectID: CommitFacts] = [:]
    var made: [ObjectID?] = Array(repeating: nil, count: rows.count)
    var open = [Step(commit: merge.commit, pending: Array(rows.indices))]
    while let step = open.popLast() {
      var pending = step.pending
      let isMerge = step.commit.id == merge.commit.id
      let all = isMerge ? Array(step.commit.parents.dropFirst()) : step.commit.parents
      let inside = all.filter { history.brought.came($0, by: index) }
      for parent in inside where !pending.isEmpty {
        let commit = try read(parent)
        let same = try alike(rows, pending, commit, step.commit)
        if same.isEmpty { continue }
        open.append(Step(commit: commit, pending: same))
        let passed = Set(same)
        pending.removeAll(where: passed.contains)
      }
      if isMerge || pending.isEmpty { continue }
      for parent in all
      where !inside.contains(parent) && !pending.isEmpty && !history.isMissing(parent, step.commit) {
        // The branch had this state already: to take it back was the merge's doing.
        let passed = Set(try alike(rows, pending, try read(parent), step.commit))
        pending.removeAll(where: passed.contains)
      }
      if pending.isEmpty { continue }
      makers[step.commit.id] = CommitFacts(step.commit)
      for place in pending { made[place] = step.commit.id }
    }
    var result: [AuditRow] = []
    for (place, row) in rows.enumerated() {
      guard let id = made[place], let facts = makers[id] else {
        if !history.excludes(merge.commit.id) { result.append(row) }
        continue
      }
      if !history.excludes(id) { result.append(row.moved(to: facts, by: merge)) }
    }
    return result
  }

  private func read(_ id: ObjectID) throws(StoreError) -> Commit {
    try storing { () throws(GitError) in try trees.reader.commit(id) }
  }

  /// Those of the rows whose new value the parent has too.
  private func alike(_ rows: [AuditRow], _ pending: [Int], _ parent: Commit, _ child: Commit)
    throws(StoreError) -> [Int]
  {
    let old = try trees.store(in: parent.tree)
    let delta = try trees.delta(
      from: old, to: try trees.store(in: child.tree), includingLive: query.includesLive)
    if delta.isEmpty { return pending }
    let documents = Dictionary(
      delta.documents.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let files = Set(delta.files.map(\.name))
    var readings: [DocumentPath: VersionReader.Reading] = [:]
    var result: [Int] = []
    for place in pending {
      let row = rows[place]
      guard case .document(let path) = row.subject else {
        if !files.contains(row.file) { result.append(place) }
        continue
      }
      guard let changed = documents[path] else {
        result.append(place)
        continue
      }
      let reading: VersionReader.Reading
      if let known = readings[path] {
        reading = known
      } else {
        reading = try versions.read(changed.old, includingLive: query.includesLive, isOld: false)
        readings[path] = reading
      }
      if row.isSame(in: reading) { result.append(place) }
    }
    return result
  }
}

extension AuditRow {
  /// The row of a change that another commit made.
  fileprivate func moved(to facts: CommitFacts, by merge: CommitFacts) -> AuditRow {
    let path: DocumentPath? = if case .document(let path) = subject { path } else { nil }
    return AuditRow(
      time: time, origin: facts, attribution: facts.attribution(of: path), merge: merge, subject: subject,
      file: file,
      state: state, operation: operation, field: field, old: old, new: new, isPersonal: isPersonal,
      isMasked: isMasked, problem: problem, signature: facts.commit.isSigned ? .unchecked : .none,
      counterpart: counterpart)
  }

  /// Whether a version of the document has the new value already.
  fileprivate func isSame(in reading: VersionReader.Reading) -> Bool {
    switch reading {
    case .unreadable: return false
    case .absent: return operation == .delete || (new == nil && problem == nil && operation != .create)
    case .fields(let fields):
      if problem != nil || operation == .delete { return false }
      // An empty document: it is there.
      if field.isEmpty { return true }
      return fields.value(at: field) == new
    }
  }
}

extension Fields {
  /// Through maps; names may be anything.
  func value(at path: [String]) -> Value? {
    var fields = self
    for (index, name) in path.enumerated() {
      guard let value = fields[name] else { return nil }
      if index == path.count - 1 { return value }
      guard case .map(let inner) = value else { return nil }
      fields = inner
    }
    return nil
  }
}
