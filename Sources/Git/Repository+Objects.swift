internal import CLibgit2
internal import Diagnostics

/// What an object is.
public enum ObjectKind: Sendable { case blob, tree, commit, tag }

extension ObjectID {
  init(_ raw: git_oid) {
    self = withUnsafePointer(to: raw) { ObjectID(UnsafeRawPointer($0)) }
  }

  var raw: git_oid {
    var result = git_oid()
    let source = bytes
    withUnsafeMutableBytes(of: &result) { $0.copyBytes(from: source) }
    return result
  }
}

extension Repository {
  /// Lends an object's bytes to `body`; they are gone afterwards.
  public func withObject<R>(
    _ id: ObjectID, _ body: (ObjectKind, UnsafeRawBufferPointer) throws(GitError) -> R
  ) throws(GitError) -> R {
    var raw = id.raw
    var object: OpaquePointer?
    let code = git_odb_read(&object, database, &raw)
    if git_error_code(code) == GIT_ENOTFOUND { throw .missing(id) }
    try check(code, "cannot read object \(id)")
    defer { git_odb_object_free(object) }
    let kind: ObjectKind
    switch git_odb_object_type(object) {
    case GIT_OBJECT_BLOB: kind = .blob
    case GIT_OBJECT_TREE: kind = .tree
    case GIT_OBJECT_COMMIT: kind = .commit
    default: kind = .tag
    }
    return try body(
      kind, UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// A blob's bytes.
  public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    let bytes = try withObject(id) { kind, bytes in kind == .blob ? [UInt8](bytes) : nil }
    guard let bytes else { throw GitError.damaged("object \(id) is not a file's content") }
    return bytes
  }

  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try withObject(id) { (kind, bytes) throws(GitError) in
      guard kind == .commit else { throw GitError.damaged("object \(id) is not a commit") }
      return try Commit(id: id, parsing: String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A commit's links, without its texts.
  package func head(_ id: ObjectID) throws(GitError) -> CommitHead {
    let bytes = try withObject(id) { kind, bytes in kind == .commit ? [UInt8](bytes) : nil }
    guard let bytes else { throw GitError.damaged("object \(id) is not a commit") }
    return try CommitHead(id: id, parsing: bytes)
  }

  /// A tree, from a cache of parsed ones: libgit2's own refuses those over 4 KB and would parse them at each look-up.
  public func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if let known = trees[id] { return known }
    let bytes = try withObject(id) { kind, bytes in kind == .tree ? [UInt8](bytes) : nil }
    guard let bytes else { throw GitError.damaged("object \(id) is not a tree") }
    let tree = try Tree(parsing: bytes, id: id)
    remember(tree, id)
    return tree
  }

  /// Keeps some 64 MB of trees; a simple flush is enough, since a working set is a few hundred of them.
  private func remember(_ tree: Tree, _ id: ObjectID) {
    treeBytes += tree.bytes.count + tree.spans.count * 16
    if treeBytes > 64 << 20 {
      trees.removeAll()
      treeBytes = tree.bytes.count
    }
    trees[id] = tree
  }

  /// Writes a tree's bytes; nil when they are none, and the old id when nothing changed.
  func writeTree(_ bytes: [UInt8], old: ObjectID?, oldTree: Tree) throws(GitError) -> ObjectID? {
    if bytes.isEmpty { return nil }
    if let old, bytes == oldTree.bytes { return old }
    let id = try write(.tree, bytes)
    remember(try Tree(parsing: bytes, id: id), id)
    return id
  }

  /// Stores an object, durable when this returns. Costs two fsyncs unless it is there already.
  @discardableResult
  public func write(_ kind: ObjectKind, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
    var id = git_oid()
    var code: Int32 = 0
    // `git gc` removes folders of objects that it emptied, perhaps between libgit2's mkdir and its rename.
    for _ in 0..<5 {
      code = bytes.withUnsafeBytes {
        git_odb_write(&id, database, $0.baseAddress, $0.count, Repository.raw(kind))
      }
      if code >= 0 { break }
    }
    try check(code, "cannot write to the repository")
    return ObjectID(id)
  }

  /// The id that a blob of these bytes has, without storing it.
  public static func blobID(_ bytes: [UInt8]) -> ObjectID {
    _ = Library.started
    var id = git_oid()
    _ = bytes.withUnsafeBytes { git_odb_hash(&id, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
    return ObjectID(id)
  }

  /// How many bytes an object has, without reading them.
  package func size(of id: ObjectID) throws(GitError) -> Int {
    var raw = id.raw
    var size = 0
    var kind = GIT_OBJECT_INVALID
    let code = git_odb_read_header(&size, &kind, database, &raw)
    if git_error_code(code) == GIT_ENOTFOUND { throw .missing(id) }
    try check(code, "cannot read object \(id)")
    return size
  }

  public func contains(_ id: ObjectID) -> Bool {
    var raw = id.raw
    return git_odb_exists(database, &raw) == 1
  }

  private static func raw(_ kind: ObjectKind) -> git_object_t {
    switch kind {
    case .blob: GIT_OBJECT_BLOB
    case .tree: GIT_OBJECT_TREE
    case .commit: GIT_OBJECT_COMMIT
    case .tag: GIT_OBJECT_TAG
    }
  }

  /// The entry at a path below a tree; nil when there is none.
  public func entry(at path: [String], in root: ObjectID?) throws(GitError) -> Tree.Entry? {
    guard var current = root else { return nil }
    for (depth, name) in path.enumerated() {
      guard let entry = try tree(current)[name] else { return nil }
      if depth == path.count - 1 { return entry }
      guard entry.isTree else { return nil }
      current = entry.id
    }
    return nil
  }

  /// The tree at a path below a tree; nil when there is none or a file stands there.
  public func subtree(at path: [String], in root: ObjectID?) throws(GitError) -> ObjectID? {
    if path.isEmpty { return root }
    guard let entry = try entry(at: path, in: root), entry.isTree else { return nil }
    return entry.id
  }
}

extension GitError {
  fileprivate static func missing(_ id: ObjectID) -> GitError {
    GitError(
      "git/missing-object", "object \(id) is not in the repository",
      hint: "git fsck --full tells what is missing; in a partial clone: git fetch --refetch", kind: .io)
  }
}
