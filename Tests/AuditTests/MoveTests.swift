import FirestoreModel
import JSON
import Store
import TestSupport
import Testing

@testable import Audit

/// What trees alone do not show: that a document is the same under another path, or another under the same one.
struct MoveTests {
  private static let persona =
    #"{"name": "Busy", "text": "Juggles work", "a": 1, "b": 2, "c": 3, "userId": "ada", "tags": ["x"], "d": 4}"#

  private func moves(_ history: HistoryFolder) throws -> [String] {
    try history.rows().compactMap { row in
      row.moveText.map { "\(row.operation.rawValue) \(row.subject.text) \(row.fieldText) \($0)" }
    }
  }

  @Test("a document that was moved says so, and all its fields are still told")
  func moved() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "admin", "name": "Ada"}"#)
    try history.put("users/ben", #"{"role": "user"}"#)
    try history.commit("one")
    try history.put("users/ada", nil)
    try history.put("users/zoe", #"{"role": "admin", "name": "Ada"}"#)
    try history.put("users/ben", nil)
    try history.put("users/yan", #"{"role": "none"}"#)
    try history.commit("move")
    #expect(
      try moves(history) == [
        "delete users/ada name to users/zoe", "delete users/ada role to users/zoe",
        "create users/zoe name from users/ada", "create users/zoe role from users/ada",
      ])
    let text = try history.folder.funnel(["audit"]).text
    #expect(
      text.contains("users/ada, moved to users/zoe") && text.contains("users/zoe, moved from users/ada"))
    let lines = try history.folder.funnel(["audit", "--ndjson", "--path", "users/zoe"]).text
    #expect(lines.contains(#""movedFrom":"users/ada""#))
    let csv = try history.folder.funnel(["audit", "--csv", "--path", "users/zoe"]).text
    #expect(csv.contains(",from users/ada\r\n"))
  }

  @Test("so does one that changed a little on the way: under the same id, or in the same collection")
  func similar() throws {
    let history = try HistoryFolder()
    try history.put("users/ada/personas/busy", Self.persona)
    try history.put("users/ada/personas/calm", Self.persona.replacing("Busy", with: "Calm"))
    try history.commit("one")
    try history.put("users/ada/personas/busy", nil)
    try history.put("users/ben/personas/busy", Self.persona.replacing("\"ada\"", with: "\"ben\""))
    try history.put("users/ada/personas/calm", nil)
    try history.put("users/ada/personas/quiet", Self.persona.replacing("Busy", with: "Quiet"))
    try history.commit("move")
    let found = Set(try history.rows().compactMap { row in row.moveText.map { "\(row.subject.text) \($0)" } })
    #expect(
      found == [
        "users/ada/personas/busy to users/ben/personas/busy",
        "users/ben/personas/busy from users/ada/personas/busy",
        "users/ada/personas/calm to users/ada/personas/quiet",
        "users/ada/personas/quiet from users/ada/personas/calm",
      ])
  }

  @Test("a document that was deleted and created anew in one commit has rows of both, be it as it was")
  func recreated() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "user", "name": "Ada"}"#)
    try history.put("users/ben", #"{"role": "user"}"#)
    try history.commit("one")
    try history.put("users/ben", #"{"role": "admin"}"#)
    let trailers = "Funnel-Time: \(history.nextTime)\nFunnel-Recreated: users/ada,users/ben,users/nobody"
    try history.commit("again\n\n" + trailers, author: "Cy")
    let rows = try history.rows().filter { $0.attribution.author.name == "Cy" }
    #expect(
      rows.map { "\($0.operation.rawValue) \(HistoryFolder.text($0))" } == [
        "delete users/ada name: Ada → –", "delete users/ada role: user → –", "create users/ada name: – → Ada",
        "create users/ada role: – → user", "delete users/ben role: user → –",
        "create users/ben role: – → admin",
      ])
    // Trailers that a rebase took along count for nothing.
    let other = try HistoryFolder()
    try other.put("users/ada", #"{"role": "user"}"#)
    try other.commit("one")
    try other.commit("forged\n\nFunnel-Time: 2020-01-01T00:00:00Z\nFunnel-Recreated: users/ada", author: "Cy")
    #expect(try other.rows().allSatisfy { $0.attribution.author.name != "Cy" })
  }
}
