/// The index's `TREE` extension: ids of the folders that are unchanged since the last commit, so that `git commit`
/// does not compute them again.
enum CacheTree {
  /// The extension's content with every folder above a changed path marked unknown; nil when it is mangled (git then
  /// simply makes it again).
  ///
  /// Each node: path, NUL, entry count in ASCII (-1: unknown), space, number of subtrees, line feed, id if known.
  static func invalidating(_ paths: [[UInt8]], in content: [UInt8]) -> [UInt8]? {
    let folders = Set(paths.flatMap(parents))
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var next = 0
    /// Subtrees still to come at each open level, with that level's path.
    var open: [(path: [UInt8], left: Int)] = []
    repeat {
      guard let nameEnd = content[next...].firstIndex(of: 0),
        let space = content[nameEnd...].firstIndex(of: 0x20),
        let lineEnd = content[space...].firstIndex(of: 0x0A),
        let count = Int(String(decoding: content[(nameEnd + 1)..<space], as: UTF8.self)),
        let subtrees = Int(String(decoding: content[(space + 1)..<lineEnd], as: UTF8.self)), subtrees >= 0
      else { return nil }
      let name = Array(content[next..<nameEnd])
      var path = open.last?.path ?? []
      if !open.isEmpty {
        if !path.isEmpty { path.append(UInt8(ascii: "/")) }
        path += name
        open[open.count - 1].left -= 1
      }
      let idEnd = lineEnd + 1 + (count >= 0 ? 20 : 0)
      guard idEnd <= content.count else { return nil }
      if count >= 0, folders.contains(path) {
        result += name + [0] + Array("-1 \(subtrees)\n".utf8)
      } else {
        result += content[next..<idEnd]
      }
      next = idEnd
      open.append((path, subtrees))
      while let last = open.last, last.left == 0 { open.removeLast() }
    } while next < content.count && !open.isEmpty
    return result
  }

  /// `a/b/c` lies in ``, `a` and `a/b`.
  private static func parents(_ path: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = [[]]
    for (index, byte) in path.enumerated() where byte == UInt8(ascii: "/") { result.append(Array(path[..<index])) }
    return result
  }
}
