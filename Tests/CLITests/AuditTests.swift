import Platform
import TestSupport
import Testing

/// What an auditor found by trying to make the history lie: each once undid somebody's work or let in what breaks a
/// schema, with exit code 0.
struct AuditTests {
  @Test("commit does not put one branch's files over another's documents")
  func otherBranch() throws {
    let store = try CommandStore()
    try store.folder.git("branch", "side")
    #expect(try store.run("set", "users/ada", "name=Side", "--branch", "side").status == 0)
    try store.store.write("data/users/ada.json", "{\n  \"name\": \"Here\"\n}\n")
    let outcome = try store.run("commit", "--branch", "side", "-m", "x")
    #expect(outcome.status == 64 && outcome.errorText.contains("git switch side"), "\(outcome.errorText)")
    #expect(try store.run("get", "users/ada", "--branch", "side").text.contains("Side"))
  }

  private static let number = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "x-funnel": { "collection": "points/{id}" },
      "type": "object",
      "properties": { "n": { "type": "integer" } }
    }

    """
  private static let text = number.replacing("integer", with: "string")

  @Test("a schema that existing documents do not fit is refused, unless forced")
  func stricterSchema() throws {
    let store = try CommandStore()
    #expect(try store.run("set", "points/a", "n:=1").status == 0)
    #expect(try store.run("set", "points/b", "n:=2").status == 0)
    try store.store.write("schemas/point.json", Self.text)
    let refused = try store.run("commit")
    #expect(
      refused.status == 65 && refused.errorText.contains("points/a") && refused.errorText.contains("points/b")
    )
    #expect(try store.run("commit", "--force").status == 0)
    #expect(try store.folder.git("log", "-1", "--format=%B").contains("Funnel-Forced: schema"))
    let doctor = try store.run("doctor")
    #expect(doctor.status == 1 && doctor.text.contains("points/a"), "\(doctor.text)")
  }

  @Test("an edited schema that the commit leaves out does not judge it")
  func schemaLeftOut() throws {
    let store = try CommandStore()
    try store.store.write("schemas/point.json", Self.number)
    #expect(try store.run("commit").status == 0)
    #expect(try store.run("set", "points/a", "n:=1").status == 0)
    try store.store.write("schemas/point.json", Self.text)
    try store.store.write("data/points/a.json", "{\n  \"n\": \"one\"\n}\n")
    #expect(try store.run("commit", "points/a").status == 65)
  }

  @Test("an edited fan-out that would hide documents is refused")
  func fanOut() throws {
    let store = try CommandStore()
    try store.store.write("funnel.json", "{\n  \"fanOut\": { \"users\": 2 },\n  \"format\": 1\n}\n")
    let outcome = try store.run("commit")
    #expect(outcome.status == 65 && outcome.errorText.contains("fanOut"), "\(outcome.errorText)")
    #expect(try store.run("get", "users/ada").status == 0)
  }

  @Test(
    "arguments that contradict each other or the calendar",
    arguments: [
      (["update", "users/ada", "a-", "a.b=1"], 64), (["update", "users/ada", "name=1", "name=2"], 64),
      (["set", "users/ada", "a=1", "a.b=2"], 64), (["get", "users/ada", "--at", "400000 years ago"], 66),
      (["batch", "--actor", ""], 64), (["batch", "--actor", "uid:"], 64),
      (["batch", "--actor", "nonsense"], 64),
      (["restore", "nope/x", "--at", "HEAD"], 66), (["log", "nope"], 66), (["diff", "HEAD", "nope/x"], 66),
      (["validate", "users/nope"], 66),
    ] as [([String], Int32)]) func arguments(_ arguments: [String], _ code: Int32) throws
  {
    let store = try CommandStore()
    let outcome = try Command.run([WorkFolder.binary] + arguments, in: store.store.path, input: [])
    #expect(outcome.status == code, "\(outcome.errorText)")
  }

  @Test("an executable bit on a document's file stays out of the index")
  func executable() throws {
    let store = try CommandStore()
    _ = try Command.run(["chmod", "+x", store.store.path + "/data/users/ada.json"], in: store.store.path)
    #expect(try store.run("set", "users/ada", "name=X").status == 0)
    #expect(try store.dirt() == "")
  }
}
