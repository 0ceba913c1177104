import Diagnostics
import JSON
import JSONSchema
import Testing

/// Where findings say that a schema says so.
struct KeywordPlaceTests {
  static let places: [(String, String, String, String)] = [
    (
      #"{"propertyNames":{"maxLength":3}}"#, #"{"abcd":1}"#, "schemas/s.json#/propertyNames/maxLength",
      "/propertyNames/maxLength"
    ),
    (#"{"contains":{"const":1},"minContains":2}"#, "[1]", "schemas/s.json#/minContains", "/minContains"),
    (#"{"contains":{"const":1},"maxContains":1}"#, "[1,1]", "schemas/s.json#/maxContains", "/maxContains"),
    (#"{"contains":{"const":1},"maxContains":2}"#, "[]", "schemas/s.json#/contains", "/contains"),
    (#"{"contains":{"const":1}}"#, "[]", "schemas/s.json#/contains", "/contains"),
    (
      #"{"properties":{"a":{"pattern":"^(?=a)(a+)+$"}}}"#,
      "{\"a\":\"\(String(repeating: "a", count: 40))!\"}",
      "schemas/s.json#/properties/a/pattern", "/properties/a/pattern"
    ),
    (
      #"{"properties":{"a":{"not":{"pattern":"^(?=a)(a+)+$"}}}}"#,
      "{\"a\":\"\(String(repeating: "a", count: 40))!\"}", "schemas/s.json#/properties/a/not/pattern", ""
    ),
  ]

  @Test("the keyword itself, not what is around it", arguments: places)
  func keywords(_ schema: String, _ text: String, _ place: String, _ way: String) throws {
    let findings = try compile(schema).validate(try parse(text).root)
    #expect(findings.map(\.keywordLocation) == [place])
    #expect(findings.map(\.evaluationPath) == [way])
  }

  @Test("the full URI, by the $ids around it")
  func uris() throws {
    let schema = try compile(
      ##"{"$id":"https://ex.com/s","items":{"$ref":"#/$defs/a"},"$defs":{"a":{"$id":"deep/a","type":"string"}}}"##
    )
    let finding = try #require(try schema.validate(parse("[1]").root).first)
    #expect(finding.absoluteKeywordLocation == "https://ex.com/deep/a#/type")
    #expect(
      finding.references == [.init(path: "/items/$ref", location: "https://ex.com/s#/items/$ref")])
    #expect(try compile(#"{"type":"null"}"#).validate(parse("1").root)[0].absoluteKeywordLocation == nil)
  }

  @Test("what is cut at a thousand findings says so, and nothing else does")
  func limit() throws {
    let schema = try compile(#"{"items":{"type":"string"}}"#)
    func codes(_ count: Int) throws -> [String] {
      let text = "[" + [String](repeating: "1", count: count).joined(separator: ",") + "]"
      return try schema.validate(parse(text).root).map(\.code)
    }
    #expect(try codes(999) == [String](repeating: "schema/type", count: 999))
    #expect(try codes(1_500) == [String](repeating: "schema/type", count: 1_000) + ["schema/more"])
  }

  static let messages: [(String, String, String)] = [
    (#"{"const":{"a":1}}"#, #"{"a": 2}"#, #"d.json:1:1: the document must be {"a":1}, found {"a":2}"#),
    (#"{"const":["a b"]}"#, "[1]", #"d.json:1:1: the document must be ["a b"], found [1]"#),
    (#"{"enum":[]}"#, "1", "d.json:1:1: the document can have no value: the enum of its schema is empty"),
    (
      #"{"const":{"a":"\#(String(repeating: "x", count: 50))","b":[1,{"c":2}]}}"#,
      #"{"b":[1,{"c":3}],"a":"\#(String(repeating: "x", count: 50))"}"#,
      "d.json:1:1: the document must be an object with 2 properties, found an object with 2 properties that differs at /b/1/c"
    ),
    (
      #"{"enum":["cat","car"]}"#, #""caz""#,
      #"d.json:1:1: the document must be one of "cat", "car", found "caz""#
    ),
    (
      #"{"properties":{"aab":{},"aac":{}},"additionalProperties":false}"#, #"{"aad":1}"#,
      "d.json:1:2: aad is not allowed here"
    ),
  ]

  @Test("constants of several parts, and no guess between two", arguments: messages)
  func words(_ schema: String, _ text: String, _ message: String) throws {
    let findings = try compile(schema).validate(try parse(text).root, file: "d.json")
    #expect(findings.map(line) == [message])
  }

  @Test("a suggested file is seen from the file that refers, near, and another one")
  func suggestions() throws {
    let others = ["schemas/funnel.json": "{}"]
    #expect(try faults(#"{"$ref":"gone.json"}"#, others: others).map(\.hint) == [nil])
    #expect(try faults(#"{"$ref":"t.json"}"#, others: others).map(\.hint) == [nil])
    #expect(
      try faults(#"{"$ref":"funel.json"}"#, others: others).map(\.hint) == ["did you mean funnel.json?"])
  }

  @Test("of two equal anchors the second is one too many")
  func anchors() throws {
    let found = try faults(#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#)
    #expect(found.map(\.location.position?.column) == [46])
  }
}
