public import Diagnostics
public import FirestoreModel
internal import DocumentCodec
internal import JSON
public import Git
internal import Platform

extension WorkingStore {
  /// All files below `data/` and `live/`, by path below the store's root; a document's `live/` file only where it has
  /// no `data/` file, since both are judged together.
  public func files() throws(StoreError) -> [String] {
    var data: [String] = []
    try Store.walkFiles(directory, DocumentFolder.data.rawValue, deep: true) { data.append($0) }
    let known = Set(data)
    var alone: [String] = []
    try Store.walkFiles(directory, DocumentFolder.live.rawValue, deep: true) { name in
      if !known.contains(DocumentFolder.data.rawValue + name.dropFirst(DocumentFolder.live.rawValue.count)) {
        alone.append(name)
      }
    }
    return data + alone
  }

  /// Everything that is wrong with the document that a file belongs to, or with the file's place.
  public func findings(ofFile name: String) -> ([Finding], [String: [UInt8]]) {
    switch StoreFile(name, settings: settings) {
    case .document(let path, _): return findings(for: path)
    case .misplaced(let error):
      return (
        [Finding(code: error.code, message: error.message, location: .init(file: name), hint: error.hint)],
        [:]
      )
    case .schema:
      let faults = schemas.check()
      return (
        faults.flatMap(\.findings), faults.reduce(into: [:]) { $0.merge($1.sources) { first, _ in first } }
      )
    case .settings, .rules, .indexes, .foreign:
      return ([], [:])
    }
  }

  /// What keeps a file from being JSON at all.
  static func formFindings(of name: String, in directory: String) -> ([Finding], [String: [UInt8]]) {
    guard let bytes = try? Files.read(directory + "/" + name) else { return ([], [:]) }
    do throws(JSONError) {
      _ = try JSONText(parsing: bytes)
      return ([], [:])
    } catch {
      let fault = error.inFile(name)
      return (
        [
          Finding(
            code: fault.code, message: fault.message, location: fault.location ?? .init(file: name),
            hint: fault.hint)
        ], [name: bytes]
      )
    }
  }

  /// The same of a document that must be there.
  public func findings(ofExisting path: DocumentPath) throws(StoreError) -> ([Finding], [String: [UInt8]]) {
    if FileStatus.of(directory + "/" + StoreRoot.name(path, .data, settings)) == nil {
      throw StoreError(
        "document/absent", "there is no document \(path) in the working tree",
        hint: "--rev HEAD validates what is committed", kind: .missing)
    }
    return findings(for: path)
  }
}

extension Store {
  /// Validates the documents of a commit by its own schemas, in tree order.
  public func validate(
    commit: ObjectID, _ takes: (DocumentPath) -> Bool, _ body: ([Finding], [String: [UInt8]]) -> Void
  ) throws(StoreError) {
    let snapshot = try snapshot(at: commit)
    let schemas = try snapshot.schemas()
    if let fault = schemas.check().first { throw fault }
    try snapshot.forEachDocument { (path, data, live) throws(StoreError) in
      guard takes(path) else { return true }
      let name = StoreRoot.name(path, .data, snapshot.settings)
      do throws(StoreError) {
        let document = try snapshot.document(path, data: data, live: live)
        try storing { () throws(ModelError) in try Limits.check(document.fields, at: path) }
        var problems = Problems()
        let bytes = live == nil ? try snapshot.blob(data) : DocumentFile.encode(document.fields)
        try Verdict.judge(
          path, union: bytes, name: name, schemas: schemas, settings: snapshot.settings, &problems)
        body(problems.findings, [name: bytes])
      } catch {
        guard error.kind == .refused else { throw error }
        var location = error.location ?? SourceLocation()
        if location.file == nil { location.file = name }
        body(
          error.findings.isEmpty
            ? [Finding(code: error.code, message: error.message, location: location, hint: error.hint)]
            : error.findings,
          error.sources)
      }
      return true
    }
  }
}

extension Snapshot {
  func blob(_ id: ObjectID) throws(StoreError) -> [UInt8] {
    try storing { () throws(GitError) in try repository.blob(id) }
  }
}
