import Platform
import TestSupport
import Testing

@testable import Git

/// Commit objects and their trailers.
struct CommitTests {
  @Test("a commit of git's reads as what git says of it")
  func reads() throws {
    let folder = try GitFolder()
    try folder.git("commit", "-q", "--allow-empty", "-m", "Söme subject\n\nBody\n\nKey: value")
    try folder.git(
      "-c", "user.name=Ben B.", "-c", "user.email=b@x", "commit", "-q", "--allow-empty",
      "--date=1700000000 -0530", "-m", "second")
    let repository = try folder.repository()
    guard case .branch("main", let tip?) = try repository.head() else {
      Issue.record("HEAD is on main")
      return
    }
    let commit = try repository.commit(tip)
    #expect(commit.id.description == (try folder.git("rev-parse", "HEAD")))
    #expect(commit.tree.description == (try folder.git("rev-parse", "HEAD^{tree}")))
    #expect(commit.parents.map(\.description) == [try folder.git("rev-parse", "HEAD~")])
    #expect(
      commit.author == Signature(name: "Ada", email: "ada@example.com", seconds: 1_700_000_000, offset: -330))
    #expect(commit.subject == "second")
    let first = try repository.commit(commit.parents[0])
    #expect(first.subject == "Söme subject")
    #expect(Trailers(message: first.message)["Key"] == "value")
    #expect(first.parents.isEmpty)
  }

  @Test("what is written is what git would write")
  func writes() throws {
    let folder = try GitFolder()
    let repository = try folder.repository()
    let tree = try repository.write(.tree, [])
    let author = Signature(name: " Ada <Lovelace>. ", email: "<ada@x>", seconds: 1_700_000_000, offset: 90)
    let id = try repository.writeCommit(
      tree: tree, parents: [], author: author, committer: author, message: "m\n")
    #expect(
      try folder.git("cat-file", "-p", "\(id)")
        == "tree \(tree)\nauthor Ada Lovelace <ada@x> 1700000000 +0130\ncommitter Ada Lovelace <ada@x> 1700000000 +0130\n\nm"
    )
    let nobody = Signature(name: "uid:abc", email: "", seconds: 1)
    let child = try repository.writeCommit(
      tree: tree, parents: [id], author: nobody, committer: author, message: "n\n")
    try folder.git("update-ref", "refs/heads/main", "\(child)")
    #expect(try folder.fsck() == "")
    #expect(try repository.commit(child).author == nobody)
    #expect(try folder.git("log", "--format=%an|%ae|%at", "-1") == "uid:abc||1")
  }

  @Test("signatures, merge tags and mangled headers do not confuse the reader")
  func odd() throws {
    let id = ObjectID.zero
    func parse(_ text: String) throws -> Commit {
      try Commit(id: id, parsing: text)
    }
    let tree = String(repeating: "a", count: 40)
    let signed = try parse(
      "tree \(tree)\nparent \(tree)\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0100\ngpgsig -----BEGIN\n tree x\n author y\n \n end\nencoding x\n\nhello\n\nworld"
    )
    #expect(signed.message == "hello\n\nworld" && signed.author.name == "A" && signed.parents.count == 1)
    #expect(try parse("tree \(tree)\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0000\n").message == "")
    #expect(try parse("tree \(tree)\nauthor A\ncommitter C > < x\n\nm").committer.seconds == 0)
    #expect(throws: GitError.self) { try parse("tree \(tree)\n\nm") }
    #expect(throws: GitError.self) { try parse("author A <a> 1 +0000\ncommitter C <c> 2 +0000\n\nm") }
    #expect(throws: GitError.self) { try parse("") }
  }

  @Test(
    "the last paragraph is trailers or it is not",
    arguments: [
      ("s\n\nA: 1\nB: 2\n", ["A=1", "B=2"]), ("s\n\nA: 1\n more\n", ["A=1 more"]),
      ("s\n\nA: 1\nno trailer\n", []),
      ("A: 1\n", []), ("s\n\nA: 1\n\nlast\n", []), ("s\n\nA:1\n\n\n", ["A=1"]),
      ("s\n\nA: x: y\n", ["A=x: y"]),
      ("s\r\n\r\nA: 1\r\n", ["A=1"]), ("s\n\n: 1\n", []), ("s\n\n A: 1\n", []), ("", []),
      (
        "s\n\nFunnel-Time: 2026-01-31T09:30:00.123456Z\nFunnel-Actor: cli\n",
        ["Funnel-Time=2026-01-31T09:30:00.123456Z", "Funnel-Actor=cli"]
      ),
    ])
  func trailers(_ message: String, _ wanted: [String]) {
    #expect(Trailers(message: message).pairs.map { "\($0.key)=\($0.value)" } == wanted)
  }

  @Test(
    "trailers that are appended are read again",
    arguments: ["s", "s\n", "s\n\nbody\n\n\n", "s\n\nKey: v", "s\r\n\r\nb\r\n"])
  func appended(_ body: String) {
    let message = Trailers([("A", "1"), ("B-c", "x y")]).appended(to: body)
    #expect(
      Trailers(message: message).pairs.map { "\($0.key)=\($0.value)" }
        == (body.contains("Key: v") ? ["Key=v"] : []) + ["A=1", "B-c=x y"])
    #expect(message.utf8.last == 0x0A && message.hasPrefix("s"))
  }

  @Test("hexadecimal ids")
  func ids() {
    let text = "0123456789abcdef0123456789abcdef01234567"
    #expect(ObjectID(hex: text)?.description == text)
    #expect(ObjectID(hex: text.uppercased())?.description == text)
    #expect(
      ObjectID(hex: String(text.dropLast())) == nil && ObjectID(hex: text + "0") == nil
        && ObjectID(hex: "g" + text.dropFirst()) == nil)
  }
}
