import Platform
import TestSupport
import Testing

@testable import Git

/// Git's index as `IndexFile` reads and rewrites it, against git itself.
struct IndexFileTests {
  /// A repository with committed files, and what they hold.
  private func committed(_ names: [String], version: Int) throws -> GitFolder {
    let folder = try GitFolder()
    for name in names { try folder.folder.write(name, "old \(name)\n") }
    try folder.git("update-index", "--index-version", "\(version)")
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "-m", "first")
    return folder
  }

  private static let names =
    ["a.json", "b/a.json", "b/b.json", "b/c/d.json", "b.json", "c/x.json", "c/y/z.json"]
    + (0..<60).map { "data/users/=\(String($0 % 7, radix: 16))/user-number-\($0).json" }

  private func stage(_ folder: GitFolder) throws -> [UInt8] {
    try Command.run(["git", "ls-files", "--stage", "-z"], in: folder.folder.path).output
  }

  @Test("rewriting without a change keeps every entry", arguments: [2, 3, 4])
  func unchanged(_ version: Int) throws {
    let folder = try committed(Self.names, version: version)
    let before = try Command.run(["git", "ls-files", "--debug"], in: folder.folder.path).output
    let path = folder.folder.path + "/.git/index"
    let index = try IndexFile.read(path)
    #expect(index.count == Self.names.count)
    try Files.write(index.applying([]), to: path)
    #expect(try Command.run(["git", "ls-files", "--debug"], in: folder.folder.path).output == before)
    #expect(try folder.fsck() == "")
  }

  @Test("random puts and removals, versions 2 to 4, with flagged entries", arguments: [2, 3, 4], 0..<3)
  func random(_ version: Int, _ number: Int) throws {
    var random = Seeds.generator(37, case: number * 10 + version)
    let seed = "FUNNEL_SEED=\(random.seed)"
    let folder = try committed(Self.names, version: version)
    if version != 2 {
      try folder.folder.write("intent.json", "later\n")
      try folder.git("add", "-N", "intent.json")
      try folder.git("update-index", "--skip-worktree", "b/b.json", "c/x.json")
    }
    let repository = try folder.repository()
    let path = folder.folder.path + "/.git/index"
    var model = FileModel()
    for name in Self.names { model.files[Array(name.utf8)] = Repository.blobID(Array("old \(name)\n".utf8)) }
    for round in 0..<3 {
      let index = try IndexFile.read(path)
      var edits: [String: IndexFile.Edit] = [:]
      for _ in 0..<12 {
        let isNew = Int.random(in: 0..<3, using: &random) == 0
        let name =
          isNew
          ? "data/new/\(Int.random(in: 0..<40, using: &random)).json"
          : Self.names[Int.random(in: 0..<Self.names.count, using: &random)]
        if name == "b/b.json" { continue }
        if Bool.random(using: &random) {
          let bytes = Array("round \(round) \(name)\n".utf8)
          let id = try repository.write(.blob, bytes)
          try folder.folder.write(name, bytes)
          edits[name] = .put(id, FileStatus.of(folder.folder.path + "/" + name))
          model.files[Array(name.utf8)] = id
        } else {
          try Files.remove(folder.folder.path + "/" + name)
          edits[name] = .remove
          model.files[Array(name.utf8)] = nil
        }
      }
      try Files.write(index.applying(edits.map { ($0.key, $0.value) }), to: path)
    }
    if version != 2 { model.files[Array("intent.json".utf8)] = Repository.blobID([]) }
    let wanted: [UInt8] = model.files.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .flatMap { (path, id) -> [UInt8] in Array("100644 \(id) 0\t".utf8) + path + [0] }
    #expect(try stage(folder) == wanted, "\(seed)")
    // Nothing differs between index and files but what was only announced.
    let dirty = try folder.git("diff", "--name-only")
    #expect(dirty == (version == 2 ? "" : "intent.json"), "\(seed)")
    if version != 2 {
      #expect(try folder.git("ls-files", "-t", "b/b.json") == "S b/b.json", "\(seed)")
      #expect(try IndexFile.read(path)["intent.json"]?.isIntentToAdd == true, "\(seed)")
      model.files[Array("intent.json".utf8)] = nil
    }
    let tree = try TreeEdit.apply(
      model.files.map {
        .init(
          path: String(decoding: $0.key, as: UTF8.self).split(separator: "/").map(String.init), blob: $0.value
        )
      },
      to: nil, in: repository)
    #expect(try folder.git("write-tree") == tree?.description, "\(seed)")
    #expect(try folder.fsck() == "", "\(seed)")
  }

  @Test("cached trees of other folders are kept, those above a change dropped")
  func cacheTree() throws {
    let folder = try committed(Self.names, version: 2)
    let path = folder.folder.path + "/.git/index"
    let repository = try folder.repository()
    let untouched = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:data/users")))
    let above = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:b")))
    func isCached(_ id: ObjectID) throws -> Bool {
      let bytes = try Files.read(path)
      let content = bytes.drop { _ in false }
      guard let start = find(Array("TREE".utf8), in: content) else { return false }
      return find(id.bytes, in: content[start...]) != nil
    }
    #expect(try isCached(untouched) && isCached(above))
    let id = try repository.write(.blob, [1])
    try Files.write(
      try IndexFile.read(path).applying([("b/c/d.json", .put(id, nil)), ("new/e.json", .put(id, nil))]),
      to: path)
    #expect(try isCached(untouched))
    #expect(try !isCached(above))
    #expect(try folder.git("ls-tree", "-r", try folder.git("write-tree"), "b/c/d.json").contains("\(id)"))
    // A folder that vanished leaves a node that git must be able to live with.
    try Files.write(
      try IndexFile.read(path).applying([("c/x.json", .remove), ("c/y/z.json", .remove)]), to: path)
    #expect(try !folder.git("ls-tree", try folder.git("write-tree")).contains("\tc\n"))
    #expect(try folder.fsck() == "")
  }

  private func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= needle.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - needle.count)).first {
      bytes[$0..<($0 + needle.count)].elementsEqual(needle)
    }
  }

  @Test("an entry written in the same tick as the index before is looked at again", arguments: [2, 4])
  func racilyClean(_ version: Int) throws {
    let folder = try committed(["a.json", "b.json"], version: version)
    let path = folder.folder.path + "/.git/index"
    let name = folder.folder.path + "/a.json"
    let status = try #require(FileStatus.of(name))
    // The index as it is when the file was written in the very moment of the index, and edited after it.
    let bytes = try Files.read(path)
    let racy = try IndexFile(parsing: bytes, modified: (status.modifiedSeconds, status.modifiedNanoseconds))
    let entry = try #require(racy["a.json"])
    #expect(!entry.matches(status, indexModified: racy.modified))
    let later = try IndexFile(parsing: racy.applying([("b.json", .remove)]), modified: (.max, 0))
    let kept = try #require(later["a.json"])
    #expect(
      !kept.matches(status, indexModified: later.modified),
      "the new index is younger, but must not vouch for the file")
    #expect(kept.id == entry.id)
  }

  @Test("paths of 4,095 bytes and more, and conflicts")
  func longPathsAndStages() throws {
    for version in [2, 4] {
      let folder = try GitFolder()
      try folder.git("update-index", "--index-version", "\(version)")
      let blob = try folder.git("hash-object", "-w", "--stdin", input: "x")
      let long = (0..<41).map { _ in String(repeating: "n", count: 100) }.joined(separator: "/")
      let info = """
        100644 \(blob) 0\t\(long)
        100644 \(blob) 0\t\(String(long.prefix(4095)))
        100644 \(blob) 1\tconflict.json
        100644 \(blob) 2\tconflict.json
        100644 \(blob) 3\tconflict.json
        100644 \(blob) 0\tz.json

        """
      try folder.git("update-index", "--index-info", input: info)
      let path = folder.folder.path + "/.git/index"
      let index = try IndexFile.read(path)
      #expect(index.count == 6)
      #expect(index[long] != nil && index[String(long.prefix(4095))] != nil && index["z.json"] != nil)
      #expect(index["conflict.json"]?.stage == 1)
      let id = try #require(ObjectID(hex: blob))
      try Files.write(index.applying([("conflict.json", .put(id, nil)), (long, .remove)]), to: path)
      let listed = try folder.git("ls-files", "--stage")
      #expect(
        listed.contains("0\tconflict.json") && !listed.contains("1\tconflict.json")
          && listed.contains("0\tz.json"))
      #expect(listed.split(separator: "\n").count == 3)
    }
  }

  @Test("split and sparse indexes and damaged ones are refused")
  func refused() throws {
    let folder = try committed(Self.names, version: 2)
    let path = folder.folder.path + "/.git/index"
    let plain = try Files.read(path)
    try folder.git("update-index", "--split-index")
    #expect(throws: GitError.self) { try IndexFile.read(path) }
    #expect(#expect(throws: GitError.self) { try IndexFile.read(path) }?.code == "git/split-index")
    try folder.git("update-index", "--no-split-index")
    try folder.git("sparse-checkout", "set", "--cone", "--sparse-index", "b")
    #expect(#expect(throws: GitError.self) { try IndexFile.read(path) }?.code == "git/sparse-index")
    // Whatever a file holds, reading it ends in an index or an error.
    var random = Seeds.generator(41)
    for _ in 0..<3000 {
      var bytes = plain
      if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
        let place = Int.random(
          in: 0..<min(bytes.count, Bool.random(using: &random) ? 100 : .max), using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      guard let index = try? IndexFile(parsing: bytes, modified: (0, 0)) else { continue }
      _ = index.entries(below: "")
      _ = index.applying([("b/q.json", .put(.zero, nil)), ("a.json", .remove)])
    }
    #expect(try IndexFile.read(folder.folder.path + "/nothing").count == 0)
  }
}
