import Diagnostics
import FirestoreModel
import Git
import JSON
import Store
import TestSupport
import Testing

@testable import Audit

private let roleByAdmin =
  #"{"name": "role-by-admin", "collection": "users/{userId}", "fields": ["role", "subscription.planType"], "allow": "actor in [\"Ada\"]", "message": "only administrators"}"#

struct PolicyTests {
  private static func settings(_ policy: String, amend: String? = nil) -> String {
    let amend = amend.map { "\"amend\": \($0), " } ?? ""
    return "{\"format\": 1, \"audit\": {\(amend)\"policies\": [\n\(policy)\n]}}\n"
  }

  private func broken(_ history: HistoryFolder) throws -> [String] {
    let policies = try history.policies()
    var query = AuditQuery()
    query.checksSignatures = policies.needsSignatures
    return try history.rows(query, policies: policies).filter { !$0.broken.isEmpty }.map {
      "\($0.attribution.actor) \($0.subject.text) \($0.fieldText) \($0.broken.joined(separator: ","))"
    }
  }

  @Test("a role that anyone but an administrator changes")
  func role() throws {
    let history = try HistoryFolder(settings: Self.settings(roleByAdmin))
    try history.put("users/ada", #"{"role": "user", "name": "x", "subscription": {"planType": "free"}}"#)
    try history.commit("Ada may")
    try history.put("users/ada", #"{"role": "admin", "name": "y", "subscription": {"planType": "free"}}"#)
    try history.commit("Cy may not", author: "Cy")
    try history.put("users/ada", #"{"role": "admin", "name": "y", "subscription": 1}"#)
    try history.commit("nor this", author: "Cy")
    // A trailer that says Ada over an author who is not Ada: one of them lies.
    try history.put("users/ada", #"{"role": "root", "name": "y", "subscription": 1}"#)
    try history.commit(
      "forged\n\nFunnel-Time: \(history.nextTime)\nFunnel-Actor: Ada\nFunnel-Via: server", author: "Mallory")
    try history.put("users/ada", "{")
    try history.commit("hidden", author: "Mallory")
    #expect(
      try broken(history) == [
        "Cy users/ada role role-by-admin", "Cy users/ada subscription role-by-admin",
        "Ada users/ada role role-by-admin", "Mallory users/ada  role-by-admin",
      ])
  }

  @Test("a template without a review; nobody reviews themselves")
  func review() throws {
    let history = try HistoryFolder(
      settings: Self.settings(
        #"{"name": "reviewed", "collection": "templates/{id}", "trailers": ["Reviewed-by"]}"#))
    for (index, trailer) in [
      "", "\n\nReviewed-by: Ada <ada@example.com>", "\n\nReviewed-by: Ben <ben@example.com>",
    ]
    .enumerated() {
      try history.put("templates/t\(index)", "{\"n\": 1}")
      try history.commit("x" + trailer)
    }
    // The review may stand in the merge.
    try history.git(["checkout", "-q", "-b", "side"])
    try history.put("templates/side", "{\"n\": 1}")
    try history.commit("side", author: "Cy")
    try history.git(["checkout", "-q", "main"])
    try history.git(["merge", "-q", "--no-ff", "-m", "Merge\n\nReviewed-by: Ben <ben@example.com>", "side"])
    #expect(try broken(history) == ["Ada templates/t0 n reviewed", "Ada templates/t1 n reviewed"])
  }

  @Test("a write outside of working hours, by a person")
  func hours() throws {
    let history = try HistoryFolder(
      settings: Self.settings(
        #"{"name": "hours", "hours": {"from": "08:00", "to": "18:00", "days": ["mon", "tue", "wed", "thu", "fri"], "offset": "+01:00"}}"#
      ))
    // 5 January 2026 is a Monday.
    let monday: Int64 = 1_767_571_200
    for (name, time) in [
      ("before", monday + 6 * 3600 + 3599), ("in", monday + 7 * 3600), ("after", monday + 17 * 3600),
    ] {
      try history.put("users/\(name)", "{\"n\": 1}")
      try history.commit(name, at: time)
    }
    try history.put("users/saturday", "{\"n\": 1}")
    try history.commit("saturday", at: monday + 5 * 86_400 + 10 * 3600)
    try history.put("users/server", "{\"n\": 1}")
    let time = monday + 6 * 86_400
    try history.commit(
      "server\n\nFunnel-Time: \(StoreTime.text(time * 1_000_000))\nFunnel-Actor: system:ttl\nFunnel-Via: server",
      author: "system:ttl", at: time)
    #expect(
      try broken(history) == [
        "Ada users/before n hours", "Ada users/after n hours", "Ada users/saturday n hours",
      ])
  }

  @Test(
    "working hours around midnight, east and west",
    arguments: [
      ("22:00", "06:00", 0, 23 * 60, true), ("22:00", "06:00", 0, 5 * 60, true),
      ("22:00", "06:00", 0, 12 * 60, false),
      ("09:00", "17:00", -300, 14 * 60, true), ("09:00", "17:00", -300, 13 * 60 + 59, false),
      ("00:00", "24:00", 0, 0, true),
    ])
  func spans(from: String, to: String, offset: Int, minute: Int, isIn: Bool) throws {
    func minutes(_ text: String) -> Int { (Int(text.prefix(2)) ?? 0) * 60 + (Int(text.suffix(2)) ?? 0) }
    let hours = WorkingHours(from: minutes(from), to: minutes(to), days: Set(0..<7), offset: offset)
    let history = try HistoryFolder()
    try history.put("users/ada", "{\"n\": 1}")
    try history.commit("x", at: 1_767_571_200 + Int64(minute) * 60)
    let row = try #require(try history.rows().last)
    #expect(hours.holds(row) == isIn)
  }

  @Test("what a policy can ask: signatures, doors, values, the path's own id")
  func conditions() throws {
    let policies = [
      #"{"name": "signed", "collection": "users/{userId}", "fields": "role", "signed": true, "level": "warning"}"#,
      #"{"name": "own", "collection": "users/{userId}", "fields": "name", "allow": "actor == ids.userId"}"#,
      #"{"name": "limit", "fields": "n", "when": "new > 100"}"#,
      #"{"name": "no-delete", "collection": "users/{u}", "operations": ["delete"]}"#,
      #"{"name": "rules", "files": ["firestore.rules", "schemas/*"], "allow": "author == \"Ben\""}"#,
      #"{"name": "forced", "when": "forced"}"#,
    ]
    let history = try HistoryFolder(settings: Self.settings(policies.joined(separator: ",\n")))
    try history.put("users/Ada", #"{"role": "x", "name": "x", "n": 100}"#)
    try history.put("users/Ben", #"{"name": "x", "n": 101}"#)
    try history.commit("one")
    try history.put("users/Ben", nil)
    try history.folder.write("firestore.rules", "x")
    try history.commit("two\n\nFunnel-Time: \(history.nextTime)\nFunnel-Via: cli\nFunnel-Forced: schema")
    #expect(
      Set(try broken(history)) == [
        "Ada users/Ada role signed", "Ada users/Ben n limit", "Ada users/Ben name own",
        "Ada users/Ben n no-delete,forced", "Ada users/Ben name own,no-delete,forced",
        "Ada firestore.rules file rules",
        "Ada schemas/user.json file rules",
      ])
  }

  @Test("whoever weakens the policies is seen")
  func settings() throws {
    let history = try HistoryFolder()
    try history.folder.write("funnel.json", Self.settings(roleByAdmin))
    try history.commit("introduce")
    try history.folder.write("funnel.json", Self.settings(#"{"name": "x", "fields": "y"}"#))
    try history.commit("weaken", author: "Mallory")
    #expect(try broken(history) == ["Mallory funnel.json audit audit-settings"])
    let guarded = try HistoryFolder(settings: Self.settings(roleByAdmin, amend: #""actor == \"Ada\"""#))
    try guarded.folder.write("funnel.json", Self.settings(roleByAdmin, amend: #""true""#))
    try guarded.commit("Ada may")
    try guarded.folder.write("funnel.json", "{\"format\": 1, \"audit\": {\"policies\": []}}\n")
    try guarded.commit("and so may anybody now", author: "Mallory")
    #expect(try broken(guarded).isEmpty)
    let kept = try HistoryFolder(settings: Self.settings(roleByAdmin, amend: #""actor == \"Ada\"""#))
    try kept.folder.write(
      "funnel.json", "{\"format\": 1, \"audit\": {\"amend\": \"true\", \"policies\": []}}\n")
    try kept.commit("Mallory may not", author: "Mallory")
    #expect(try broken(kept).count == 1)
  }

  @Test(
    "bad policies are refused with their line",
    arguments: [
      (#"{"fields": "x"}"#, 2, "needs a name"), (#"{"name": "a b"}"#, 2, "letters"),
      (#"{"name": "a", "feilds": "x"}"#, 2, "feilds"), (#"{"name": "a", "level": "fatal"}"#, 2, "level"),
      (#"{"name": "a", "collection": "users"}"#, 2, "pattern"), (#"{"name": "a", "fields": []}"#, 2, "list"),
      ("{\"name\": \"a\",\n\"allow\": \"actor in\"}", 3, ""),
      ("{\"name\": \"a\",\n\"allow\": \"actr == 1\"}", 3, "actr"),
      (#"{"name": "a", "hours": {"from": "8"}}"#, 2, "08:00"),
      (#"{"name": "a", "hours": {"from": "08:00"}}"#, 2, "from and to"),
      (#"{"name": "a"}, {"name": "a"}"#, 2, "two"),
      (#"{"name": "a", "operations": ["rename"]}"#, 2, "operation"),
      ("[]", 2, "object"),
    ])
  func bad(policy: String, line: Int, word: String) throws {
    let text = Self.settings(policy)
    let settings = try Settings(parsing: Array(text.utf8), file: "funnel.json")
    do {
      _ = try PolicySet(settings.audit)
      Issue.record("taken: \(policy)")
    } catch {
      #expect(error.code == "audit/policy" && error.kind == .configuration)
      #expect(error.location?.position?.line == line && error.location?.file == "funnel.json", "\(error)")
      #expect(error.message.contains(word) || word.isEmpty, "\(error.message)")
    }
    // Editors know it too, but for what no schema can say.
    if !["", "actr", "two"].contains(word) {
      #expect(try !Self.schema.accepts(JSONText(parsing: Array(text.utf8))))
    }
  }

  private static var schema: NamedSchema {
    get throws {
      let parts = #filePath.split(separator: "/").dropLast(3)
      return try NamedSchema(file: "/" + parts.joined(separator: "/") + "/schemas/funnel.json")
    }
  }

  @Test(
    "the settings' schema takes what is a policy",
    arguments: [
      roleByAdmin,
      #"{"name": "a", "collection": ["users/{u}", "a/{b}/c/{d}"], "signed": true, "level": "note"}"#,
      #"{"name": "a", "operations": ["create", "delete"], "files": "schemas/*", "when": "forced", "message": "m"}"#,
      #"{"name": "a", "hours": {"from": "22:00", "to": "24:00", "days": ["sun"], "offset": "-05:30"}, "trailers": "Reviewed-by"}"#,
    ])
  func sound(policy: String) throws {
    let text = Self.settings(policy, amend: #""signer == \"x\"""#)
    #expect(try Self.schema.accepts(JSONText(parsing: Array(text.utf8))))
    #expect(try PolicySet(Settings(parsing: Array(text.utf8), file: "funnel.json").audit).policies.count == 1)
  }

  @Test("--policy exits with 1, names the field's line at that commit, and reports in all forms")
  func command() throws {
    let history = try HistoryFolder(settings: Self.settings(roleByAdmin))
    try history.put("users/ada", "{\n  \"name\": \"x\",\n  \"role\": \"admin\"\n}")
    try history.commit("x", author: "Cy")
    let text = try history.folder.funnel(["audit", "--policy"])
    #expect(
      text.status == 1
        && text.text.contains("data/users/ada.json:3:11: Cy changed role of users/ada from – to admin"),
      "\(text.text)\(text.errorText)")
    #expect(text.errorText.contains("1 of"))
    let sarif = try history.folder.funnel(["audit", "--policy", "--format", "sarif"])
    #expect(sarif.text.contains("\"policy/role-by-admin\"") && sarif.text.contains("\"startLine\": 3"))
    let github = try history.folder.funnel(["audit", "--policy", "--format", "github"])
    #expect(github.text.hasPrefix("::error file=data/users/ada.json,line=3,"))
    let table = try history.folder.funnel(["audit", "--field", "role"])
    #expect(table.status == 0 && table.text.contains("✖ role-by-admin"))
    #expect(table.errorText.contains("1 of 1 changes breaks a policy: role-by-admin (funnel.json:2)"))
    try history.folder.write("funnel.json", Self.settings(#"{"name": "a", "x": 1}"#))
    try history.commit("bad")
    let bad = try history.folder.funnel(["audit", "--policy"])
    #expect(bad.status == 78 && bad.errorText.contains("funnel.json:2:"), "\(bad.errorText)")
    #expect(try history.folder.funnel(["audit"]).status == 0)
    try history.folder.write("funnel.json", "{\"format\": 1}\n")
    try history.commit("none")
    #expect(try history.folder.funnel(["audit", "--policy"]).status == 78)
  }
}
