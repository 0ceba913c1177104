internal import Diagnostics

/// What two trees make of a common one: what only the other side changed, and what both did.
///
/// Walks the three in parallel and enters a subtree only where all three differ, so that the cost follows what both
/// sides changed, not what either did and never the whole.
package struct ThreeWayWalk {
  /// A file that both sides changed, each in its way.
  package struct Contest: Sendable {
    /// Components below the compared roots.
    package let path: [String]
    package let base: Tree.Entry?
    package let ours: Tree.Entry?
    package let theirs: Tree.Entry?

    package init(path: [String], base: Tree.Entry?, ours: Tree.Entry?, theirs: Tree.Entry?) {
      self.path = path
      self.base = base
      self.ours = ours
      self.theirs = theirs
    }
  }

  /// What the other side alone changed: files, and subtrees as a whole, to be put into our tree.
  package private(set) var taken: [TreeEdit.Change] = []
  package private(set) var contests: [Contest] = []
  /// Files and subtrees of the common tree that neither side has any more.
  package private(set) var removedByBoth: [(path: [String], entry: Tree.Entry)] = []
  /// Files and subtrees of the common tree that both sides changed alike.
  package private(set) var changedAlike: [(path: [String], base: Tree.Entry, both: Tree.Entry)] = []
  /// New files and subtrees of one side in a folder that the other side removed.
  package private(set) var strays: [(path: [String], isOurs: Bool)] = []

  private let repository: Repository
  private let excluded: [[String]]

  /// - Parameters:
  ///   - base: nil where there is no common tree.
  ///   - excluded: paths that are left to the caller.
  /// - Throws: trees that cannot be read.
  package init(
    base: ObjectID?, ours: ObjectID?, theirs: ObjectID?, excluding excluded: [[String]] = [],
    in repository: Repository
  ) throws(GitError) {
    self.repository = repository
    self.excluded = excluded
    var path: [String] = []
    try walk(base, ours, theirs, &path)
  }

  private mutating func walk(
    _ baseID: ObjectID?, _ oursID: ObjectID?, _ theirsID: ObjectID?, _ path: inout [String]
  ) throws(GitError) {
    guard path.count < 1024 else { throw .damaged("a tree is nested more than 1,024 deep") }
    var base = Cursor(try tree(baseID))
    var ours = Cursor(try tree(oursID))
    var theirs = Cursor(try tree(theirsID))
    let goneHere = baseID != nil && (oursID == nil || theirsID == nil)
    while let next = Cursor.first(Cursor.first(base.current, ours.current), theirs.current) {
      let b = base.take(next)
      let o = ours.take(next)
      let t = theirs.take(next)
      if same(o, t) {
        if let b, o == nil { removedByBoth.append((path + [b.name], b)) }
        if let b, let o, !same(b, o) { changedAlike.append((path + [b.name], b, o)) }
        continue
      }
      path.append(next.name)
      defer { path.removeLast() }
      if !excluded.isEmpty, excluded.contains(path) { continue }
      if goneHere, b == nil { strays.append((path, oursID != nil)) }
      if same(b, o) {
        taken.append(TreeEdit.Change(replacing: path, with: t.map { ($0.mode, $0.id) }))
      } else if same(b, t) {
        continue
      } else if next.isTree {
        try walk(b?.id, o?.id, t?.id, &path)
      } else {
        contests.append(Contest(path: path, base: b, ours: o, theirs: t))
      }
    }
  }

  private func same(_ left: Tree.Entry?, _ right: Tree.Entry?) -> Bool {
    left?.id == right?.id && left?.mode == right?.mode
  }

  private func tree(_ id: ObjectID?) throws(GitError) -> Tree {
    guard let id else { return .empty }
    return try repository.tree(id)
  }

  /// Goes through a tree beside others, all in tree order. A file and a folder of one name are two places.
  private struct Cursor {
    private let tree: Tree
    private var index = 0
    private(set) var current: Tree.Entry?

    init(_ tree: Tree) {
      self.tree = tree
      current = tree.spans.first.map { tree.entry($0) }
    }

    static func first(_ left: Tree.Entry?, _ right: Tree.Entry?) -> Tree.Entry? {
      guard let left else { return right }
      guard let right else { return left }
      return right.precedes(left) ? right : left
    }

    /// The entry, if it is of that name and sort; goes on then.
    mutating func take(_ wanted: Tree.Entry) -> Tree.Entry? {
      guard let entry = current, entry.isTree == wanted.isTree,
        entry.name.utf8.elementsEqual(wanted.name.utf8)
      else { return nil }
      index += 1
      current = index < tree.spans.count ? tree.entry(tree.spans[index]) : nil
      return entry
    }
  }
}
