/// What a walk over history needs of a commit: read from its bytes without a string made of them.
///
/// The message stays bytes; who reads many commits looks into few of them.
package struct CommitHead: Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  package let firstParent: ObjectID?
  package let parentCount: Int
  /// Seconds since 1970.
  package let committerSeconds: Int64
  private let bytes: [UInt8]
  private let messageStart: Int

  /// - Throws: `git/damaged` for what has no tree or committer, as `Commit` does.
  init(id: ObjectID, parsing bytes: [UInt8]) throws(GitError) {
    let parts = bytes.withUnsafeBufferPointer { Parts($0) }
    guard let tree = parts.tree, let seconds = parts.committerSeconds else {
      throw .damaged("commit \(id) has no tree or committer")
    }
    self.id = id
    self.tree = tree
    firstParent = parts.firstParent
    parentCount = parts.parentCount
    committerSeconds = seconds
    messageStart = min(parts.messageStart, bytes.count)
    self.bytes = bytes
  }

  /// Lends the message's bytes.
  package func withMessage<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
    try bytes.withUnsafeBufferPointer { (whole) throws(E) in
      try body(UnsafeBufferPointer(rebasing: whole[messageStart...]))
    }
  }

  /// The header's lines, up to the first empty one.
  private struct Parts {
    var tree: ObjectID?
    var firstParent: ObjectID?
    var parentCount = 0
    var committerSeconds: Int64?
    var messageStart = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        messageStart = end + 1
        if end == start { return }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        start = end + 1
        switch line[0] {
        case UInt8(ascii: "t") where Self.starts(line, "tree "):
          tree = ObjectID(hex: line[5...])
        case UInt8(ascii: "p") where Self.starts(line, "parent "):
          guard let parent = ObjectID(hex: line[7...]) else { continue }
          if parentCount == 0 { firstParent = parent }
          parentCount += 1
        case UInt8(ascii: "c") where committerSeconds == nil && Self.starts(line, "committer "):
          committerSeconds = Self.seconds(line)
        default: continue
        }
      }
    }

    private static func starts(_ line: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
      guard line.count >= word.utf8CodeUnitCount else { return false }
      for index in 0..<word.utf8CodeUnitCount where line[index] != word.utf8Start[index] { return false }
      return true
    }

    /// The number behind the address; 0 for what is mangled, as `Signature` reads it.
    private static func seconds(_ line: UnsafeBufferPointer<UInt8>) -> Int64 {
      guard let close = line.lastIndex(of: UInt8(ascii: ">")) else { return 0 }
      var index = close + 1
      while index < line.count, line[index] == 0x20 { index += 1 }
      let isNegative = index < line.count && line[index] == UInt8(ascii: "-")
      if isNegative { index += 1 }
      let first = index
      var value: Int64 = 0
      while index < line.count, line[index] != 0x20 {
        let digit = Int64(line[index]) - 0x30
        guard (0...9).contains(digit), index - first < 18 else { return 0 }
        value = value * 10 + digit
        index += 1
      }
      return isNegative ? -value : value
    }
  }
}
