import Diagnostics
import JSON
import JSONSchema
import Testing

/// Schemas and documents made to hang, crash or exhaust a validator. Each ends by itself; the time limits only keep a
/// test run from waiting for a mistake.
struct HostileTests {
  private static func list(_ count: Int, _ element: (Int) -> String) -> String {
    "[\((0..<count).map(element).joined(separator: ","))]"
  }

  private static func object(_ count: Int, _ member: (Int) -> String) -> String {
    "{\((0..<count).map(member).joined(separator: ","))}"
  }

  @Test("many values: long enums, unique arrays, crowded objects", .timeLimit(.minutes(1)))
  func crowds() throws {
    let numbers = Self.list(20_000) { "\($0).5" }
    let enumeration = try compile("{\"items\":{\"enum\":\(numbers)}}")
    #expect(enumeration.isValid(try parse(numbers).root))
    #expect(!enumeration.isValid(try parse(Self.list(20_000) { "\($0)" }).root))
    let unique = try compile(#"{"uniqueItems":true}"#)
    #expect(unique.isValid(try parse(Self.list(50_000) { "{\"a\":[\($0)]}" }).root))
    #expect(!unique.isValid(try parse(Self.list(50_000) { "\($0 % 49_999)" }).root))
    let closed = try compile(
      "{\"properties\":\(Self.object(2_000) { "\"p\($0)\":{}" }),\"additionalProperties\":false}")
    let findings = closed.validate(try parse(Self.object(50_000) { "\"q\($0)\":1" }).root)
    #expect(findings.count == 1_001)
  }

  @Test("wide schemas: properties, patterns, alternatives, names", .timeLimit(.minutes(1)))
  func wideSchemas() throws {
    let properties = try compile(
      "{\"properties\":\(Self.object(20_000) { "\"p\($0)\":{\"type\":\"integer\"}" })}")
    #expect(
      !properties.isValid(try parse(Self.object(20_000) { "\"p\($0)\":\($0 == 19_999 ? "null" : "1")" }).root)
    )
    let patterns = try compile("{\"patternProperties\":\(Self.object(3_000) { "\"^k\($0)$\":{}" })}")
    _ = patterns.validate(try parse(Self.object(3_000) { "\"k\($0)\":1" }).root)
    let union = try compile("{\"oneOf\":\(Self.list(3_000) { "{\"const\":\($0)}" })}")
    #expect(!union.isValid(try parse("-1").root))
    #expect(union.validate(try parse("\"x\"").root).count == 1)
    let anchors = Self.object(6_000) { "\"d\($0)\":{\"$anchor\":\"a\($0)\"}" }
    #expect(try faults("{\"$defs\":\(anchors)}").isEmpty)
    let wrong = try faults("{\"allOf\":\(Self.list(5_000) { _ in "{\"type\":\"no\"}" })}")
    #expect(wrong.count == 101 && wrong.last?.code == "keyword/more")
  }

  @Test(
    "alternatives inside alternatives end in a finding", .timeLimit(.minutes(1)),
    arguments: ["anyOf", "oneOf"])
  func alternatives(_ keyword: String) throws {
    var definitions = "\"d0\":{\"type\":\"integer\"}"
    for level in 1...60 {
      let below = "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\(level - 1)\"}}}"
      definitions +=
        ",\"d\(level)\":{\"\(keyword)\":[\(below),\(below),\(below)],\"unevaluatedProperties\":false}"
    }
    let schema = try compile("{\"$ref\":\"#/$defs/d60\",\"$defs\":{\(definitions)}}")
    let text = String(repeating: "{\"a\":", count: 60) + "null" + String(repeating: "}", count: 60)
    #expect(!schema.isValid(try parse(text).root))
    #expect(!schema.validate(try parse(text).root).isEmpty)
  }

  @Test(
    "numbers of any length and exponent", .timeLimit(.minutes(1)),
    arguments: [
      (#"{"multipleOf":1e-300}"#, "1e300", true), (#"{"multipleOf":1e300}"#, "1e-300", false),
      (#"{"multipleOf":3}"#, "1e999999999", false), (#"{"multipleOf":7e-999999999}"#, "14e999999999", true),
      (#"{"maximum":1e999999999}"#, "1e1000000000", false),
      (#"{"minimum":-1e99999999999999999999}"#, "0", true),
      (#"{"type":"integer"}"#, "1e999999999", true), (#"{"type":"integer"}"#, "1e-999999999", false),
      (#"{"const":1e1000000000000}"#, "10e999999999999", true),
      (#"{"const":1e1000000000000}"#, "1e1000000000001", false),
      (#"{"exclusiveMinimum":1e-400}"#, "1e-400", false),
      (#"{"exclusiveMinimum":0}"#, "1e-400", true), (#"{"maxLength":1e999999999}"#, #""a""#, true),
      (#"{"minItems":1e999999999}"#, "[]", false), (#"{"enum":[1e400]}"#, "10e399", true),
    ])
  func numbers(_ schema: String, _ instance: String, _ answer: Bool) throws {
    #expect(try compile(schema).isValid(try parse(instance).root) == answer)
  }

  @Test("numbers of a hundred thousand digits", .timeLimit(.minutes(1)))
  func longNumbers() throws {
    let nines = String(repeating: "9", count: 100_000)
    #expect(try compile(#"{"multipleOf":9}"#).isValid(try parse(nines).root))
    #expect(!(try compile(#"{"multipleOf":7}"#).isValid(try parse(nines + "1").root)))
    #expect(try compile("{\"const\":\(nines).0}").isValid(try parse("\(nines)0e-1").root))
    #expect(!(try compile("{\"maximum\":\(nines)8}").isValid(try parse("\(nines)9").root)))
    // Both long: the quotient is not worked out to the end.
    let thirds = String(repeating: "3", count: 99_999)
    let findings = try compile("{\"multipleOf\":\(thirds)}").validate(try parse(nines).root)
    #expect(findings.map(\.code) == ["schema/work"])
    #expect(
      try compile("{\"multipleOf\":\(String(repeating: "3", count: 500))}")
        .isValid(try parse(String(repeating: "9", count: 500)).root))
  }

  @Test("many strings that a pattern blows up on", .timeLimit(.minutes(1)))
  func manyBlowUps() throws {
    let schema = try compile(#"{"items":{"pattern":"^(?=(a+)+$)\\1"}}"#)
    let string = "\"\(String(repeating: "a", count: 40))!\""
    let findings = schema.validate(try parse(Self.list(2_000) { _ in string }).root)
    #expect(findings.contains { $0.code == "schema/pattern" })
  }

  @Test("long strings against every format, and as patterns", .timeLimit(.minutes(1)))
  func longStrings() throws {
    let formats = [
      "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4",
      "ipv6", "uri",
      "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer",
      "relative-json-pointer", "regex",
    ]
    for text in ["a", "ü", "/", "{a}", "1", "%41", "a.", ":", "[", "\\\\"] {
      let node = try parse("\"\(String(repeating: text, count: 300_000))\"").root
      for format in formats { _ = try compile("{\"format\":\"\(format)\"}").isValid(node) }
    }
    let pattern = String(repeating: "(", count: 300_000)
    #expect(!(try faults("{\"pattern\":\"\(pattern)\"}")).isEmpty)
    #expect(!(try faults("{\"pattern\":\"\(String(repeating: "a", count: 1_000_001))\"}")).isEmpty)
  }
}
