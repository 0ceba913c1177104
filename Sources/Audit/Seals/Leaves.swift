internal import FirestoreModel
internal import Git
internal import Hashing
internal import Store

/// What a commit holds, cut up so that parts can be taken away and the rest still be proved: one digest for what the
/// commit says, and one for each file that it changed against its first parent.
///
/// A leaf is salted with the commit's id as it was first sealed: equal changes in two commits have different leaves, and
/// a leaf tells nothing of what it stands for to who cannot guess path and content both. The commit's content is the
/// digest of its leaves, sorted. After a redaction the leaves of what was erased stand in the signed record; together
/// with those of what is left they must still give the digest that was sealed.
struct Leaves {
  /// A leaf, and the path that it is of; nil for what the commit says.
  struct Leaf {
    let digest: [UInt8]
    let path: String?
  }

  let all: [Leaf]

  /// Costs one comparison of trees.
  init(of id: ObjectID, birth: ObjectID, in reader: ObjectReader, _ comparer: TreeComparer) throws(StoreError)
  {
    let commit = try storing { () throws(GitError) in try reader.commit(id) }
    var leaves = [Leaf(digest: Self.said(commit, birth), path: nil)]
    let parent = try commit.parents.first.map { (parent) throws(StoreError) in
      try storing { () throws(GitError) in try reader.head(parent).tree }
    }
    for change in try storing({ () throws(GitError) in try comparer.changes(from: parent, to: commit.tree) })
    {
      leaves.append(Leaf(digest: Self.changed(change, birth), path: change.path))
    }
    all = leaves
  }

  var content: [UInt8] { Self.content(all.map(\.digest)) }

  /// The digest of leaves, whatever their order.
  static func content(_ leaves: [[UInt8]]) -> [UInt8] {
    Digest.sha256(leaves.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
  }

  private static func said(_ commit: Commit, _ birth: ObjectID) -> [UInt8] {
    digest([
      "said", birth.description, commit.author.line, commit.committer.line, String(commit.parents.count),
      commit.message,
    ])
  }

  private static func changed(_ change: TreeComparer.Change, _ birth: ObjectID) -> [UInt8] {
    let mode = change.new.map { String($0.mode.rawValue, radix: 8) } ?? "-"
    return digest(["changed", birth.description, change.path, mode, change.new?.id.description ?? "-"])
  }

  /// Parts with their lengths, so that none can be taken for two.
  private static func digest(_ parts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += String(part.utf8.count).utf8
      bytes.append(UInt8(ascii: ":"))
      bytes += part.utf8
    }
    return Digest.sha256(bytes)
  }
}
