import Diagnostics
import JSON
import Testing

@testable import SchemaTools

/// Where an application's zod schema and the store's are apart.
struct SchemaDriftTests {
  private static let store = #"""
    {"x-funnel":{"collection":"notes/{noteId}"},"type":"object","required":["text","at"],"properties":{
    "text":{"type":"string","minLength":1,"maxLength":80},"at":{"$ref":"firestore.json#/$defs/timestamp"},
    "kind":{"enum":["a","b"]},"extra":{"type":"boolean"},"n":{"type":"integer"},
    "tags":{"type":"array","uniqueItems":true,"items":{"type":"string"}}},"unevaluatedProperties":false}
    """#

  private func codes(_ properties: String, required: String = #""text","at""#) throws -> ([String], [String])
  {
    var library = try shippedSchemas()
    try library.add(Array(Self.store.utf8), as: "schemas/note.json")
    let zod =
      #"{"type":"object","properties":{\#(properties)},"required":[\#(required)],"additionalProperties":false}"#
    let drift = try SchemaDrift(zod: Array(zod.utf8), from: "note.json", to: "schemas/note.json", in: library)
    return (
      drift.findings.map {
        "\($0.code) \($0.location.file ?? ""):\($0.location.position?.line ?? 0) \($0.message)"
      }, drift.unsaid
    )
  }

  private static let same = #"""
    "text":{"type":"string","minLength":1,"maxLength":80},"at":{"type":"string","format":"date-time","pattern":"^x$"},
    "kind":{"type":"string","enum":["a","b"]},"extra":{"type":"boolean"},
    "n":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},
    "tags":{"type":"array","items":{"type":"string"}}
    """#

  @Test("None, where both say the same")
  func none() throws {
    let (found, unsaid) = try codes(Self.same)
    #expect(found == [])
    #expect(unsaid == ["tags: uniqueItems"])
  }

  @Test(
    "One difference each",
    arguments: [
      (
        #""maxLength":80"#, #""maxLength":100"#,
        "drift/stricter schemas/note.json:2 text: the schema is stricter: application → schema maxLength 100 → 80"
      ),
      (
        #""maxLength":80"#, #""maxLength":50"#,
        "drift/looser schemas/note.json:2 text: the schema is looser: application → schema maxLength 50 → 80"
      ),
      (
        #""extra":{"type":"boolean"},"#, "",
        "drift/extra schemas/note.json:3 extra: the schema has this field, the application does not"
      ),
      (
        #""extra":{"type":"boolean"},"#, #""extra":{"type":"boolean"},"more":{"type":"number"},"#,
        "drift/missing schemas/note.json:1 more: the application has this field, the schema does not"
      ),
      (
        #""extra":{"type":"boolean"}"#, #""extra":{"type":"number"}"#,
        "drift/type schemas/note.json:3 extra: another type: application → schema number → boolean"
      ),
      (
        #"["a","b"]"#, #"["a","c"]"#,
        #"drift/changed schemas/note.json:3 kind: differs: application → schema enum −"c" +"b""#
      ),
    ])
  func one(_ old: String, _ new: String, _ expected: String) throws {
    #expect(try codes(Self.same.replacing(old, with: new)).0 == [expected])
  }
}
