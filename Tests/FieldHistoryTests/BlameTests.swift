import Diagnostics
import FieldHistory
import FirestoreModel
import Git
import Platform
import Store
import TestSupport
import Testing

/// Who set what.
struct BlameTests {
  private static let file = "data/users/ada.json"

  @Test("each field by the commit that gave it its value, elements by value however others push them")
  func fields() throws {
    let past = try PastStore()
    try past.commit(
      [Self.file: #"{"a": 1, "list": ["x", "y", "y"], "m": {"e": {}, "k": 1}}"#], "First", by: "Ada")
    try past.commit(
      [Self.file: #"{"a": 1, "list": ["new", "x", "y", "y"], "m": {"e": {}, "k": 2}}"#], "Second", by: "Ben")
    try past.commit(
      [Self.file: #"{"a": 1.0, "list": ["y", "new", "x", "y", "z"], "m": {"e": {}, "k": 2, "n": []}}"#],
      "Third",
      by: "Cy")
    #expect(
      try past.told() == [
        "a: Third", "list[0]: First", "list[1]: Second", "list[2]: First", "list[3]: First", "list[4]: Third",
        "m.e: First", "m.k: Second", "m.n: Third",
      ])
    #expect(try past.blame(field: "m")?.lines.map(\.place.description) == ["m.e", "m.k", "m.n"])
    #expect(try past.blame(field: "list")?.lines.count == 5)
    #expect(try past.blame(field: "none")?.lines.isEmpty == true)
    #expect(try past.blame("users/ben")?.path == nil)
  }

  @Test("elements of a keyed array by their key, through reordering")
  func keyed() throws {
    let past = try PastStore()
    try past.commit(
      [Self.file: #"{"items": [{"id": "a", "n": 1}, {"id": "b", "n": 1}]}"#], "First", by: "Ada")
    try past.commit(
      [Self.file: #"{"items": [{"id": "b", "n": 2}, {"id": "c", "n": 1}, {"id": "a", "n": 1}]}"#], "Second",
      by: "Ben")
    #expect(
      try past.told() == [
        #"items[id="b"].id: First"#, #"items[id="b"].n: Second"#, #"items[id="c"].id: Second"#,
        #"items[id="c"].n: Second"#, #"items[id="a"].id: First"#, #"items[id="a"].n: First"#,
      ])
    let traits = try past.open().snapshot(at: past.open().tip(of: nil)).schemas().traits(
      for: DocumentPath("users/ada"))
    let label = try past.blame()?.lines[0].place.label(traits)
    #expect(label == #"items[id="b"].id"#)
    #expect(FieldPlace([.field("name")]).label(traits) == "Full name")
    #expect(FieldPlace([.field("items"), .index(1)]).label(traits) == "Line items[1]")
  }

  @Test("a reformat and a fan-out are no change, and neither is another field")
  func migrations() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"a": 1, "b": 1}"#], "First", by: "Ada")
    try past.commit([Self.file: "{\n  \"a\": 1,\n  \"b\": 1\n}\n"], "Reformat", by: "Ben")
    let settings = try Settings(
      parsing: Array(#"{ "format": 1, "fanOut": { "users": 2 } }"#.utf8), file: "funnel.json")
    let target = StoreRoot.name(try DocumentPath("users/ada"), .data, settings)
    try past.commit(
      [
        Self.file: nil, target: "{\n  \"a\": 1,\n  \"b\": 1\n}\n",
        "funnel.json": #"{ "format": 1, "fanOut": { "users": 2 } }"#,
      ], "Fan out", by: "Ben")
    try past.commit([target: #"{"a": 1, "b": 2}"#], "Last", by: "Cy")
    #expect(try past.told() == ["a: First", "b: Last"])
  }

  @Test("deleted and created again: everything starts anew, in one commit too when its trailer says so")
  func recreation() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"a": 1, "b": 2, "c": 3}"#], "First", by: "Ada")
    try past.commit([Self.file: nil], "Delete", by: "Ada")
    try past.commit([Self.file: #"{"a": 1, "b": 2, "c": 3}"#], "Again", by: "Ben")
    #expect(try past.told() == ["a: Again", "b: Again", "c: Again"])
    try past.commit(
      [:], "Anew", by: "Cy", trailers: ["Funnel-Actor: uid:cy", "Funnel-Recreated: users/ada"])
    #expect(try past.told() == ["a: Anew", "b: Anew", "c: Anew"])
    try past.commit([:], "Forged", by: "Cy", trailers: ["Funnel-Recreated: users/ada"], firsthand: false)
    try past.commit([:], "Other", by: "Cy", trailers: ["Funnel-Recreated: users/ben"])
    #expect(try past.told() == ["a: Anew", "b: Anew", "c: Anew"])
  }

  @Test("a restore leads to who set the value first, also through another restore and a deletion")
  func restores() throws {
    let past = try PastStore()
    let via = ["Funnel-Actor: cli", "Funnel-Via: restore"]
    try past.commit([Self.file: #"{"a": 1, "b": ["x"]}"#], "First", by: "Ada")
    try past.commit([Self.file: #"{"a": 2, "b": ["x", "y"]}"#], "Second", by: "Ben")
    try past.commit([Self.file: #"{"a": 1, "b": ["x", "y"]}"#], "Back", by: "Cy", trailers: via)
    #expect(try past.told() == ["a: First < Back", "b[0]: First", "b[1]: Second"])
    try past.commit([Self.file: #"{"a": 3, "b": []}"#], "Third", by: "Ben")
    try past.commit([Self.file: #"{"a": 1, "b": ["y"], "c": 9}"#], "Back again", by: "Cy", trailers: via)
    #expect(try past.told() == ["a: First < Back again", "b[0]: Second < Back again", "c: Back again"])
    #expect(try past.blame()?.lines[0].restores.map(\.commit.subject) == ["Back again", "Back"])
    try past.commit([Self.file: nil], "Delete", by: "Ben")
    try past.commit([Self.file: #"{"a": 1, "b": ["y"]}"#], "Whole", by: "Cy", trailers: via)
    #expect(try past.told() == ["a: First < Whole", "b[0]: Second < Whole"])
    // A restore that only claims to be one is a change as any other.
    try past.commit([Self.file: #"{"a": 2, "b": ["y"]}"#], "Claim", by: "Cy", trailers: via, firsthand: false)
    #expect(try past.told() == ["a: Claim", "b[0]: Second < Whole"])
  }

  @Test("a document that was moved leads to where it was, with the same content or nearly")
  func moves() throws {
    let past = try PastStore()
    try past.commit(
      [
        Self.file: #"{"a": 1, "b": 2, "c": 3, "d": 4}"#,
        "data/users/decoy.json": #"{"a": 1, "b": 9, "x": 7}"#,
      ], "First", by: "Ada")
    try past.commit([Self.file: #"{"a": 1, "b": 2, "c": 3, "d": 5}"#], "Second", by: "Ben")
    try past.commit(
      [
        Self.file: nil, "data/users/decoy.json": nil,
        "data/users/new.json": #"{"a": 1, "b": 2, "c": 0, "d": 5}"#,
      ],
      "Move", by: "Cy")
    #expect(
      try past.told("users/new") == [
        "a: First as users/ada", "b: First as users/ada", "c: Move", "d: Second as users/ada",
      ])
    try past.commit(
      ["data/users/new.json": nil, "data/users/other.json": #"{"q": 1, "r": 2}"#], "Else", by: "Cy")
    #expect(try past.told("users/other") == ["q: Else", "r: Else"])
  }

  @Test("a merge leads into the branch that the value came from")
  func merges() throws {
    let past = try PastStore()
    try past.commit(
      [Self.file: "{\n  \"a\": 1,\n  \"b\": 1,\n  \"c\": 1,\n  \"d\": 1,\n  \"e\": 1\n}\n"], "First",
      by: "Ada")
    func change(_ a: Int, _ c: Int, _ e: Int, _ subject: String, by author: String) throws {
      try past.commit(
        [
          Self.file:
            "{\n  \"a\": \(a),\n  \"b\": 1,\n  \"c\": \(c),\n  \"d\": 1,\n  \"e\": \(e)\n}\n"
        ], subject, by: author)
    }
    try past.folder.git("switch", "-q", "-c", "side")
    try change(2, 1, 1, "Side", by: "Ben")
    try past.folder.git("switch", "-q", "main")
    try change(1, 2, 1, "Main", by: "Cy")
    try past.folder.git("switch", "-q", "side")
    try past.merge("main", "Main into side")
    try change(2, 2, 2, "Side again", by: "Ben")
    try past.folder.git("switch", "-q", "main")
    try past.commit(["data/users/ben.json": "{}"], "Elsewhere", by: "Cy")
    try past.merge("side", "Side into main")
    #expect(
      try past.told() == [
        "a: Side << Side into main", "b: First", "c: Main", "d: First", "e: Side again << Side into main",
      ])
    // What the merge itself says is neither side's.
    try past.folder.git("switch", "-q", "-c", "other")
    try change(3, 2, 2, "Other", by: "Ben")
    try past.folder.git("switch", "-q", "main")
    try change(4, 2, 2, "Mine", by: "Cy")
    try past.run("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "other", by: "Dan")
    try change(5, 2, 2, "Settled", by: "Dan")
    #expect(try past.told().first == "a: Settled")
    // A document that only the branch had.
    try past.folder.git("switch", "-q", "-c", "third")
    try past.commit(["data/users/cy.json": #"{"x": 1}"#], "Made", by: "Cy")
    try past.commit(["data/users/cy.json": #"{"x": 1, "y": 1}"#], "Grown", by: "Ben")
    try past.folder.git("switch", "-q", "main")
    try past.merge("third", "Third into main")
    #expect(
      try past.told("users/cy") == ["x: Made << Third into main", "y: Grown << Third into main"])
  }

  @Test("versions that cannot be read are told, and history goes on behind them")
  func unreadable() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"a": 1, "b": 1}"#], "First", by: "Ada")
    try past.commit([Self.file: #"{"a": 1, "#], "Broken", by: "Ben")
    try past.commit([Self.file: "{}}"], "Worse", by: "Ben")
    try past.commit([Self.file: #"{"a": 1, "b": 2}"#], "Mended", by: "Cy")
    #expect(try past.told() == ["a: First", "b: Mended"])
    #expect(try past.blame()?.unreadable.map(\.entry.commit.subject) == ["Worse", "Broken"])
    try past.commit(["funnel.json": "{ nonsense"], "Settings broken", by: "Ben")
    try past.commit(["funnel.json": "{ \"format\": 1 }\n"], "Settings mended", by: "Ben")
    #expect(try past.told() == ["a: First", "b: Mended"])
    try past.commit([Self.file: "{"], "Broken now", by: "Ben")
    let error = #expect(throws: StoreError.self) { try past.blame() }
    #expect(error?.location?.file == Self.file)
  }

  @Test("begun broken: the first that can be read has set everything")
  func begunBroken() throws {
    let past = try PastStore()
    try past.commit([Self.file: "{"], "Broken", by: "Ben")
    try past.commit([Self.file: #"{"a": 1}"#], "Mended", by: "Cy")
    #expect(try past.told() == ["a: Mended"])
  }

  @Test("where a shallow clone ends the answer is at or before")
  func shallow() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"a": 1, "b": 1}"#], "First", by: "Ada")
    try past.commit(["data/users/x.json": "{}"], "Else", by: "Ada")
    try past.commit([Self.file: #"{"a": 1, "b": 2}"#], "Second", by: "Ben")
    let copy = past.sandbox("copy")
    try past.folder.git("clone", "-q", "--depth", "2", "file://" + past.folder.path, copy)
    #expect(try past.told(in: Store(at: copy)) == ["a: Else or before", "b: Second"])
    let store = try Store(at: copy)
    #expect(try store.shallowEnd(of: store.tip(of: nil))?.commit.subject == "Else")
  }

  @Test("volatile fields only when asked")
  func live() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"a": 1}"#, "live/users/ada.json": #"{"seen": 1}"#], "First", by: "Ada")
    try past.commit(["live/users/ada.json": #"{"seen": 2}"#], "Count", by: "Ada")
    #expect(try past.told() == ["a: First"])
    #expect(try past.told(live: true) == ["a: First", "seen: Count"])
    #expect(
      try past.open().isVolatile(
        FieldPath("seen"), of: DocumentPath("users/ada"), at: past.open().tip(of: nil)))
  }

  @Test("the actor is the trailer's where it counts, of each document its own; a claim is called one")
  func actors() throws {
    let past = try PastStore()
    func last(_ path: String) throws -> (String?, String?) {
      let store = try past.open()
      let entry = try store.entry(of: store.tip(of: nil))
      let facts = entry.attribution(of: try DocumentPath(path))
      return (facts.evidence == .trailer ? facts.actor : nil, facts.claimedActor)
    }
    try past.commit([:], "By hand", by: "Ada")
    #expect(try last("users/ada") == (nil, nil))
    try past.commit([:], "CLI", by: "Ada", trailers: ["Funnel-Actor: cli"])
    #expect(try last("users/ada") == (nil, nil))
    try past.commit([:], "Server", by: "Server", trailers: ["Funnel-Actor: uid:abc"])
    #expect(try last("users/ada") == ("uid:abc", nil))
    try past.commit(
      [:], "Group", by: "Server",
      trailers: [
        "Funnel-Txn: actor=uid:a req=1 docs=users/ada,users/x%2C",
        "Funnel-Txn: actor=uid:b req=2 docs=users/ben",
      ])
    #expect(try last("users/ada") == ("uid:a", nil))
    #expect(try last("users/x,") == ("uid:a", nil))
    #expect(try last("users/ben") == ("uid:b", nil))
    #expect(try last("users/cy") == (nil, nil))
    try past.commit([:], "Forged", by: "Eve", trailers: ["Funnel-Actor: uid:boss"], firsthand: false)
    #expect(try last("users/ada") == (nil, "uid:boss"))
  }

  @Test("a random history is blamed as a model remembers it", arguments: 0..<4)
  func model(_ number: Int) throws {
    var random = Seeds.generator(11, case: number)
    let past = try PastStore()
    var values: [String: (value: Int, setter: String)] = [:]
    // Each element's value is its own, so that the model knows which is which.
    var list: [(value: Int, setter: String)] = []
    for round in 0..<20 {
      let subject = "Commit \(round)"
      let before = values
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let name = "f\(Int.random(in: 0..<4, using: &random))"
        switch Int.random(in: 0..<5, using: &random) {
        case 0: values[name] = nil
        case 1:
          list.insert((round * 10 + list.count, subject), at: Int.random(in: 0...list.count, using: &random))
        case 2 where !list.isEmpty: list.remove(at: Int.random(in: 0..<list.count, using: &random))
        case 3 where list.count > 1: list.swapAt(0, Int.random(in: 1..<list.count, using: &random))
        default: values[name] = (Int.random(in: 0..<3, using: &random), subject)
        }
      }
      // What came back to its old value within the commit was not changed by it.
      for (name, old) in before where values[name]?.value == old.value { values[name] = old }
      let members =
        values.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.value)" }
        + ["\"list\": [\(list.map { "\($0.value)" }.joined(separator: ", "))]", "\"n\": \(round)"]
      try past.commit([Self.file: "{\(members.joined(separator: ", "))}"], subject, by: "Ada")
    }
    for line in try past.blame()?.lines ?? [] {
      let setter: String? =
        switch (line.place.steps.first, line.place.steps.last) {
        case (_, .index(let index)?): list[index].setter
        case (.field("n")?, _): "Commit 19"
        case (.field("list")?, _): line.setter.commit.subject
        case (.field(let name)?, _): values[name]?.setter
        default: nil
        }
      #expect(line.setter.commit.subject == setter, "seed \(random.seed) \(line.place)")
    }
  }
}
