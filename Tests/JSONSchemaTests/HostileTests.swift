import Diagnostics
import JSON
import JSONSchema
import TestSupport
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

  @Test("many values: long enums, unique arrays, crowded objects", .endsAtAll)
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

  @Test("wide schemas: properties, patterns, alternatives, names", .endsAtAll)
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

  @Test("names asked for one by one in a crowded object", .endsAtAll)
  func crowdedNames() throws {
    let count = 10_000
    let document = try parse(Self.object(count) { "\"p\($0)\":1" }).root
    let names = Self.list(count) { "\"p\($0)\"" }
    #expect(try compile("{\"required\":\(names)}").isValid(document))
    let parts = Self.list(count) { "{\"properties\":{\"p\($0)\":{\"type\":\"integer\"}}}" }
    #expect(try compile("{\"allOf\":\(parts),\"unevaluatedProperties\":false}").isValid(document))
    let strings = Self.list(count) {
      "{\"properties\":{\"p\($0)\":{\"type\":\"string\"}},\"required\":[\"p\($0)\"]}"
    }
    #expect(try compile("{\"allOf\":\(strings)}").validate(document).count == 1_001)
    let needs = Self.object(count) { "\"p\($0)\":[\"z\"]" }
    #expect(try compile("{\"dependentRequired\":\(needs)}").validate(document).count == 1_001)
    let schemas = Self.object(count) { "\"p\($0)\":{\"required\":[\"z\"]}" }
    #expect(
      try compile("{\"dependentSchemas\":\(schemas)}").validate(document).first?.code == "schema/required")
    let missing = Self.list(count) { "{\"required\":[\"q\($0)\"]}" }
    let findings = try compile("{\"anyOf\":\(missing)}").validate(document)
    #expect(
      findings.map(\.message) == [
        "one of q0, q1, q2, q3, q4, q5, q6, q7, q8 and 9991 more is required"
      ])
  }

  @Test("an object's index answers as a pass over it does")
  func index() throws {
    // Past 64 members, and asked more often than an object without an index is gone over.
    let repeated = { (part: String) in "{\"allOf\":\(Self.list(20) { _ in part })}" }
    let members = (0..<100).map { "\"p\($0)\":\($0)" }.joined(separator: ",")
    let document = "{\(members),\"\\u006bey\":\"x\",\"a b\":null}"
    for (part, answer) in [
      (#"{"properties":{"p7":{"const":7},"nope":false}}"#, true),
      (#"{"properties":{"p7":{"const":8}}}"#, false),
      (#"{"properties":{"key":{"type":"string"}}}"#, true),
      (#"{"properties":{"key":{"type":"null"}}}"#, false),
      (#"{"required":["key","a b","p99"]}"#, true), (#"{"required":["p100"]}"#, false),
      (#"{"properties":{"p1":{"minimum":1}},"required":["p1"]}"#, true),
      (#"{"properties":{"p1":{"minimum":2}},"required":["p1"]}"#, false),
      (#"{"dependentRequired":{"key":["p0"],"nope":["q"]}}"#, true),
      (#"{"dependentRequired":{"key":["q"]}}"#, false),
    ] {
      let schema = try compile(repeated(part))
      let text = try parse(document)
      #expect(schema.isValid(text.root) == answer, "\(part)")
      #expect(schema.validate(text.root).isEmpty == answer, "\(part)")
    }
    // With notes of what was evaluated.
    let closed =
      "{\"anyOf\":\(Self.list(30) { "{\"properties\":{\"p\($0 % 3)\":{}}}" }),\"unevaluatedProperties\":false}"
    let findings = try compile(closed).validate(try parse(document).root)
    #expect(findings.count == 99 && findings.first?.location.pointer == "/p3")
  }

  @Test("a crowd of values against a crowd of alternatives ends", .endsAtAll)
  func crowdedAlternatives() throws {
    let options = Self.list(2_000) { "{\"properties\":{\"k\":{\"const\":\"v\($0)\"}},\"required\":[\"k\"]}" }
    let schema = try compile("{\"items\":{\"anyOf\":\(options)}}")
    let findings = schema.validate(try parse(Self.list(100) { _ in #"{"k":"z"}"# }).root)
    #expect(findings.first?.message.hasPrefix("k must be one of") ?? false)
    #expect(findings.contains { $0.message == "item [99] fits none of its 2000 alternatives" })
  }

  @Test("long names that are alike at both ends", .endsAtAll)
  func alikeNames() throws {
    let names = (0..<20_000).map { "\"aaaaaaaa\(100_000 + $0)aaaaaaaa\"" }
    let schema = try compile("{\"items\":{\"enum\":[\(names.joined(separator: ","))]}}")
    #expect(schema.isValid(try parse("[\(names.joined(separator: ","))]").root))
    #expect(!schema.isValid(try parse(#"["aaaaaaaa099999aaaaaaaa"]"#).root))
  }

  @Test(
    "alternatives inside alternatives end in a finding", .endsAtAll,
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
    "numbers of any length and exponent", .endsAtAll,
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

  @Test("numbers of a hundred thousand digits", .endsAtAll)
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

  @Test("many strings that a pattern blows up on", .endsAtAll)
  func manyBlowUps() throws {
    let schema = try compile(#"{"items":{"pattern":"^(?=(a+)+$)\\1"}}"#)
    let string = "\"\(String(repeating: "a", count: 40))!\""
    let findings = schema.validate(try parse(Self.list(2_000) { _ in string }).root)
    #expect(findings.contains { $0.code == "schema/pattern" })
  }

  @Test("long strings against every format, and as patterns", .endsAtAll)
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
