import Platform
import TestSupport
import Testing

@testable import Git

/// Repositories of all shapes, as they are opened.
struct RepositoryTests {
  @Test("normal, bare, before the first commit, detached")
  func heads() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    #expect(!repository.isBare && repository.workTree == folder.folder.path)
    #expect(try repository.head() == .branch("main", tip: nil))
    try folder.git("commit", "-q", "--allow-empty", "-m", "one")
    let id = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD")))
    #expect(try folder.repository().head() == .branch("main", tip: id))
    try folder.git("checkout", "-q", "--detach")
    #expect(try folder.repository().head() == .detached(id))
    let bare = try GitFolder(bare: true).repository()
    #expect(bare.isBare && bare.workTree == nil)
  }

  @Test("revisions that name a commit, something else, or nothing")
  func revisions() throws {
    let folder = try GitFolder()
    try folder.git("commit", "-q", "--allow-empty", "-m", "one")
    try folder.git("commit", "-q", "--allow-empty", "-m", "two")
    try folder.git("tag", "-a", "-m", "t", "v1", "HEAD~")
    let repository = try folder.repository()
    #expect(try repository.commitID(named: "v1")?.description == (try folder.git("rev-parse", "HEAD~")))
    #expect(try repository.commitID(named: "HEAD~1") == repository.commitID(named: "v1"))
    #expect(try repository.commitID(named: String(try folder.git("rev-parse", "HEAD").prefix(8))) != nil)
    for text in ["nothing", "2 days ago", "HEAD~7", "", "a..b", "2026-01-31"] {
      #expect(try repository.commitID(named: text) == nil, "\(text)")
    }
    #expect(throws: GitError.self) { try repository.commitID(named: "HEAD^{tree}") }
  }

  @Test("linked worktrees share the common directory, and hold their branches")
  func worktrees() throws {
    let folder = try GitFolder()
    try folder.git("commit", "-q", "--allow-empty", "-m", "one")
    let other = folder.folder.path + "-linked"
    defer { _ = try? Command.run(["rm", "-rf", other], in: "/") }
    try folder.git("worktree", "add", "-q", "-b", "side", other)
    let repository = try folder.repository()
    let linked = try Repository(at: other)
    #expect(
      linked.commonDirectory == repository.gitDirectory
        && linked.gitDirectory.hasPrefix(linked.commonDirectory + "/worktrees/"))
    #expect(linked.workTree == other)
    #expect(try repository.otherWorkTree(on: "side") == other)
    #expect(try repository.otherWorkTree(on: "main") == nil)
    #expect(try linked.otherWorkTree(on: "main") == folder.folder.path)
    #expect(try linked.otherWorkTree(on: "side") == nil)
  }

  @Test("settings, people, ignore rules and attributes")
  func configuration() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    #expect(try repository.string("user.name") == "Ada" && repository.string("no.such") == nil)
    try repository.set("gc.auto", "0")
    #expect(try folder.git("config", "gc.auto") == "0")
    try folder.folder.write(".gitignore", "*.tmp\n/ignored/\n")
    try folder.folder.write(
      ".gitattributes",
      "lfs/** filter=lfs\ncrlf/** text eol=crlf\nplain/** -text -filter\nid/** ident\nutf16/** working-tree-encoding=UTF-16\n"
    )
    #expect(
      try repository.isIgnored("a.tmp") && repository.isIgnored("ignored/x.json")
        && !repository.isIgnored("a.json"))
    #expect(try repository.filter(on: "lfs/x.json") == "filter=lfs")
    #expect(try repository.filter(on: "crlf/x.json") == "eol=crlf")
    #expect(try repository.filter(on: "id/x.json") == "ident")
    #expect(try repository.filter(on: "utf16/x.json") == "working-tree-encoding=UTF-16")
    #expect(try repository.filter(on: "x.json") == nil)
    try folder.git("config", "core.autocrlf", "true")
    let again = try folder.repository()
    #expect(try again.filter(on: "x.json") == "core.autocrlf" && again.filter(on: "plain/x.json") == nil)
    try folder.git("config", "--unset", "user.email")
    #expect(
      #expect(throws: GitError.self) { try folder.repository().identity(role: "AUTHOR") }?.code
        == "git/identity")
  }

  @Test(
    "operations under way are named",
    arguments: [
      ("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"),
      ("BISECT_LOG", "bisect"),
      ("rebase-merge/interactive", "rebase"), ("rebase-apply/applying", "am"),
    ])
  func operations(_ file: String, _ wanted: String) throws {
    let folder = try GitFolder()
    #expect(try folder.repository().operationUnderWay == nil)
    try folder.folder.write(".git/" + file, "")
    #expect(try folder.repository().operationUnderWay == wanted)
  }

  @Test("what is no repository, and what is no usable one")
  func unusable() throws {
    let sandbox = try Sandbox()
    #expect(#expect(throws: GitError.self) { try Repository(at: sandbox.path) }?.code == "git/no-repository")
    let sha256 = WorkFolder(sandbox("sha256"))
    try Files.makeDirectories(sha256.path)
    try sha256.git("init", "-q", "--object-format=sha256")
    #expect(#expect(throws: GitError.self) { try Repository(at: sha256.path) }?.code == "git/unsupported")
  }

  @Test("objects that are missing or of another kind are errors")
  func objects() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let blob = try repository.write(.blob, Array("hello".utf8))
    #expect(try repository.blob(blob) == Array("hello".utf8))
    #expect(
      blob == Repository.blobID(Array("hello".utf8)) && repository.contains(blob)
        && !repository.contains(.zero))
    #expect(#expect(throws: GitError.self) { try repository.blob(.zero) }?.code == "git/missing-object")
    #expect(throws: GitError.self) { try repository.tree(blob) }
    #expect(throws: GitError.self) { try repository.commit(blob) }
    #expect(throws: GitError.self) { try Tree(parsing: Array("100644 a".utf8), id: .zero) }
    #expect(throws: GitError.self) { try Tree(parsing: Array("100644 a\0short".utf8), id: .zero) }
    #expect(try repository.entry(at: ["a"], in: nil) == nil)
  }

  @Test("the ends of a shallow clone")
  func shallow() throws {
    let folder = try GitFolder()
    for number in 0..<3 { try folder.git("commit", "-q", "--allow-empty", "-m", "\(number)") }
    let copy = folder.folder.path + "/copy"
    try folder.git("clone", "-q", "--depth", "2", "file://" + folder.folder.path, copy)
    #expect(
      try Repository(at: copy).shallowCommits().map(\.description) == [try folder.git("rev-parse", "HEAD~")])
    #expect(try folder.repository().shallowCommits().isEmpty)
  }
}
