/// The index's `TREE` extension: ids of the folders that are unchanged since the last commit, so that `git commit`
/// does not compute them again.
enum CacheTree {
  /// The extension's content with every folder above a changed path marked unknown; nil when it is mangled (git then
  /// simply makes it again).
  ///
  /// Each node: path, NUL, entry count in ASCII (-1: unknown), space, number of subtrees, line feed, id if known.
  /// Paths are put together only below folders that are on the way to a change.
  static func invalidating(_ paths: [[UInt8]], in content: [UInt8]) -> [UInt8]? {
    let folders = Set(paths.flatMap(parents))
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    /// Where the bytes begin that are to be copied as they are.
    var copied = 0
    var reader = Reader(bytes: content)
    /// The open levels: subtrees still to come, and the path of a folder that is on the way to a change.
    var open: [(left: Int, path: [UInt8]?)] = []
    repeat {
      let start = reader.next
      guard let name = reader.name(), let count = reader.number(until: 0x20),
        let subtrees = reader.number(until: 0x0A),
        subtrees >= 0
      else { return nil }
      var path: [UInt8]?
      if open.isEmpty {
        path = []
      } else {
        if var parent = open[open.count - 1].path {
          if !parent.isEmpty { parent.append(UInt8(ascii: "/")) }
          parent += content[name]
          if folders.contains(parent) { path = parent }
        }
        open[open.count - 1].left -= 1
      }
      if count >= 0 { reader.next += 20 }
      guard reader.next <= content.count else { return nil }
      if count >= 0, path != nil {
        result += content[copied..<start]
        result += content[name]
        result += [0] + Array("-1 \(subtrees)\n".utf8)
        copied = reader.next
      }
      open.append((subtrees, path))
      while let last = open.last, last.left == 0 { open.removeLast() }
    } while reader.next < content.count && !open.isEmpty
    result += content[copied...]
    return result
  }

  /// `a/b/c` lies in ``, `a` and `a/b`.
  private static func parents(_ path: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = [[]]
    for (index, byte) in path.enumerated() where byte == UInt8(ascii: "/") {
      result.append(Array(path[..<index]))
    }
    return result
  }

  private struct Reader {
    let bytes: [UInt8]
    var next = 0

    mutating func name() -> Range<Int>? {
      let start = next
      while next < bytes.count, bytes[next] != 0 { next += 1 }
      guard next < bytes.count else { return nil }
      next += 1
      return start..<(next - 1)
    }

    /// A decimal number, perhaps negative, and the byte that ends it.
    mutating func number(until end: UInt8) -> Int? {
      var value = 0
      var isNegative = false
      var digits = 0
      while next < bytes.count, bytes[next] != end {
        switch bytes[next] {
        case UInt8(ascii: "-") where digits == 0 && !isNegative: isNegative = true
        case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 10:
          value = value * 10 + Int(bytes[next] - UInt8(ascii: "0"))
          digits += 1
        default: return nil
        }
        next += 1
      }
      guard next < bytes.count, digits > 0 else { return nil }
      next += 1
      return isNegative ? -value : value
    }
  }
}
