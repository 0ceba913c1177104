/// What differs between two trees. Walks both in parallel and never enters subtrees whose ids are equal, so the cost
/// follows the change and not the size of the store.
public enum TreeDiff {
  /// A file that is there on one side only, or differs.
  public struct Change: Sendable {
    /// Components below the compared roots.
    public let path: [String]
    public let old: Tree.Entry?
    public let new: Tree.Entry?
  }

  /// Calls `body` for each changed file in tree order; it may return false to stop.
  public static func walk(
    from old: ObjectID?, to new: ObjectID?, below prefix: [String] = [], in repository: Repository,
    _ body: (Change) throws(GitError) -> Bool
  ) throws(GitError) {
    try walk(
      from: old, to: new, below: prefix, reading: { (id) throws(GitError) in try repository.tree(id) }, body)
  }

  /// The same with trees from elsewhere, such as an `ObjectReader`.
  package static func walk(
    from old: ObjectID?, to new: ObjectID?, below prefix: [String] = [],
    reading trees: (ObjectID) throws(GitError) -> Tree, _ body: (Change) throws(GitError) -> Bool
  ) throws(GitError) {
    var path = prefix
    _ = try compare(old, new, &path, trees, isAboutRemovals: false, body)
  }

  /// The files that are there on the old side only, in tree order. Costs nothing for what was added, however much.
  package static func removals(
    from old: ObjectID?, to new: ObjectID?, in repository: Repository
  ) throws(GitError) -> [Change] {
    var result: [Change] = []
    var path: [String] = []
    _ = try compare(
      old, new, &path, { (id) throws(GitError) in try repository.tree(id) }, isAboutRemovals: true
    ) { (change) throws(GitError) in
      if change.new == nil { result.append(change) }
      return true
    }
    return result
  }

  /// All changed files, in tree order.
  public static func changes(
    from old: ObjectID?, to new: ObjectID?, below prefix: [String] = [], in repository: Repository
  ) throws(GitError) -> [Change] {
    var result: [Change] = []
    try walk(from: old, to: new, below: prefix, in: repository) { (change) throws(GitError) in
      result.append(change)
      return true
    }
    return result
  }

  private static func compare(
    _ oldID: ObjectID?, _ newID: ObjectID?, _ path: inout [String],
    _ trees: (ObjectID) throws(GitError) -> Tree, isAboutRemovals: Bool,
    _ body: (Change) throws(GitError) -> Bool
  ) throws(GitError) -> Bool {
    if oldID == newID || (isAboutRemovals && oldID == nil) { return true }
    // A document's path of 6 KiB, every byte escaped and fanned out, needs some 500 folders.
    guard path.count < 1024 else { throw .damaged("a tree is nested more than 1,024 deep") }
    let old: Tree
    if let oldID { old = try trees(oldID) } else { old = .empty }
    let new: Tree
    if let newID { new = try trees(newID) } else { new = .empty }
    var i = 0
    var j = 0
    while i < old.spans.count || j < new.spans.count {
      var left: Tree.Span? = i < old.spans.count ? old.spans[i] : nil
      var right: Tree.Span? = j < new.spans.count ? new.spans[j] : nil
      if let a = left, let b = right {
        if Tree.precedes(old.name(a), isTree: a.mode == .tree, new.name(b), isTree: b.mode == .tree) {
          right = nil
        } else if Tree.precedes(new.name(b), isTree: b.mode == .tree, old.name(a), isTree: a.mode == .tree) {
          left = nil
        }
      }
      if left != nil { i += 1 }
      if right != nil { j += 1 }
      if let a = left, let b = right, a.mode == b.mode, old.id(a) == new.id(b) { continue }
      let before = left.map { old.entry($0) }
      let after = right.map { new.entry($0) }
      path.append(before?.name ?? after?.name ?? "")
      defer { path.removeLast() }
      let oldTree = before?.isTree == true ? before?.id : nil
      let newTree = after?.isTree == true ? after?.id : nil
      if oldTree != nil || newTree != nil {
        guard try compare(oldTree, newTree, &path, trees, isAboutRemovals: isAboutRemovals, body) else {
          return false
        }
      }
      let oldFile = before?.isTree == false ? before : nil
      let newFile = after?.isTree == false ? after : nil
      if oldFile != nil || newFile != nil {
        guard try body(Change(path: path, old: oldFile, new: newFile)) else { return false }
      }
    }
    return true
  }
}
