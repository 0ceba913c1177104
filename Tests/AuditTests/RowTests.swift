import FirestoreModel
import Git
import Store
import TestSupport
import Testing

@testable import Audit

struct RowTests {
  @Test("one row for each change of each field, maps by their fields")
  func rows() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"name": "Ada", "address": {"city": "Bern"}, "tags": []}"#)
    try history.commit("one")
    try history.put(
      "users/ada", #"{"name": "Ada", "address": {"city": "Basel", "zip": 4000}, "tags": ["a"]}"#)
    try history.commit("two")
    try history.put("users/ada", #"{"address": 1, "name": null}"#)
    try history.commit("three")
    try history.put("users/ada", nil)
    try history.put("users/ben", "{}")
    try history.commit("four")
    #expect(
      try history.told() == [
        "users/ada address.city: – → Bern", "users/ada name: – → Ada", "users/ada tags: – → []",
        "users/ada address.city: Bern → Basel", "users/ada address.zip: – → 4000",
        #"users/ada tags: [] → ["a"]"#,
        #"users/ada address: {"city":"Basel","zip":4000} → 1"#, "users/ada name: Ada → null",
        #"users/ada tags: ["a"] → –"#,
        "users/ada address: 1 → –", "users/ada name: null → –", "users/ben : – → –",
      ])
    let rows = try history.rows()
    #expect(rows.filter { $0.subject == .file("schemas/user.json") }.map(\.operation) == [.create])
    #expect(rows.filter { $0.subject == .file("funnel.json") }.map(\.fieldText) == ["format"])
    #expect(Set(rows.map(\.time)).count == 5)
  }

  @Test("a reformat and a move of files change nothing")
  func moves() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"name":"Ada"}"#)
    try history.commit("one")
    try history.put("users/ada", "{\n  \"name\": \"Ada\"\n}")
    try history.commit("format")
    try history.folder.write("funnel.json", "{\"format\": 1, \"fanOut\": {\"users\": 1}}\n")
    // SHA-256 of "ada" begins with f.
    try history.folder.write("data/users/=f/ada.json", "{\"name\": \"Ada\"}\n")
    try history.folder.git("rm", "-q", "data/users/ada.json")
    try history.commit("fan out")
    #expect(try history.folder.funnel(["path", "users/ada"]).text.contains("data/users/=f/ada.json"))
    #expect(try history.told() == ["users/ada name: – → Ada"])
    #expect(try history.rows().allSatisfy { $0.problem == nil })
  }

  @Test("a version that cannot be read is told, and what is around it")
  func unreadable() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "user"}"#)
    try history.commit("one")
    try history.put("users/ada", #"{"role": "#)
    try history.commit("break", author: "Mallory")
    try history.put("users/ada", #"{"role": "admin"}"#)
    try history.commit("mend", author: "Mallory")
    try history.folder.write("data/users/logo.png", [0x89, 0x50, 0x00, 0xFF])
    try history.folder.write("data/users/eve.json", [0xFF, 0xFE, 0x00])
    try history.folder.git("rm", "-q", "--cached", "data/users/ada.json")
    try history.commit("binary")
    let rows = try history.rows().filter { $0.problem != nil }
    #expect(rows.count == 4)
    #expect(rows[0].problem?.hasPrefix("not readable: data/users/ada.json:") == true)
    #expect(rows[1].problem?.hasPrefix("not readable before: ") == true)
    #expect(rows.contains { $0.subject == .file("data/users/logo.png") })
    // Whoever looks for a field is told of what might hide it.
    var query = AuditQuery()
    query.fields = try FieldPattern.list("role")
    let ada = AuditRow.Subject.document(try DocumentPath("users/ada"))
    #expect(try history.rows(query).filter { $0.problem != nil && $0.subject == ada }.count == 2)
    #expect(try history.told(query).contains("users/ada role: – → admin"))
  }

  @Test("filters")
  func filters() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "user", "plan": "free", "count": 1}"#)
    try history.put("users/ada/personas/p", #"{"name": "P"}"#)
    try history.commit("one")
    let second = try history.commit("empty")
    try history.put("users/ada", #"{"role": "admin", "plan": "pro"}"#)
    try history.commit("two", author: "Ben")
    func told(_ change: (inout AuditQuery) throws -> Void) throws -> [String] {
      var query = AuditQuery()
      try change(&query)
      return try history.told(query)
    }
    #expect(try told { $0.actors = [ActorPattern("ben")] }.count == 3)
    #expect(try told { $0.actors = [ActorPattern("*@EXAMPLE.com")] }.count == 7)
    #expect(try told { $0.actors = [ActorPattern("be")] }.isEmpty)
    #expect(
      try told { $0.paths = [try PathPattern("users/*/personas/*")] } == ["users/ada/personas/p name: – → P"])
    #expect(try told { $0.fields = try FieldPattern.list("role, plan") }.count == 4)
    #expect(try told { $0.operations = [.update] }.count == 3)
    let time = try history.open().entry(of: try #require(ObjectID(hex: second))).time
    #expect(try told { $0.since = time + 1 }.count == 3)
    #expect(try told { $0.until = time }.count == 4)
    #expect(try told { $0.isNewestFirst = true }.first == "users/ada count: 1 → –")
    #expect(try history.told(since: second).count == 3)
  }

  @Test("live/ only when asked")
  func live() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"name": "Ada"}"#)
    try history.folder.write("live/users/ada.json", "{\"count\": 1}\n")
    try history.commit("one")
    try history.folder.write("live/users/ada.json", "{\"count\": 2}\n")
    try history.commit("two")
    #expect(try history.told() == ["users/ada name: – → Ada"])
    var query = AuditQuery()
    query.includesLive = true
    #expect(
      try history.told(query) == [
        "users/ada count: – → 1", "users/ada name: – → Ada", "users/ada count: 1 → 2",
      ])
  }

  @Test(
    "personal data is kept back, also inside of arrays, before its schema said so, and where schemas are broken"
  )
  func masks() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"email": "a@b.c", "contacts": [{"phone": "1"}], "role": "user"}"#)
    try history.put("notes/n", #"{"text": "x"}"#)
    try history.commit("one")
    let text = try history.told()
    #expect(
      text.contains("users/ada email: – → ‹personal›") && text.contains("users/ada contacts: – → ‹personal›"))
    #expect(text.contains("users/ada role: – → user"))
    var query = AuditQuery()
    query.onlyPersonal = true
    #expect(try history.told(query).count == 2)
    query.showsPersonal = true
    #expect(try history.told(query).contains("users/ada email: – → a@b.c"))
    try history.folder.write(
      "schemas/note.json",
      #"{"x-funnel": {"collection": "notes/{id}"}, "properties": {"text": {"x-funnel": {"personal": true}}}}"#
    )
    try history.commit("say what is personal")
    #expect(try history.told().contains("notes/n text: – → ‹personal›"))
    try history.folder.write("schemas/note.json", "{")
    try history.put("notes/n", #"{"text": "y", "other": 1}"#)
    try history.commit("break the schemas")
    #expect(try history.told().contains("notes/n other: – → ‹personal›"))
  }

  @Test("a shallow clone tells where it ends")
  func shallow() throws {
    let history = try HistoryFolder()
    for index in 1...4 {
      try history.put("users/ada", "{\"n\": \(index)}")
      try history.commit("\(index)")
    }
    let clone = WorkFolder(history.sandbox("clone"))
    try history.folder.git("clone", "-q", "--depth", "2", "file://\(history.folder.path)", clone.path)
    let outcome = try clone.funnel(["audit", "--json"])
    #expect(
      outcome.status == 0 && outcome.text.contains("\"old\":3,\"new\":4"),
      "\(outcome.text)\(outcome.errorText)")
    #expect(!outcome.text.contains("\"new\":3") && outcome.text.contains("\"endsAt\":{\"commit\""))
    #expect(try clone.funnel(["audit"]).errorText.contains("shallow clone"))
    #expect(try clone.funnel(["audit", "verify"]).status == 66)
  }
}
