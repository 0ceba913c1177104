#if canImport(Glibc)
  internal import Glibc
#endif

/// Compares trees by their stored bytes: what is the same before and behind a difference is passed over without being
/// read as entries. Made for long walks over history, where one big tree differs from the next in twenty bytes.
///
/// Keeps the trees that it read lately. For one thread at a time.
package final class TreeComparer {
  /// What stands at a place.
  package struct Side: Sendable, Equatable {
    package let mode: EntryMode
    package let id: ObjectID
  }

  /// A file that is there on one side only, or differs.
  package struct Change: Sendable {
    /// Components below the compared roots, joined by `/`.
    package let path: String
    package let old: Side?
    package let new: Side?

    package init(path: String, old: Side?, new: Side?) {
      self.path = path
      self.old = old
      self.new = new
    }
  }

  private let reader: ObjectReader
  /// Small trees, which change seldom: those of documents' folders.
  private var known: [ObjectID: [UInt8]] = [:]
  private var knownSize = 0
  /// Big ones, which nearly each commit changes: the last few.
  private var recent: [(id: ObjectID, bytes: [UInt8])] = []
  private var oldest = 0
  private static let limit = 16 << 20
  private static let smallest = 1_024
  private static let recentCount = 12
  /// As `TreeDiff`.
  private static let deepest = 1_024

  package init(_ reader: ObjectReader) { self.reader = reader }

  /// The changed files, in tree order. Nil is an empty tree.
  package func changes(
    from old: ObjectID?, to new: ObjectID?, below prefix: String = ""
  ) throws(GitError) -> [Change] {
    var result: [Change] = []
    try compare(old, new, prefix, 0, &result)
    return result
  }

  /// The entry of a tree.
  package func entry(_ name: String, in tree: ObjectID) throws(GitError) -> Side? {
    let bytes = try bytes(tree)
    var copy = name
    return copy.withUTF8 { wanted in
      bytes.withUnsafeBytes { buffer in
        var place = 0
        while let entry = Entry(buffer, at: place) {
          place = entry.end
          guard entry.nameCount == wanted.count, let base = buffer.baseAddress,
            let other = wanted.baseAddress,
            memcmp(base + entry.nameStart, other, wanted.count) == 0
          else { continue }
          return Side(mode: entry.mode, id: entry.id(buffer))
        }
        return nil
      }
    }
  }

  /// The entries of two trees that differ, trees among them not entered.
  package func entries(
    from old: ObjectID?, to new: ObjectID?
  ) throws(GitError) -> [(name: String, old: Side?, new: Side?)] {
    if old == new { return [] }
    let left = try bytes(old)
    let right = try bytes(new)
    var found: [(name: String, old: Side?, new: Side?)] = []
    left.withUnsafeBytes { a in right.withUnsafeBytes { b in Self.pairs(a, b, &found) } }
    return found
  }

  private func bytes(_ id: ObjectID?) throws(GitError) -> [UInt8] {
    guard let id else { return [] }
    for tree in recent where tree.id == id { return tree.bytes }
    if let bytes = known[id] { return bytes }
    let bytes = try reader.treeBytes(id).bytes
    if bytes.count > Self.smallest {
      if recent.count < Self.recentCount {
        recent.append((id, bytes))
      } else {
        recent[oldest] = (id, bytes)
        oldest = (oldest + 1) % Self.recentCount
      }
      return bytes
    }
    knownSize += bytes.count + 128
    if knownSize > Self.limit {
      known.removeAll(keepingCapacity: true)
      knownSize = bytes.count
    }
    known[id] = bytes
    return bytes
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, _ folder: String, _ depth: Int, _ result: inout [Change]
  ) throws(GitError) {
    if old == new { return }
    guard depth < Self.deepest else { throw .damaged("a tree is nested more than 1,024 deep") }
    for (name, before, after) in try entries(from: old, to: new) {
      let path = folder + name
      let oldTree = before?.mode == .tree ? before?.id : nil
      let newTree = after?.mode == .tree ? after?.id : nil
      if oldTree != nil || newTree != nil { try compare(oldTree, newTree, path + "/", depth + 1, &result) }
      let oldFile = before?.mode == .tree ? nil : before
      let newFile = after?.mode == .tree ? nil : after
      if oldFile != nil || newFile != nil {
        result.append(Change(path: path, old: oldFile, new: newFile))
      }
    }
  }

  /// The entries that differ.
  private static func pairs(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer,
    _ result: inout [(name: String, old: Side?, new: Side?)]
  ) {
    var i = 0
    var j = 0
    while i < a.count || j < b.count {
      let same = commonPrefix(a, i, b, j)
      if same == a.count - i, same == b.count - j { return }
      if same > 0 {
        let limit = i + same
        let start = i
        while let entry = Entry(a, at: i), entry.end <= limit { i = entry.end }
        j += i - start
      }
      var left = Entry(a, at: i)
      var right = Entry(b, at: j)
      if left == nil, right == nil { return }
      if let x = left, let y = right {
        if Tree.precedes(x.name(a), isTree: x.mode == .tree, y.name(b), isTree: y.mode == .tree) {
          right = nil
        } else if Tree.precedes(y.name(b), isTree: y.mode == .tree, x.name(a), isTree: x.mode == .tree) {
          left = nil
        }
      }
      if let left { i = left.end }
      if let right { j = right.end }
      let before = left.map { Side(mode: $0.mode, id: $0.id(a)) }
      let after = right.map { Side(mode: $0.mode, id: $0.id(b)) }
      if before == after { continue }
      let name = left.map { String(decoding: $0.name(a), as: UTF8.self) }
      result.append((name ?? right.map { String(decoding: $0.name(b), as: UTF8.self) } ?? "", before, after))
    }
  }

  /// How many bytes are the same from there on.
  private static func commonPrefix(
    _ a: UnsafeRawBufferPointer, _ i: Int, _ b: UnsafeRawBufferPointer, _ j: Int
  ) -> Int {
    let count = min(a.count - i, b.count - j)
    guard count > 0, let first = a.baseAddress, let second = b.baseAddress else { return 0 }
    var done = 0
    while done + 8 <= count,
      (first + i + done).loadUnaligned(as: UInt64.self) == (second + j + done).loadUnaligned(as: UInt64.self)
    {
      done += 8
    }
    while done < count, a[i + done] == b[j + done] { done += 1 }
    return done
  }

  /// One entry's place: mode, space, name, NUL, id.
  private struct Entry {
    let mode: EntryMode
    let nameStart: Int
    let nameCount: Int

    var end: Int { nameStart + nameCount + 21 }

    /// Nil at the end, and for bytes that are no entry: what is left is no tree's.
    init?(_ tree: UnsafeRawBufferPointer, at start: Int) {
      guard start < tree.count, let base = tree.baseAddress else { return nil }
      var place = start
      var mode: UInt32 = 0
      while place < tree.count, tree[place] != 0x20 {
        mode = mode << 3 | UInt32(tree[place] & 7)
        place += 1
      }
      place += 1
      guard place < tree.count, let nul = memchr(base + place, 0, tree.count - place) else { return nil }
      let count = UnsafeRawPointer(nul) - (base + place)
      guard place + count + 21 <= tree.count else { return nil }
      self.mode = EntryMode(reading: mode)
      nameStart = place
      nameCount = count
    }

    func name(_ tree: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: tree[nameStart..<(nameStart + nameCount)])
    }

    func id(_ tree: UnsafeRawBufferPointer) -> ObjectID {
      guard let base = tree.baseAddress else { return .zero }
      return ObjectID(base + nameStart + nameCount + 1)
    }
  }
}
