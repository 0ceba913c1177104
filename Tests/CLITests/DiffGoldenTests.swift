import Platform
import TestSupport
import Testing

/// What `funnel diff` prints in each of its forms, recorded: two versions of a document with every kind of change, and
/// more documents than are shown one by one.
struct DiffGoldenTests {
  private static let schema = """
    {
      "title": "Persona",
      "x-funnel": { "collection": "personas/{id}" },
      "properties": {
        "name": { "title": "Name" },
        "isDefault": { "title": "Default persona" },
        "tags": { "title": "Tags", "x-funnel": { "set": true } },
        "steps": { "title": "Steps", "x-funnel": { "key": "id" } },
        "uses": { "x-funnel": { "volatile": true } }
      }
    }

    """

  private static let old = #"""
    {
      "born": { "$timestamp": "2026-01-31T09:30:00Z" },
      "count": 1,
      "description": "Juggles work and two kids, and reads the small print.",
      "gone": { "a": [1, 2], "b": null },
      "home": { "$geoPoint": { "latitude": 47.4, "longitude": 8.5 } },
      "isDefault": false,
      "list": ["one", "two", "three", "four"],
      "name": "Busy parent",
      "photo": { "$bytes": "AAEC" },
      "steps": [{ "id": "a", "minutes": 5 }, { "id": "b", "minutes": 7 }],
      "tags": ["calm", "family"],
      "uses": 1
    }

    """#

  private static let new = #"""
    {
      "born": { "$timestamp": "2026-01-31T09:30:00.250Z" },
      "count": 1.0,
      "description": "Juggles work and three kids, and reads <b>every</b> small print.",
      "home": { "$geoPoint": { "latitude": 47.4, "longitude": 9.0 } },
      "isDefault": true,
      "list": ["zero", "one", "three", "four", "two"],
      "name": "Busy | `parent` @all \u001b[31m</script>",
      "photo": { "$bytes": "AAED" },
      "steps": [{ "id": "b", "minutes": 9 }, { "id": "a", "minutes": 5 }, { "id": "c" }],
      "tags": ["family", "quick"],
      "uses": 2,
      "x.y/z": { "$double": "NaN" }
    }

    """#

  @Test(
    "two versions of a document",
    arguments: [
      ("text", ["--inline"]), ("side-by-side", ["--side-by-side"]), ("json", ["--json"]),
      ("patch", ["--patch"]),
      ("merge-patch", ["--merge-patch"]), ("markdown", ["--markdown"]), ("html", ["--html"]),
      ("live", ["--live"]),
    ])
  func document(_ name: String, _ options: [String]) throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox("files"))
    try Files.makeDirectories(folder.path)
    try folder.write("old.json", Self.old)
    try folder.write("new.json", Self.new)
    try folder.write("schema.json", Self.schema)
    let outcome = try folder.funnel(["diff", "old.json", "new.json", "--schema", "schema.json"] + options)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    var text = outcome.text
    // The style of pages is another matter.
    if name == "html", let body = text.split(separator: "<body", maxSplits: 1).last {
      text = ("<body" + body).split(separator: "><").joined(separator: ">\n<")
    }
    if let difference = GoldenFile("diff-\(name).txt").difference(from: Array(text.utf8)) {
      Issue.record("\(difference)")
    }
  }

  @Test("very many documents: a line for one change, and once what was done to many")
  func crowd() throws {
    let store = try CommandStore()
    var before = ""
    var after = ""
    for number in 100..<160 {
      before += #"{"path":"users/u\#(number)","mergePatch":{"name":"User number \#(number)","age":1}}"# + "\n"
      // Ages of all but six, names of some, one removed.
      let age = number % 10 == 0 ? 1 : 2
      let name = number % 20 == 0 ? "User \(number)" : "User number \(number)"
      let both = number % 25 == 0 ? "Somebody" : name
      after += #"{"path":"users/u\#(number)","mergePatch":{"name":"\#(both)","age":\#(age)}}"# + "\n"
    }
    let written = try store.store.funnel(["apply"], input: before)
    #expect(written.status == 0, "\(written.errorText)")
    #expect(try store.store.funnel(["apply"], input: after).status == 0)
    #expect(try store.run("delete", "users/u151").status == 0)
    let shown = try store.run("diff", "HEAD~2", "HEAD")
    if let difference = GoldenFile("diff-crowd.txt").difference(from: shown.output) {
      Issue.record("\(difference)")
    }
  }
}
