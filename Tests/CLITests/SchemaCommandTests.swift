import Platform
import TestSupport
import Testing

/// `funnel schema …` as it is run: exit codes, what is printed where, and what is written.
struct SchemaCommandTests {
  private static let zod =
    #"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"name":{"type":"string","minLength":1},"age":{"type":"integer"}},"required":["name"],"additionalProperties":false}"#

  @Test("diff names the documents that a new schema breaks, and not those that were broken before")
  func breaks() throws {
    let store = try CommandStore()
    try store.store.write(
      "schemas/user.json", CommandStore.schema.replacing(#""minLength": 1"#, with: #""maxLength": 3"#))
    let outcome = try store.run("schema", "diff")
    #expect(outcome.status == 1, "\(outcome.errorText)")
    #expect(
      outcome.text.contains("stricter  name  maxLength none → 3")
        && outcome.text.contains("looser    name  minLength 1 → none"))
    #expect(outcome.text.contains("data/users/ada.json") && !outcome.text.contains("data/users/cy.json"))
    #expect(outcome.errorText.contains("1 of 4 documents break"), "\(outcome.errorText)")
    #expect(try store.run("schema", "diff", "--no-documents").status == 0)
    let json = try store.run("schema", "diff", "--json")
    #expect(
      json.status == 1 && json.text.contains(#""direction":"stricter""#)
        && json.text.contains(#""broken":[{"#))
    // Committed, the same between two commits, and in a bare store.
    try store.store.git("add", "-A")
    try store.store.git("commit", "-q", "-m", "Shorter names")
    let between = try store.run("schema", "diff", "HEAD~1", "HEAD", "user")
    #expect(between.status == 1 && between.text.contains("data/users/ada.json"), "\(between.errorText)")
    #expect(try store.run("schema", "diff").status == 0)
    #expect(try store.run("schema", "diff", "nope").status == 66)
  }

  @Test("validate judges a commit's documents by another revision's schemas when asked")
  func otherSchemas() throws {
    let store = try CommandStore()
    try store.store.write(
      "schemas/user.json", CommandStore.schema.replacing(#""minLength": 1"#, with: #""maxLength": 3"#))
    try store.store.git("add", "-A")
    try store.store.git("commit", "-q", "-m", "Shorter names")
    #expect(try store.run("validate", "--rev", "HEAD~1").status == 0)
    let outcome = try store.run("validate", "--rev", "HEAD~1", "--schemas", "HEAD")
    #expect(outcome.status == 1 && outcome.text.contains("data/users/ada.json"), "\(outcome.errorText)")
    #expect(try store.run("validate", "--schemas", "HEAD").status == 64)
  }

  @Test("from-zod prints, writes, and never writes a schema with a fault")
  func fromZod() throws {
    let store = try CommandStore()
    try store.store.write("user.json", Self.zod)
    let printed = try store.run("schema", "from-zod", "user.json")
    #expect(
      printed.status == 0 && printed.text.contains(#""collection": "users/{userId}""#), "\(printed.errorText)"
    )
    #expect(printed.errorText.contains("seen: in the schema and not in zod"))
    #expect(try store.run("schema", "from-zod", "user.json", "--write").status == 0)
    #expect(try store.store.read("schemas/user.json") == printed.text)
    let twin = try store.run(
      "schema", "from-zod", "user.json", "--name", "twin", "--collection", "users/{x}", "--write")
    #expect(twin.status == 78, "\(twin.errorText)")
    #expect(!store.store.exists("schemas/twin.json"))
    #expect(try store.run("schema", "from-zod", "-", input: Self.zod).status == 64)
    #expect(try store.run("schema", "from-zod", "-", "--name", "n", input: "{").status == 65)
    #expect(try store.run("schema", "from-zod", "none.json").status == 66)
  }

  @Test("to-… print or write, and check says when they or the application's types are out of date")
  func checks() throws {
    let store = try CommandStore()
    #expect(try store.run("schema", "to-swift", "user", "--out", "User.swift").status == 0)
    #expect(try store.run("schema", "to-typescript", "--all").text.contains("export interface User {"))
    #expect(try store.run("schema", "to-zod").status == 64)
    #expect(try store.run("schema", "to-zod", "nope").status == 66)
    #expect(try store.run("schema", "check", "--generated", "User.swift").status == 0)
    try store.store.write("user.json", Self.zod)
    let drift = try store.run("schema", "check", "user.json")
    #expect(
      drift.status == 1 && drift.text.contains("seen: the schema has this field"),
      "\(drift.text)\(drift.errorText)")
    try store.store.write(
      "schemas/user.json", CommandStore.schema.replacing(#""type": "integer""#, with: #""type": "number""#))
    let stale = try store.run("schema", "check", "--generated", "User.swift")
    #expect(
      stale.status == 1 && stale.text.contains("funnel schema to-swift user --out User.swift"),
      "\(stale.text)")
    try store.store.write("schemas/broken.json", #"{"minLenght": 1}"#)
    let broken = try store.run("schema", "check")
    #expect(
      broken.status == 1 && broken.text.contains("schemas/broken.json:1:2"),
      "\(broken.text)\(broken.errorText)")
  }

  @Test("list names schemas and what they govern")
  func lists() throws {
    let store = try CommandStore()
    #expect(try store.run("schema", "list").text.contains("user       users/{userId}"))
    #expect(
      try store.run("schema", "list", "--json").text.contains(
        #"{"name":"user","collection":"users/{userId}","title":null}"#))
  }
}
