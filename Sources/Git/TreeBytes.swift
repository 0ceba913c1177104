#if canImport(Glibc)
  internal import Glibc
#endif

/// A tree object as its bytes, for who asks each of very many trees for one or two names: nothing is parsed ahead.
package struct TreeBytes: Sendable {
  /// What stands under a name.
  package struct Entry: Sendable, Equatable {
    package let mode: EntryMode
    package let id: ObjectID
  }

  let bytes: [UInt8]
  private let id: ObjectID

  init(_ bytes: [UInt8], id: ObjectID) {
    self.bytes = bytes
    self.id = id
  }

  /// The entry of a name; nil when there is none. Costs a step for each entry before it.
  ///
  /// - Throws: `git/damaged` for a tree that is cut short before it.
  package func entry(named name: [UInt8]) throws(GitError) -> Entry? {
    let found = bytes.withUnsafeBytes { tree in name.withUnsafeBytes { Self.find($0, in: tree) } }
    switch found {
    case .entry(let entry): return entry
    case .none: return nil
    case .damaged: throw .damaged("tree \(id) is cut short")
    }
  }

  private enum Found {
    case entry(Entry)
    case none
    case damaged
  }

  private static func find(_ name: UnsafeRawBufferPointer, in tree: UnsafeRawBufferPointer) -> Found {
    guard let base = tree.baseAddress, let wanted = name.baseAddress else { return .none }
    var index = 0
    while index < tree.count {
      let start = index
      while index < tree.count, tree[index] != 0x20 { index += 1 }
      let nameStart = index + 1
      guard nameStart < tree.count, let end = memchr(base + nameStart, 0, tree.count - nameStart) else {
        return .damaged
      }
      let nameEnd = UnsafeRawPointer(end) - base
      index = nameEnd + 21
      guard index <= tree.count else { return .damaged }
      if nameEnd - nameStart == name.count, memcmp(base + nameStart, wanted, name.count) == 0 {
        var mode: UInt32 = 0
        for place in start..<(nameStart - 1) { mode = mode << 3 | UInt32(tree[place] & 7) }
        return .entry(Entry(mode: EntryMode(reading: mode), id: ObjectID(base + nameEnd + 1)))
      }
    }
    return .none
  }
}

/// Where one path leads in tree after tree: what is the same as in the tree before is not read again.
package struct PathCursor {
  private let components: [[UInt8]]
  /// The tree at each level, as it was last.
  private var trees: [ObjectID?]
  private var result: TreeBytes.Entry?

  /// - Parameter components: at least one.
  package init(_ components: [String]) {
    self.components = components.map { Array($0.utf8) }
    trees = Array(repeating: nil, count: components.count)
  }

  /// What stands at the path below a tree; nil when nothing does. Reads the trees on the way that differ from those
  /// of the last call.
  package mutating func entry(in root: ObjectID?, _ reader: ObjectReader) throws(GitError) -> TreeBytes.Entry?
  {
    var next = root
    for level in trees.indices {
      // The same tree as last time: the same from here on.
      if trees[level] == next { return result }
      trees[level] = next
      guard let tree = next else {
        for below in trees.indices[level...] { trees[below] = nil }
        result = nil
        return nil
      }
      let found: TreeBytes.Entry?
      do throws(GitError) {
        found = try reader.treeBytes(tree).entry(named: components[level])
      } catch {
        // What is remembered must not be half of this call's and half of the last one's.
        self = PathCursor(self)
        throw error
      }
      if level == trees.count - 1 {
        result = found
      } else {
        next = found?.mode == .tree ? found?.id : nil
      }
    }
    return result
  }

  private init(_ other: PathCursor) {
    components = other.components
    trees = Array(repeating: nil, count: components.count)
  }
}
