import Diagnostics
import JSON
import JSONSchema
import Testing

/// One fault is one finding, and what is told is what helps.
struct HintTests {
  /// Schema, document, the findings.
  typealias Case = (String, String, [String])

  private func check(_ row: Case) throws {
    let (schema, document, wanted) = row
    let compiled = try compile(schema)
    let text = try parse(document)
    #expect(compiled.validate(text.root, file: "d").map(line) == wanted)
    #expect(!compiled.isValid(text.root))
  }

  static let keys: [Case] = [
    // A misspelt key that is required is one finding, whichever keyword closes the object.
    (
      #"{"properties":{"description":{}},"required":["description"],"additionalProperties":false}"#,
      #"{"descripton":1}"#,
      ["d:1:2: descripton is not allowed here (did you mean description, which is missing?)"]
    ),
    (
      #"{"properties":{"description":{}},"required":["description"],"unevaluatedProperties":false}"#,
      #"{"Description":1}"#,
      ["d:1:2: Description is not allowed here (did you mean description, which is missing?)"]
    ),
    (
      #"{"allOf":[{"properties":{"name":{}},"required":["name"]}],"unevaluatedProperties":false}"#,
      #"{"nmae":1}"#, ["d:1:2: nmae is not allowed here (did you mean name, which is missing?)"]
    ),
    // The right one is there already: nothing is missing.
    (
      #"{"properties":{"name":{},"age":{}},"required":["name"],"additionalProperties":false}"#,
      #"{"name":1,"nmae":1}"#, ["d:1:11: nmae is not allowed here"]
    ),
    // Two keys that are too different are two faults.
    (
      #"{"properties":{"name":{}},"required":["name"],"additionalProperties":false}"#, #"{"colour":1}"#,
      ["d:1:1: name is required", "d:1:2: colour is not allowed here"]
    ),
    // In an open object the missing name tells of the lookalike.
    (
      #"{"properties":{"name":{}},"required":["name"]}"#, #"{"nmae":1}"#,
      ["d:1:1: name is required (is nmae misspelt?)"]
    ),
    (
      #"{"required":["a"],"minProperties":1}"#, "{}", ["d:1:1: a is required"]
    ),
    // The same keyword, met on two ways.
    (
      ##"{"allOf":[{"$ref":"#/$defs/n"},{"$ref":"#/$defs/n"}],"$defs":{"n":{"required":["x"]}}}"##, "{}",
      ["d:1:1: x is required"]
    ),
  ]

  @Test("a key that is wrong", arguments: keys.indices)
  func key(_ index: Int) throws { try check(Self.keys[index]) }

  static let values: [Case] = [
    (
      #"{"type":"integer"}"#, #""5""#,
      ["d:1:1: the document must be an integer, found a string (write 5 without quotes)"]
    ),
    (#"{"type":"integer"}"#, #""5.5""#, ["d:1:1: the document must be an integer, found a string"]),
    (
      #"{"type":"boolean"}"#, #""true""#,
      ["d:1:1: the document must be a boolean, found a string (write true without quotes)"]
    ),
    (
      #"{"type":"integer","minimum":10}"#, #""5""#, ["d:1:1: the document must be an integer, found a string"]
    ),
    (
      #"{"type":"integer","enum":[1,2]}"#, #""1""#,
      [#"d:1:1: the document must be one of 1, 2, found "1" (write 1 without quotes)"#]
    ),
    (#"{"type":"string","enum":["a","b"]}"#, "5", [#"d:1:1: the document must be one of "a", "b", found 5"#]),
    (
      #"{"enum":["Free","Pro"]}"#, #""PRO""#,
      [#"d:1:1: the document must be one of "Free", "Pro", found "PRO" (did you mean "Pro"?)"#]
    ),
    (
      #"{"type":"string"}"#, #"["a"]"#, [#"d:1:1: the document must be a string, found an array (write "a")"#]
    ),
    (#"{"type":"string"}"#, #"["a","b"]"#, ["d:1:1: the document must be a string, found an array"]),
    (
      #"{"type":"string","minLength":1,"pattern":"^[a-z]+$"}"#, #""""#,
      ["d:1:1: the document is empty, at least 1 character is needed"]
    ),
    (
      #"{"type":"string","pattern":"^[a-z]+$","examples":["busy"]}"#, #""A1""#,
      [#"d:1:1: the document does not match the pattern ^[a-z]+$, found "A1" (such as "busy")"#]
    ),
    (
      #"{"format":"date-time"}"#, #""2026-01-31""#,
      [
        #"d:1:1: the document must be a date and time such as 2026-01-31T09:30:00Z, found "2026-01-31" (write "2026-01-31T00:00:00Z")"#
      ]
    ),
    (
      #"{"format":"date-time"}"#, #""2026-01-31 09:30""#,
      [
        #"d:1:1: the document must be a date and time such as 2026-01-31T09:30:00Z, found "2026-01-31 09:30" (write "2026-01-31T09:30:00Z")"#
      ]
    ),
    (
      #"{"format":"date-time"}"#, #""2026-02-31""#,
      [#"d:1:1: the document must be a date and time such as 2026-01-31T09:30:00Z, found "2026-02-31""#]
    ),
  ]

  @Test("a value that is wrong, and what to write where that is sure", arguments: values.indices)
  func value(_ index: Int) throws { try check(Self.values[index]) }

  /// Definitions as `schemas/firestore.json` has them.
  static func tags(_ schema: String) -> String {
    ##"{"$defs":{"##
      + ##""timestamp":{"title":"Time","type":"object","required":["$timestamp"],"properties":{"$timestamp":{"type":"string","format":"date-time"}},"unevaluatedProperties":false,"examples":[{ "$timestamp": "2026-01-31T09:30:00Z" }]},"##
      + ##""geoPoint":{"type":"object","required":["$geoPoint"],"properties":{"$geoPoint":{"type":"object"}},"unevaluatedProperties":false},"##
      + ##""bytes":{"type":"object","required":["$bytes"],"properties":{"$bytes":{"type":"string","pattern":"^(?:[A-Za-z0-9+/]{4})*$"}},"additionalProperties":false},"##
      + ##""integer":{"type":"object","required":["$integer"],"properties":{"$integer":{"type":"string"}},"unevaluatedProperties":false},"##
      + ##""anyInteger":{"anyOf":[{"type":"integer","maximum":9},{"$ref":"#/$defs/integer"}]}},"##
      + "\"properties\":{\"a\":\(schema)}}"
  }

  static let tagCases: [(String, String, String)] = [
    (
      ##"{"$ref":"#/$defs/timestamp"}"##, #""2026-01-31T09:30:00Z""#,
      #"a must be a timestamp, found a string (write { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"$ref":"#/$defs/timestamp"}"##, #""2026-01-31""#,
      #"a must be a timestamp, found a string (write { "$timestamp": "2026-01-31T00:00:00Z" })"#
    ),
    (
      ##"{"$ref":"#/$defs/timestamp"}"##, #""yesterday""#,
      #"a must be a timestamp, found a string (a timestamp is written { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"$ref":"#/$defs/timestamp"}"##, "1769851800",
      #"a must be a timestamp, found a number (a timestamp is written { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"anyOf":[{"$ref":"#/$defs/timestamp"},{"type":"null"}]}"##, #""2026-01-31 09:30:00""#,
      #"a must be a timestamp or null, found a string (write { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"oneOf":[{"type":"null"},{"$ref":"#/$defs/timestamp"}]}"##, "true",
      #"a must be a timestamp or null, found a boolean (a timestamp is written { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"anyOf":[{"$ref":"#/$defs/timestamp"},{"$ref":"#/$defs/geoPoint"},{"type":["string","null"]}]}"##,
      "1",
      #"a must be a timestamp, a geo point, a string or null, found a number (write "1")"#
    ),
    (
      ##"{"$ref":"#/$defs/timestamp"}"##, #"{"seconds":1,"nanos":0}"#,
      #"a must be a timestamp, found an object with 2 properties (a timestamp is written { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"anyOf":[{"$ref":"#/$defs/timestamp"},{"type":"null"}]}"##, "{}",
      #"a must be a timestamp or null, found an empty object (a timestamp is written { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"$ref":"#/$defs/timestamp"}"##, #"{"$timestmp":"2026-01-31T09:30:00Z"}"#,
      "$timestmp is not allowed here (did you mean $timestamp, which is missing?)"
    ),
    (
      ##"{"anyOf":[{"$ref":"#/$defs/timestamp"},{"type":"null"}]}"##, #"{"$timestamp":"2026-01-31"}"#,
      #"$timestamp must be a date and time such as 2026-01-31T09:30:00Z, found "2026-01-31" (write "2026-01-31T00:00:00Z")"#
    ),
    (
      ##"{"$ref":"#/$defs/bytes"}"##, #""aGVs""#,
      #"a must be bytes, found a string (write { "$bytes": "aGVs" })"#
    ),
    (
      ##"{"$ref":"#/$defs/anyInteger"}"##, #""12""#,
      #"a must be an integer, found a string (write { "$integer": "12" })"#
    ),
    (
      ##"{"$ref":"#/$defs/anyInteger"}"##, #""5""#,
      "a must be an integer, found a string (write 5 without quotes)"
    ),
    (
      ##"{"type":"array","items":{"$ref":"#/$defs/timestamp"}}"##, #""2026-01-31T09:30:00Z""#,
      "a must be an array of timestamps, found a string"
    ),
    (
      ##"{"type":"array","items":{"anyOf":[{"$ref":"#/$defs/timestamp"},{"type":"null"}]}}"##, "[null,2]",
      #"a[1] must be a timestamp or null, found a number (a timestamp is written { "$timestamp": "2026-01-31T09:30:00Z" })"#
    ),
    (
      ##"{"not":{"anyOf":[{"type":"array"},{"$ref":"#/$defs/geoPoint"}]}}"##, "[]",
      "a must not be an array or a geo point"
    ),
    (
      ##"{"contains":{"$ref":"#/$defs/geoPoint"}}"##, "[1]",
      "a needs at least 1 item that is a geo point, it has 0"
    ),
  ]

  @Test("tags are named by their definitions, and written out", arguments: tagCases.indices)
  func tag(_ index: Int) throws {
    let (schema, value, wanted) = Self.tagCases[index]
    let findings = try compile(Self.tags(schema)).validate(try parse("{\"a\":\(value)}").root, file: "d")
    #expect(findings.map { $0.message + ($0.hint.map { " (\($0))" } ?? "") } == [wanted])
  }

  private static let shapes =
    ##"{"oneOf":[{"$ref":"#/$defs/circle"},{"$ref":"#/$defs/square"},{"$ref":"#/$defs/line"}],"$defs":{"##
    + ##""circle":{"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"},"style":{"enum":["solid","dotted"]}},"required":["kind","radius"],"additionalProperties":false},"##
    + ##""square":{"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"],"additionalProperties":false},"##
    + ##""line":{"type":"object","properties":{"kind":{"enum":["line","arrow"]},"points":{"type":"array","minItems":2,"items":{"type":"number"}}},"required":["kind","points"],"additionalProperties":false}}}"##

  static let unions: [Case] = [
    // The branch that the discriminator names, whatever is wrong in it and however well another would fit.
    (
      shapes, #"{"kind":"circle","side":1}"#,
      ["d:1:1: radius is required", "d:1:18: side is not allowed here"]
    ),
    (
      shapes, #"{"kind":"circle","radius":1,"style":"doted"}"#,
      [#"d:1:37: style must be one of "solid", "dotted", found "doted" (did you mean "dotted"?)"#]
    ),
    (shapes, #"{"kind":"arrow","points":[1]}"#, ["d:1:26: points has 1 item, at least 2 are needed"]),
    (
      shapes, #"{"kind":"arrow","points":[1,"2",null]}"#,
      [
        "d:1:29: points[1] must be a number, found a string (write 2 without quotes)",
        "d:1:33: points[2] must be a number, found null",
      ]
    ),
    (
      shapes, #"{"kind":"cirle","radius":1}"#,
      [
        #"d:1:9: kind must be one of "circle", "square", "line", "arrow", found "cirle" (did you mean "circle"?)"#
      ]
    ),
    (
      shapes, #"{"radius":1}"#,
      [#"d:1:1: kind is required, one of "circle", "square", "line", "arrow""#]
    ),
    (shapes, #""circle""#, ["d:1:1: the document must be an object, found a string"]),
    (
      shapes, #"{"knd":"circle","radius":1}"#,
      ["d:1:2: knd is not allowed here (did you mean kind, which is missing?)"]
    ),
    // By the type of a member.
    (
      #"{"anyOf":[{"properties":{"v":{"type":"string"},"u":{"type":"string"}}},{"properties":{"v":{"type":"number","minimum":3}}}]}"#,
      #"{"v":1,"u":2}"#, ["d:1:6: v is 1, it must be at least 3"]
    ),
    // A union in a union.
    (
      #"{"anyOf":[{"anyOf":[{"type":"string"},{"type":"null"}]},{"type":"boolean"}]}"#, "[]",
      ["d:1:1: the document must be a string, a boolean or null, found an array"]
    ),
    (
      #"{"anyOf":[{"type":"number"},{"type":"integer"},{"type":"null"}]}"#, "[]",
      ["d:1:1: the document must be a number or null, found an array"]
    ),
    (
      #"{"anyOf":[{"const":"a"},{"enum":["b","c"]}]}"#, #""A""#,
      [#"d:1:1: the document must be one of "a", "b", "c", found "A" (did you mean "a"?)"#]
    ),
    (
      #"{"anyOf":[{"type":"string","format":"ipv4"},{"type":"string","format":"ipv6"}]}"#, #""x""#,
      [#"d:1:1: the document must be an IPv4 address or an IPv6 address, found "x""#]
    ),
  ]

  @Test("of a union, the branch that is meant", arguments: unions.indices)
  func union(_ index: Int) throws { try check(Self.unions[index]) }

  @Test("each finding knows its way through the schema")
  func ways() throws {
    let schema =
      ##"{"properties":{"o":{"$ref":"#/$defs/p"},"l":{"type":"array","prefixItems":[{"type":"null"}],"items":{"anyOf":[{"type":"string"},{"type":"object","required":["k"]}]}}},"##
      + ##""allOf":[{"if":{"required":["o"]},"then":{"required":["q"]}}],"additionalProperties":false,"$defs":{"p":{"properties":{"a~b/c":{"minLength":3}}}}}"##
    let document = #"{"o":{"a~b/c":"x"},"l":[1,{}],"z":1}"#
    let findings = try compile(schema).validate(try parse(document).root)
    #expect(
      Dictionary(uniqueKeysWithValues: findings.map { ($0.evaluationPath ?? "", $0.keywordLocation ?? "") })
        == [
          "/allOf/0/then/required": "schemas/s.json#/allOf/0/then/required",
          "/properties/o/$ref/properties/a~0b~1c/minLength":
            "schemas/s.json#/$defs/p/properties/a~0b~1c/minLength",
          "/properties/l/prefixItems/0/type": "schemas/s.json#/properties/l/prefixItems/0/type",
          "/properties/l/items/anyOf/1/required": "schemas/s.json#/properties/l/items/anyOf/1/required",
          "/additionalProperties": "schemas/s.json#/additionalProperties",
        ])
  }

  @Test("a key cannot drive a terminal")
  func control() throws {
    let findings = try compile(#"{"additionalProperties":false}"#).validate(
      try parse("{\"a\u{9B}2J\u{202E}\":1}").root)
    #expect(findings.allSatisfy { $0.message == VisibleText.of($0.message) })
  }
}
