internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git

/// The two files of a document on one side, as far as they differ or were asked for.
struct FileVersions: Sendable {
  var data: FileVersion?
  var live: FileVersion?
}

/// Which files differ between two sides, by document. Costs what the change costs: equal subtrees are not entered.
struct ChangedFiles {
  struct Pair {
    var old = FileVersions()
    var new = FileVersions()
  }

  /// A file that can be no document's.
  struct Misfit {
    var old: FileVersion?
    var new: FileVersion?
    var reason: StoreError
  }

  private(set) var documents: [DocumentPath: Pair] = [:]
  private(set) var misfits: [String: Misfit] = [:]

  private let left: ComparedSide
  private let right: ComparedSide
  private let filters: [PathFilter]
  private var oldNames: DocumentNames
  private var newNames: DocumentNames

  init(
    _ left: ComparedSide, _ right: ComparedSide, reader: ObjectReader, repository: Repository,
    filters: [PathFilter], includingLive: Bool
  ) throws(StoreError) {
    self.left = left
    self.right = right
    self.filters = filters
    oldNames = DocumentNames(left.settings)
    newNames = DocumentNames(right.settings)
    if !filters.isEmpty, filters.allSatisfy(\.isDocument) {
      for case .document(let path) in filters {
        documents[path] = Pair(
          old: FileVersions(data: try left.version(of: path, .data, repository)),
          new: FileVersions(data: try right.version(of: path, .data, repository)))
      }
    } else {
      for folder in DocumentFolder.allCases where folder == .data || includingLive {
        try walk(folder, reader, repository)
      }
    }
    if includingLive { try completeWithLive(repository) }
    documents = documents.filter { !Self.isSame($0.value) }
  }

  private static func isSame(_ pair: Pair) -> Bool {
    func isSame(_ a: FileVersion?, _ b: FileVersion?) -> Bool {
      switch (a, b) {
      case (nil, nil): true
      case (let a?, let b?): a.isSame(as: b)
      default: false
      }
    }
    return isSame(pair.old.data, pair.new.data) && isSame(pair.old.live, pair.new.live)
  }

  private mutating func walk(
    _ folder: DocumentFolder, _ reader: ObjectReader, _ repository: Repository
  ) throws(StoreError) {
    let place = [folder.rawValue] + commonFolder()
    var changes: [TreeDiff.Change] = []
    try storing { () throws(GitError) in
      let old = try repository.subtree(at: place, in: left.tree)
      let new = try repository.subtree(at: place, in: right.tree)
      try TreeDiff.walk(
        from: old, to: new, below: place, reading: { (id) throws(GitError) in try reader.tree(id) }
      ) {
        changes.append($0)
        return true
      }
    }
    for change in changes {
      func version(_ entry: Tree.Entry?) -> FileVersion? {
        entry.map { FileVersion(blob: $0.id, isLink: $0.mode.isLink) }
      }
      let name = left.overlay.isEmpty && right.overlay.isEmpty ? "" : change.path.joined(separator: "/")
      if left.overlay[name] == nil, let old = version(change.old) { addOld(old, change.path, folder) }
      if right.overlay[name] == nil, let new = version(change.new) { addNew(new, change.path, folder) }
    }
    // What the overlays say counts, and stands against the other side's tree where that has no word of its own.
    let prefix = folder.rawValue + "/"
    var names = Set(left.overlay.keys)
    names.formUnion(right.overlay.keys)
    for name in names where name.hasPrefix(prefix) {
      let components = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let old = try left.version(components, repository)
      let new = try right.version(components, repository)
      if let old, let new, old.isSame(as: new) { continue }
      if let old { addOld(old, components, folder) }
      if let new { addNew(new, components, folder) }
    }
  }

  /// The folder that everything asked for lies in, where both sides have the same one.
  private func commonFolder() -> [String] {
    guard filters.count == 1, case .collection(let collection) = filters[0],
      let fanOut = left.settings?.fanOut,
      fanOut == right.settings?.fanOut
    else { return [] }
    return DocumentPlace.folderComponents(of: collection, fanOut: fanOut)
  }

  private mutating func addOld(_ version: FileVersion, _ components: [String], _ folder: DocumentFolder) {
    switch oldNames.document(components) {
    case .success(let path):
      guard takes(path) else { return }
      if folder == .data {
        documents[path, default: Pair()].old.data = version
      } else {
        documents[path, default: Pair()].old.live = version
      }
    case .failure(let reason):
      let name = components.joined(separator: "/")
      guard takes(name) else { return }
      misfits[name, default: Misfit(reason: reason)].old = version
    }
  }

  private mutating func addNew(_ version: FileVersion, _ components: [String], _ folder: DocumentFolder) {
    switch newNames.document(components) {
    case .success(let path):
      guard takes(path) else { return }
      if folder == .data {
        documents[path, default: Pair()].new.data = version
      } else {
        documents[path, default: Pair()].new.live = version
      }
    case .failure(let reason):
      let name = components.joined(separator: "/")
      guard takes(name) else { return }
      if case .problem(let problem) = version.source {
        misfits[name, default: Misfit(reason: problem)].new = version
      } else {
        misfits[name, default: Misfit(reason: reason)].new = version
      }
    }
  }

  private func takes(_ path: DocumentPath) -> Bool {
    filters.isEmpty || filters.contains { $0.contains(path) }
  }

  /// What is no document belongs to the collection that its folder is.
  private func takes(_ name: String) -> Bool {
    if filters.isEmpty { return true }
    guard let fanOut = (right.settings ?? left.settings)?.fanOut else { return false }
    return filters.contains { filter in
      switch filter {
      case .all: true
      case .document: false
      case .collection(let collection):
        name.hasPrefix(
          "data/" + DocumentPlace.folderComponents(of: collection, fanOut: fanOut).joined(separator: "/")
            + "/")
      }
    }
  }

  /// With volatile fields a document is both its files, whichever of them differs.
  private mutating func completeWithLive(_ repository: Repository) throws(StoreError) {
    for path in Array(documents.keys) {
      documents[path]?.old = FileVersions(
        data: try left.version(of: path, .data, repository),
        live: try left.version(of: path, .live, repository))
      documents[path]?.new = FileVersions(
        data: try right.version(of: path, .data, repository),
        live: try right.version(of: path, .live, repository))
    }
  }
}

/// Documents by their files' places. Files of one folder come together, so its place is worked out once.
struct DocumentNames {
  private let settings: Settings?
  private var folder: ArraySlice<String> = []
  private var place: FolderPlace?

  init(_ settings: Settings?) { self.settings = settings }

  /// - Parameter components: below the store's root, `data` or `live` first.
  mutating func document(_ components: [String]) -> Result<DocumentPath, StoreError> {
    guard let settings, let last = components.last else {
      return .failure(StoreError("name/not-a-document", "there is no store on this side", kind: .refused))
    }
    let above = components[1..<(components.count - 1)]
    if place == nil || !above.elementsEqual(folder, by: { $0.utf8.elementsEqual($1.utf8) }) {
      place = FolderPlace(Array(above), fanOut: settings.fanOut)
      folder = above
    }
    if let path = try? place?.document(file: last) { return .success(path) }
    let name = components.joined(separator: "/")
    switch StoreFile(name, settings: settings) {
    case .document(let path, _): return .success(path)
    case .misplaced(let reason): return .failure(reason)
    default:
      return .failure(
        StoreError(
          "name/not-a-document", "the file is no document", location: .init(file: name), kind: .refused))
    }
  }
}

extension PathFilter {
  fileprivate var isDocument: Bool {
    if case .document = self { true } else { false }
  }
}
