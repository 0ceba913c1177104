import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import Platform
import Store
import TestSupport
import Testing

/// Reading and writing documents in stores of every shape.
struct DocumentTests {
  @Test(
    "a document's life: created, read, updated, deleted; files, index and history stay true",
    arguments: StoreShape.allCases)
  func life(_ shape: StoreShape) throws {
    let store = try TestStore(shape)
    let first = try store.set("users/ada", #"{"name": "Ada", "seen": 3, "stats": {"count": 1, "kept": 2}}"#)
    #expect(first.isNew)
    #expect(
      try store.get("users/ada")
        == TestStore.fields(#"{"name": "Ada", "seen": 3, "stats": {"count": 1, "kept": 2}}"#))
    if shape != .bare {
      #expect(
        try store.store.read("data/users/ada.json")
          == "{\n  \"name\": \"Ada\",\n  \"stats\": {\n    \"kept\": 2\n  }\n}\n")
      #expect(
        try store.store.read("live/users/ada.json")
          == "{\n  \"seen\": 3,\n  \"stats\": {\n    \"count\": 1\n  }\n}\n")
      #expect(try store.dirt() == "")
    }
    // Volatile fields stay unless one is named.
    try store.set("users/ada", #"{"name": "Ada L."}"#)
    #expect(
      try store.get("users/ada") == TestStore.fields(#"{"name": "Ada L.", "seen": 3, "stats": {"count": 1}}"#)
    )
    try store.set("users/ada", #"{"name": "Ada L.", "seen": 4}"#)
    #expect(try store.get("users/ada") == TestStore.fields(#"{"name": "Ada L.", "seen": 4}"#))
    let same = try store.set("users/ada", #"{"name": "Ada L.", "seen": 4}"#)
    #expect(try !same.isNew && same.commit == (try store.open().tip(of: nil)))
    try store.write(.delete(try DocumentPath("users/ada")))
    #expect(try store.get("users/ada") == nil)
    let again = try store.write(.delete(try DocumentPath("users/ada")))
    #expect(!again.isNew)
    if shape != .bare {
      #expect(!store.store.exists("live/users") && !store.store.exists("data/users"))
      #expect(try store.dirt() == "")
    }
    #expect(try store.get("users/ada", at: first.commit) != nil)
    #expect(try store.fsck() == "")
    let message = try store.folder.git("log", "-1", "--format=%B", "\(first.commit)")
    #expect(message.hasPrefix("Create users/ada\n\nFunnel-Time: 2026-01-01T00:00:0"))
    #expect(message.contains("\nFunnel-Actor: cli\nFunnel-Via: cli"))
    #expect(
      try store.folder.git("log", "-1", "--format=%an|%ae|%at|%ai", "\(first.commit)").hasSuffix("+0000"))
  }

  @Test(
    "a fanned-out collection lies in folders of hash digits, and lists by id",
    arguments: [StoreShape.clone, .bare])
  func fanOut(_ shape: StoreShape) throws {
    let store = try TestStore(
      shape, settings: #"{"format": 1, "fanOut": {"users": 3, "users/{u}/notes": 1}}"#)
    for name in ["ada", "ben", "cy"] {
      try store.set("users/\(name)", #"{"name": "\#(name)", "seen": 1}"#)
      try store.set("users/\(name)/notes/n1", #"{"text": "x"}"#)
    }
    let names = try store.folder.git("ls-tree", "-r", "--name-only", "HEAD", "data", "live").split(
      separator: "\n")
    #expect(names.count == 9 && names.allSatisfy { $0.contains("/users/=") })
    let open = try store.open()
    let snapshot = try open.snapshot(at: open.tip(of: nil))
    #expect(try snapshot.documents(in: CollectionPath("users")).map(\.id) == ["ada", "ben", "cy"])
    #expect(try snapshot.documents(in: CollectionPath("users/ada/notes")).map(\.id) == ["n1"])
    #expect(try snapshot.collections(below: nil).map(\.id) == ["users"])
    #expect(try snapshot.collections(below: DocumentPath("users/ada")).map(\.id) == ["notes"])
    var all: [String] = []
    try snapshot.forEachDocument { (path, _, _) throws(StoreError) in
      all.append(path.description)
      return true
    }
    #expect(
      Set(all) == [
        "users/ada", "users/ben", "users/cy", "users/ada/notes/n1", "users/ben/notes/n1", "users/cy/notes/n1",
      ])
    if shape == .clone { #expect(try store.dirt() == "") }
  }

  @Test("ids that need escaping, long ones and missing parents")
  func names() throws {
    let store = try TestStore(schemas: [:])
    let long = String(repeating: "é", count: 300)
    for id in ["日本", "a b", ".git", "con", "x.json", "50%", "=3f", long, "_x"] {
      try store.write(
        .set(Fields(unsorted: [("id", .string(id))]), at: try DocumentPath(segments: ["things", id])))
      try store.write(.set(Fields(), at: try DocumentPath(segments: ["lost", id, "sub", "d"])))
    }
    let open = try store.open()
    let snapshot = try open.snapshot(at: open.tip(of: nil))
    let ids = try snapshot.documents(in: CollectionPath("things")).map(\.id)
    #expect(ids.count == 9 && Set(ids).contains(long))
    #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(try snapshot.documents(in: CollectionPath("lost")).isEmpty)
    #expect(
      Set(try snapshot.documents(in: CollectionPath("lost"), includingMissing: true).map(\.id)) == Set(ids))
    #expect(try snapshot.document(DocumentPath(segments: ["things", long]))?.fields["id"] == .string(long))
    #expect(try store.dirt() == "" && store.fsck() == "")
  }

  @Test("a path in both files, and a live/ file alone")
  func union() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    try store.store.write("live/users/ada.json", "{\n  \"name\": \"B\"\n}\n")
    try store.store.write("live/users/ghost.json", "{\n  \"seen\": 1\n}\n")
    try store.commitByHand()
    #expect(code { _ = try store.get("users/ada") } == "document/both-files")
    #expect(try store.get("users/ghost") == nil)
    let findings = try store.open().doctor(now: store.clock)
    #expect(
      findings.contains { $0.code == "document/live-alone" && $0.location.file == "live/users/ghost.json" })
  }

  @Test("several documents are one commit; a bad one among them stops all")
  func allOrNothing() throws {
    let store = try TestStore()
    let tip = try store.open().tip(of: nil)
    let good = try Write.set(TestStore.fields(#"{"name": "A"}"#), at: DocumentPath("users/a"))
    let bad = try Write.set(TestStore.fields(#"{"nam": "B"}"#), at: DocumentPath("users/b"))
    #expect(code { try store.write(good, bad) } == "store/schema")
    #expect(try store.open().tip(of: nil) == tip && !store.store.exists("data/users/a.json"))
    let outcome = try store.write(good, .set(try TestStore.fields(#"{"x": 1}"#), at: DocumentPath("other/b")))
    #expect(outcome.changes.count == 2)
    #expect(try store.folder.git("rev-list", "--count", "\(tip)..HEAD") == "1")
    // Forced, the history shows it.
    _ = try store.open().write([bad], options: store.options(force: true))
    #expect(try store.folder.git("log", "-1", "--format=%B").contains("Funnel-Forced: schema"))
  }

  @Test("writing to another branch leaves files and index alone")
  func otherBranch() throws {
    let store = try TestStore()
    try store.folder.git("branch", "side")
    let open = try store.open()
    _ = try open.write(
      [.set(TestStore.fields(#"{"name": "A"}"#), at: DocumentPath("users/a"))],
      options: store.options(branch: "side"))
    #expect(try store.dirt() == "" && !store.store.exists("data/users/a.json"))
    #expect(try open.snapshot(at: open.tip(of: "side")).document(DocumentPath("users/a")) != nil)
    #expect(code { _ = try open.tip(of: "none") } == "store/no-branch")
  }

  @Test("a deletion and creation in one request leaves a trailer, and a new create time")
  func recreated() throws {
    let store = try TestStore()
    let path = try DocumentPath("users/a,b")
    let first = try store.write(.set(try TestStore.fields(#"{"name": "A"}"#), at: path))
    let second = try store.write(.delete(path), .set(try TestStore.fields(#"{"name": "A"}"#), at: path))
    #expect(second.isNew)
    #expect(try store.folder.git("log", "-1", "--format=%B").contains("Funnel-Recreated: users/a%2Cb"))
    let times = try #require(try store.open().times(of: path, at: second.commit))
    #expect(times.create == second.time && times.update == second.time && first.time < second.time)
  }
}
