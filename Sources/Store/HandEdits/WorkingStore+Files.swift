internal import Diagnostics
internal import DocumentCodec
internal import JSON
internal import Git
internal import Platform

extension WorkingStore {
  /// All files below `data/` and `live/`, by path below the store's root; a document's `live/` file only where it has
  /// no `data/` file, since both are judged together.
  ///
  /// - Throws: `worktree/not-a-folder` where one of them is a link or a file.
  public func files() throws(StoreError) -> [String] {
    for folder in DocumentFolder.allCases.map(\.rawValue) {
      guard let kind = FileStatus.of(directory + "/" + folder)?.kind, kind != .directory else { continue }
      throw StoreError.notAFolder(folder, isLink: kind == .symbolicLink)
    }
    var data: [String] = []
    try Self.eachFile(in: directory, DocumentFolder.data) { data.append($0) }
    let live = DocumentFolder.live
    guard FileStatus.of(directory + "/" + live.rawValue) != nil else { return data }
    let known = Set(data)
    var alone: [String] = []
    try Self.eachFile(in: directory, live) { name in
      if !known.contains(DocumentFolder.data.rawValue + name.dropFirst(live.rawValue.count)) {
        alone.append(name)
      }
    }
    return data + alone
  }

  /// The files below a folder, by path below the store's root; links are named, not followed.
  private static func eachFile(
    in directory: String, _ top: DocumentFolder, _ body: (String) -> Void
  ) throws(StoreError) {
    guard FileStatus.of(directory + "/" + top.rawValue)?.kind == .directory else { return }
    var open = [top.rawValue]
    while let path = open.popLast() {
      let entries = try storing { () throws(FileError) in try Folder.entries(directory + "/" + path) }
      var folders: [String] = []
      for entry in entries {
        if entry.kind == .directory {
          folders.append(path + "/" + entry.name)
        } else {
          body(path + "/" + entry.name)
        }
      }
      open += folders.reversed()
    }
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
