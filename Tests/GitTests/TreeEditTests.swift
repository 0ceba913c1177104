import Platform
import TestSupport
import Testing

@testable import Git

/// Trees that `TreeEdit` writes, against git's own.
struct TreeEditTests {
  @Test("random edits give the trees that git would write", arguments: 0..<4)
  func random(_ number: Int) throws {
    var random = Seeds.generator(11, case: number)
    let seed = "FUNNEL_SEED=\(random.seed)"
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blobs = try (0..<5).map { try repository.write(.blob, Array("\($0)".utf8)) }
    var model = FileModel()
    var root: ObjectID?
    for _ in 0..<6 {
      var changes: [TreeEdit.Change] = []
      for _ in 0..<Int.random(in: 1...25, using: &random) {
        let path = FileModel.path(&random)
        let blob = Bool.random(using: &random) ? blobs[Int.random(in: 0..<5, using: &random)] : nil
        changes.append(TreeEdit.Change(path: path, blob: blob))
        model.files[Array(path.joined(separator: "/").utf8)] = blob
      }
      root = try TreeEdit.apply(changes, to: root, in: repository)
      guard let root else {
        #expect(model.files.isEmpty, "\(seed)")
        continue
      }
      let listed = try Command.run(["git", "ls-tree", "-r", "-z", "\(root)"], in: folder.folder.path)
      #expect(listed.output == model.listing, "\(seed)")
    }
    // The same files through git's index give the same tree, byte for byte.
    let cleared = try Command.run(["git", "read-tree", "--empty"], in: folder.folder.path)
    #expect(cleared.status == 0)
    let info: [UInt8] = model.files.flatMap { (path, id) -> [UInt8] in
      Array("100644 \(id)\t".utf8) + path + [0]
    }
    _ = try Command.run(["git", "update-index", "-z", "--index-info"], in: folder.folder.path, input: info)
    let tree = try folder.git("write-tree")
    #expect(root?.description ?? "4b825dc642cb6eb9a060e54bf8d69288fbee4904" == tree, "\(seed)")
    if let root {
      let commit = try folder.git("commit-tree", "-m", "x", "\(root)")
      try folder.git("update-ref", "refs/heads/main", commit)
    }
    #expect(try folder.fsck() == "", "\(seed)")
  }

  @Test("removing the last file of a folder removes the folder, and of the tree the tree")
  func emptied() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blob = try repository.write(.blob, [1])
    let one = try TreeEdit.apply([.init(path: ["a", "b", "c"], blob: blob)], to: nil, in: repository)
    #expect(try TreeEdit.apply([.init(path: ["a", "b", "c"], blob: nil)], to: one, in: repository) == nil)
    let two = try TreeEdit.apply([.init(path: ["d"], blob: blob)], to: one, in: repository)
    let left = try #require(
      try TreeEdit.apply([.init(path: ["a", "b", "c"], blob: nil)], to: two, in: repository))
    #expect(try repository.tree(left).entries.map(\.name) == ["d"])
    #expect(try TreeEdit.apply([], to: left, in: repository) == left)
    #expect(try TreeEdit.apply([.init(path: ["x", "y"], blob: nil)], to: left, in: repository) == left)
  }

  @Test("a file where a folder is needed is in the way, and the other way round")
  func inTheWay() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blob = try repository.write(.blob, [1])
    let root = try TreeEdit.apply(
      [.init(path: ["a"], blob: blob), .init(path: ["b", "c"], blob: blob)], to: nil, in: repository)
    for path in [["a", "x"], ["b"]] {
      let error = #expect(throws: GitError.self) {
        try TreeEdit.apply([.init(path: path, blob: blob)], to: root, in: repository)
      }
      #expect(error?.code == "git/in-the-way")
    }
    // Taking away what is not there changes nothing, whatever stands there.
    #expect(try TreeEdit.apply([.init(path: ["a", "x"], blob: nil)], to: root, in: repository) == root)
    #expect(try TreeEdit.apply([.init(path: ["b"], blob: nil)], to: root, in: repository) == root)
  }

  @Test("names that are equal by Unicode but not by bytes are two files")
  func canonicallyEquivalent() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blob = try repository.write(.blob, [1])
    let root = try TreeEdit.apply(
      [.init(path: ["d", "\u{E9}"], blob: blob), .init(path: ["d", "e\u{301}"], blob: blob)], to: nil,
      in: repository)
    let tree = try #require(try repository.subtree(at: ["d"], in: root))
    #expect(try repository.tree(tree).count == 2)
  }

  @Test("modes, links and submodules that are there stay as they are")
  func foreignModes() throws {
    let folder = try GitFolder()
    let blob = try folder.git("hash-object", "-w", "--stdin", input: "x")
    let input = """
      100755 blob \(blob)\trun
      120000 blob \(blob)\tlink
      160000 commit 1111111111111111111111111111111111111111\tmodule
      100644 blob \(blob)\tz

      """
    let old = try folder.git("mktree", input: input)
    let repository = try folder.repository()
    let root = try #require(ObjectID(hex: old))
    let new = try #require(
      try TreeEdit.apply(
        [.init(path: ["m", "n"], blob: ObjectID(hex: blob)), .init(path: ["z"], blob: nil)], to: root,
        in: repository))
    let listed = try folder.git("ls-tree", "-r", "\(new)")
    #expect(listed.contains("100755 blob \(blob)\trun") && listed.contains("120000 blob \(blob)\tlink"))
    #expect(listed.contains("160000 commit 1111111111111111111111111111111111111111\tmodule"))
    #expect(listed.contains("m/n") && !listed.contains("\tz"))
  }
}

/// What differs between two trees, against `git diff-tree`.
struct TreeDiffTests {
  private static func listing(_ changes: [TreeDiff.Change]) -> [UInt8] {
    let zero = ObjectID.zero.description
    return changes.flatMap { change in
      let status = change.old == nil ? "A" : change.new == nil ? "D" : "M"
      let modes = (change.old.map { _ in "100644" } ?? "000000", change.new.map { _ in "100644" } ?? "000000")
      let ids = (change.old?.id.description ?? zero, change.new?.id.description ?? zero)
      return Array(":\(modes.0) \(modes.1) \(ids.0) \(ids.1) \(status)".utf8) + [0]
        + Array(change.path.joined(separator: "/").utf8) + [0]
    }
  }

  @Test("random trees", arguments: 0..<4)
  func random(_ number: Int) throws {
    var random = Seeds.generator(23, case: number)
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blobs = try (0..<3).map { try repository.write(.blob, Array("\($0)".utf8)) }
    var trees: [ObjectID] = []
    var root: ObjectID?
    for _ in 0..<5 {
      let changes = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        TreeEdit.Change(path: FileModel.path(&random), blob: blobs.randomElement(using: &random))
      }
      root = try TreeEdit.apply(changes, to: root, in: repository)
      if let root { trees.append(root) }
    }
    for (old, new) in zip(trees, trees.dropFirst().reversed()) {
      let wanted = try Command.run(
        ["git", "diff-tree", "-r", "-z", "--full-index", "--no-renames", "\(old)", "\(new)"],
        in: folder.folder.path)
      let found = try TreeDiff.changes(from: old, to: new, in: repository)
      #expect(TreeDiffTests.listing(found) == wanted.output, "FUNNEL_SEED=\(random.seed)")
    }
  }

  @Test("a file that became a folder of the same name")
  func typeChange() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blob = try repository.write(.blob, [1])
    let file = try TreeEdit.apply(
      [.init(path: ["a"], blob: blob), .init(path: ["a.b"], blob: blob)], to: nil, in: repository)
    let tree = try TreeEdit.apply(
      [.init(path: ["a", "x"], blob: blob), .init(path: ["a.b"], blob: blob)], to: nil, in: repository)
    let wanted = try Command.run(
      ["git", "diff-tree", "-r", "-z", "--full-index", "\(try #require(file))", "\(try #require(tree))"],
      in: folder.folder.path)
    #expect(Self.listing(try TreeDiff.changes(from: file, to: tree, in: repository)) == wanted.output)
  }

  @Test("stops when told to, and takes a missing side as empty")
  func stops() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blob = try repository.write(.blob, [1])
    let tree = try TreeEdit.apply(
      (0..<10).map { .init(path: ["d\($0)", "f"], blob: blob) }, to: nil, in: repository)
    var seen = 0
    try TreeDiff.walk(from: nil, to: tree, in: repository) { (_) throws(GitError) in
      seen += 1
      return seen < 3
    }
    #expect(seen == 3)
    #expect(
      try TreeDiff.changes(from: tree, to: nil, below: ["x"], in: repository).map(\.path).first == [
        "x", "d0", "f",
      ])
  }
}
