internal import Diagnostics
internal import FirestoreModel
internal import DocumentCodec
internal import JSON
internal import Git
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

  /// What keeps a file from being JSON at all.
  static func formFindings(of name: String, in directory: String) -> ([Finding], [String: [UInt8]]) {
    guard let bytes = try? Files.read(directory + "/" + name) else { return ([], [:]) }
    return formFindings(of: name, bytes)
  }

  static func formFindings(of name: String, _ bytes: [UInt8]) -> ([Finding], [String: [UInt8]]) {
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
}

extension Snapshot {
  func blob(_ id: ObjectID) throws(StoreError) -> [UInt8] {
    try storing { () throws(GitError) in try repository.blob(id) }
  }
}
