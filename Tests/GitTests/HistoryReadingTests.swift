import Platform
import TestSupport
import Testing

@testable import Git

/// What walks over history read: commits without their texts, trees by one name, loose objects.
struct HistoryReadingTests {
  static let id = ObjectID.zero
  static let tree = String(repeating: "a", count: 40)
  static let parent = String(repeating: "b", count: 40)

  static let commits: [String] = [
    "tree \(tree)\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0100\n\nhello\n",
    "tree \(tree)\nparent \(parent)\nparent \(tree)\nauthor A <a> 1 +0000\ncommitter C > <c> 1700000000 -0100\n\n",
    "tree \(tree)\nauthor A <a> 1 +0000\ncommitter C <c> -5 +0100\ngpgsig x\n tree z\n committer Q <q> 7 +0000\n\nm",
    "tree \(tree)\nauthor A <a> 1 +0000\ncommitter C <c> nonsense +0100\nencoding latin1\n\n\n\nlate\n",
    "tree \(tree)\nparent short\ncommitter C\n\nx\n\nFunnel-Time: y\n", "tree \(tree)\ncommitter C <c>\n\n",
    "tree \(tree)\nauthor A <a> 1 +0000\ncommitter C <c> 5 +0100\ncommitter D <d> 6 +0100",
  ]

  @Test("a commit's head says what the commit says", arguments: commits)
  func heads(_ text: String) throws {
    let whole = try Commit(id: Self.id, parsing: text)
    let head = try CommitHead(id: Self.id, parsing: Array(text.utf8))
    #expect(head.tree == whole.tree && head.firstParent == whole.parents.first)
    #expect(head.parentCount == whole.parents.count && head.committerSeconds == whole.committer.seconds)
    #expect(head.withMessage { String(decoding: $0, as: UTF8.self) } == whole.message)
  }

  @Test("what is no commit is damage", arguments: ["", "tree x\n\n", "\n", "committer C <c> 1 +0000\n\nm"])
  func damage(_ text: String) {
    #expect(throws: GitError.self) { try CommitHead(id: Self.id, parsing: Array(text.utf8)) }
    #expect(throws: GitError.self) { try Commit(id: Self.id, parsing: text) }
  }

  @Test("loose objects as libgit2 reads them, whatever their size; damaged ones are left to it")
  func loose() throws {
    let folder = try GitFolder()
    for (name, size) in [("empty", 0), ("small", 10), ("page", 4_096), ("big", 3_000_000)] {
      try folder.folder.write(name, [UInt8](repeating: 0x61, count: size))
    }
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "-m", "All")
    let objects = folder.folder.path + "/.git/objects"
    let reader = try #require(LooseObjects(objects: objects))
    let repository = try folder.repository()
    for line in try folder.git("cat-file", "--batch-all-objects", "--batch-check").split(separator: "\n") {
      let id = try #require(ObjectID(hex: String(line.prefix(40))))
      let ours = try #require(reader.object(id))
      try repository.withObject(id) { (kind, bytes) throws(GitError) in
        #expect(ours.kind == kind && ours.bytes.elementsEqual(bytes))
      }
    }
    #expect(reader.object(.zero) == nil)
    let id = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:page")))
    let name = objects + "/\(id.description.prefix(2))/\(id.description.dropFirst(2))"
    let whole = try Files.read(name)
    for damaged in [[], Array(whole.dropLast(3)), [UInt8](repeating: 0x78, count: 40)] {
      _ = try Command.run(["rm", "-f", name], in: "/")
      try Files.write(damaged, to: name)
      #expect(reader.object(id) == nil)
      #expect(throws: GitError.self) { try ObjectReader(repository).blob(id) }
    }
  }

  @Test("a path through tree after tree, as a look-up in each alone finds it")
  func cursors() throws {
    let folder = try GitFolder()
    var random = Seeds.generator(4)
    for round in 0..<30 {
      for _ in 0..<2 {
        let path = "a/b\(Int.random(in: 0..<2, using: &random))/c.json"
        if Bool.random(using: &random) {
          try folder.folder.write(path, "\(round)")
        } else {
          _ = try Command.run(["rm", "-rf", path], in: folder.folder.path)
        }
      }
      try folder.folder.write("other", "\(round)")
      try folder.git("add", "-A")
      try folder.git("commit", "-q", "-m", "\(round)")
    }
    let repository = try folder.repository()
    let reader = ObjectReader(repository)
    let paths = [
      ["a", "b0", "c.json"], ["a", "b1", "c.json"], ["a"], ["other"], ["other", "x"], ["none", "x"],
    ]
    for path in paths {
      var cursor = PathCursor(path)
      for line in try folder.git("log", "--format=%T").split(separator: "\n") {
        let tree = try #require(ObjectID(hex: String(line)))
        let entry = try repository.entry(at: path, in: tree)
        #expect(try cursor.entry(in: tree, reader)?.id == entry?.id, "\(path)")
      }
      #expect(try cursor.entry(in: nil, reader) == nil)
      #expect(throws: GitError.self) { try cursor.entry(in: .zero, reader) }
    }
  }

  @Test("a tree that is cut short is damage")
  func cut() throws {
    let whole =
      Array("100644 a".utf8) + [0] + [UInt8](repeating: 1, count: 20) + Array("40000 b".utf8) + [0]
      + [UInt8](repeating: 2, count: 20)
    let tree = TreeBytes(whole, id: Self.id)
    #expect(try tree.entry(named: Array("b".utf8))?.mode == .tree)
    #expect(try tree.entry(named: Array("c".utf8)) == nil)
    for length in 1..<whole.count where length != 29 {
      let part = TreeBytes(Array(whole.prefix(length)), id: Self.id)
      #expect(throws: GitError.self) { try part.entry(named: Array("c".utf8)) }
    }
  }
}
