/// Reads many objects of one repository, faster than `Repository` and with the same answers: packs are read by
/// `PackReader`; whatever that does not give, by libgit2. For one thread at a time.
///
/// Worth its start (a listing and two mapped files per pack) from some dozens of objects on.
public final class ObjectReader {
  private let packs: PackSet
  private let reader: PackReader?
  private let gitDirectory: String
  private var repository: Repository?

  /// Reads through `repository` what stands in no pack.
  public init(_ repository: Repository) {
    packs = PackSet(objects: repository.commonDirectory + "/objects")
    reader = PackReader(packs)
    gitDirectory = repository.gitDirectory
    self.repository = repository
  }

  private init(_ packs: PackSet, _ gitDirectory: String) {
    self.packs = packs
    reader = PackReader(packs)
    self.gitDirectory = gitDirectory
  }

  /// A reader for another thread. Shares the packs; opens the repository anew when it first needs to.
  public func another() -> ObjectReader { ObjectReader(packs, gitDirectory) }

  /// A blob's bytes.
  public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    if let object = reader?.object(id), object.kind == .blob { return object.bytes }
    return try opened().blob(id)
  }

  /// A tree. Unlike the repository's own it is not kept: a walk comes through each once.
  public func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if let object = reader?.object(id), object.kind == .tree {
      return try Tree(parsing: object.bytes, id: id)
    }
    return try opened().tree(id)
  }

  /// A commit.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    if let object = reader?.object(id), object.kind == .commit {
      return try object.bytes.withUnsafeBytes { (bytes) throws(GitError) in
        try Commit(id: id, parsing: bytes)
      }
    }
    return try opened().commit(id)
  }

  /// A tree as it is stored.
  package func treeBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    if let object = reader?.object(id), object.kind == .tree { return object.bytes }
    return try opened().tree(id).bytes
  }

  private func opened() throws(GitError) -> Repository {
    if let repository { return repository }
    let opened = try Repository(at: gitDirectory)
    repository = opened
    return opened
  }
}
