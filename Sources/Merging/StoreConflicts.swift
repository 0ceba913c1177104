internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
package import Store

/// What is in conflict in a working tree: what git's index holds as unmerged, and what was added to it just as a merge
/// left it, so that nobody decided.
package struct StoreConflicts {
  /// A file in conflict.
  package struct File: Sendable {
    /// From the repository's root.
    package let name: String
    package let stages: ConflictStages
    /// What is to be decided about a document's file; nil for other files, which hold git's conflict markers.
    package let record: ConflictRecord?
    /// Whether the index takes it for merged, although it is as the merge left it.
    package let isAdded: Bool
    /// The merged file's fields, with ours where the sides conflict: what a file that does not parse is mended to.
    let merged: Fields?
  }

  let store: Store
  /// In path order.
  package let files: [File]

  /// Reads git's index. A document's file that has no record gets one from the three blobs; records that are out of
  /// date are removed.
  ///
  /// - Parameter staged: looks at the index that git shows a hook, which is the commit that is to come (`git commit -a` makes
  ///   one of its own); records stay, since the index of the working tree may still need them.
  /// - Throws: `store/bare` without a working tree.
  package init(_ store: Store, staged: Bool = false) throws(StoreError) {
    guard !store.isBare else {
      throw StoreError(
        "store/bare", "a bare store has no working tree, so nothing is left in conflict there",
        hint: "funnel merge lists what keeps two branches apart", kind: .usage)
    }
    self.store = store
    let repository = store.repository
    let place = staged ? try StagedStore.indexFile(of: repository) : repository.gitDirectory + "/index"
    let index = try storing { () throws(GitError) in try IndexFile.read(place) }
    var stages: [String: ConflictStages] = [:]
    for entry in index.unmerged {
      var found = stages[entry.path] ?? ConflictStages(base: nil, ours: nil, theirs: nil)
      switch entry.stage {
      case 1: found.base = entry.id
      case 2: found.ours = entry.id
      default: found.theirs = entry.id
      }
      stages[entry.path] = found
    }
    var files: [File] = []
    if !stages.isEmpty {
      let rules = try DriverRules(store)
      for (name, sides) in stages { files.append(try Self.file(name, sides, rules, store)) }
    }
    let records = try ConflictRecord.all(in: store).filter { stages[$0.file] == nil }
    for record in records where try Self.isUndecided(record, index, store) {
      files.append(
        File(name: record.file, stages: record.stages, record: record, isAdded: true, merged: nil))
    }
    self.files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    // While git itself is at work its driver writes records before the index tells of them.
    if !staged, FileStatus.of(repository.gitDirectory + "/index.lock") == nil {
      try ConflictRecord.removeAll(but: Set(files.map(\.name)), in: store)
    }
  }

  private static func file(
    _ name: String, _ stages: ConflictStages, _ rules: DriverRules, _ store: Store
  ) throws(StoreError) -> File {
    guard let place = rules.place(of: name) else {
      return File(name: name, stages: stages, record: nil, isAdded: false, merged: nil)
    }
    let merged = try rules.merge(place, stages)
    if let record = try ConflictRecord.read(name, in: store), record.stages == stages {
      return File(name: name, stages: stages, record: record, isAdded: false, merged: merged.fields)
    }
    let record = ConflictRecord(
      file: name, document: place.path, folder: place.folder, stages: stages, left: nil,
      items: merged.conflicts.map { ConflictRecord.Item(conflict: $0) }, problem: merged.problem)
    return File(name: name, stages: stages, record: record, isAdded: false, merged: merged.fields)
  }

  /// Whether a file was added as the merge left it, in the merge that is still under way, or not committed yet.
  private static func isUndecided(
    _ record: ConflictRecord, _ index: IndexFile, _ store: Store
  ) throws(StoreError) -> Bool {
    guard !record.openItems.isEmpty || record.problem != nil, let left = record.left,
      index[record.file]?.id == left
    else { return false }
    let path = record.file.split(separator: "/").map(String.init)
    let repository = store.repository
    let head = try store.headCommit()
    return try storing { () throws(GitError) in
      func blob(_ commit: ObjectID) throws(GitError) -> ObjectID? {
        try repository.entry(at: path, in: try repository.commit(commit).tree)?.id
      }
      // Where the merge left what HEAD has, only the merge itself tells that this is not the file as it always was.
      if let head, try blob(head) != left { return true }
      for other in try repository.commitsBeingApplied() where try blob(other) == record.stages.theirs {
        return true
      }
      return false
    }
  }

  /// The files of a document, a collection or a name; all when nothing is named.
  package func files(of filter: PathFilter?, named name: String?) -> [File] {
    files.filter { file in
      if let name, file.name == name || file.name == (store.root.components + [name]).joined(separator: "/") {
        return true
      }
      guard let filter else { return name == nil }
      return file.record.map { filter.contains($0.document) } ?? false
    }
  }
}
