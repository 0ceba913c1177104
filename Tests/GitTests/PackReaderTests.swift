import Platform
import TestSupport
import Testing

@testable import Git

/// Packs as git makes them, read as git reads them.
struct PackReaderTests {
  @Test(
    "every object of a repository with deltas, as git cat-file gives it",
    arguments: [
      ["repack", "-adfq", "--depth=50", "--window=50"],
      ["-c", "pack.depth=4000", "repack", "-adfq", "--depth=4000", "--window=10"],
      ["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=20"],
      ["repack", "-adfq", "--depth=0"],
      ["-c", "core.compression=0", "repack", "-adfFq"],
      ["gc", "-q", "--aggressive"],
      ["-c", "pack.packSizeLimit=1m", "repack", "-adfq"],
      ["-c", "pack.writeReverseIndex=true", "repack", "-adfq", "--write-midx"],
    ])
  func packed(_ command: [String]) throws {
    let folder = try GitFolder()
    try folder.fill(commits: 40)
    let made = try Command.run(["git"] + command, in: folder.folder.path)
    #expect(made.status == 0, "\(made.errorText)")
    let packs = folder.folder.path + "/.git/objects/pack/"
    let indexes = try Files.list(packs).filter { $0.hasSuffix(".idx") }.map { packs + $0 }
    let listing = try Command.run(["git", "verify-pack", "-v"] + indexes, in: folder.folder.path).text
    #expect(listing.contains("chain length = 3: ") == !command.contains("--depth=0"))
    let reader = try #require(PackReader(PackSet(objects: folder.folder.path + "/.git/objects")))
    let objects = try folder.allObjects()
    #expect(objects.count > 150)
    for object in objects { #expect(reader.object(object.id) == object.content, "\(object.id)") }
    // Backwards, when other bases are known.
    for object in objects.reversed() { #expect(reader.object(object.id) == object.content, "\(object.id)") }
    #expect(reader.object(.zero) == nil)
  }

  @Test("deltas by id, in a thin pack that was completed")
  func completed() throws {
    let folder = try GitFolder()
    try folder.fill(commits: 12)
    try folder.git("tag", "old", "HEAD~6")
    let thin = try Command.run(
      ["git", "pack-objects", "--thin", "--stdout", "--revs", "-q"], in: folder.folder.path,
      input: Array("HEAD\n^old\n".utf8))
    let clone = try GitFolder()
    try clone.git("fetch", "-q", folder.folder.path, "refs/tags/old:refs/tags/old")
    let indexed = try Command.run(
      ["git", "index-pack", "--fix-thin", "--stdin"], in: clone.folder.path, input: thin.output)
    #expect(indexed.status == 0, "\(indexed.errorText)")
    let reader = try #require(PackReader(PackSet(objects: clone.folder.path + "/.git/objects")))
    let id = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:big.txt")))
    let content = try folder.folder.tryGit("cat-file", "blob", id.description).output
    #expect(reader.object(id)?.bytes == content)
  }

  @Test("what stands in no pack, or not in this repository's, is libgit2's to find")
  func elsewhere() throws {
    let source = try GitFolder()
    try source.fill(commits: 4)
    try source.git("gc", "-q")
    let folder = try GitFolder()
    try folder.folder.write(
      ".git/objects/info/alternates", "\(source.folder.path)/.git/objects\n")
    try folder.folder.write("loose", "loose")
    let loose = try #require(ObjectID(hex: try folder.git("hash-object", "-w", "loose")))
    let borrowed = try #require(ObjectID(hex: try source.git("rev-parse", "HEAD:big.txt")))
    let tree = try #require(ObjectID(hex: try source.git("rev-parse", "HEAD^{tree}")))
    let first = ObjectReader(try folder.repository())
    for reader in [first, first.another()] {
      #expect(try reader.blob(loose) == Array("loose".utf8))
      #expect(try reader.blob(borrowed).count > 1_000)
      #expect(try reader.tree(tree)["big.txt"]?.id == borrowed)
      #expect(throws: GitError.self) { try reader.blob(tree) }
      #expect(throws: GitError.self) { try reader.tree(borrowed) }
      #expect(throws: GitError.self) { try reader.blob(.zero) }
    }
  }

  @Test("packs that go while they are read stay readable, and new ones are found")
  func collected() throws {
    let folder = try GitFolder()
    try folder.fill(commits: 6)
    try folder.git("gc", "-q")
    let reader = ObjectReader(try folder.repository())
    let blobs = try folder.allObjects().filter { $0.content.kind == .blob }
    for (number, object) in blobs.enumerated() {
      if number == blobs.count / 3 {
        try folder.folder.write("later", "later")
        try folder.git("add", "later")
        try folder.git("commit", "-q", "-m", "later")
        try folder.git("repack", "-adfq", "--depth=3")
      }
      if number == blobs.count / 2 { try folder.git("repack", "-adfq", "--depth=0") }
      #expect(try reader.blob(object.id) == object.content.bytes)
    }
    let later = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:later")))
    #expect(try reader.blob(later) == Array("later".utf8))
    #expect(try reader.another().blob(later) == Array("later".utf8))
  }

  @Test("indexes of version 1 and packs of another version are left alone")
  func versions() throws {
    let folder = try GitFolder()
    try folder.fill(commits: 3)
    try folder.git("-c", "pack.indexVersion=1", "repack", "-adq")
    let objects = folder.folder.path + "/.git/objects"
    #expect(PackSet(objects: objects).packs.isEmpty)
    let head = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:big.txt")))
    #expect(try ObjectReader(try folder.repository()).blob(head).count > 1_000)
    #expect(PackSet(objects: objects + "/nowhere").packs.isEmpty)
  }
}

extension PackedObject: Equatable {
  static func == (left: PackedObject, right: PackedObject) -> Bool {
    left.kind == right.kind && left.bytes == right.bytes
  }
}

extension GitFolder {
  /// Commits of files that change a little each time: text, JSON-like files in folders, one that is empty, one of
  /// random bytes.
  func fill(commits: Int) throws {
    var random = Seeds.generator(4)
    var lines = (0..<120).map { "line \($0): \(UInt64.random(in: 0...(.max), using: &random))" }
    for round in 0..<commits {
      lines[Int.random(in: 0..<lines.count, using: &random)] = "changed in \(round)"
      if round % 5 == 0 {
        lines.insert("new in \(round)", at: Int.random(in: 0..<lines.count, using: &random))
      }
      try folder.write("big.txt", lines.joined(separator: "\n"))
      let name = "data/folder \(round % 3)/\(round % 11).json"
      try folder.write(name, "{\n  \"round\": \(round),\n  \"text\": \"\(lines[round % 7])\"\n}\n")
      if round == 0 {
        try folder.write("empty", "")
        try folder.write("noise", (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &random) })
      }
      try git("add", "-A")
      try git("commit", "-q", "-m", "round \(round)")
    }
    try git("tag", "-a", "-m", "a tag", "tagged")
  }

  /// Every object as git gives it.
  func allObjects() throws -> [(id: ObjectID, content: PackedObject)] {
    let outcome = try Command.run(
      ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered"], in: folder.path)
    var objects: [(id: ObjectID, content: PackedObject)] = []
    var rest = outcome.output[...]
    while let newline = rest.firstIndex(of: 0x0A) {
      let words = String(decoding: rest[..<newline], as: UTF8.self).split(separator: " ")
      let kinds: [Substring: ObjectKind] = ["blob": .blob, "tree": .tree, "commit": .commit, "tag": .tag]
      guard words.count == 3, let id = ObjectID(hex: String(words[0])), let kind = kinds[words[1]],
        let size = Int(words[2])
      else { throw CommandFailure("git cat-file said \(words)") }
      let bytes = [UInt8](rest[(newline + 1)..<(newline + 1 + size)])
      objects.append((id, PackedObject(kind: kind, bytes: bytes)))
      rest = rest[(newline + 2 + size)...]
    }
    return objects
  }
}
