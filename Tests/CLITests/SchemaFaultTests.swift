import Platform
import TestSupport
import Testing

/// `funnel schema …` given schemas with faults, and names that are none.
struct SchemaFaultTests {
  private func check(
    _ outcome: Command.Outcome, _ status: Int32, _ text: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(
      outcome.status == status && outcome.errorText.contains(text), "\(outcome.text)\(outcome.errorText)",
      sourceLocation: sourceLocation)
  }

  private static let zod =
    #"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}"#

  @Test("A schema with a fault is neither translated nor compared: 78, at its line")
  func faultySchemas() throws {
    let store = try CommandStore()
    let faulty = CommandStore.schema.replacing(
      #""age": { "type": "integer" }"#, with: #""age": { "type": "strng" }"#)
    try store.store.write("schemas/user.json", faulty)
    for command in ["to-zod", "to-typescript", "to-swift"] {
      check(try store.run("schema", command, "user"), 78, "schemas/user.json:7:22")
    }
    check(try store.run("schema", "diff"), 78, "schemas/user.json:7:22")
    check(try store.run("schema", "diff", "--no-documents"), 78, #""strng""#)
    try store.store.write(
      "schemas/user.json",
      CommandStore.schema.replacing(
        #""age": { "type": "integer" }"#, with: ##""age": { "$ref": "firestore.json#/$defs/timestmp" }"##))
    check(try store.run("schema", "to-swift", "user"), 78, "schemas/user.json:7:22")
    // A fault elsewhere is no reason to refuse a sound one.
    try store.store.write("schemas/user.json", CommandStore.schema)
    try store.store.write("schemas/broken.json", #"{"type":"strng"}"#)
    #expect(try store.run("schema", "to-swift", "user").status == 0)
    #expect(try store.run("schema", "diff", "user", "--no-documents").status == 0)
    check(try store.run("schema", "diff"), 78, "schemas/broken.json:1:9")
    // Of the old side, a fault is told in words.
    try store.store.write("schemas/user.json", faulty)
    try store.store.git("add", "-A")
    try store.store.git("commit", "-q", "--no-verify", "-m", "A fault")
    try store.store.write("schemas/user.json", CommandStore.schema)
    let mended = try store.run("schema", "diff", "user", "--no-documents")
    #expect(mended.text.contains("the old schema has a fault"), "\(mended.text)\(mended.errorText)")
  }

  @Test("Two files: sound, of the known draft, and there")
  func files() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    try Files.makeDirectories(folder.path)
    func diff(_ old: String, _ new: String) throws -> Command.Outcome {
      try folder.write("a.json", old)
      try folder.write("b.json", new)
      return try folder.funnel(["schema", "diff", "a.json", "b.json"])
    }
    #expect(try diff(#"{"type":"object","x":1}"#, #"{"type":"object"}"#).status == 0)
    check(try diff(#"{"type":"object"}"#, #"{"type":"objec"}"#), 78, "b.json:1:9")
    check(try diff(#"{"type":"object"}"#, #"{"$ref":"http://x/y"}"#), 78, "b.json:1:9")
    check(try diff("{", "{}"), 78, "     1 | {")
    let seven =
      #"{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}]}"#
    check(try diff(seven, #"{"prefixItems":[{"type":"string"}]}"#), 65, "a.json:1:12")
    let exclusive = try diff(#"{"minimum":5}"#, #"{"exclusiveMinimum":5}"#)
    #expect(exclusive.text.contains("minimum 5 → exclusiveMinimum 5"), "\(exclusive.text)")
    check(try folder.funnel(["schema", "diff", "a.json", "nope.json"]), 66, "nope.json")
    check(try folder.funnel(["schema", "diff", "no.json", "nope.json"]), 66, "no.json")
  }

  @Test("from-zod and check refuse what is no sound schema, and say so of the store's other schemas")
  func zodInput() throws {
    let store = try CommandStore()
    try store.store.write(
      "user.json", "{\"type\":\"object\",\n\"properties\":{\"name\":{\"type\":\"strng\"}}}")
    check(try store.run("schema", "from-zod", "user.json"), 65, "user.json:2:")
    check(try store.run("schema", "check", "user.json"), 65, #""strng""#)
    try store.store.write("user.json", "{\"type\":\n")
    check(try store.run("schema", "from-zod", "user.json"), 65, "     2 | ")
    check(try store.run("schema", "check", "user=user.json"), 65, "     2 | ")
    for (name, status) in [("timestmp", Int32(65)), ("timestamp", 0)] {
      try store.store.write(
        "user.json",
        ##"{"type":"object","properties":{"at":{"$ref":"firestore.json#/$defs/\##(name)"}}}"##)
      check(
        try store.run("schema", "from-zod", "user.json"), status, status == 0 ? "note" : "user.json:1:45")
    }
    try store.store.write("user.json", Self.zod)
    check(
      try store.run("schema", "from-zod", "user.json", "--name", "n", "--collection", "users"), 78,
      "document's pattern")
    try store.store.write("schemas/broken.json", #"{"type":"strng"}"#)
    for write in [[], ["--write"]] {
      check(
        try store.store.funnel(["schema", "from-zod", "user.json"] + write), 78, "schemas/broken.json:1:9")
    }
    try store.store.write("schemas/broken.json", "{")
    for write in [[], ["--write"]] {
      check(try store.store.funnel(["schema", "from-zod", "user.json"] + write), 78, "     1 | {")
    }
    let folder = WorkFolder(store.sandbox("outside"))
    try folder.write("user.json", Self.zod)
    #expect(try folder.funnel(["schema", "from-zod", "user.json", "--collection", "users/{u}"]).status == 0)
    check(try folder.funnel(["schema", "from-zod", "user.json", "--collection", "users"]), 78, "pattern")
  }

  @Test("A schema's name is a file's", arguments: ["a b;\nc", "", "../x", ".hidden", "a/b"])
  func names(_ name: String) throws {
    let store = try CommandStore()
    try store.store.write("user.json", Self.zod)
    check(try store.run("schema", "from-zod", "user.json", "--name", name, "--write"), 65, "a schema's name")
    #expect(
      try Files.list(store.store.path + "/schemas").sorted() == [
        "firestore.json", "funnel.json", "user.json",
      ])
  }

  @Test("check takes NAME=FILE, and a file with = in its name")
  func equals() throws {
    let store = try CommandStore()
    check(try store.run("schema", "check", "user="), 64, "user=FILE")
    let unnamed = try store.run("schema", "check", "-")
    check(unnamed, 64, "NAME=FILE")
    #expect(!unnamed.errorText.contains("--name"))
    try store.store.write("a=b/user.json", Self.zod)
    check(try store.run("schema", "check", "a=b/user.json"), 1, "findings in")
  }

  @Test("A schema's name beats the start of commits' ids, and a branch of that name is told")
  func revisionOrName() throws {
    let store = try CommandStore()
    for name in ["a", "0"] {
      try store.store.write("schemas/\(name).json", #"{"type":"object"}"#)
      let outcome = try store.run("schema", "diff", name)
      #expect(outcome.text.contains("schema added"), "\(outcome.errorText)")
    }
    try store.store.git("branch", "user")
    check(try store.run("schema", "diff", "user", "--no-documents"), 0, "funnel schema diff HEAD user")
  }

  @Test("Each side is judged by its own strictCollections")
  func strictness() throws {
    let store = try CommandStore()
    try store.store.write("funnel.json", #"{"format": 1, "strictCollections": true}"#)
    check(try store.run("schema", "diff"), 1, "1 of 4 documents break")
    _ = try Files.remove(store.store.path + "/schemas/user.json")
    let removed = try store.run("schema", "diff")
    check(removed, 1, "4 of 4 documents break")
    #expect(
      removed.text.contains("stricter  .  schema removed: strictCollections refuses its documents"),
      "\(removed.text)")
    try store.store.git("add", "-A")
    try store.store.git("commit", "-q", "--no-verify", "-m", "Strict")
    check(try store.run("schema", "diff", "HEAD~1", "HEAD"), 1, "4 of 4 documents break")
    try store.store.write("schemas/user.json", CommandStore.schema)
    let added = try store.run("schema", "diff")
    check(added, 0, "1 was invalid already")
    #expect(added.text.contains("looser  "), "\(added.text)")
  }
}
