internal import Diagnostics
internal import Git
internal import Platform

// Where the files of a schema set come from. A link is never followed and never passed over: its documents would be
// judged by nothing, or by what lies outside of the store.

extension Snapshot {
  /// The schemas of this commit.
  public func schemas() throws(StoreError) -> SchemaSet {
    try schemaCache.schemas(ofFolder: try schemaFolder(), in: repository)
  }

  /// The schema files of this commit as bytes.
  package func schemaFiles() throws(StoreError) -> [(uri: String, bytes: [UInt8])] {
    try SchemaCache.files(ofFolder: try schemaFolder(), in: repository)
  }

  private func schemaFolder() throws(StoreError) -> ObjectID? {
    let entry = try storing { () throws(GitError) in try repository.entry(at: ["schemas"], in: tree) }
    guard let entry else { return nil }
    guard entry.isTree else { throw StoreError.linkedSchemas("schemas", isLink: entry.mode.isLink) }
    return entry.id
  }
}

extension EntryMode {
  /// Of a symbolic link or a submodule, which hold no content of the store's.
  var isLink: Bool { self == .symbolicLink || self == .submodule }
}

/// The set of the last `schemas/` folder that was asked for: a batch asks at each request, and it hardly ever changes.
final class SchemaCache {
  private var last: (folder: ObjectID?, set: SchemaSet)?

  func schemas(ofFolder folder: ObjectID?, in repository: Repository) throws(StoreError) -> SchemaSet {
    if let last, last.folder == folder { return last.set }
    let set = try SchemaSet(files: try SchemaCache.files(ofFolder: folder, in: repository))
    last = (folder, set)
    return set
  }

  /// The schema files of a `schemas/` tree, in tree order.
  static func files(
    ofFolder folder: ObjectID?, in repository: Repository
  ) throws(StoreError) -> [(uri: String, bytes: [UInt8])] {
    guard let folder else { return [] }
    var files: [(uri: String, bytes: [UInt8])] = []
    let tree = try storing { () throws(GitError) in try repository.tree(folder) }
    for entry in tree.entries where !entry.isTree && entry.name.hasSuffix(".json") {
      let name = "schemas/" + entry.name
      guard !entry.mode.isLink else { throw StoreError.linkedSchemas(name, isLink: true) }
      files.append((name, try storing { () throws(GitError) in try repository.blob(entry.id) }))
    }
    return files
  }
}

extension Store {
  /// The schemas of the working tree, which judge `validate` and `commit`.
  public static func workTreeSchemas(in directory: String) throws(StoreError) -> SchemaSet {
    try SchemaSet(files: try workTreeSchemaFiles(in: directory))
  }

  /// The schema files of the working tree, by path below the store's root.
  ///
  /// - Throws: `schema/not-a-file` for a link, and for what is neither file nor folder.
  public static func workTreeSchemaFiles(in directory: String) throws(StoreError) -> [(
    uri: String, bytes: [UInt8]
  )] {
    let folder = directory + "/schemas"
    if let kind = FileStatus.of(folder)?.kind, kind != .directory {
      throw StoreError.linkedSchemas("schemas", isLink: kind == .symbolicLink)
    }
    var files: [(uri: String, bytes: [UInt8])] = []
    for name in try storing({ () throws(FileError) in try Files.list(folder) }) where name.hasSuffix(".json")
    {
      switch FileStatus.of(folder + "/" + name)?.kind {
      case .file: break
      case .directory, nil: continue
      case let kind: throw StoreError.linkedSchemas("schemas/" + name, isLink: kind == .symbolicLink)
      }
      let bytes = try storing { () throws(FileError) in try Files.read(folder + "/" + name) }
      files.append(("schemas/" + name, bytes))
    }
    return files
  }
}

extension StoreError {
  /// - Parameters:
  ///   - name: `schemas` itself, or a file in it.
  ///   - isLink: a link or a submodule; else it is something else that cannot be read.
  static func linkedSchemas(_ name: String, isLink: Bool) -> StoreError {
    let wanted = name == "schemas" ? "folder" : "file"
    let found = isLink ? "a symbolic link" : wanted == "folder" ? "a file" : "something else"
    return StoreError(
      "schema/not-a-file", "\(name) is \(found), not a \(wanted)", location: SourceLocation(file: name),
      hint: "put the \(wanted) itself in its place", kind: .configuration)
  }
}
