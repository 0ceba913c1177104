public import Diagnostics
public import FirestoreModel
internal import Git
internal import JSON
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

extension Snapshot {
  func blob(_ id: ObjectID) throws(StoreError) -> [UInt8] {
    try storing { () throws(GitError) in try repository.blob(id) }
  }
}
