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
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author: Signature?
    var committer: Signature?
    var isSigned = false
    var rest = text[...]
    while true {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let line = rest[..<end]
      rest = end == rest.endIndex ? rest[end...] : rest[rest.utf8.index(after: end)...]
      if line.isEmpty { break }
      if line.hasPrefix("tree ") {
        tree = ObjectID(hex: line.utf8.dropFirst(5))
      } else if line.hasPrefix("parent ") {
        if let parent = ObjectID(hex: line.utf8.dropFirst(7)) { parents.append(parent) }
      } else if line.hasPrefix("author "), author == nil {
        author = Signature(parsing: line.dropFirst(7))
      } else if line.hasPrefix("committer "), committer == nil {
        committer = Signature(parsing: line.dropFirst(10))
      } else if line.hasPrefix("gpgsig") {
        isSigned = true
      }
    }
    guard let tree, let committer else { throw .damaged("commit \(id) has no tree or committer") }
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author ?? committer
    self.committer = committer
    message = String(rest)
    self.isSigned = isSigned
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
