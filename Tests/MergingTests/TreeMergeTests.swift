import Changes
import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import Merging
import Platform
import Store
import TestSupport
import Testing

/// Two branches of a store merged as trees; what plain git says of the result is checked with git.
struct TreeMergeTests {
  /// What the files of one case are on each side; nil where there is none.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var base: [String: String] = [:]
    var ours: [String: String?] = [:]
    var theirs: [String: String?] = [:]
    /// The files below data/ and live/ that must come out.
    var merged: [String: String] = [:]
    /// Path and pointer of each conflict.
    var conflicts: [String] = []
    /// What a host's merge would do to the documents that both changed.
    var host: [HostMerge] = []

    var testDescription: String { name }
  }

  static let ada = "data/users/ada.json"
  static let adaLive = "live/users/ada.json"

  static let cases: [Case] = [
    Case(
      name: "neighbouring fields", base: [ada: #"{"age":1,"name":"A"}"#],
      ours: [ada: #"{"age":2,"name":"A"}"#], theirs: [ada: #"{"age":1,"name":"B"}"#],
      merged: [ada: #"{"age":2,"name":"B"}"#], host: [.conflict]),
    Case(
      name: "counters of both sides, in live/ and in data/",
      base: [ada: #"{"name":"A","total":1}"#, adaLive: #"{"uses":10}"#],
      ours: [ada: #"{"name":"A","total":2}"#, adaLive: #"{"uses":11}"#],
      theirs: [ada: #"{"name":"A","total":5}"#, adaLive: #"{"uses":12}"#],
      merged: [ada: #"{"name":"A","total":6}"#, adaLive: #"{"uses":13}"#], host: [.conflict]),
    Case(
      name: "equal on both sides is one write, as git has it",
      base: [ada: #"{"name":"A","total":1}"#, adaLive: #"{"uses":10}"#],
      ours: [ada: #"{"name":"B","total":2}"#, adaLive: #"{"uses":11}"#],
      theirs: [ada: #"{"name":"B","total":2}"#, adaLive: #"{"uses":11}"#],
      merged: [ada: #"{"name":"B","total":2}"#, adaLive: #"{"uses":11}"#]),
    Case(
      name: "the same count on both sides is two uses, where anything else differs",
      base: [ada: #"{"name":"A","total":1}"#, adaLive: #"{"uses":10}"#],
      ours: [ada: #"{"name":"A","total":2}"#, adaLive: #"{"uses":11}"#],
      theirs: [ada: #"{"name":"B","total":2}"#, adaLive: #"{"uses":11}"#],
      merged: [ada: #"{"name":"B","total":3}"#, adaLive: #"{"uses":12}"#], host: [.conflict]),
    Case(
      name: "and where one side alone changed anything else",
      base: [ada: #"{"name":"A"}"#, adaLive: #"{"uses":10}"#],
      ours: [adaLive: #"{"uses":11}"#], theirs: [ada: #"{"name":"B"}"#, adaLive: #"{"uses":11}"#],
      merged: [ada: #"{"name":"B"}"#, adaLive: #"{"uses":12}"#], host: [.different]),
    Case(
      name: "sets", base: [ada: #"{"name":"A","tags":["x"]}"#],
      ours: [ada: #"{"name":"A","tags":["x","o"]}"#],
      theirs: [ada: #"{"name":"A","tags":["t"]}"#], merged: [ada: #"{"name":"A","tags":["o","t"]}"#],
      host: [.conflict]),
    Case(
      name: "one field, two values", base: [ada: #"{"name":"A"}"#], ours: [ada: #"{"name":"O"}"#],
      theirs: [ada: #"{"age":3,"name":"T"}"#], merged: [ada: #"{"age":3,"name":"O"}"#],
      conflicts: ["users/ada /name both-changed"], host: [.conflict]),
    Case(
      name: "removed and changed", base: [ada: #"{"name":"A"}"#], ours: [ada: nil],
      theirs: [ada: #"{"name":"T"}"#], merged: [:], conflicts: ["users/ada  removed-by-ours"],
      host: [.conflict]),
    Case(
      name: "together they break the schema", base: [ada: #"{"name":"A","tags":["x"]}"#],
      ours: [ada: #"{"name":"A","tags":["x","o"]}"#], theirs: [ada: #"{"name":"B","tags":["x","p","q"]}"#],
      merged: [ada: #"{"name":"B","tags":["x","o"]}"#], conflicts: ["users/ada /tags schema"],
      host: [.conflict]),
    Case(
      name: "what was broken before is no conflict of the merge", base: [ada: #"{"name":"A","odd":1}"#],
      ours: [ada: #"{"age":1,"name":"A","odd":1}"#], theirs: [ada: #"{"name":"A","odd":1,"total":1}"#],
      merged: [ada: #"{"age":1,"name":"A","odd":1,"total":1}"#], host: [.same]),
    Case(
      name: "each side changed another file of the document",
      base: [ada: #"{"name":"A"}"#, adaLive: #"{"uses":1}"#], ours: [ada: #"{"name":"O"}"#],
      theirs: [adaLive: #"{"uses":2}"#], merged: [ada: #"{"name":"O"}"#, adaLive: #"{"uses":2}"#]),
    Case(
      name: "a moved collection is followed",
      base: [
        "data/users/x/personas/p.json": #"{"a":1,"b":1}"#, "data/users/x/personas/q.json": #"{"a":2,"b":2}"#,
      ],
      ours: [
        "data/users/x/personas/p.json": #"{"a":1,"b":9}"#, "data/users/x/personas/new.json": #"{"n":1}"#,
      ],
      theirs: [
        "data/users/x/personas": nil, "data/users/y/personas/p.json": #"{"a":1,"b":1}"#,
        "data/users/y/personas/q.json": #"{"a":2,"b":2}"#,
      ],
      merged: [
        "data/users/y/personas/p.json": #"{"a":1,"b":9}"#, "data/users/y/personas/q.json": #"{"a":2,"b":2}"#,
        "data/users/y/personas/new.json": #"{"n":1}"#,
      ], host: [.same]),
    Case(
      name: "moved and changed on one side, changed on the other",
      base: ["data/a/x/c/p.json": #"{"k":1,"l":1,"m":1,"n":1}"#],
      ours: ["data/a/x/c/p.json": nil, "data/a/y/c/p.json": #"{"k":2,"l":1,"m":1,"n":1}"#],
      theirs: ["data/a/x/c/p.json": #"{"k":1,"l":1,"m":1,"n":3}"#],
      merged: ["data/a/y/c/p.json": #"{"k":2,"l":1,"m":1,"n":3}"#], host: [.same]),
    Case(
      name: "both add the same document", ours: [ada: #"{"name":"A","age":1}"#],
      theirs: [ada: #"{"name":"A","total":1}"#], merged: [ada: #"{"name":"A","age":1,"total":1}"#],
      host: [.conflict]),
    Case(
      name: "a text that no longer parses on one side", base: [ada: #"{"name":"A"}"#],
      ours: [ada: #"{"name":"O"}"#], theirs: [ada: "{\"name\": oops\n"], merged: [ada: #"{"name":"O"}"#],
      conflicts: ["users/ada theirs cannot be read"], host: [.conflict]),
    Case(
      name: "bytes that are no text on one side", base: [ada: #"{"name":"A"}"#],
      ours: [ada: #"{"age":1,"name":"A"}"#], theirs: [ada: "\u{0}\u{1}PNG\u{2}\n"],
      merged: [ada: #"{"age":1,"name":"A"}"#], conflicts: ["users/ada theirs cannot be read"],
      host: [.conflict]),
    Case(
      name: "a whole collection renamed on one side, edited and added to on the other",
      base: [
        "data/people/a.json": #"{"a":1,"b":1}"#, "data/people/b.json": #"{"a":2,"b":2}"#,
        "data/people/b/notes/n.json": #"{"t":"x","u":"y"}"#,
      ],
      ours: [
        "data/people": nil, "data/members/a.json": #"{"a":1,"b":1}"#,
        "data/members/b.json": #"{"a":2,"b":2}"#, "data/members/b/notes/n.json": #"{"t":"x","u":"y"}"#,
      ],
      theirs: [
        "data/people/a.json": #"{"a":1,"b":7}"#, "data/people/b/notes/n.json": #"{"t":"z","u":"y"}"#,
        "data/people/new.json": #"{"n":1}"#,
      ],
      merged: [
        "data/members/a.json": #"{"a":1,"b":7}"#, "data/members/b.json": #"{"a":2,"b":2}"#,
        "data/members/b/notes/n.json": #"{"t":"z","u":"y"}"#, "data/members/new.json": #"{"n":1}"#,
      ], host: [.same, .same]),
  ]

  @Test("documents", arguments: cases)
  func documents(_ example: Case) throws {
    let fixture = try MergeFixture()
    try fixture.commit("main", try example.base.mapValues { try Self.file($0) })
    try fixture.commit("theirs", from: "main", try example.theirs.mapValues { try $0.map(Self.file) })
    try fixture.commit("ours", from: "main", try example.ours.mapValues { try $0.map(Self.file) })
    let merged = try fixture.merge("ours", "theirs")
    #expect(try fixture.names(merged) == example.merged.keys.sorted())
    for (name, text) in example.merged {
      #expect(try fixture.file(merged, name) == Self.file(text), "\(name)")
    }
    var conflicts: [String] = []
    for document in merged.documents {
      conflicts += document.conflicts.map { "\(document.path) \($0.pointer) \($0.reason.rawValue)" }
      if let problem = document.problem {
        conflicts.append("\(document.path) \(problem.split(separator: ":").first ?? "")")
      }
    }
    #expect(conflicts == example.conflicts)
    #expect(merged.isClean == example.conflicts.isEmpty)
    #expect(merged.documents.map(\.host) == example.host)
    #expect(try fixture.folder.git("fsck", "--full", "--strict", "--no-dangling", "\(merged.tree)") == "")
  }

  /// Canonical, unless it is meant to be broken.
  static func file(_ text: String) throws -> String { (try? MergeFixture.text(text)) ?? text }

  @Test("both ways give the same documents", arguments: cases.filter(\.conflicts.isEmpty))
  func symmetry(_ example: Case) throws {
    let fixture = try MergeFixture()
    try fixture.commit("main", try example.base.mapValues { try Self.file($0) })
    try fixture.commit("theirs", from: "main", try example.theirs.mapValues { try $0.map(Self.file) })
    try fixture.commit("ours", from: "main", try example.ours.mapValues { try $0.map(Self.file) })
    let one = try fixture.merge("ours", "theirs")
    let other = try fixture.merge("theirs", "ours")
    let diff = try fixture.folder.git("diff", "--name-only", "\(one.tree)", "\(other.tree)")
    // Elements that both appended stand in the order of the sides.
    #expect(diff == "" || example.name == "sets", "\(diff)")
  }

  @Test("schemas and data that are valid on each side and not together")
  func together() throws {
    let fixture = try MergeFixture()
    try fixture.commit("main", [Self.ada: try MergeFixture.text(#"{"name":"A"}"#)])
    try fixture.commit(
      "theirs", from: "main",
      [
        "data/users/ben.json": try MergeFixture.text(#"{"name":"B"}"#),
        Self.ada: try MergeFixture.text(#"{"name":"Ada"}"#),
      ]
    )
    let schema = MergeSchema.text.replacing("\"minLength\": 1", with: "\"minLength\": 3")
    try fixture.commit(
      "ours", from: "main",
      ["schemas/user.json": schema, Self.ada: try MergeFixture.text(#"{"name":"Anna"}"#)])
    let merged = try fixture.merge("ours", "theirs")
    #expect(!merged.isClean)
    let ben = try #require(merged.documents.first { $0.path.id == "ben" })
    #expect(ben.conflicts.map(\.pointer) == ["/name"] && ben.conflicts[0].reason == .schema)
    #expect(ben.findings.map(\.code) == ["schema/minLength"])
    let ada = try #require(merged.documents.first { $0.path.id == "ada" })
    #expect(ada.conflicts.map(\.reason) == [.bothChanged])
  }

  @Test("other files merge by lines; what makes no sense together is a conflict")
  func files() throws {
    let fixture = try MergeFixture()
    let lines = (1...9).map { "line \($0)\n" }
    try fixture.commit("main", ["README": lines.joined(), "firestore.rules": "a\nb\nc\n"])
    try fixture.commit(
      "theirs", from: "main",
      ["README": "first\n" + lines.dropFirst().joined(), "firestore.rules": "a\nT\nc\n", "new": "n\n"])
    try fixture.commit(
      "ours", from: "main", ["README": lines.joined() + "last\n", "firestore.rules": "a\nO\nc\n"])
    let merged = try fixture.merge("ours", "theirs")
    #expect(try fixture.file(merged, "README") == "first\n" + lines.dropFirst().joined() + "last\n")
    #expect(try fixture.file(merged, "new") == "n\n")
    #expect(merged.files.map(\.name) == ["README", "firestore.rules"])
    #expect(merged.files.map { $0.problem != nil } == [false, true])
    #expect(
      try fixture.file(merged, "firestore.rules") == "a\n<<<<<<< ours\nO\n=======\nT\n>>>>>>> theirs\nc\n")
  }

  @Test("settings that both sides change, each well, are ours when they make no sense together")
  func settings() throws {
    let fixture = try MergeFixture()
    try fixture.commit(
      "theirs", from: "main", ["funnel.json": "{\n  \"format\": 1,\n  \"strictCollections\": true\n}\n"])
    try fixture.commit(
      "ours", from: "main", ["funnel.json": "{\n  \"format\": 1,\n  \"ignoreTime\": []\n}\n"])
    let merged = try fixture.merge("ours", "theirs")
    #expect(merged.files.map(\.name) == ["funnel.json"] && merged.files[0].problem != nil)
  }

  @Test("a fan-out on one side, an edit and a new document on the other")
  func fanOut() throws {
    let fixture = try MergeFixture()
    func place(_ id: String) throws -> String {
      let fanOut = try FanOut(patterns: ["users": 1])
      return try "data/"
        + DocumentPlace.components(of: DocumentPath("users/\(id)"), fanOut: fanOut)
        .joined(separator: "/")
    }
    func user(_ name: String, _ age: Int) throws -> String {
      try MergeFixture.text("{\"name\":\"\(name)\",\"age\":\(age)}")
    }
    try fixture.commit(
      "main",
      [
        "data/users/a.json": try user("A", 1), "data/users/b.json": try user("B", 1),
        "data/notes/n.json": "{}\n",
      ])
    try fixture.commit(
      "theirs", from: "main",
      [
        "funnel.json": "{\n  \"fanOut\": { \"users\": 1 },\n  \"format\": 1\n}\n", "data/users": nil,
        try place("a"): try user("A", 2), try place("b"): try user("B", 1),
      ])
    try fixture.commit(
      "ours", from: "main",
      [
        "data/users/a.json": try user("Ada", 1), "data/users/c.json": try user("C", 1),
        "data/notes/n.json": nil,
      ])
    for (one, other) in [("ours", "theirs"), ("theirs", "ours")] {
      let merged = try fixture.merge(one, other)
      #expect(merged.isClean, "\(merged.documents) \(merged.files)")
      #expect(try Set(fixture.names(merged)) == Set([place("a"), place("b"), place("c")]))
      #expect(try fixture.file(merged, place("a")) == user("Ada", 2))
    }
  }

  @Test("branches that were merged into each other have several common ancestors")
  func crissCross() throws {
    let fixture = try MergeFixture()
    func user(_ json: String) throws -> [String: String?] { [Self.ada: try MergeFixture.text(json)] }
    try fixture.commit("main", try user(#"{"name":"A","age":0,"total":0}"#))
    try fixture.commit("one", from: "main", try user(#"{"name":"One","age":1,"total":1}"#))
    try fixture.commit("two", from: "main", try user(#"{"name":"Two","age":0,"total":2}"#))
    // Each merges the other, and settles the name in its own way.
    func cross(_ branch: String, _ other: String, _ json: String) throws {
      try fixture.checkout(branch)
      _ = try fixture.folder.tryGit("merge", "-q", "--no-commit", other)
      try fixture.commit(branch, try user(json))
    }
    let (one, two) = (try fixture.id("one"), try fixture.id("two"))
    try cross("one", two.description, #"{"name":"One","age":1,"total":3}"#)
    try cross("two", one.description, #"{"name":"Two","age":1,"total":3}"#)
    let merged = try fixture.merge("one", "two")
    #expect(merged.bases.count == 2)
    #expect(merged.documents.flatMap(\.conflicts).map(\.pointer) == ["/name"], "\(merged.documents)")
    #expect(merged.documents.first?.conflicts.first?.base == nil)
    try fixture.checkout("one")
    try fixture.commit("one", try user(#"{"name":"Two","age":1,"total":4}"#))
    let agreed = try fixture.merge("one", "two")
    #expect(agreed.isClean)
    #expect(try fixture.file(agreed, Self.ada) == MergeFixture.text(#"{"name":"Two","age":1,"total":4}"#))
  }

  @Test("histories without a common commit, and shallow clones, say so")
  func unrelated() throws {
    let fixture = try MergeFixture()
    try fixture.commit("main", ["data/users/a.json": try MergeFixture.text(#"{"name":"A"}"#)])
    try fixture.folder.git("checkout", "-q", "--orphan", "other")
    try fixture.commit("other", ["data/users/b.json": try MergeFixture.text(#"{"name":"B"}"#)])
    func code(_ body: () throws -> Void) -> String? {
      do {
        try body()
        return nil
      } catch { return (error as? any Explained)?.code }
    }
    try fixture.folder.git("rm", "-q", "data/users/a.json")
    try fixture.folder.git("commit", "-q", "-m", "Without a")
    #expect(code { _ = try fixture.merge("main", "other") } == "merge/unrelated")
    let merged = try fixture.merge("main", "other", allowsUnrelated: true)
    #expect(merged.isClean && merged.bases == [])
    #expect(try fixture.names(merged) == ["data/users/a.json", "data/users/b.json"])
    try fixture.checkout("main")
    try fixture.commit("side", from: "main", ["data/users/c.json": "{\"name\": \"C\"}\n"])
    try fixture.checkout("main")
    try fixture.commit("main", ["data/users/d.json": "{\"name\": \"D\"}\n"])
    let shallow = WorkFolder(fixture.sandbox("shallow"))
    try fixture.folder.git(
      "clone", "-q", "--depth", "1", "--no-single-branch", "file://" + fixture.folder.path, shallow.path)
    let store = try Store(at: shallow.path)
    let side = try #require(ObjectID(hex: try shallow.git("rev-parse", "origin/side")))
    let main = try #require(ObjectID(hex: try shallow.git("rev-parse", "HEAD")))
    #expect(code { _ = try TreeMerge.merge(main, side, in: store) } == "merge/shallow")
  }

  @Test("equal trees are not entered: a branch of thousands of documents merges with one edit in few reads")
  func cost() throws {
    let fixture = try MergeFixture()
    try fixture.commit("main", [Self.ada: try MergeFixture.text(#"{"name":"A"}"#)])
    var many: [String: String?] = [:]
    for number in 0..<500 { many["data/notes/n\(number).json"] = "{}\n" }
    try fixture.commit("theirs", from: "main", many)
    try fixture.commit("ours", from: "main", [Self.ada: try MergeFixture.text(#"{"name":"O"}"#)])
    let walk = try ThreeWayWalk(
      base: try tree(fixture, "main"), ours: try tree(fixture, "ours"), theirs: try tree(fixture, "theirs"),
      in: try Repository(at: fixture.folder.path))
    #expect(walk.taken.map(\.path) == [["data", "notes"]])
    #expect(try fixture.merge("ours", "theirs").isClean)
  }

  private func tree(_ fixture: MergeFixture, _ revision: String) throws -> ObjectID {
    try #require(ObjectID(hex: try fixture.folder.git("rev-parse", revision + "^{tree}")))
  }
}
