/// Builds a whole tree from files that come in any order, into a pack: for imports, where `TreeEdit` would read and
/// write the same trees again and again.
public final class TreeBuilder {
  private enum Node {
    case blob(ObjectID, EntryMode)
    case tree(ObjectID)
    case folder(TreeBuilder)
  }

  private var children: [String: Node] = [:]

  public init() {}

  public func put(_ blob: ObjectID, mode: EntryMode = .file, at path: [String]) {
    put(blob, mode, at: path[...])
  }

  private func put(_ blob: ObjectID, _ mode: EntryMode, at path: ArraySlice<String>) {
    guard let name = path.first else { return }
    if path.count == 1 {
      children[name] = .blob(blob, mode)
      return
    }
    if case .folder(let child)? = children[name] {
      child.put(blob, mode, at: path.dropFirst())
      return
    }
    let child = TreeBuilder()
    children[name] = .folder(child)
    child.put(blob, mode, at: path.dropFirst())
  }

  /// Writes a folder that is complete and forgets its files, so that memory follows what is still open.
  public func close(_ path: [String], into pack: PackWriter) throws(GitError) {
    try close(path[...], into: pack)
  }

  private func close(_ path: ArraySlice<String>, into pack: PackWriter) throws(GitError) {
    guard let name = path.first, case .folder(let child)? = children[name] else { return }
    if path.count > 1 {
      try child.close(path.dropFirst(), into: pack)
    } else {
      children[name] = .tree(try child.write(into: pack))
    }
  }

  /// Writes the tree and everything below it.
  public func write(into pack: PackWriter) throws(GitError) -> ObjectID {
    var entries: [(name: [UInt8], mode: EntryMode, id: ObjectID)] = []
    entries.reserveCapacity(children.count)
    for (name, node) in children {
      switch node {
      case .blob(let id, let mode): entries.append((Array(name.utf8), mode, id))
      case .tree(let id): entries.append((Array(name.utf8), .tree, id))
      case .folder(let child): entries.append((Array(name.utf8), .tree, try child.write(into: pack)))
      }
    }
    entries.sort { Tree.precedes($0.name, isTree: $0.mode == .tree, $1.name, isTree: $1.mode == .tree) }
    var bytes: [UInt8] = []
    for entry in entries {
      entry.mode.octal.withUTF8Buffer { bytes.append(contentsOf: $0) }
      bytes.append(0x20)
      bytes += entry.name
      bytes.append(0)
      entry.id.append(to: &bytes)
    }
    return try pack.add(.tree, bytes)
  }
}
