public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Platform

/// The store as its files stand in a folder, without git: what `validate FILE` and `format` need.
public struct WorkingStore {
  public let directory: String
  public let settings: Settings
  public let schemas: SchemaSet
  /// Judges documents instead of the schemas that govern them: `validate --schema`.
  public var named: NamedSchema?

  /// - Throws: settings or schemas that are wrong (kind configuration).
  public init(directory: String) throws(StoreError) {
    self.directory = directory
    let bytes = try storing { () throws(FileError) in try Files.read(directory + "/funnel.json") }
    settings = try Settings(parsing: bytes, file: "funnel.json")
    schemas = try Store.workTreeSchemas(in: directory)
  }

  init(directory: String, settings: Settings, schemas: SchemaSet) {
    self.directory = directory
    self.settings = settings
    self.schemas = schemas
  }

  /// The store that a file or folder lies in: the nearest folder upwards with a `funnel.json`.
  public static func directory(around path: String) -> String? {
    guard let folder = Files.resolve(path) ?? Files.resolve(Files.parent(of: path)) else { return nil }
    return directory(from: folder)
  }

  /// - Parameter start: absolute, with links resolved.
  static func directory(from start: String) -> String? {
    var found: String?
    var folder = start
    while true {
      if FileStatus.of(Files.join(folder, "funnel.json"))?.kind == .file {
        // Below a store's own folders the name is a document's or a schema's: `users/funnel` is data/users/funnel.json.
        let isInside = found.map { inner in
          let below = inner.dropFirst(folder.utf8.count + (folder == "/" ? 0 : 1)).split(separator: "/")
          return ["data", "live", "schemas"].contains(below.first ?? "")
        }
        if isInside ?? true { found = folder }
      }
      let parent = Files.parent(of: folder)
      if parent == folder { return found }
      folder = parent
    }
  }

  /// A document's two files as they are; nil where there is none.
  func files(of path: DocumentPath) throws(StoreError) -> (data: [UInt8]?, live: [UInt8]?) {
    func read(_ folder: DocumentFolder) throws(StoreError) -> [UInt8]? {
      let name = directory + "/" + StoreRoot.name(path, folder, settings)
      guard let status = FileStatus.of(name) else { return nil }
      guard status.kind == .file else {
        throw StoreError(
          "worktree/not-a-file", "\(StoreRoot.name(path, folder, settings)) is not a file",
          hint: "move it away", kind: .refused)
      }
      return try storing { () throws(FileError) in try Files.read(name) }
    }
    return (try read(.data), try read(.live))
  }

  /// The union of a document's files; nil when its `data/` file is not there.
  public func document(_ path: DocumentPath) throws(StoreError) -> Fields? {
    let (data, live) = try files(of: path)
    guard let data else { return nil }
    return try WorkingStore.union(path, data: data, live: live, settings: settings)
  }

  static func union(
    _ path: DocumentPath, data: [UInt8], live: [UInt8]?, settings: Settings
  ) throws(StoreError) -> Fields {
    try union(
      data: data, name: StoreRoot.name(path, .data, settings), live: live,
      liveName: StoreRoot.name(path, .live, settings))
  }

  /// The document of two files.
  ///
  /// - Throws: what is wrong with one of them, or that a field stands in both.
  static func union(data: [UInt8], name: String, live: [UInt8]?, liveName: String) throws(StoreError)
    -> Fields
  {
    let fields = try decode(data, name)
    guard let live else { return fields }
    let union = Volatile.union(fields, try decode(live, liveName))
    if let clash = union.clash {
      throw StoreError(
        "document/both-files", "\(clash) stands in the document's data/ file and in its live/ file",
        location: SourceLocation(file: liveName), hint: "remove it from one of them", kind: .refused)
    }
    return union.fields
  }

  static func decode(_ bytes: [UInt8], _ file: String) throws(StoreError) -> Fields {
    do throws(CodecError) { return try DocumentFile.decode(bytes, file: file) } catch {
      throw StoreError(error).inFile(file, bytes)
    }
  }

  /// Everything that is wrong with a document as its files stand: its form, limits, schema. Positions are those of
  /// the files; a finding points into the file that holds the value, and for a missing one into `data/`.
  public func findings(for path: DocumentPath) -> (findings: [Finding], sources: [String: [UInt8]]) {
    do throws(StoreError) {
      let (data, live) = try files(of: path)
      return DocumentJudge(settings: settings, schemas: schemas, named: named)
        .findings(for: path, data: data, live: live)
    } catch {
      return DocumentJudge.findings(of: error, name: StoreRoot.name(path, .data, settings))
    }
  }
}
