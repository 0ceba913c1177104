internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
internal import Store

/// Brings a merge into the files and the index of a clone, in the state that `git merge` itself would leave.
///
/// First `MERGE_HEAD` and its neighbours, then the records of conflicts, files, index: whoever dies in between leaves a
/// merge under way, which `git merge --abort` takes back. Git writes the files (`git read-tree -m -u`, on an index of
/// its own): it knows links, modes, filters, sparse checkouts, and refuses to overwrite what is not committed.
struct CloneMerge {
  let store: Store
  let ground: MergeGround
  private let workTree: String

  private var directory: String { store.repository.gitDirectory }

  init(_ store: Store, _ ground: MergeGround) throws(StoreError) {
    self.store = store
    self.ground = ground
    workTree = store.repository.workTree ?? ""
  }

  // MARK: - Steps

  /// Files and index of a merge that needs no commit of its own.
  func checkOut(_ merge: MergedStore) throws(StoreError) {
    try check(merge)
    try update(from: ground.tip, to: merge.tree, conflicts: [:])
  }

  /// Leaves the merge under way: clean, or with what is to be decided.
  func leave(_ merge: MergedStore, message: String, isFastForward: Bool) throws(StoreError) {
    try check(merge)
    let conflicts = try conflicts(of: merge)
    var text = message + "\n"
    if !conflicts.isEmpty {
      text += "\n# Conflicts:\n" + conflicts.keys.sorted().map { "#\t\($0)\n" }.joined()
    }
    try write("ORIG_HEAD", "\(ground.tip)\n")
    try write("MERGE_MSG", text)
    try write("MERGE_MODE", isFastForward ? "" : "no-ff")
    try write("MERGE_HEAD", "\(merge.theirs)\n")
    CrashPoint.journaled.reach()
    do throws(StoreError) {
      for conflict in conflicts.values { try conflict.record?.write(in: store) }
      try update(from: ground.tip, to: merge.tree, conflicts: conflicts)
    } catch {
      try finish()
      throw error
    }
  }

  /// Files and index as they were, after the branch could not be moved.
  func takeBack(_ merge: MergedStore) throws(StoreError) {
    let tip = try storing { () throws(GitError) in try store.repository.commit(ground.tip).tree }
    try update(from: merge.tree, to: tip, conflicts: [:])
    try finish()
  }

  /// No merge is under way any more.
  func finish() throws(StoreError) {
    try storing { () throws(FileError) in
      for name in ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE"] { try Files.remove(directory + "/" + name) }
    }
  }

  private func write(_ name: String, _ text: String) throws(StoreError) {
    try storing { () throws(FileError) in
      try Files.write(Array(text.utf8), to: directory + "/\(name).new", durable: true)
      try Files.rename(directory + "/\(name).new", to: directory + "/" + name)
    }
  }

  // MARK: - Checks

  /// Throws where the merge would overwrite what is not committed, or mix with what is staged.
  private func check(_ merge: MergedStore) throws(StoreError) {
    let repository = store.repository
    let (changes, staged) = try storing { () throws(GitError) in
      let tip = try repository.commit(ground.tip).tree
      return (
        try TreeDiff.changes(from: tip, to: merge.tree, in: repository),
        try stagedFile(against: tip)
      )
    }
    if let staged {
      throw StoreError(
        "merge/staged", "\(staged) has staged changes that are not committed",
        hint: "commit them, or take them back: git restore --staged -- \(staged)", kind: .retry)
    }
    let plain = changes.filter { change in
      [change.old, change.new].allSatisfy { $0.map { $0.mode == .file } ?? true }
    }
    try store.checkUntouched(plain.map { (path: $0.path, old: $0.old?.id) })
  }

  /// The first file of which the index holds something else than the branch's tip; git merges only into a clean index.
  private func stagedFile(against tip: ObjectID) throws(GitError) -> String? {
    let outcome = try git(["diff-index", "--cached", "--name-only", "-z", tip.description], index: nil)
    let first = outcome.output.split(separator: 0, maxSplits: 1).first
    return first.map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: - Files and index

  /// Moves the files and the index from one tree to another; the index last, whole, under git's own lock.
  private func update(
    from old: ObjectID, to new: ObjectID, conflicts: [String: FileConflict]
  ) throws(StoreError) {
    let state = store.stateDirectory
    let temporary = state + "/merge-index"
    let update = IndexUpdate(in: store.repository, stateDirectory: state)
    try storing { () throws(GitError) in
      _ = try update.begin()
      do throws(GitError) {
        try copy(directory + "/index", to: temporary)
        let outcome = try git(
          ["read-tree", "-m", "-u", old.description, new.description], index: temporary)
        guard outcome.status == 0 else {
          throw GitError(
            "merge/in-the-way", "git could not bring the files to the merge (it says why above)",
            hint: "commit or move away what is in the way, then merge again", kind: .retry)
        }
        CrashPoint.filesWritten.reach()
        let merged = try IndexFile.read(temporary)
        let edits = conflicts.map { (path: $0.key, edit: $0.value.edit) }
        try update.stage(merged.applying(edits))
        try update.commit()
        CrashPoint.indexWritten.reach()
        // Of files of this very moment our index says that they must be looked at again; git merge --abort does not look.
        _ = try git(["update-index", "-q", "--refresh"], index: nil)
      } catch {
        try update.release()
        _ = try? Files.remove(temporary)
        throw error
      }
    }
    _ = try? Files.remove(temporary)
  }

  private func copy(_ file: String, to copy: String) throws(GitError) {
    do throws(FileError) {
      try Files.remove(copy)
      if let bytes = try Files.readIfPresent(file) { try Files.write(bytes, to: copy) }
    } catch { throw GitError(error.code, error.message, hint: error.hint, kind: error.kind) }
  }

  private func git(_ arguments: [String], index: String?) throws(GitError) -> Subprocess.Outcome {
    var environment = ["GIT_DIR": directory, "GIT_WORK_TREE": workTree]
    if let index { environment["GIT_INDEX_FILE"] = index }
    do throws(FileError) {
      return try Subprocess.run(
        ["git"] + arguments, environment: environment, directory: workTree, capture: true)
    } catch { throw GitError(error.code, error.message, hint: error.hint, kind: error.kind) }
  }

  // MARK: - Conflicts

  /// A file that git's index shall hold in conflict.
  private struct FileConflict {
    var base: (mode: EntryMode, id: ObjectID)?
    var ours: (mode: EntryMode, id: ObjectID)?
    var theirs: (mode: EntryMode, id: ObjectID)?
    var record: ConflictRecord?

    var edit: IndexFile.Edit { .conflict(base: base, ours: ours, theirs: theirs) }
  }

  private func conflicts(of merge: MergedStore) throws(StoreError) -> [String: FileConflict] {
    var result: [String: FileConflict] = [:]
    for file in merge.files where file.problem != nil {
      func side(_ entry: Tree.Entry?) -> (mode: EntryMode, id: ObjectID)? { entry.map { ($0.mode, $0.id) } }
      result[file.name] = FileConflict(
        base: side(file.base), ours: side(file.ours), theirs: side(file.theirs), record: nil)
    }
    let rules = try store.snapshot(ofTree: merge.tree, for: .zero, fallingBackTo: merge.ours)
    for document in merge.documents where !document.isClean {
      for folder in DocumentFolder.allCases {
        guard let conflict = try conflict(document, folder, rules, merge.tree) else { continue }
        result[conflict.record?.file ?? ""] = conflict
      }
    }
    return result
  }

  /// One of a document's two files, if anything about it is to be decided.
  private func conflict(
    _ document: MergedDocument, _ folder: DocumentFolder, _ rules: Snapshot, _ tree: ObjectID
  ) throws(StoreError) -> FileConflict? {
    let stages = ConflictStages(
      base: document.base.blob(folder), ours: document.ours.blob(folder), theirs: document.theirs.blob(folder)
    )
    if stages == ConflictStages(base: nil, ours: nil, theirs: nil) { return nil }
    let volatile = (try? rules.schemas().volatilePaths(for: document.path)) ?? []
    var items: [ConflictRecord.Item] = []
    for conflict in document.conflicts {
      guard let field = conflict.field else {
        // The whole document: each file on its own, where the sides differ.
        if stages.ours == stages.theirs, folder == .live { continue }
        items.append(ConflictRecord.Item(conflict: try whole(conflict, stages)))
        continue
      }
      let isLive = volatile.contains { $0.isPrefix(of: field) }
      if isLive == (folder == .live) { items.append(ConflictRecord.Item(conflict: conflict)) }
    }
    let problem = folder == .data || stages.ours != stages.theirs ? document.problem : nil
    if items.isEmpty, problem == nil { return nil }
    let name = store.root.file(document.path, folder, rules.settings).joined(separator: "/")
    let left = try storing { () throws(GitError) in
      try store.repository.entry(at: store.root.file(document.path, folder, rules.settings), in: tree)?.id
    }
    let record = ConflictRecord(
      file: name, document: document.path, folder: folder, stages: stages, left: left, items: items,
      problem: problem)
    return FileConflict(
      base: stages.base.map { (.file, $0) }, ours: stages.ours.map { (.file, $0) },
      theirs: stages.theirs.map { (.file, $0) }, record: record)
  }

  private func whole(_ conflict: MergeConflict, _ stages: ConflictStages) throws(StoreError) -> MergeConflict
  {
    func value(_ id: ObjectID?) throws(StoreError) -> Value? {
      guard let id else { return nil }
      let bytes = try storing { () throws(GitError) in try store.repository.blob(id) }
      return (try? DocumentFile.decode(bytes, file: nil)).map { .map($0) }
    }
    var copy = conflict
    copy.base = try value(stages.base)
    copy.ours = try value(stages.ours)
    copy.theirs = try value(stages.theirs)
    return copy
  }
}

extension DocumentVersion {
  func blob(_ folder: DocumentFolder) -> ObjectID? { folder == .data ? data : live }
}

extension Store {
  /// The store in a merged tree; where its settings are in conflict, the one in a commit.
  func snapshot(
    ofTree top: ObjectID, for commit: ObjectID, fallingBackTo other: ObjectID
  ) throws(StoreError) -> Snapshot {
    do throws(StoreError) { return try snapshot(ofTree: top, for: commit) } catch {
      if error.kind == .io { throw error }
      return try snapshot(at: other)
    }
  }
}
