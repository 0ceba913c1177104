/// A commit object as a value.
public struct Commit: Sendable {
  public let id: ObjectID
  public let tree: ObjectID
  public let parents: [ObjectID]
  public let author: Signature
  public let committer: Signature
  public let message: String
  /// Whether it carries a signature, be that good or not.
  public let isSigned: Bool

  /// The message's first line.
  public var subject: String {
    String(message.prefix { $0 != "\n" && $0 != "\r\n" })
  }

  init(id: ObjectID, parsing text: String) throws(GitError) {
    try self.init(id: id, parsing: Array(text.utf8))
  }

  /// - Parameter bytes: the object's. Bytes that are no UTF-8 become U+FFFD.
  init(id: ObjectID, parsing bytes: [UInt8]) throws(GitError) {
    let header = bytes.withUnsafeBufferPointer { Header($0) }
    guard let tree = header.tree, let committer = header.committer else {
      throw .damaged("commit \(id) has no tree or committer")
    }
    self.id = id
    self.tree = tree
    parents = header.parents
    author = header.author ?? committer
    self.committer = committer
    isSigned = header.isSigned
    message = bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[header.end...]), as: UTF8.self)
    }
  }

  /// The lines up to the first empty one.
  private struct Header {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author: Signature?
    var committer: Signature?
    var isSigned = false
    /// Where the message begins.
    var end = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      while end < bytes.count {
        let start = end
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        end = min(end + 1, bytes.count)
        if line.isEmpty { return }
        switch line[0] {
        case UInt8(ascii: "t"):
          if let rest = Self.rest(of: line, after: "tree ") { tree = ObjectID(hex: rest) }
        case UInt8(ascii: "p"):
          if let rest = Self.rest(of: line, after: "parent "), let parent = ObjectID(hex: rest) {
            parents.append(parent)
          }
        case UInt8(ascii: "a") where author == nil:
          author = Self.rest(of: line, after: "author ").map(Self.signature)
        case UInt8(ascii: "c") where committer == nil:
          committer = Self.rest(of: line, after: "committer ").map(Self.signature)
        case UInt8(ascii: "g"):
          if Self.rest(of: line, after: "gpgsig") != nil { isSigned = true }
        default: continue
        }
      }
    }

    private static func signature(_ rest: UnsafeBufferPointer<UInt8>) -> Signature {
      Signature(parsing: rest)
    }

    private static func rest(
      of line: UnsafeBufferPointer<UInt8>, after word: StaticString
    ) -> UnsafeBufferPointer<UInt8>? {
      let count = word.utf8CodeUnitCount
      guard line.count >= count else { return nil }
      for index in 0..<count where line[index] != word.utf8Start[index] { return nil }
      return UnsafeBufferPointer(rebasing: line[count...])
    }
  }

  /// The bytes of a commit object; `signature` is an armoured `gpgsig`.
  static func encode(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String,
    signature: String? = nil
  ) -> [UInt8] {
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    text += "author \(author.line)\ncommitter \(committer.line)\n"
    if let signature {
      let lines = signature.split(separator: "\n", omittingEmptySubsequences: false)
      let trimmed = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
      text += "gpgsig " + trimmed.joined(separator: "\n ") + "\n"
    }
    text += "\n" + message
    return Array(text.utf8)
  }
}
