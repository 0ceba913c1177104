import Changes
import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import JSON
import Platform
import TestSupport
import Testing

@testable import Store

/// Two sides of a store compared.
struct ComparisonTests {
  private func says(_ found: Comparison) -> [String] {
    found.documents.map { delta in
      let name = (delta.from.map { "\($0) → " } ?? "") + delta.path.description
      let problems = (delta.oldProblem == nil ? "" : " old?") + (delta.newProblem == nil ? "" : " new?")
      return
        "\(delta.kind.rawValue) \(name) \(delta.fields.map(\.path.description).joined(separator: ","))\(problems)"
    } + found.files.map { "file \($0.name) \($0.oldSize ?? -1) \($0.newSize ?? -1)" }
  }

  private static let note = #"{"text": "Some words that are the same.", "a": 1, "b": 2, "c": 3}"#

  @Test("documents that come, go, change and move", arguments: [StoreShape.clone, .bare, .subfolder])
  func kinds(_ shape: StoreShape) throws {
    let store = try TestStore(shape)
    for id in ["a", "b", "c", "d"] {
      try store.set("notes/\(id)", Self.note.replacing("\"a\": 1", with: "\"a\": \"\(id)\""))
    }
    try store.set("users/ada", #"{"name": "Ada", "seen": 1}"#)
    let open = try store.open()
    let then = try open.tip(of: nil)
    try store.set("users/ada", #"{"name": "Ada L.", "seen": 2}"#)
    try store.set("users/ben", #"{"name": "Ben"}"#)
    // The same elsewhere; nearly the same under its id; nearly the same under another id.
    for (old, new, text) in [
      ("a", "lists/x", nil), ("b", "lists/b", "\"c\": 4"), ("c", "notes/z", "\"c\": 5"),
    ] {
      let before = Self.note.replacing("\"a\": 1", with: "\"a\": \"\(old)\"")
      try store.set(new, text.map { before.replacing("\"c\": 3", with: $0) } ?? before)
      try store.write(.delete(DocumentPath("notes/\(old)")))
    }
    try store.write(.delete(DocumentPath("notes/d")))
    let now = try open.tip(of: nil)
    #expect(
      says(try open.compare(from: .commit(then), to: .commit(now))) == [
        "moved notes/b → lists/b c", "moved notes/a → lists/x ", "deleted notes/d a,b,c,text",
        "moved notes/c → notes/z c", "modified users/ada name", "added users/ben name",
      ])
    var options = ComparisonOptions()
    options.includingLive = true
    options.filters = [.document(try DocumentPath("users/ada"))]
    #expect(
      says(try open.compare(from: .commit(then), to: .commit(now), options)) == [
        "modified users/ada name,seen"
      ])
    options.filters = [.collection(try CollectionPath("notes"))]
    #expect(
      says(try open.compare(from: .commit(then), to: .commit(now), options)) == [
        "deleted notes/a a,b,c,text", "deleted notes/b a,b,c,text", "deleted notes/d a,b,c,text",
        "moved notes/c → notes/z c",
      ])
    #expect(try open.compare(from: .commit(now), to: .commit(now)).isEmpty)
  }

  @Test("a collection that was renamed is moves, and its documents are not read")
  func renamedCollection() throws {
    let store = try TestStore()
    for number in 0..<30 { try store.store.write("data/notes/n\(number).json", "{\n  \"x\": \(number)\n}\n") }
    try store.commitByHand()
    try store.folder.git("mv", "data/notes", "data/papers")
    try store.commitByHand()
    let open = try store.open()
    let tip = try open.tip(of: nil)
    let before = try #require(try open.repository.commit(tip).parents.first)
    let found = try open.compare(from: .commit(before), to: .commit(tip))
    #expect(found.documents.count == 30)
    #expect(
      found.documents.allSatisfy {
        $0.kind == .moved && $0.from?.id == $0.path.id && $0.fields.isEmpty && $0.new == nil
      })
  }

  @Test("the working tree and the index are sides too")
  func sides() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada"}"#)
    try store.set("users/ben", #"{"name": "Ben"}"#)
    let open = try store.open()
    let head = try open.tip(of: nil)
    try store.store.write("data/users/ada.json", #"{"name": "Staged"}"#)
    try store.folder.git("rm", "-q", "--cached", "data/users/ben.json")
    try store.folder.git("add", "data/users/ada.json")
    try store.store.write("data/users/ada.json", #"{"name": "Working"}"#)
    try store.store.write("data/users/cy.json", #"{"name": "Cy"}"#)
    func name(_ found: Comparison, _ index: Int) -> Value? { found.documents[index].new?["name"] }
    let staged = try open.compare(from: .commit(head), to: .index)
    #expect(says(staged) == ["modified users/ada name", "deleted users/ben name"])
    #expect(name(staged, 0) == .string("Staged"))
    let working = try open.compare(from: .commit(head), to: .workTree)
    #expect(says(working) == ["modified users/ada name", "added users/cy name"])
    #expect(name(working, 0) == .string("Working"))
    let between = try open.compare(from: .index, to: .workTree)
    #expect(says(between) == ["modified users/ada name", "added users/ben name", "added users/cy name"])
    #expect(between.documents[0].old?["name"] == .string("Staged"))
  }

  @Test("what cannot be read on one side is told with the other; what is no document is named")
  func unreadable() throws {
    let store = try TestStore()
    for id in ["ada", "ben", "cy"] { try store.set("users/\(id)", #"{"name": "Same"}"#) }
    let open = try store.open()
    let then = try open.tip(of: nil)
    try store.store.write("data/users/ada.json", "{\n  \"name\": \n}\n")
    try store.store.write("data/users/ben.json", "\u{0}\u{1}binary")
    try Files.remove(store.store.path + "/data/users/cy.json")
    _ = try Command.run(["ln", "-s", "ada.json", "data/users/cy.json"], in: store.store.path)
    try store.store.write("data/users/photo.png", "12345")
    try store.store.write("data/users/a b.json", "{}")
    try store.store.write("data/lone.json", "{}")
    let expected = [
      "modified users/ada name new?", "modified users/ben name new?", "modified users/cy name new?",
      "file data/lone.json -1 2", "file data/users/a b.json -1 2", "file data/users/photo.png -1 5",
    ]
    #expect(says(try open.compare(from: .commit(then), to: .workTree)) == expected)
    try store.folder.git("add", "-A")
    #expect(says(try open.compare(from: .commit(then), to: .index)) == expected)
    try store.commitByHand()
    let now = try open.tip(of: nil)
    let found = try open.compare(from: .commit(then), to: .commit(now))
    #expect(says(found) == expected)
    #expect(found.documents[0].newProblem?.location?.position?.line == 3)
    #expect(found.documents[0].old?["name"] == .string("Same"))
    let back = try open.compare(from: .commit(now), to: .commit(then))
    #expect(back.documents.allSatisfy { $0.oldProblem != nil && $0.new != nil && $0.kind == .modified })
  }

  @Test("each side is read with its own settings and schema")
  func ownSchemas() throws {
    let titled = TestStore.userSchema.replacing(
      "\"type\": \"string\", \"minLength\": 1",
      with: "\"type\": \"string\", \"minLength\": 1, \"title\": \"Full name\"")
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada", "age": 3, "seen": 1}"#)
    let open = try store.open()
    let then = try open.tip(of: nil)
    // The new schema calls `age` volatile too, so its value lies below live/ now.
    try store.store.write(
      "schemas/user.json",
      titled.replacing("\"minimum\": 0 }", with: "\"minimum\": 0, \"x-funnel\": { \"volatile\": true } }"))
    try store.store.write("funnel.json", "{\n  \"fanOut\": { \"users\": 2 },\n  \"format\": 1\n}\n")
    try Files.remove(store.store.path + "/data/users/ada.json")
    try Files.remove(store.store.path + "/live/users/ada.json")
    let digits = FanOut.folders(for: "ada", digits: 2).joined(separator: "/")
    try store.store.write("data/users/\(digits)/ada.json", "{\n  \"name\": \"Ada L.\"\n}\n")
    try store.store.write("live/users/\(digits)/ada.json", "{\n  \"age\": 3,\n  \"seen\": 1\n}\n")
    try store.commitByHand()
    let found = try open.compare(from: .commit(then), to: .commit(open.tip(of: nil)))
    // `age` went out of data/, as the old schema sees it.
    #expect(says(found) == ["modified users/ada age,name"])
    #expect(found.documents[0].fields.map(\.labels) == [["age"], ["Full name"]])
    var options = ComparisonOptions()
    options.includingLive = true
    #expect(
      says(try open.compare(from: .commit(then), to: .commit(open.tip(of: nil)), options)) == [
        "modified users/ada name"
      ])
    // Schemas that do not parse take the labels away, and nothing else.
    try store.store.write("schemas/user.json", "{")
    try store.store.write("data/users/\(digits)/ada.json", "{\n  \"name\": \"A.\"\n}\n")
    let working = try open.compare(from: .commit(then), to: .workTree)
    #expect(working.documents.count == 1 && working.documents[0].newTraits.isNone)
  }

  @Test("ranges are read as git does")
  func ranges() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "1"}"#)
    try store.folder.git("branch", "side")
    try store.set("users/ada", #"{"name": "2"}"#)
    try store.folder.git("switch", "-q", "side")
    try store.set("users/ben", #"{"name": "3"}"#)
    let open = try store.open()
    func id(_ text: String) throws -> ObjectID { try #require(try open.repository.commitID(named: text)) }
    func range(_ words: String..., staged: Bool = false) throws -> DiffRange {
      try open.diffRange(words, staged: staged, now: store.clock)
    }
    let (main, side, parted) = (try id("main"), try id("side"), try id("side~1"))
    let expected: [(words: [String], staged: Bool, old: DiffSide, new: DiffSide, rest: [String])] = [
      (["main..side", "users/ada"], false, .commit(main), .commit(side), ["users/ada"]),
      (["main...side"], false, .commit(parted), .commit(side), []),
      (["main.."], false, .commit(main), .commit(side), []),
      (["..main"], false, .commit(side), .commit(main), []),
      (["main", "side"], false, .commit(main), .commit(side), []),
      (["main"], false, .commit(main), .workTree, []), ([], false, .commit(side), .workTree, []),
      (["users/a..b"], false, .commit(side), .workTree, ["users/a..b"]),
      ([], true, .commit(side), .index, []), (["main"], true, .commit(main), .index, []),
    ]
    for row in expected {
      let found = try open.diffRange(row.words, staged: row.staged, now: store.clock)
      #expect(found.old == row.old && found.new == row.new && found.rest == row.rest, "\(row.words)")
    }
    #expect(code { _ = try range("main..none") } == "history/unknown-revision")
    #expect(code { _ = try range("main", "side", staged: true) } == "diff/sides")
    try store.folder.git("checkout", "-q", "--orphan", "lone")
    try store.folder.git("commit", "-q", "-m", "Alone", "--no-verify")
    #expect(code { _ = try range("main...lone") } == "diff/no-merge-base")
    #expect(try open.compare(from: range("main..lone").old, to: range("main..lone").new).documents.count == 2)
  }

  /// Patches made of any two documents give the second one, through a store, byte for byte.
  @Test func patchesLeadToTheTarget() throws {
    let store = try TestStore(schemas: [:])
    let open = try store.open()
    for number in 0..<12 {
      var random = RandomFields(random: Seeds.generator(71, case: number))
      let seed = random.random.seed
      let changes = (0..<6).map { index -> (path: String, old: Fields?, new: Fields?) in
        let old = random.fields()
        return ("docs/d\(index)", index == 0 ? nil : old, index == 1 ? nil : random.edited(old))
      }
      func put(_ side: (Fields?, Fields?) -> Fields?) throws -> ObjectID {
        _ = try open.put(
          changes.map {
            DocumentChange(path: try DocumentPath($0.path), old: nil, new: side($0.old, $0.new))
          }, options: store.options())
        return try open.tip(of: nil)
      }
      let old = try put { old, _ in old }
      let new = try put { _, new in new }
      let target = try open.snapshot(at: new)
      _ = try put { old, _ in old }
      var entries: [PatchSet.Entry] = []
      for delta in try open.compare(from: .commit(old), to: .commit(new)).documents {
        entries += try PatchSet.entries(
          of: delta.path.description, from: delta.from?.description, old: delta.old, new: delta.new,
          asMerge: false)
      }
      let text = entries.map { $0.json.compact() }.joined(separator: "\n")
      let set = try PatchSet(parsing: Array(text.utf8), file: nil)
      _ = try open.apply(set, file: nil, options: store.options())
      let made = try open.snapshot(at: open.tip(of: nil))
      for change in changes {
        let path = try DocumentPath(change.path)
        #expect(try made.document(path)?.dataID == target.document(path)?.dataID, "seed \(seed) \(path)")
      }
    }
    #expect(try store.folder.git("status", "--porcelain") == "")
  }
}
