import Changes
import Diagnostics
import FirestoreModel
import Git
import Platform
import TestSupport
import Testing

@testable import Store

/// Times, log, comparison and restore.
struct HistoryTests {
  private func times(_ store: TestStore, _ path: String) throws -> DocumentTimes? {
    let open = try store.open()
    return try open.times(of: DocumentPath(path), at: open.tip(of: nil))
  }

  private func log(_ store: TestStore, _ filter: PathFilter, live: Bool = false) throws -> [String] {
    let open = try store.open()
    var subjects: [String] = []
    try open.forEachCommit(from: open.tip(of: nil), changing: filter, includingLive: live) { entry in
      subjects.append(entry.commit.subject)
      return true
    }
    return subjects
  }

  @Test(
    "create and update time follow the value, and not the file",
    arguments: [StoreShape.clone, .bare, .subfolder])
  func documentTimes(_ shape: StoreShape) throws {
    let store = try TestStore(shape)
    let made = try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    try store.set("users/ben", #"{"name": "Ben"}"#)
    #expect(
      try times(store, "users/ada")
        == DocumentTimes(create: made.time, update: made.time, commit: made.commit, isAtOrBefore: false))
    let changed = try store.set("users/ada", #"{"name": "Ada L."}"#)
    let counted = try store.set("users/ada", #"{"name": "Ada L.", "seen": 2}"#)
    #expect(try times(store, "users/ada")?.update == counted.time && changed.time < counted.time)
    try store.write(.delete(try DocumentPath("users/ada")))
    #expect(try times(store, "users/ada") == nil)
    let again = try store.set("users/ada", #"{"name": "Ada"}"#)
    #expect(try times(store, "users/ada")?.create == again.time)
    // One handle that wrote everything itself answers the same as one that reads history.
    let open = try store.open()
    let path = try DocumentPath("users/ada")
    let first = try open.write(
      [.set(TestStore.fields(#"{"name": "B"}"#), at: path)], options: store.options())
    let second = try open.write(
      [.set(TestStore.fields(#"{"name": "C"}"#), at: path)], options: store.options())
    #expect(try open.times(of: path, at: second.commit) == times(store, "users/ada"))
    #expect(try open.times(of: path, at: first.commit)?.update == first.time)
  }

  @Test("a move by fan-out and a reformat are no change")
  func moves() throws {
    let store = try TestStore()
    let made = try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    try store.store.write("data/users/ada.json", "{\"name\":\"Ada\"}")
    try store.commitByHand("Reformat")
    #expect(try times(store, "users/ada")?.update == made.time)
    #expect(try log(store, .document(DocumentPath("users/ada"))) == ["Create users/ada"])
    try store.store.write("funnel.json", #"{"format": 1, "fanOut": {"users": 3}}"#)
    let place = try store.open()  // the place that the new settings give
    let settings = try Settings(
      parsing: Array(#"{"format": 1, "fanOut": {"users": 3}}"#.utf8), file: "funnel.json")
    for folder in DocumentFolder.allCases {
      let target = StoreRoot.name(try DocumentPath("users/ada"), folder, settings)
      try Files.makeDirectories(Files.parent(of: store.store.path + "/" + target))
      try store.folder.git("mv", "\(folder.rawValue)/users/ada.json", target)
    }
    try store.commitByHand("Fan out")
    _ = place
    #expect(
      try times(store, "users/ada")?.update == made.time && times(store, "users/ada")?.create == made.time)
    #expect(try log(store, .document(DocumentPath("users/ada"))) == ["Create users/ada"])
    #expect(try log(store, .collection(CollectionPath("users"))) == ["Create users/ada"])
    let open = try store.open()
    #expect(try open.diff(from: .commit(made.commit), to: .commit(open.tip(of: nil))).isEmpty)
    #expect(try open.restore(.all, to: made.commit, includingLive: true, options: store.options()) == nil)
    try store.set("users/ada", #"{"name": "B"}"#)
    let back = try #require(
      try store.open().restore(.all, to: made.commit, includingLive: false, options: store.options()))
    #expect(back.changes.count == 1)
    #expect(
      try store.get("users/ada") == TestStore.fields(#"{"name": "Ada", "seen": 1}"#) && store.dirt() == "")
  }

  @Test(
    "restore: a document, a collection, everything; live/ only when asked; a deleted document comes back whole"
  )
  func restores() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    try store.set("notes/n", #"{"x": 1}"#)
    let then = try store.open().tip(of: nil)
    try store.set("users/ada", #"{"name": "Changed", "seen": 9}"#)
    try store.set("users/new", #"{"name": "New"}"#)
    try store.set("users/ada/notes/deep", #"{"x": 1}"#)
    try store.set("notes/n", #"{"x": 2}"#)
    let later = try store.open().tip(of: nil)
    func restore(_ filter: PathFilter, to commit: ObjectID, live: Bool = false) throws -> [String]? {
      try store.open().restore(
        filter, to: commit, includingLive: live, options: store.options(via: .restore))?.changes
        .map(\.path.description)
    }
    #expect(try restore(.document(DocumentPath("users/ada")), to: then) == ["users/ada"])
    #expect(try store.get("users/ada") == TestStore.fields(#"{"name": "Ada", "seen": 9}"#))
    #expect(try restore(.document(DocumentPath("users/ada")), to: then) == nil)
    #expect(try restore(.document(DocumentPath("users/ada")), to: then, live: true) == ["users/ada"])
    #expect(try store.get("users/ada")?["seen"] == .integer(1))
    #expect(
      try restore(.collection(CollectionPath("users")), to: then) == ["users/ada/notes/deep", "users/new"])
    #expect(try store.get("notes/n")?["x"] == .integer(2))
    #expect(
      try restore(.all, to: later)
        == ["notes/n", "users/ada", "users/ada/notes/deep", "users/new"].filter { $0 != "notes/n" })
    try store.write(.delete(try DocumentPath("users/ada")))
    #expect(try restore(.document(DocumentPath("users/ada")), to: then) == ["users/ada"])
    #expect(try store.get("users/ada") == TestStore.fields(#"{"name": "Ada", "seen": 1}"#))
    #expect(try store.dirt() == "" && store.fsck() == "")
    #expect(
      try store.folder.git("log", "-1", "--format=%(trailers:key=Funnel-Via,valueonly)").contains("restore"))
  }

  @Test("a restore is judged by today's schemas, and refused over a hand edit")
  func restoreRefused() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada", "age": 3}"#)
    let then = try store.open().tip(of: nil)
    try store.set("users/ada", #"{"name": "Ada", "age": 4}"#)
    try store.store.write("data/users/ada.json", #"{"name": "mine"}"#)
    #expect(
      code { _ = try store.open().restore(.all, to: then, includingLive: false, options: store.options()) }
        == "worktree/dirty")
    #expect(try store.store.read("data/users/ada.json") == #"{"name": "mine"}"#)
    try store.folder.git("restore", "data")
    let stricter = TestStore.userSchema.replacing("\"minimum\": 0", with: "\"minimum\": 4")
    try store.store.write("schemas/user.json", stricter)
    try store.commitByHand()
    #expect(
      code { _ = try store.open().restore(.all, to: then, includingLive: false, options: store.options()) }
        == "store/schema")
  }

  @Test("comparison with the working tree and with nothing; what cannot be read is said")
  func diffs() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    let open = try store.open()
    let head = try open.tip(of: nil)
    #expect(try open.diff(from: .commit(head), to: .workTree).isEmpty)
    #expect(try open.diff(from: .nothing, to: .commit(head)).map(\.path.description) == ["users/ada"])
    try store.store.write("data/users/ada.json", #"{"name": "B", "age": 1}"#)
    try store.store.write("live/users/ada.json", #"{"seen": 2}"#)
    try store.store.write("data/users/bad.json", "{")
    let deltas = try open.diff(from: .commit(head), to: .workTree)
    #expect(deltas.map(\.path.description) == ["users/ada", "users/bad"])
    #expect(deltas[0].fields.map(\.path.description) == ["age", "name"] && deltas[1].problem != nil)
    let live = try open.diff(from: .commit(head), to: .workTree, includingLive: true)
    #expect(live[0].fields.map(\.path.description) == ["age", "name", "seen"])
  }

  @Test("log follows documents and collections, with live/ when asked")
  func logs() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada"}"#, "one")
    try store.set("users/ben", #"{"name": "Ben"}"#, "two")
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#, "count")
    try store.set("users/ada/notes/n", #"{"x": 1}"#, "below")
    try store.set("notes/x", #"{"x": 1}"#, "elsewhere")
    #expect(try log(store, .document(DocumentPath("users/ada"))) == ["one"])
    #expect(try log(store, .document(DocumentPath("users/ada")), live: true) == ["count", "one"])
    #expect(try log(store, .collection(CollectionPath("users"))) == ["below", "two", "one"])
    #expect(try log(store, .all).count == 6)
    let open = try store.open()
    #expect(
      try open.changes(of: open.tip(of: nil), includingLive: false).map(\.path.description) == ["notes/x"])
  }
}
