internal import DocumentCodec
internal import FirestoreModel
internal import Git

/// A document of a commit, as a walk over its trees meets it.
struct WalkedDocument: Sendable {
  var path: DocumentPath
  /// Its file below the store's root.
  var name: String
  var data: ObjectID
  var live: ObjectID?
}

/// Walks the trees of `data/` and `live/` side by side, and, where only what changed is asked for, those of an older
/// commit with them: a subtree that is the same there is not entered. So the cost follows the change.
struct DocumentWalk {
  /// The two trees of one place.
  struct Pair: Equatable {
    var data: ObjectID?
    var live: ObjectID?
  }

  let reader: ObjectReader
  let fanOut: FanOut

  /// Calls `body` with each document below `new` that `old` does not have in the same form, in tree order.
  ///
  /// - Parameter old: nil takes all documents.
  /// - Throws: what `body` throws; a file that can be no document.
  func run(_ new: Pair, since old: Pair?, _ body: (WalkedDocument) throws(StoreError) -> Void)
    throws(StoreError)
  {
    var components: [String] = []
    try walk(new, old, &components, body)
  }

  private func walk(
    _ new: Pair, _ old: Pair?, _ components: inout [String],
    _ body: (WalkedDocument) throws(StoreError) -> Void
  ) throws(StoreError) {
    guard let data = new.data, old != new else { return }
    // A document's path of 6 KiB, every byte escaped and fanned out, needs some 500 folders.
    guard components.count < 1_024 else {
      throw StoreError(GitError.damaged("a tree is nested more than 1,024 deep"))
    }
    let tree = try self.tree(data)
    var live = Cursor(try self.tree(new.live))
    var oldData = Cursor(try self.tree(old?.data))
    var oldLive = Cursor(try self.tree(old?.live))
    var place = FolderPlace(components, fanOut: fanOut)
    let folder = ([DocumentFolder.data.rawValue] + components).joined(separator: "/") + "/"
    for entry in tree.entries {
      let addition = live.advance(to: entry)
      let before: Pair? =
        old == nil ? nil : Pair(data: oldData.advance(to: entry)?.id, live: oldLive.advance(to: entry)?.id)
      let now = Pair(data: entry.id, live: addition?.id)
      if before == now { continue }
      if entry.isTree {
        components.append(entry.name)
        defer { components.removeLast() }
        try walk(now, before, &components, body)
        continue
      }
      do throws(StoreError) {
        let path = try storing { () throws(CodecError) in try place.document(file: entry.name) }
        try body(WalkedDocument(path: path, name: folder + entry.name, data: entry.id, live: addition?.id))
      } catch {
        throw error.inFile(
          ([DocumentFolder.data.rawValue] + components + [entry.name]).joined(separator: "/"))
      }
    }
  }

  private func tree(_ id: ObjectID?) throws(StoreError) -> Tree {
    guard let id else { return .empty }
    return try storing { () throws(GitError) in try reader.tree(id) }
  }

  /// Finds the entries of another tree that have the names of this one's, both in tree order.
  private struct Cursor {
    private var rest: Tree.Entries
    private var current: Tree.Entry?

    init(_ tree: Tree) {
      rest = tree.entries
      current = rest.next()
    }

    /// The entry of the same name and sort; nil if there is none.
    mutating func advance(to entry: Tree.Entry) -> Tree.Entry? {
      while let candidate = current {
        if candidate.isTree == entry.isTree, candidate.name.utf8.elementsEqual(entry.name.utf8) {
          current = rest.next()
          return candidate
        }
        guard candidate.precedes(entry) else { return nil }
        current = rest.next()
      }
      return nil
    }
  }
}
