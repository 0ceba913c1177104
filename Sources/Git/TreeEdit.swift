internal import Diagnostics

/// Replaces files in a tree. Only trees on the way to a changed file are read and written.
public struct TreeEdit {
  /// A file to put at a path, or its removal (nil). Paths are components below the edited root.
  public struct Change: Sendable {
    public let path: [String]
    public let entry: (mode: EntryMode, id: ObjectID)?
    /// Whether it takes the place of whatever stands there.
    let replaces: Bool

    public init(path: [String], blob: ObjectID?, mode: EntryMode = .file) {
      self.path = path
      entry = blob.map { (mode, $0) }
      replaces = false
    }

    /// Puts a file or a whole subtree in the place of the file or subtree that is there; nil removes that.
    package init(replacing path: [String], with entry: (mode: EntryMode, id: ObjectID)?) {
      self.path = path
      self.entry = entry
      replaces = true
    }
  }

  /// The id of the tree that results; nil when nothing is left in it. Trees are written, durable.
  ///
  /// - Throws: `git/in-the-way` when a path needs a folder where the tree has a file, or the other way round.
  public static func apply(
    _ changes: [Change], to root: ObjectID?, in repository: Repository
  ) throws(GitError) -> ObjectID? {
    if changes.isEmpty { return root }
    return try edit(root, changes[...], depth: 0, in: repository)
  }

  private static func edit(
    _ id: ObjectID?, _ changes: ArraySlice<Change>, depth: Int, in repository: Repository
  ) throws(GitError) -> ObjectID? {
    let old: Tree
    if let id { old = try repository.tree(id) } else { old = .empty }
    // By bytes: to Swift's own equality, names that are canonically equivalent would be one.
    var groups: [[UInt8]: [Change]] = [:]
    var order: [[UInt8]] = []
    for change in changes {
      let name = Array(change.path[depth].utf8)
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(change)
    }
    var replacements: [(name: String, entry: (mode: EntryMode, id: ObjectID)?)] = []
    for key in order {
      guard let group = groups[key], let first = group.first else { continue }
      let name = first.path[depth]
      let present = old[name]
      if first.path.count == depth + 1 {
        // A later change of the same file wins.
        // Where a file takes a folder's place or the other way round, what is put comes after what goes.
        let put = group.allSatisfy(\.replaces) ? group.last { $0.entry != nil } : nil
        guard let last = put ?? group.last, group.allSatisfy({ $0.path.count == depth + 1 }) else {
          throw inTheWay(first.path)
        }
        if !last.replaces {
          if present?.isTree == true, last.entry == nil { continue }
          if present?.isTree == true { throw inTheWay(last.path) }
        }
        replacements.append((name, last.entry))
      } else {
        if let present, !present.isTree {
          if group.allSatisfy({ $0.entry == nil }) { continue }
          throw inTheWay(Array(first.path[...depth]))
        }
        let edited = try edit(present?.id, group[...], depth: depth + 1, in: repository)
        if edited == present?.id { continue }
        replacements.append((name, edited.map { (.tree, $0) }))
      }
    }
    return try repository.writeTree(merge(old, replacements), old: id, oldTree: old)
  }

  private static func inTheWay(_ path: [String]) -> GitError {
    let place = path.joined(separator: "/")
    return GitError(
      "git/in-the-way", "\(place) is a file where a folder is needed, or a folder where a file is needed",
      hint: "move it away with git mv", kind: .refused)
  }

  /// The new tree's bytes: old entries copied verbatim, replaced ones left out, new ones at their place in git's order.
  private static func merge(
    _ old: Tree, _ replacements: [(name: String, entry: (mode: EntryMode, id: ObjectID)?)]
  ) -> [UInt8] {
    let gone = Set(replacements.map { Array($0.name.utf8) })
    var additions = replacements.compactMap { replacement in
      replacement.entry.map { (name: Array(replacement.name.utf8), mode: $0.mode, id: $0.id) }
    }
    additions.sort { Tree.precedes($0.name, isTree: $0.mode == .tree, $1.name, isTree: $1.mode == .tree) }
    var result: [UInt8] = []
    result.reserveCapacity(old.bytes.count + additions.count * 64)
    var next = 0
    func append(_ addition: (name: [UInt8], mode: EntryMode, id: ObjectID)) {
      addition.mode.octal.withUTF8Buffer { result.append(contentsOf: $0) }
      result.append(0x20)
      result.append(contentsOf: addition.name)
      result.append(0)
      addition.id.append(to: &result)
    }
    for span in old.spans {
      let name = old.name(span)
      if gone.contains(Array(name)) { continue }
      while next < additions.count,
        Tree.precedes(
          additions[next].name, isTree: additions[next].mode == .tree, name, isTree: span.mode == .tree)
      {
        append(additions[next])
        next += 1
      }
      result.append(contentsOf: old.bytes[Int(span.start)..<span.end])
    }
    while next < additions.count {
      append(additions[next])
      next += 1
    }
    return result
  }
}
