public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import JSON
internal import Platform

/// The store as its files stand in a folder, without git: what `validate FILE` and `format` need.
public struct WorkingStore {
  public let directory: String
  public let settings: Settings
  public let schemas: SchemaSet

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
    guard var folder = Files.resolve(path) ?? Files.resolve(Files.parent(of: path)) else { return nil }
    while true {
      if FileStatus.of(Files.join(folder, "funnel.json"))?.kind == .file { return folder }
      let parent = Files.parent(of: folder)
      if parent == folder { return nil }
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
    let fields = try decode(data, StoreRoot.name(path, .data, settings))
    guard let live else { return fields }
    let name = StoreRoot.name(path, .live, settings)
    let union = Volatile.union(fields, try decode(live, name))
    if let clash = union.clash {
      throw StoreError(
        "document/both-files", "\(clash) stands in the document's data/ file and in its live/ file",
        location: SourceLocation(file: name), hint: "remove it from one of them", kind: .refused)
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
      let dataName = StoreRoot.name(path, .data, settings)
      let liveName = StoreRoot.name(path, .live, settings)
      guard let data else {
        let finding = Finding(
          code: "document/live-alone", message: "there is a live/ file but no document",
          location: .init(file: liveName),
          hint: "remove it, or restore \(dataName)")
        return (live == nil ? [] : [finding], [:])
      }
      let fields = try WorkingStore.union(path, data: data, live: live, settings: settings)
      do throws(ModelError) { try Limits.check(fields, at: path) } catch {
        throw StoreError(error).located(in: data, file: dataName)
      }
      var problems = Problems()
      // Without a live/ file the file itself is the union, and positions are its own.
      if live == nil {
        try Verdict.judge(path, union: data, name: dataName, schemas: schemas, settings: settings, &problems)
        return (problems.findings, [dataName: data])
      }
      try Verdict.judge(
        path, union: DocumentFile.encode(fields), name: dataName, schemas: schemas, settings: settings,
        &problems)
      let located = try problems.findings.map { (finding) throws(StoreError) in
        try WorkingStore.locate(finding, data: data, dataName, live: live ?? [], liveName)
      }
      return (located, [dataName: data, liveName: live ?? []])
    } catch {
      let name = error.location?.file ?? StoreRoot.name(path, .data, settings)
      if !error.findings.isEmpty { return (error.findings, error.sources) }
      var location = error.location ?? SourceLocation()
      if location.file == nil { location.file = name }
      return (
        [Finding(code: error.code, message: error.message, location: location, hint: error.hint)],
        error.sources
      )
    }
  }

  /// Moves a finding from the union's text into the file that holds the value.
  private static func locate(
    _ finding: Finding, data: [UInt8], _ dataName: String, live: [UInt8], _ liveName: String
  ) throws(StoreError) -> Finding {
    guard let pointer = finding.location.pointer else { return finding }
    var moved = finding
    for (bytes, name) in [(data, dataName), (live, liveName)] {
      let text = try storing { () throws(JSONError) in try JSONText(parsing: bytes) }
      guard let node = text.node(at: pointer) else { continue }
      moved.location = node.location(file: name, pointer: pointer)
      return moved
    }
    moved.location = SourceLocation(file: dataName, pointer: pointer)
    return moved
  }
}
