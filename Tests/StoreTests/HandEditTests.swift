import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import Platform
import Store
import TestSupport
import Testing

/// What people do to files, and what `status` and `commit` make of it.
struct HandEditTests {
  private func seeded(_ shape: StoreShape = .clone) throws -> TestStore {
    let store = try TestStore(shape)
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    try store.set("users/ben", #"{"name": "Ben"}"#)
    return store
  }

  private func changes(_ store: TestStore) throws -> [String] {
    try store.open().editedItems().map {
      "\($0.change.rawValue) \($0.name)\($0.findings.isEmpty ? "" : " !")"
    }
  }

  @discardableResult
  private func commit(_ store: TestStore, _ filters: String..., force: Bool = false) throws -> WriteOutcome? {
    try store.open().commitHandEdits(filters, options: store.options(force: force))
  }

  @Test("nothing edited", arguments: [StoreShape.clone, .subfolder, .linkedWorktree])
  func nothing(_ shape: StoreShape) throws {
    let store = try seeded(shape)
    #expect(try changes(store) == [])
    #expect(try commit(store) == nil)
    // A file that git must look at again because its times changed is still no edit.
    let bytes = try #require(try store.store.read("data/users/ada.json"))
    try store.store.write("data/users/ada.json", bytes)
    #expect(try changes(store) == [] && commit(store) == nil)
  }

  @Test(
    "added, modified, deleted and broken documents, in stores of every shape",
    arguments: [StoreShape.clone, .subfolder, .linkedWorktree])
  func kinds(_ shape: StoreShape) throws {
    let store = try seeded(shape)
    try store.store.write("data/users/ada.json", "{\"name\":\"Ada L.\"}")
    try store.store.write("data/users/cy.json", #"{"name": "Cy"}"#)
    try Files.remove(store.store.path + "/data/users/ben.json")
    try store.store.write("data/users/dee.json", #"{"nam": "Dee"}"#)
    try store.store.write("data/notes/n.json", #"{"x": }"#)
    #expect(
      try changes(store) == [
        "added data/notes/n.json !", "modified data/users/ada.json", "deleted data/users/ben.json",
        "added data/users/cy.json",
        "added data/users/dee.json !",
      ])
    #expect(code { try commit(store) } != nil)
    #expect(
      try store.store.read("data/users/ada.json") == "{\"name\":\"Ada L.\"}",
      "a refused commit changes no file")
    // By path: only what is named.
    let outcome = try #require(try commit(store, "users/ada", "data/users/cy.json"))
    #expect(outcome.changes.map(\.path.description) == ["users/ada", "users/cy"])
    #expect(try store.store.read("data/users/ada.json") == "{\n  \"name\": \"Ada L.\"\n}\n")
    #expect(try store.get("users/ada")?["seen"] == .integer(1), "the live/ file was not edited")
    try Files.remove(store.store.path + "/data/notes/n.json")
    try commit(store, force: true)
    #expect(try changes(store) == [] && store.dirt() == "")
    #expect(try store.get("users/ben") == nil && store.get("users/dee") != nil)
    #expect(code { try commit(store, "users/none") } == "commit/unedited")
    #expect(try store.fsck() == "")
  }

  @Test(
    "CRLF, BOM and other forms are committed in the canonical one",
    arguments: [
      "{\r\n  \"name\": \"A\"\r\n}\r\n", "\u{FEFF}{\"name\": \"A\"}", "{ \"name\" : \"\\u0041\" }\n\n",
    ])
  func forms(_ text: String) throws {
    let store = try seeded()
    try store.store.write("data/users/new.json", text)
    let outcome = try #require(try commit(store))
    #expect(outcome.isNew)
    #expect(try store.store.read("data/users/new.json") == "{\n  \"name\": \"A\"\n}\n" && store.dirt() == "")
  }

  @Test("a file that is only formatted otherwise is put right without a commit that changes nothing")
  func reformatted() throws {
    let store = try seeded()
    let tip = try store.open().tip(of: nil)
    try store.store.write("data/users/ada.json", "{\"name\": \"Ada\"}")
    #expect(try changes(store) == ["modified data/users/ada.json"])
    let outcome = try commit(store)
    #expect(try store.open().tip(of: nil) == tip && outcome?.isNew != true)
    #expect(try changes(store) == [] && store.dirt() == "")
  }

  @Test("a reformatted file beside a real change is put right in the same commit's wake")
  func reformattedBeside() throws {
    let store = try seeded()
    try store.store.write("data/users/ada.json", "{\"name\": \"Ada\"}")
    try store.store.write("data/users/ben.json", "{\"name\": \"Benjamin\"}")
    let outcome = try #require(try commit(store))
    #expect(outcome.isNew)
    #expect(try changes(store) == [] && store.dirt() == "")
  }

  @Test("what else is staged stays staged, and is not committed")
  func stagedForeign() throws {
    let store = try seeded(.subfolder)
    try store.folder.write("README", "changed\n")
    try store.folder.write("src/new.txt", "new\n")
    try store.folder.git("add", "-A")
    try store.store.write("data/users/ada.json", #"{"name": "B"}"#)
    try store.folder.git("add", "-A")
    try commit(store)
    #expect(try store.dirt() == "M  README\nA  src/new.txt")
    #expect(
      try store.folder.git("show", "--name-only", "--format=", "HEAD") == "below/store/data/users/ada.json")
    try store.set("users/ben", #"{"name": "Bert"}"#)
    #expect(try store.dirt() == "M  README\nA  src/new.txt")
  }

  @Test("a staged deletion, a staged version, an intent to add and a moved file")
  func stagedOwn() throws {
    let store = try seeded()
    try store.folder.git("rm", "-q", "data/users/ben.json")
    try store.store.write("data/users/ada.json", #"{"name": "staged"}"#)
    try store.folder.git("add", "data/users/ada.json")
    try store.store.write("data/users/ada.json", #"{"name": "later"}"#)
    try store.store.write("data/users/cy.json", #"{"name": "Cy"}"#)
    try store.folder.git("add", "-N", "data/users/cy.json")
    // A write of another document goes through; one of these is the user's.
    try store.set("users/other", #"{"name": "O"}"#)
    for name in ["ada", "ben", "cy"] {
      #expect(
        code { try store.set("users/\(name)", #"{"name": "X"}"#) }?.hasPrefix("worktree/") == true, "\(name)")
    }
    try commit(store)
    #expect(
      try store.get("users/ada")?["name"] == .string("later") && store.get("users/ben") == nil
        && store.get("users/cy") != nil)
    #expect(try store.dirt() == "")
    try store.folder.git("mv", "data/users/cy.json", "data/users/di.json")
    try commit(store)
    #expect(try store.get("users/cy") == nil && store.get("users/di") != nil && store.dirt() == "")
  }

  @Test("a write never touches a document with a hand edit, whatever it is")
  func inTheWay() throws {
    let store = try seeded()
    func refused(_ path: String) -> String? { code { try store.set(path, #"{"name": "X"}"#) } }
    try store.store.write("data/users/ada.json", #"{"name": "mine"}"#)
    #expect(refused("users/ada") == "worktree/dirty")
    try Files.remove(store.store.path + "/data/users/ben.json")
    #expect(refused("users/ben") == "worktree/dirty")
    try store.store.write("data/users/new.json", #"{"name": "new"}"#)
    #expect(refused("users/new") == "worktree/in-the-way")
    try store.store.write("data/users/dir.json/x", "x")
    #expect(refused("users/dir") == "worktree/not-a-file")
    try store.store.write("data/notes", "a file")
    #expect(refused("notes/n") == "worktree/in-the-way")
    _ = try Command.run(["ln", "-s", "ada.json", "data/users/link.json"], in: store.store.path)
    #expect(refused("users/link") == "worktree/not-a-file")
    try store.store.write("live/users/ben.json", "{}")
    #expect(try store.store.read("data/users/ada.json") == #"{"name": "mine"}"#)
    #expect(
      try store.store.read("data/users/new.json") == #"{"name": "new"}"#
        && store.store.exists("data/users/dir.json/x"))
    // Nothing of ours is left anywhere.
    #expect(try Files.list(store.folder.path + "/.git").filter { $0.hasSuffix(".lock") } == [])
    #expect(try Files.list(store.folder.path + "/.git/funnel").filter { $0 != "lock" && $0 != "cache" } == [])
  }

  @Test("volatile fields move between the files when the schema says so; both files are one document")
  func liveFiles() throws {
    let store = try seeded()
    try store.store.write("live/users/ada.json", #"{"seen": 7}"#)
    #expect(try changes(store) == ["modified live/users/ada.json"])
    try commit(store)
    #expect(try store.get("users/ada")?["seen"] == .integer(7))
    try store.store.write("data/users/ben.json", #"{"name": "Ben", "seen": 2}"#)
    try commit(store)
    #expect(try store.store.read("live/users/ben.json") == "{\n  \"seen\": 2\n}\n")
    #expect(try store.store.read("data/users/ben.json") == "{\n  \"name\": \"Ben\"\n}\n")
    // The document goes: both files go.
    try Files.remove(store.store.path + "/data/users/ben.json")
    try commit(store)
    #expect(!store.store.exists("live/users/ben.json"))
    try store.store.write("live/users/ghost.json", #"{"seen": 2}"#)
    #expect(code { try commit(store) } == "document/live-alone")
    try Files.remove(store.store.path + "/live/users/ghost.json")
    try store.store.write("live/users/ada.json", #"{"name": "both"}"#)
    #expect(code { try commit(store) } == "document/both-files")
    #expect(try store.store.read("live/users/ada.json") == #"{"name": "both"}"#)
  }

  @Test("skip-worktree files are nobody's edit, and are written in the index alone")
  func skipWorktree() throws {
    let store = try seeded()
    try store.folder.git("update-index", "--skip-worktree", "data/users/ben.json")
    try Files.remove(store.store.path + "/data/users/ben.json")
    #expect(try changes(store) == [] && store.dirt() == "")
    try store.set("users/ben", #"{"name": "Bert"}"#)
    #expect(
      try store.get("users/ben")?["name"] == .string("Bert") && !store.store.exists("data/users/ben.json"))
    #expect(
      try store.dirt() == ""
        && store.folder.git("ls-files", "-t", "data/users/ben.json") == "S data/users/ben.json")
    try store.write(.delete(try DocumentPath("users/ben")))
    #expect(try store.dirt() == "")
  }

  @Test("ignored files are named as such and left alone")
  func ignored() throws {
    let store = try seeded()
    try store.store.write(".gitignore", "*.tmp.json\n")
    try store.store.write("data/users/x.tmp.json", #"{"name": "X"}"#)
    let items = try store.open().editedItems()
    #expect(items.map(\.isIgnored) == [true])
    #expect(try commit(store) == nil)
    // Tracked in spite of the rule, it is a file as others.
    try store.set("users/y.tmp", #"{"name": "Y"}"#)
    #expect(try store.get("users/y.tmp") != nil)
  }

  @Test("names and folders that can be no document say what they should be")
  func misplaced() throws {
    for name in [
      "data/users/a b.json", "data/users.json", "data/users/x.txt", "data/users/=00/ada.json",
      "data/users/CON.json",
    ] {
      let store = try seeded()
      try store.store.write(name, #"{"name": "X"}"#)
      #expect(try changes(store).count == 1, "\(name)")
      #expect(
        code { try commit(store) }?.hasPrefix("name/") == true, "\(name): \(code { try commit(store) } ?? "")"
      )
      #expect(store.store.exists(name))
    }
  }

  @Test("links in place of files and folders are refused and kept, never followed")
  func links() throws {
    let store = try seeded()
    try store.folder.write("elsewhere/ada.json", #"{"name": "Elsewhere"}"#)
    try Files.remove(store.store.path + "/data/users/ada.json")
    _ = try Command.run(
      ["ln", "-s", "../../elsewhere/ada.json", "data/users/ada.json"], in: store.store.path)
    #expect(code { try commit(store) } == "worktree/not-a-file")
    let other = try seeded()
    _ = try Command.run(["sh", "-c", "mv data moved && ln -s moved data"], in: other.store.path)
    #expect(code { try commit(other) } != nil && code { _ = try other.open().editedItems() } != nil)
    #expect(code { try other.set("users/ada", #"{"name": "X"}"#) } == "worktree/in-the-way")
    #expect(try other.get("users/ada") != nil && other.get("users/ben") != nil)
    #expect(try other.store.read("moved/users/ada.json") != nil)
    let third = try seeded()
    _ = try Command.run(
      ["sh", "-c", "mv data/users moved && ln -s ../moved data/users"], in: third.store.path)
    #expect(code { try commit(third) } != nil)
    #expect(code { try third.set("users/ada", #"{"name": "X"}"#) } == "worktree/in-the-way")
  }

  @Test("schemas and settings are committed as they are; documents are judged by the working tree's")
  func schemasBeside() throws {
    let store = try seeded()
    let wider = TestStore.userSchema.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("\"age\"") ? line + "\n    \"nick\": { \"type\": \"string\" }," : String(line)
    }.joined(separator: "\n")
    try store.store.write("schemas/user.json", wider)
    try store.store.write("data/users/ada.json", #"{"name": "Ada", "nick": "A"}"#)
    // The tip's schemas judge a write, the working tree's a commit.
    #expect(code { try store.set("users/cy", #"{"name": "C", "nick": "c"}"#) } == "store/schema")
    let outcome = try #require(try commit(store))
    #expect(
      try outcome.isNew && (try store.store.read("schemas/user.json")) == wider && (try store.dirt()) == "")
    try store.set("users/cy", #"{"name": "C", "nick": "c"}"#)
    try store.store.write("schemas/user.json", "{\n  \"type\": 3\n}\n")
    #expect(code { try commit(store) } != nil)
    try store.store.write("schemas/user.json", wider)
    try store.store.write("funnel.json", "{\n  \"format\": 2\n}\n")
    #expect(code { try commit(store) } == "settings/format")
    try store.store.write("funnel.json", "{\n  \"format\": 1\n}\n")
    #expect(try changes(store) == [])
  }

  @Test("conflict markers are named with the cure")
  func conflictMarkers() throws {
    let store = try seeded()
    try store.store.write(
      "data/users/ada.json",
      "{\n<<<<<<< HEAD\n  \"name\": \"A\"\n=======\n  \"name\": \"B\"\n>>>>>>> side\n}\n")
    let item = try #require(try store.open().editedItems().first)
    #expect(item.findings.first.map { "\($0.message) \($0.hint ?? "")" }?.contains("conflict") == true)
    #expect(code { try commit(store) } != nil)
  }
}
