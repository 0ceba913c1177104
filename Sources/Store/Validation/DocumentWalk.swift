internal import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Git

/// A file below `data/` or `live/` of a commit.
public struct CommitFile: Sendable {
  /// The document that it is one of; nil where it can be no document's.
  public let path: DocumentPath?
  /// Below the store's root.
  public let name: String
}

/// A file of a commit, as a walk over its trees meets it.
struct WalkedFile: Sendable {
  enum Content {
    case document(data: ObjectID, live: ObjectID?)
    /// Below `live/`, and there is no document.
    case liveAlone
    /// It can be no document's: its name, its place, a link.
    case misfit(StoreError)
  }

  var file: CommitFile
  var content: Content
}

/// Walks the trees of `data/` and `live/` side by side, and, where only what changed is asked for, those of an older
/// commit with them: a subtree that is the same there is not entered. So the cost follows the change.
struct DocumentWalk {
  /// What stands at one place of the two trees.
  struct Pair: Equatable {
    var data: ObjectID?
    var live: ObjectID?
    /// Symbolic links and submodules: with the same content they are not the same.
    var dataIsLink = false
    var liveIsLink = false

    init(data: ObjectID?, live: ObjectID?) {
      self.data = data
      self.live = live
    }

    fileprivate init(_ data: Tree.Entry?, _ live: Tree.Entry?) {
      self.data = data?.id
      self.live = live?.id
      dataIsLink = data?.mode.isLink ?? false
      liveIsLink = live?.mode.isLink ?? false
    }
  }

  let reader: ObjectReader
  let settings: Settings

  /// Calls `body` with each file below `new` that `old` does not have in the same form: documents in tree order, then
  /// what stands below `live/` alone.
  ///
  /// - Parameter old: nil takes all.
  /// - Throws: what `body` throws; trees that cannot be read.
  func run(_ new: Pair, since old: Pair?, _ body: (WalkedFile) throws(StoreError) -> Void)
    throws(StoreError)
  {
    var components: [String] = []
    var alone: [WalkedFile] = []
    try walk(new, old, &components, &alone, body)
    for file in alone { try body(file) }
  }

  private func walk(
    _ new: Pair, _ old: Pair?, _ components: inout [String], _ alone: inout [WalkedFile],
    _ body: (WalkedFile) throws(StoreError) -> Void
  ) throws(StoreError) {
    guard old != new else { return }
    // A document's path of 6 KiB, every byte escaped and fanned out, needs some 500 folders.
    guard components.count < 1_024 else {
      throw StoreError(GitError.damaged("a tree is nested more than 1,024 deep"))
    }
    var data = Cursor(try tree(new.data))
    var live = Cursor(try tree(new.live))
    var oldData = Cursor(try tree(old?.data))
    var oldLive = Cursor(try tree(old?.live))
    var place = FolderPlace(components, fanOut: settings.fanOut)
    let folder = components.map { $0 + "/" }.joined()
    while let entry = Cursor.first(data, live) {
      let main = data.advance(to: entry)
      let addition = live.advance(to: entry)
      let before: Pair? = old == nil ? nil : Pair(oldData.advance(to: entry), oldLive.advance(to: entry))
      let now = Pair(main, addition)
      if before == now { continue }
      if entry.isTree {
        components.append(entry.name)
        defer { components.removeLast() }
        try walk(now, before, &components, &alone, body)
        continue
      }
      let found = file(main, addition, now, folder + entry.name, entry.name, &place)
      if main == nil { alone.append(found) } else { try body(found) }
    }
  }

  private func file(
    _ data: Tree.Entry?, _ live: Tree.Entry?, _ pair: Pair, _ below: String, _ name: String,
    _ place: inout FolderPlace
  ) -> WalkedFile {
    let top: DocumentFolder = data == nil ? .live : .data
    let full = top.rawValue + "/" + below
    let path: DocumentPath
    do throws(CodecError) { path = try place.document(file: name) } catch {
      // Says it as of a file in the working tree.
      let fault =
        if case .misplaced(let fault) = StoreFile(full, settings: settings) { fault } else {
          StoreError(error).inFile(full)
        }
      return WalkedFile(file: CommitFile(path: nil, name: full), content: .misfit(fault))
    }
    let file = CommitFile(path: path, name: full)
    if pair.dataIsLink || pair.liveIsLink {
      let linked = (pair.dataIsLink ? DocumentFolder.data : .live).rawValue + "/" + below
      return WalkedFile(file: file, content: .misfit(StoreError.notAFile(linked)))
    }
    guard let data else { return WalkedFile(file: file, content: .liveAlone) }
    return WalkedFile(file: file, content: .document(data: data.id, live: live?.id))
  }

  private func tree(_ id: ObjectID?) throws(StoreError) -> Tree {
    guard let id else { return .empty }
    return try storing { () throws(GitError) in try reader.tree(id) }
  }

  /// Goes through a tree beside others, all in tree order.
  private struct Cursor {
    private var rest: Tree.Entries
    private var current: Tree.Entry?

    init(_ tree: Tree) {
      rest = tree.entries
      current = rest.next()
    }

    /// The entry of either that comes next; nil at the end of both.
    static func first(_ left: Cursor, _ right: Cursor) -> Tree.Entry? {
      guard let a = left.current else { return right.current }
      guard let b = right.current else { return a }
      return b.precedes(a) ? b : a
    }

    /// The entry of the same name and sort; nil if there is none.
    mutating func advance(to entry: Tree.Entry) -> Tree.Entry? {
      while let candidate = current {
        if candidate.isTree == entry.isTree, UTF8Order.equal(candidate.name, entry.name) {
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

extension StoreError {
  /// A link where git should hold a document.
  static func notAFile(_ name: String) -> StoreError {
    StoreError(
      "store/not-a-file", "\(name) is a symbolic link or a submodule, not a document",
      location: SourceLocation(file: name), hint: "replace it by the file itself", kind: .refused)
  }
}
