/// Reads many objects of one repository, faster than `Repository` and with the same answers: packs are read by
/// `PackReader`, loose objects by `LooseObjects`; whatever those do not give, by libgit2. For one thread at a time.
///
/// Worth its start (a listing and two mapped files per pack) from some dozens of objects on.
public final class ObjectReader {
  private let packs: PackSet
  private let reader: PackReader?
  private let loose: LooseObjects?
  private let commonDirectory: String
  private let gitDirectory: String
  private var repository: Repository?

  /// Reads through `repository` what stands neither in a pack nor loose.
  public convenience init(_ repository: Repository) {
    self.init(
      PackSet(objects: repository.commonDirectory + "/objects"), repository.commonDirectory,
      repository.gitDirectory)
    self.repository = repository
  }

  private init(_ packs: PackSet, _ commonDirectory: String, _ gitDirectory: String) {
    self.packs = packs
    reader = PackReader(packs)
    loose = LooseObjects(objects: commonDirectory + "/objects")
    self.commonDirectory = commonDirectory
    self.gitDirectory = gitDirectory
  }

  /// A reader for another thread. Shares the packs; opens the repository anew when it first needs to.
  public func another() -> ObjectReader { ObjectReader(packs, commonDirectory, gitDirectory) }

  /// A blob's bytes.
  public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    if let object = object(id), object.kind == .blob { return object.bytes }
    return try opened().blob(id)
  }

  /// A blob's bytes; nil, unread, where it has more than `limit`.
  package func blob(_ id: ObjectID, upTo limit: Int) throws(GitError) -> [UInt8]? {
    if let object = object(id), object.kind == .blob {
      return object.bytes.count <= limit ? object.bytes : nil
    }
    let repository = try opened()
    guard try repository.size(of: id) <= limit else { return nil }
    return try repository.blob(id)
  }

  /// A tree. Unlike the repository's own it is not kept: a walk comes through each once.
  public func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if let object = object(id), object.kind == .tree { return try Tree(parsing: object.bytes, id: id) }
    return try opened().tree(id)
  }

  /// A commit.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    if let object = object(id), object.kind == .commit {
      return try Commit(id: id, parsing: object.bytes)
    }
    return try opened().commit(id)
  }

  /// A commit's links, without its texts.
  package func head(_ id: ObjectID) throws(GitError) -> CommitHead {
    if let object = object(id), object.kind == .commit {
      return try CommitHead(id: id, parsing: object.bytes)
    }
    return try opened().head(id)
  }

  /// A commit as it is stored.
  package func commitBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    if let object = object(id), object.kind == .commit { return object.bytes }
    let bytes = try opened().withObject(id) { kind, bytes in kind == .commit ? [UInt8](bytes) : nil }
    guard let bytes else { throw .damaged("object \(id) is not a commit") }
    return bytes
  }

  /// A tree to ask for names.
  package func treeBytes(_ id: ObjectID) throws(GitError) -> TreeBytes {
    if let object = object(id), object.kind == .tree { return TreeBytes(object.bytes, id: id) }
    return TreeBytes(try opened().tree(id).bytes, id: id)
  }

  private func object(_ id: ObjectID) -> PackedObject? { reader?.object(id) ?? loose?.object(id) }

  private func opened() throws(GitError) -> Repository {
    if let repository { return repository }
    let opened = try Repository(at: gitDirectory)
    repository = opened
    return opened
  }
}
