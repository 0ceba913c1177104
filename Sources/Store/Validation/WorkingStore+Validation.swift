public import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Platform

extension WorkingStore {
  /// Judges every document's files as they stand, and what lies among them and can be none, in the order of `files`.
  ///
  /// Costs three system calls a file. Most documents are found right on several threads at once; only for the others
  /// the full check is asked, in order.
  ///
  /// - Parameter body: gets the findings about each file and the texts that they point into; both empty where all is
  ///   well.
  /// - Throws: a folder that cannot be read; a schema that is wrong.
  public func validate(_ body: ([Finding], [String: [UInt8]]) -> Void) throws(StoreError) {
    if let fault = schemas.check().first { throw fault }
    var live = try LiveFiles(in: directory)
    var waiting: [WaitingFolder] = []
    var count = 0
    try Self.eachFolder(DocumentFolder.data.rawValue, in: directory) { folder in
      count += folder.files.count
      var folder = folder
      folder.live = live.take(for: folder)
      waiting.append(folder)
      guard count >= Self.batchCount else { return }
      judge(waiting, body)
      waiting.removeAll(keepingCapacity: true)
      count = 0
    }
    judge(waiting, body)
    for name in live.rest {
      let found = findings(ofFile: name)
      body(found.0, found.1)
    }
  }

  /// Files that are judged before their findings are told.
  private static let batchCount = 2_048

  /// A folder whose files are to be judged.
  struct WaitingFolder: Sendable {
    /// Below the store's root.
    var path: String
    var files: [Folder.Entry]
    /// Names of the files at the same place below `live/`.
    var live: [String] = []
  }

  private func judge(_ folders: [WaitingFolder], _ body: ([Finding], [String: [UInt8]]) -> Void) {
    let count = folders.reduce(0) { $0 + $1.files.count }
    guard count > 0 else { return }
    let isRight = UnsafeMutablePointer<Bool>.allocate(capacity: count)
    isRight.initialize(repeating: false, count: count)
    defer { isRight.deallocate() }
    let workers = count < 256 ? 1 : Workers.count()
    let judge = QuickJudge(schemas, settings)
    // Each worker writes the places of its own folders only.
    nonisolated(unsafe) let answers = isRight
    let directory = directory
    let fanOut = settings.fanOut
    Workers.run(workers) { worker in
      var first = 0
      for folder in folders {
        let place = first
        first += folder.files.count
        guard place * workers / count == worker else { continue }
        Self.judge(folder, in: directory, fanOut, judge, answers + place)
      }
    }
    var place = 0
    for folder in folders {
      for file in folder.files {
        if isRight[place] {
          body([], [:])
        } else {
          let found = findings(ofFile: folder.path + "/" + file.name)
          body(found.0, found.1)
        }
        place += 1
      }
    }
  }

  private static func judge(
    _ waiting: WaitingFolder, in directory: String, _ fanOut: FanOut, _ judge: QuickJudge,
    _ answers: UnsafeMutablePointer<Bool>
  ) {
    let path = directory + "/" + waiting.path
    guard let folder = try? Folder(path) else { return }
    let components = waiting.path.split(separator: "/").dropFirst().map(String.init)
    var place = FolderPlace(components, fanOut: fanOut)
    var live = waiting.live[...]
    for (index, file) in waiting.files.enumerated() {
      // Both lists ascend.
      while let first = live.first, first.utf8.lexicographicallyPrecedes(file.name.utf8) {
        live.removeFirst()
      }
      guard file.kind == .file, let document = try? place.document(file: file.name),
        let data = try? folder.read(file.name)
      else { continue }
      var addition: [UInt8]?
      if live.first?.utf8.elementsEqual(file.name.utf8) ?? false {
        let other =
          directory + "/" + DocumentFolder.live.rawValue + waiting.path.dropFirst(4) + "/" + file.name
        addition = try? Files.read(other)
        if addition == nil { continue }
      }
      answers[index] = judge.accepts(document, data: data, live: addition)
    }
  }

  /// Every folder below one, itself included, each before those inside it, with its files.
  fileprivate static func eachFolder(
    _ start: String, in directory: String, _ body: (WaitingFolder) -> Void
  ) throws(StoreError) {
    guard FileStatus.of(directory + "/" + start)?.kind == .directory else { return }
    var open = [start]
    while let path = open.popLast() {
      let entries = try storing { () throws(FileError) in try Folder.entries(directory + "/" + path) }
      var folders: [String] = []
      for entry in entries where entry.kind == .directory { folders.append(path + "/" + entry.name) }
      let files = folders.isEmpty ? entries : entries.filter { $0.kind != .directory }
      if !files.isEmpty { body(WaitingFolder(path: path, files: files)) }
      open += folders.reversed()
    }
  }
}

/// The files below `live/`, by folder; those of documents are taken out when the documents are judged.
private struct LiveFiles {
  private var names: [String: [String]] = [:]
  private var order: [String] = []

  init(in directory: String) throws(StoreError) {
    var names: [String: [String]] = [:]
    var order: [String] = []
    try WorkingStore.eachFolder(DocumentFolder.live.rawValue, in: directory) { folder in
      let key = String(folder.path.dropFirst(DocumentFolder.live.rawValue.count))
      names[key] = folder.files.map(\.name)
      order.append(key)
    }
    self.names = names
    self.order = order
  }

  /// Those at the place of a folder below `data/`.
  mutating func take(for folder: WorkingStore.WaitingFolder) -> [String] {
    let key = String(folder.path.dropFirst(DocumentFolder.data.rawValue.count))
    guard let found = names.removeValue(forKey: key) else { return [] }
    let documents = Set(folder.files.map(\.name))
    let alone = found.filter { !documents.contains($0) }
    if !alone.isEmpty { names[key] = alone }
    return found
  }

  /// Those without a document, in the order of the folders.
  var rest: [String] {
    order.flatMap { key in (names[key] ?? []).map { DocumentFolder.live.rawValue + key + "/" + $0 } }
  }
}
