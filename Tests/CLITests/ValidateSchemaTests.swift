import JSON
import Platform
import TestSupport
import Testing

/// `validate --schema`, and files that no store holds.
struct ValidateSchemaTests {
  @Test("a store's schema judges what is named, whatever governs it")
  func named() throws {
    let store = try CommandStore()
    try store.store.write(
      "schemas/strict.json",
      "{\"required\": [\"age\"], \"properties\": {\"seen\": {\"type\": \"integer\"}}}\n")
    func run(_ arguments: String...) throws -> Command.Outcome {
      try store.store.funnel(["validate"] + arguments)
    }
    for name in ["strict", "schemas/strict.json", "strict.json", store.store.path + "/schemas/strict.json"] {
      let outcome = try run("--schema", name, "users/ada", "users/ben", "notes/n")
      #expect(outcome.status == 1, "\(name): \(outcome.errorText)")
      #expect(outcome.text.contains("data/users/ben.json:1:1: age is required"))
      #expect(outcome.text.contains("schemas/strict.json#/required"))
      #expect(outcome.errorText == "2 findings in 3 documents\n")
    }
    // Without paths: what it governs.
    #expect(try run("--schema", "user").errorText == "3 documents, all valid\n")
    #expect(try run("--schema", "strict").status == 64)
    // Of a commit and of the index, their own.
    #expect(try run("--schema", "strict", "--rev", "HEAD", "users").status == 66)
    #expect(try run("--schema", "user", "--rev", "HEAD").errorText == "3 documents, all valid\n")
    #expect(try run("--schema", "user", "--staged").errorText == "3 documents, all valid\n")
    #expect(try run("--schema", "user", "--staged", "notes/n").status == 1)
    // A document keeps its form: a tag that is none is wrong, whatever the schema says.
    try store.store.write("data/notes/t.json", "{\"age\": {\"$what\": 1}}")
    #expect(try run("--schema", "strict", "notes/t").text.contains("$what"))
    // The union with live/ is judged, and positions are the files'.
    try store.store.write("live/users/ada.json", "{\n  \"seen\": \"x\"\n}")
    #expect(
      try run("--schema", "strict", "users/ada").text.contains("live/users/ada.json:2:11: seen must be"))
  }

  @Test("--mode zod gives zod's issues at their places, of files and of a store's documents")
  func zod() throws {
    let folder = WorkFolder(try Sandbox().path)
    try folder.write(
      "s.json",
      """
      {"type": "object", "properties": {"list": {"type": "array", "items": {"type": "integer",
       "minimum": -9007199254740991, "maximum": 9007199254740991}}, "name": {"type": "string", "minLength": 2}},
       "required": ["list", "name"], "additionalProperties": false}
      """)
    try folder.write("d.json", "{\"list\": [1,\n 2.5],\n \"more\": 1}")
    let outcome = try folder.funnel(["validate", "--mode", "zod", "--schema", "s.json", "--json", "d.json"])
    #expect(outcome.status == 1)
    let report = JSONValue(try JSONText(parsing: outcome.output).root)
    guard case .array(let findings)? = report["findings"] else {
      Issue.record("\(outcome.text)")
      return
    }
    let told = findings.map { finding in
      [finding["code"], finding["location"]?["line"], finding["location"]?["pointer"], finding["message"]]
        .map { $0?.compact() ?? "" }.joined(separator: " ")
    }
    // zod's order is its own; a document's findings stand in the order of places.
    #expect(
      told.sorted() == [
        #""zod/invalid_type" 1 "/name" "Invalid input: expected string, received undefined""#,
        #""zod/invalid_type" 2 "/list/1" "Invalid input: expected int, received number""#,
        #""zod/unrecognized_keys" 1 "" "Unrecognized key: \"more\"""#,
      ])
    #expect(try folder.funnel(["validate", "--mode", "zod", "d.json"]).status == 64)
    #expect(try folder.funnel(["validate", "--mode", "ajv", "--schema", "s.json", "d.json"]).status == 64)
    try folder.write("s.json", "{\"type\": \"strng\"}")
    let wrong = try folder.funnel(["validate", "--mode", "zod", "--schema", "s.json", "d.json"])
    #expect(wrong.status == 78)
    #expect(wrong.errorText.contains("s.json:1:10"))
  }

  @Test("any JSON by any schema, with the files that it refers to, without a store")
  func loose() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    try folder.write(
      "s/main.json",
      "{\"type\": \"array\", \"items\": {\"$ref\": \"../defs/a%20b.json#/$defs/x\"}, \"note\": 1}")
    try folder.write(
      "defs/a b.json", "{\"$defs\": {\"x\": {\"$ref\": \"#/$defs/y\"}, \"y\": {\"type\": \"string\"}}}")
    try folder.write("good.json", "[\"a\"]")
    try folder.write("bad.json", "[\"a\", 2]")
    func run(_ arguments: String..., input: String? = nil) throws -> Command.Outcome {
      try folder.funnel(["validate", "--schema"] + arguments, input: input)
    }
    #expect(try run("s/main.json", "good.json").status == 0)
    let bad = try run("s/main.json", "good.json", "bad.json")
    #expect(bad.status == 1)
    #expect(bad.text.hasPrefix("bad.json:1:7: item [1] must be a string, found a number\n"))
    #expect(bad.text.contains("  schema   defs/a%20b.json#/$defs/y/type\n"))
    #expect(bad.errorText == "1 finding in 2 files\n")
    #expect(try run(folder.path + "/s/main.json", "-", input: "[1]").text.hasPrefix("<stdin>:1:2: item [0]"))
    #expect(try run("s/main.json", "-", input: "[1").status == 1)
    // A folder: every JSON file below it.
    try folder.write("many/a.json", "[]")
    try folder.write("many/deep/b.json", "{}")
    try folder.write("many/.hidden/c.json", "{}")
    let many = try run("s/main.json", "many")
    #expect(many.text.hasPrefix("many/deep/b.json:1:1:") && many.errorText == "1 finding in 2 files\n")
    #expect(try run("s/main.json", "none.json").status == 66)
    #expect(try run("none.json", "good.json").status == 66)
    // The schema itself, and what it refers to.
    try folder.write("defs/a b.json", "{\n \"$defs\": {\"x\": {\"type\": \"strng\"}}}")
    let wrong = try run("s/main.json", "good.json")
    #expect(wrong.status == 78 && wrong.errorText.hasPrefix("defs/a b.json:2:"), "\(wrong.errorText)")
    try folder.write("s/main.json", "{\"$ref\": \"none.json\"}")
    let missing = try run("s/main.json", "good.json")
    #expect(missing.status == 78 && missing.errorText.contains("s/main.json:1:10"), "\(missing.errorText)")
    try folder.write("s/main.json", "{\"$ref\": \"https://example.com/x\"}")
    #expect(try run("s/main.json", "good.json").status == 78)
    try folder.write("s/main.json", "{")
    #expect(try run("s/main.json", "good.json").status == 78)
  }

  @Test("a file of no store is judged as a document of no collection")
  func form() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    try folder.write("a.json", "{\"at\": {\"$timestamp\": \"yesterday\"}}")
    try folder.write("b.json", "{\"a\": 1}")
    let outcome = try folder.funnel(["validate", "a.json", "b.json"])
    #expect(outcome.status == 1 && outcome.text.hasPrefix("a.json:1:"))
    #expect(outcome.errorText == "1 finding in 2 documents\n")
    #expect(try folder.funnel(["validate", "."]).errorText == "1 finding in 2 documents\n")
    #expect(try folder.funnel(["validate", "-"], input: "[]").text.hasPrefix("<stdin>:1:1:"))
    _ = try Command.run(["ln", "-s", "/nowhere", "dangling.json"], in: folder.path)
    #expect(try folder.funnel(["validate", "dangling.json"]).status == 66)
  }

  @Test("schemas that refer to each other in circles, and a chain that never ends in files")
  func circles() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    try folder.write("a.json", "{\"properties\": {\"n\": {\"$ref\": \"b.json\"}}, \"type\": \"object\"}")
    try folder.write("b.json", "{\"$ref\": \"./a.json\"}")
    try folder.write("d.json", "{\"n\": {\"n\": 1}}")
    let outcome = try folder.funnel(["validate", "--schema", "a.json", "d.json"])
    #expect(
      outcome.text.hasPrefix("d.json:1:13: n must be an object, found a number\n"), "\(outcome.errorText)")
  }

  @Test("a meta-schema of one's own is found by its $id in the schema's folder")
  func metaSchema() throws {
    let folder = WorkFolder(try Sandbox().path)
    try folder.write(
      "s/meta.json",
      """
      {"$id": "https://ex.com/meta", "$schema": "https://json-schema.org/draft/2020-12/schema",
       "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true,
       "https://json-schema.org/draft/2020-12/vocab/applicator": true}}
      """)
    try folder.write("s/broken.json", "{")
    try folder.write(
      "s/main.json", "{\"$schema\": \"https://ex.com/meta\", \"type\": \"string\", \"items\": false}")
    try folder.write("d.json", "{}")
    try folder.write("e.json", "[1]")
    func run(_ file: String) throws -> Command.Outcome {
      try folder.funnel(["validate", "--schema", "s/main.json", file])
    }
    // Without the vocabulary of validation `type` says nothing.
    #expect(try run("d.json").status == 0)
    #expect(try run("e.json").status == 1)
    try folder.write("s/main.json", "{\"$schema\": \"https://ex.com/other\"}")
    let unknown = try run("d.json")
    #expect(unknown.status == 78)
    #expect(unknown.errorText.contains("draft-07, 2019-09 and 2020-12 are read"), "\(unknown.errorText)")
  }

  @Test("places in schemas without an absolute $id are seen from the folder of the command, inner ones too")
  func innerPlaces() throws {
    let folder = WorkFolder(try Sandbox().path)
    try folder.write(
      "s.json",
      "{\"items\": {\"$ref\": \"#/$defs/a\"}, \"$defs\": {\"a\": {\"type\": \"object\", \"required\": [\"x\"]}}}"
    )
    try folder.write("d.json", "[1, {}]")
    let report = try folder.funnel(["validate", "--schema", "s.json", "--format", "detailed", "d.json"]).text
    #expect(
      report.contains(
        "\"keywordLocation\":\"/items/$ref\",\"absoluteKeywordLocation\":\"s.json#/items/$ref\""))
  }
}
