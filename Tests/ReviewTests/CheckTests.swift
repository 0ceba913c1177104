import Diagnostics
import Review
import Store
import TestSupport
import Testing

/// One check, one change that it is about, and one that it is not.
@Suite struct CheckTests {
  typealias Fixture = ReviewFixture

  struct Row: Sendable {
    var check: String
    var files: [String: String?]
    var sentence: String?
    var line: Int?
  }

  static let rows: [Row] = [
    Row(
      check: "emptied-list",
      files: [Fixture.file("busy"): Fixture.document("Busy parent", more: "\"challenges\": [],")],
      sentence: "Challenges of busy lost all of its 2 entries", line: 3),
    Row(
      check: "emptied-list", files: [Fixture.file("busy"): Fixture.document("Busy parent")],
      sentence: "Challenges of busy is gone, with all of its 2 entries", line: 1),
    Row(
      check: "emptied-list",
      files: [Fixture.file("busy"): Fixture.document("Busy parent", more: "\"challenges\": [\"time\"],")]),
    Row(
      check: "emptied-list",
      files: [Fixture.file("new"): Fixture.document("New", more: "\"challenges\": [],")]),
    Row(
      check: "emptied-list", files: ["data/notes/n.json": note("\"t\": [], \"u\": 1")],
      sentence: "a[1].t of n lost its one entry", line: 4),
    Row(
      check: "emptied-list", files: ["data/notes/n.json": note("\"t\": null, \"u\": 1")],
      sentence: "a[1].t of n is gone, with its one entry"),
    Row(
      check: "emptied-list", files: ["data/notes/n.json": note("\"t\": [1], \"u\": 2")]),
    Row(
      check: "emptied-list", files: ["data/notes/n.json": "{\n  \"a\": [1, { \"t\": [1] }]\n}\n"],
      sentence: "l of n is gone, with all of its 2 entries", line: 1),
    Row(
      check: "personal-data",
      files: [Fixture.file("busy"): Fixture.document("Busy parent", more: "\"email\": \"a@example.com\",")],
      sentence: "busy gets personal data: E-mail", line: 3),
    Row(
      check: "personal-data",
      files: [Fixture.file("new"): Fixture.document("New", more: "\"email\": \"a@example.com\",")],
      sentence: "new gets personal data: E-mail", line: 3),
    Row(
      check: "personal-data", files: [Fixture.file("new"): Fixture.document("New", more: "\"email\": \"\",")]),
    Row(
      check: "dangling-reference",
      files: [Fixture.file("busy"): Fixture.document("Busy parent", more: "\"friend\": \"nobody\",")],
      sentence: "busy refers to users/ada/personas/nobody, which is not there", line: 3),
    Row(
      check: "dangling-reference",
      files: [Fixture.file("busy"): Fixture.document("Busy parent", more: "\"friend\": \"owl\",")]),
    Row(
      check: "dangling-reference", files: [Fixture.file("busy"): nil],
      sentence:
        "busy is not there any more, and 2 documents refer to it, users/ada/analyses/a1 for one", line: 1),
    Row(
      check: "dangling-reference",
      files: ["data/notes/n.json": "{\n  \"to\": { \"$reference\": \"users/eve\" }\n}\n"],
      sentence: "n refers to users/eve, which is not there", line: 2),
    Row(
      check: "case-twins", files: [Fixture.file("Busy"): Fixture.document("Other")],
      sentence: "Busy and busy differ only in case: on macOS and Windows one file takes the other's place",
      line: 1),
    Row(
      check: "widened-enum",
      files: ["schemas/persona.json": Fixture.persona.replacing("\"special\"", with: "\"special\", \"odd\"")],
      sentence: "kind in schemas/persona.json takes more values: enum +\"odd\"", line: 9),
    Row(
      check: "widened-enum",
      files: ["schemas/persona.json": Fixture.persona.replacing(", \"special\"", with: "")]),
    Row(
      check: "rules-with-data",
      files: [
        "schemas/persona.json": Fixture.persona.replacing("\"Name\"", with: "\"Its name\""),
        Fixture.file("busy"): Fixture.document("Busy bee"),
      ],
      sentence:
        "schemas/persona.json changes together with 1 document: rules and what they judge in one step",
      line: 1),
    Row(
      check: "rules-with-data",
      files: ["firestore.rules": "rules\n", Fixture.file("busy"): Fixture.document("Busy bee")],
      sentence: "firestore.rules changes together with 1 document: rules and what they judge in one step"),
    Row(check: "rules-with-data", files: ["firestore.rules": "rules\n"]),
    Row(
      check: "review-settings", files: ["funnel.json": "{\n  \"format\": 1\n}\n"],
      sentence: "funnel.json changes what reviews look at; until it is merged, the checks of both sides hold",
      line: 1),
    Row(check: "default", files: [Fixture.file("owl"): nil], sentence: "owl is a default persona"),
    Row(
      check: "default", files: [Fixture.file("owl"): Fixture.document("Night owl")],
      sentence: "owl is a default persona", line: 1),
    Row(check: "default", files: [Fixture.file("busy"): Fixture.document("Busy bee")]),
  ]

  static func note(_ element: String) -> String {
    "{\n  \"a\": [\n    1,\n    { \(element) }\n  ],\n  \"m\": { \"l\": [1, 2] }\n}\n"
  }

  @Test(arguments: rows)
  func aCheckSaysWhatAndWhere(_ row: Row) throws {
    let fixture = try Fixture()
    try fixture.commitOnMain(["data/notes/n.json": Self.note("\"t\": [1], \"u\": 1")])
    try fixture.folder.git("reset", "-q", "--hard", "main")
    try fixture.commit(row.files)
    let note = try fixture.review().note("review/" + row.check)
    #expect(note?.sentence == row.sentence)
    if let line = row.line { #expect(note?.location.position?.line == line) }
  }

  @Test(
    arguments: rows.filter { $0.sentence != nil && $0.check != "review-settings" && $0.check != "default" })
  func aLevelDecides(_ row: Row) throws {
    for (level, code) in [("off", Int32(0)), ("fail", 1)] {
      let fixture = try Fixture()
      try fixture.commitOnMain([
        "funnel.json": "{\n  \"format\": 1, \"review\": {\"checks\": {\"\(row.check)\": \"\(level)\"}}\n}\n",
        "data/notes/n.json": Self.note("\"t\": [1], \"u\": 1"),
      ])
      try fixture.folder.git("reset", "-q", "--hard", "main")
      try fixture.commit(row.files)
      let report = try fixture.review()
      #expect((report.note("review/" + row.check) == nil) == (level == "off"))
      if code == 1 { #expect(report.exitCode(strictly: false) == 1) }
    }
  }

  @Test func aChangeCannotSwitchOffACheckForItself() throws {
    let fixture = try Fixture()
    try fixture.commitOnMain([
      "funnel.json": "{\n  \"format\": 1, \"review\": {\"checks\": {\"emptied-list\": \"fail\"}}\n}\n"
    ])
    try fixture.folder.git("reset", "-q", "--hard", "main")
    try fixture.commit([
      "funnel.json": "{\n  \"format\": 1, \"review\": {\"checks\": {\"emptied-list\": \"off\"}}\n}\n",
      Fixture.file("busy"): Fixture.document("Busy parent", more: "\"challenges\": [],"),
    ])
    let report = try fixture.review()
    #expect(report.note("review/emptied-list")?.level == .fail)
    #expect(report.note("review/review-settings") != nil)
  }

  @Test func aSchemaThatIsWrongIsToldAsThat() throws {
    let fixture = try Fixture()
    try fixture.commit(["schemas/persona.json": Fixture.persona.replacing("\"string\"", with: "\"strin\"")])
    let report = try fixture.review()
    #expect(report.exitCode(strictly: false) == 78)
    #expect(report.notes.first?.location.file == "schemas/persona.json")
    #expect(report.notes.first?.location.position?.line == 7)
  }

  @Test func settingsThatAreWrongAreRefusedWithTheirLine() throws {
    let fixture = try Fixture()
    try fixture.commit(["funnel.json": "{\n  \"format\": 1,\n  \"review\": {\n    \"check\": {}\n  }\n}\n"])
    let error = #expect(throws: StoreError.self) { try fixture.review() }
    #expect(error?.code == "review/unknown")
    #expect(error?.location?.position?.line == 4)
    #expect(error?.kind == .configuration)
  }
}
