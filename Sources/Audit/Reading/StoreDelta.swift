internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// What one tree of the store has otherwise than another: files put together as documents.
struct StoreDelta {
  /// The files of a document on one side.
  struct Version: Equatable {
    var data: TreeComparer.Side?
    var live: TreeComparer.Side?
    /// The file that is told of, below the store's root.
    var name = ""
  }

  struct Document {
    let path: DocumentPath
    var old = Version()
    var new = Version()
    /// Whether the commit says that it deleted the document and created it anew, which trees cannot show.
    var isRecreated = false
    /// Where a created document came from, or a deleted one went to: the same one under another path.
    var counterpart: DocumentPath?
  }

  /// A file of the store's that is no document.
  struct File {
    let name: String
    let old: TreeComparer.Side?
    let new: TreeComparer.Side?
    /// Why it can be none, for a file below `data/` or `live/`.
    let problem: String?
  }

  var documents: [Document] = []
  var files: [File] = []

  var isEmpty: Bool { documents.isEmpty && files.isEmpty }
}

extension StoreTrees {
  private static let plainFiles = ["firestore.indexes.json", "firestore.rules", "funnel.json"]

  /// What differs between two commits' stores. Costs by what differs.
  func delta(from old: StoreTree, to new: StoreTree, includingLive: Bool) throws(StoreError) -> StoreDelta {
    if old.root == new.root { return StoreDelta() }
    return try storing { () throws(GitError) in
      var delta = StoreDelta()
      var documents = Documents(old: fanOut(of: old), new: fanOut(of: new), names: names)
      for entry in try entries(from: old.root, to: new.root) {
        if Self.plainFiles.contains(entry.name) {
          delta.files.append(StoreDelta.File(name: entry.name, old: entry.old, new: entry.new, problem: nil))
        } else if entry.name == "schemas" {
          for change in try files(entry) {
            let name = change.path.isEmpty ? "schemas" : "schemas/" + change.path
            delta.files.append(StoreDelta.File(name: name, old: change.old, new: change.new, problem: nil))
          }
        } else if let folder = DocumentFolder(rawValue: entry.name), includingLive || folder == .data {
          for change in try files(entry) { documents.add(change, folder, &delta) }
        }
      }
      names = documents.names
      delta.documents = documents.finish()
      if includingLive {
        for index in delta.documents.indices { try complete(&delta.documents[index], in: new) }
      }
      return delta
    }
  }

  /// Of a document whose `live/` file alone changed: its other file, which is the same on both sides.
  private func complete(_ document: inout StoreDelta.Document, in store: StoreTree) throws(GitError) {
    guard document.old.data == nil, document.new.data == nil else { return }
    let name = document.new.name.isEmpty ? document.old.name : document.new.name
    let parts =
      ["data"] + name.utf8.split(separator: UInt8(ascii: "/")).dropFirst().map { String(Substring($0)) }
    guard let entry = try file(parts, in: store) else { return }
    for side in [\StoreDelta.Document.old, \.new] {
      document[keyPath: side].data = entry
      document[keyPath: side].name = parts.joined(separator: "/")
    }
  }

  /// What stands at a place below the store's root.
  func file(_ parts: [String], in store: StoreTree) throws(GitError) -> TreeComparer.Side? {
    guard var current = store.root else { return nil }
    for part in parts.dropLast() {
      guard let entry = try comparer.entry(part, in: current), entry.mode == .tree else { return nil }
      current = entry.id
    }
    return try parts.last.flatMap { (name) throws(GitError) in try comparer.entry(name, in: current) }
  }

  /// The changed files below a folder; under an empty path the folder itself, where it is none.
  private func files(
    _ entry: (name: String, old: TreeComparer.Side?, new: TreeComparer.Side?)
  ) throws(GitError) -> [TreeComparer.Change] {
    let oldTree = entry.old?.mode == .tree ? entry.old?.id : nil
    let newTree = entry.new?.mode == .tree ? entry.new?.id : nil
    var changes = try comparer.changes(from: oldTree, to: newTree)
    let oldFile = oldTree == nil ? entry.old : nil
    let newFile = newTree == nil ? entry.new : nil
    if oldFile != newFile { changes.append(TreeComparer.Change(path: "", old: oldFile, new: newFile)) }
    return changes
  }
}

/// Puts changed files together as documents, each side's by its own fan-out: files that only moved are no change.
private struct Documents {
  let old: FanOut?
  let new: FanOut?
  /// Which document a file is, under fan-out that both sides have.
  var names: FileNames
  private let isSame: Bool
  private var places: [DocumentPath: Int] = [:]
  private var documents: [StoreDelta.Document] = []

  init(old: FanOut?, new: FanOut?, names: FileNames) {
    self.old = old ?? new
    self.new = new ?? old
    self.names = names
    isSame = self.old == self.new
  }

  mutating func add(_ change: TreeComparer.Change, _ folder: DocumentFolder, _ delta: inout StoreDelta) {
    let name = change.path.isEmpty ? folder.rawValue : folder.rawValue + "/" + change.path
    let before = change.old.map { _ in names.document(change.path, old) }
    let after = isSame && before != nil ? before : change.new.map { _ in names.document(change.path, new) }
    // What is no document on a side where it is there is a file that people must know of.
    if let fault = before?.problem ?? after?.problem {
      delta.files.append(StoreDelta.File(name: name, old: change.old, new: change.new, problem: fault))
    }
    if let path = before?.path, let side = change.old {
      let place = place(of: path)
      documents[place].old.put(side, name, folder)
    }
    if let path = after?.path, let side = change.new {
      let place = place(of: path)
      documents[place].new.put(side, name, folder)
    }
  }

  private mutating func place(of path: DocumentPath) -> Int {
    if let last = documents.last, last.path == path { return documents.count - 1 }
    if let place = places[path] { return place }
    documents.append(StoreDelta.Document(path: path))
    places[path] = documents.count - 1
    return documents.count - 1
  }

  /// In the order of paths.
  func finish() -> [StoreDelta.Document] {
    documents.filter { $0.old.data != $0.new.data || $0.old.live != $0.new.live }.sorted { $0.path < $1.path }
  }
}

extension StoreDelta.Version {
  fileprivate mutating func put(_ side: TreeComparer.Side, _ name: String, _ folder: DocumentFolder) {
    switch folder {
    case .data:
      data = side
      self.name = name
    case .live:
      live = side
      if self.name.isEmpty { self.name = name }
    }
  }
}

/// Which document a file below `data/` or `live/` is. Remembers, since histories change the same ones again and again.
struct FileNames {
  enum Meaning {
    case document(DocumentPath)
    case fault(String)

    var path: DocumentPath? { if case .document(let path) = self { path } else { nil } }
    var problem: String? { if case .fault(let text) = self { text } else { nil } }
  }

  private var known: [String: Meaning] = [:]
  private var fanOut: FanOut?
  private static let limit = 50_000

  mutating func document(_ file: String, _ fanOut: FanOut?) -> Meaning {
    if fanOut != self.fanOut || known.count > Self.limit {
      known.removeAll(keepingCapacity: true)
      self.fanOut = fanOut
    }
    if let known = known[file] { return known }
    let meaning: Meaning
    do throws(CodecError) {
      let components = file.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
      let standard = try FanOut(patterns: [:])
      meaning = .document(try DocumentPlace.document(fromFile: components, fanOut: fanOut ?? standard))
    } catch {
      meaning = .fault(error.message)
    }
    known[file] = meaning
    return meaning
  }
}
