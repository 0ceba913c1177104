internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
package import Store

/// What git runs for each file that both sides changed: `merge.funnel.driver`.
package enum MergeDriver {
  /// Merges the files that git names and leaves the result in `ours`, as `gitattributes(5)` asks.
  ///
  /// - Parameters:
  ///   - base, ours, theirs: git's temporary files.
  ///   - markerSize: of conflict markers. Git makes them longer where it merges common ancestors with each other; such
  ///     a result is nobody's to decide, so a conflict in it becomes a value that equals no other.
  ///   - file: where the result will stand, from the repository's root.
  /// - Returns: whether all could be told.
  package static func run(
    base: String, ours: String, theirs: String, markerSize: Int, file: String, in store: Store
  ) throws(StoreError) -> Bool {
    let contents = try storing { () throws(FileError) in
      (try Files.read(base), try Files.read(ours), try Files.read(theirs))
    }
    let rules = try DriverRules(store)
    guard let place = rules.place(of: file) else {
      return try mergeText(contents.0, contents.1, contents.2, into: ours)
    }
    // A file that both sides added has an empty common ancestor.
    let old = contents.0.isEmpty ? nil : contents.0
    var base = old
    // The first counts of a document that was there before: both sides counted from nothing.
    if base == nil, place.folder == .live, try wasThere(place.path, in: store) { base = Array("{}".utf8) }
    let outcome = try rules.driver(place).merge(base: base, ours: contents.1, theirs: contents.2)
    if markerSize > (try usualMarkerSize(file, store)) {
      let marked = VirtualBase.marked(outcome.fields, outcome.conflicts, hasProblem: outcome.problem != nil)
      try write(marked.map { DocumentFile.encode($0) } ?? [], to: ours)
      return true
    }
    if let fields = outcome.fields { try write(DocumentFile.encode(fields), to: ours) }
    if outcome.isClean { return true }
    let stages = ConflictStages(
      base: old.map(Repository.blobID), ours: Repository.blobID(contents.1),
      theirs: Repository.blobID(contents.2))
    let record = ConflictRecord(
      file: file, document: place.path, folder: place.folder, stages: stages,
      left: outcome.left(ours: contents.1),
      items: outcome.conflicts.map { ConflictRecord.Item(conflict: $0) }, problem: outcome.problem)
    // Decisions that were taken about the same three sides are not forgotten.
    if let known = try ConflictRecord.read(file, in: store), known.stages == stages { return false }
    try record.write(in: store)
    return false
  }

  /// Whether the common ancestor has a document, as far as git tells a driver what it merges: `git merge` names the other
  /// side in the variable `GITHEAD_…`, a rebase the commit that it is at in a file of its own.
  private static func wasThere(_ path: DocumentPath, in store: Store) throws(StoreError) -> Bool {
    let repository = store.repository
    let head = try store.headCommit()
    let ancestors = try storing { () throws(GitError) -> [ObjectID] in
      var found: [ObjectID] = []
      if let head {
        for name in Environment.names(startingWith: "GITHEAD_") {
          guard let theirs = ObjectID(hex: String(name.dropFirst(8))), repository.contains(theirs) else {
            continue
          }
          found += try repository.mergeBases(head, theirs)
        }
      }
      if !found.isEmpty { return found }
      let done = (try? Files.readIfPresent(repository.gitDirectory + "/rebase-merge/done")) ?? []
      let words = done.split(separator: 0x0A).last?.split(separator: 0x20) ?? []
      guard words.count > 1,
        let commit = try? repository.commitID(named: String(decoding: words[1], as: UTF8.self))
      else { return [] }
      return try repository.commit(commit).parents
    }
    for commit in ancestors {
      if try store.snapshotIfPresent(at: commit)?.blobs(of: path).data != nil { return true }
    }
    return false
  }

  /// Of a merge of two branches: git's own, or what `.gitattributes` says.
  private static func usualMarkerSize(_ file: String, _ store: Store) throws(StoreError) -> Int {
    let value = try storing { () throws(GitError) in
      try store.repository.attribute("conflict-marker-size", of: file)
    }
    return value.flatMap { Int($0) } ?? 7
  }

  private static func write(_ bytes: [UInt8], to file: String) throws(StoreError) {
    try storing { () throws(FileError) in try Files.write(bytes, to: file) }
  }

  /// A file that is no document's after all: as git itself merges it.
  private static func mergeText(
    _ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8], into file: String
  ) throws(StoreError) -> Bool {
    let merged = try storing { () throws(GitError) in
      try Repository.mergeText(base: base, ours: ours, theirs: theirs, labels: ("ours", "theirs"))
    }
    guard let merged else { return false }
    try write(merged.bytes, to: file)
    return merged.isClean
  }
}
