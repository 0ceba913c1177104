import JSON
import JSONSchema
import Testing
import TestSupport

@testable import SchemaTools

/// Recorded answers of zod 4 against what from-zod makes of the same schema: equal, but for what the notes name.
struct ZodVerdictTests {
  /// What a test field holds is the recorded schema: a document is an object, and these are of all kinds.
  private static func wrapped(_ schema: JSONValue) -> JSONValue {
    var inner = schema.with("$schema", nil)
    let definitions = inner["$defs"]
    inner = inner.with("$defs", nil)
    let whole: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
      "properties": .object([("v", inner)]), "required": ["v"], "additionalProperties": false,
    ]
    return whole.with("$defs", definitions)
  }

  @Test("A translated schema gives zod's verdict")
  func verdicts() throws {
    let lines = try #require(FixtureFiles("", file: #filePath).bytes("zod.ndjson"))
    var count = 0
    for line in lines.split(separator: 0x0A) {
      let record = try JSONText(parsing: Array(line), options: JSONOptions(duplicateKeys: .lastWins)).root
      let id = try #require(record.member("id")?.string)
      let schema = JSONValue(try #require(record.member("schema")))
      let reading = try ZodReading(
        Array(Self.wrapped(schema).compact().utf8), file: "zod.json", options: .init())
      let validator = try compile(reading.schema)
      for (index, one) in try #require(record.member("cases")).elements.enumerated() {
        let instance = try #require(one.member("instance"))
        let text = Array("{\"v\":".utf8) + Array(instance.rawBytes) + Array("}".utf8)
        let verdict = validator.isValid(try JSONText(parsing: text).root)
        let expected = one.member("valid")?.isTrue ?? false
        let differs = one.member("differs")?.isTrue ?? false
        #expect(
          (verdict == expected) == !differs,
          "\(id)[\(index)] \(JSONValue(instance).compact().prefix(80)): zod says \(expected), the schema \(verdict)"
        )
        count += 1
      }
    }
    #expect(count > 100)
  }
}
