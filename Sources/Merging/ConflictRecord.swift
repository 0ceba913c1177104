package import Changes
internal import Diagnostics
internal import DocumentCodec
package import FirestoreModel
package import Git
package import JSON
internal import Platform
package import Store

/// A file of a document that git holds in conflict, and what is to be decided about it.
///
/// Kept below `.git/funnel/conflicts/` of the worktree, one file for each, written whole or not at all. It names the
/// blobs that git's index holds for the three sides: a record whose blobs are not there any more is out of date, be it
/// that somebody settled the file by hand and added it, or that the merge was aborted.
package struct ConflictRecord: Sendable {
  /// One decision, and how it was taken.
  package struct Item: Sendable {
    package var conflict: MergeConflict
    /// nil while it is open; else `ours`, `theirs`, `base` or `value`.
    package var settled: String?

    package init(conflict: MergeConflict, settled: String? = nil) {
      self.conflict = conflict
      self.settled = settled
    }
  }

  /// The file, from the repository's root.
  package let file: String
  package let document: DocumentPath
  package let folder: DocumentFolder
  package let stages: ConflictStages
  /// The blob that the merge left in the file, ours where the sides conflict; nil where it left none.
  package let left: ObjectID?
  package var items: [Item]
  /// Why the file as a whole could not be merged; nil otherwise.
  package var problem: String?

  package init(
    file: String, document: DocumentPath, folder: DocumentFolder, stages: ConflictStages, left: ObjectID?,
    items: [Item], problem: String?
  ) {
    self.file = file
    self.document = document
    self.folder = folder
    self.stages = stages
    self.left = left
    self.items = items
    self.problem = problem
  }

  package var openItems: [Item] { items.filter { $0.settled == nil } }
}

/// The blobs of the three sides of a file in conflict; nil where a side has none.
package struct ConflictStages: Sendable, Equatable {
  package var base: ObjectID?
  package var ours: ObjectID?
  package var theirs: ObjectID?

  package init(base: ObjectID?, ours: ObjectID?, theirs: ObjectID?) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

// MARK: - On disk

extension ConflictRecord {
  static func directory(of store: Store) -> String { store.repository.gitDirectory + "/funnel/conflicts" }

  /// Of a file's record. A name made from the path might be too long for a file system.
  static func place(of file: String, in store: Store) -> String {
    directory(of: store) + "/\(Repository.blobID(Array(file.utf8))).json"
  }

  /// The record as JSON: what is on disk, and what `funnel conflicts --json` shows of it.
  package var json: JSONValue {
    func id(_ id: ObjectID?) -> JSONValue { id.map { .string($0.description) } ?? .null }
    return [
      "version": 1, "file": .string(file), "document": .string(document.description),
      "folder": .string(folder.rawValue),
      "stages": ["base": id(stages.base), "ours": id(stages.ours), "theirs": id(stages.theirs)],
      "left": id(left), "problem": problem.map { .string($0) } ?? .null,
      "conflicts": .array(
        items.map { item in
          guard case .object(let members) = item.conflict.json else { return .null }
          return .object(members + [("settled", item.settled.map { .string($0) } ?? .null)])
        }),
    ]
  }

  func write(in store: Store) throws(StoreError) {
    let place = Self.place(of: file, in: store)
    let bytes = Array((json.compact() + "\n").utf8)
    let folder = Self.directory(of: store)
    try storing { () throws(FileError) in
      try Files.makeDirectories(folder)
      try Files.write(bytes, to: place + ".new", durable: true)
      try Files.rename(place + ".new", to: place)
      try Files.synchronizeDirectory(folder)
    }
  }

  static func remove(_ file: String, in store: Store) throws(StoreError) {
    _ = try storing { () throws(FileError) in try Files.remove(place(of: file, in: store)) }
  }

  /// The records that are there, of whatever merge.
  static func all(in store: Store) throws(StoreError) -> [ConflictRecord] {
    var records: [ConflictRecord] = []
    for name in try storing({ () throws(FileError) in try Files.list(directory(of: store)) })
    where name.hasSuffix(".json") {
      if let record = try read(place: directory(of: store) + "/" + name) { records.append(record) }
    }
    return records
  }

  /// A file's record; nil when there is none, or it is none that this version reads: the index can always be asked
  /// again, so nothing hangs on it.
  static func read(_ file: String, in store: Store) throws(StoreError) -> ConflictRecord? {
    guard let record = try read(place: place(of: file, in: store)), record.file == file else { return nil }
    return record
  }

  private static func read(place: String) throws(StoreError) -> ConflictRecord? {
    let bytes = try storing { () throws(FileError) in try Files.readIfPresent(place) }
    guard let bytes, let root = try? JSONText(parsing: bytes).root, root.member("version")?.int64 == 1,
      let file = root.member("file")?.string,
      let document = root.member("document")?.string.flatMap({ try? DocumentPath($0) }),
      let folder = root.member("folder")?.string.flatMap(DocumentFolder.init(rawValue:)),
      let stages = root.member("stages"), let conflicts = root.member("conflicts")
    else { return nil }
    func id(_ name: String) -> ObjectID? { stages.member(name)?.string.flatMap { ObjectID(hex: $0) } }
    var items: [Item] = []
    for node in conflicts.elements {
      guard let conflict = MergeConflict(node) else { return nil }
      items.append(Item(conflict: conflict, settled: node.member("settled")?.string))
    }
    return ConflictRecord(
      file: file, document: document, folder: folder,
      stages: ConflictStages(base: id("base"), ours: id("ours"), theirs: id("theirs")),
      left: root.member("left")?.string.flatMap { ObjectID(hex: $0) }, items: items,
      problem: root.member("problem")?.string)
  }

  /// Removes the records of files that are not among those in conflict.
  static func removeAll(but kept: Set<String>, in store: Store) throws(StoreError) {
    let names = Set(kept.map { Files.lastComponent(of: place(of: $0, in: store)) })
    let folder = directory(of: store)
    for name in try storing({ () throws(FileError) in try Files.list(folder) }) where !names.contains(name) {
      _ = try storing { () throws(FileError) in try Files.remove(folder + "/" + name) }
    }
  }
}
