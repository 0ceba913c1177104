import JSON
import Testing

@testable import SchemaTools

/// What a difference between two schemas means.
struct SchemaDiffTests {
  @Test(
    "One keyword",
    arguments: [
      (#"{"maxLength":100}"#, #"{"maxLength":80}"#, ["stricter . maxLength 100 → 80"]),
      (#"{"minLength":2}"#, #"{}"#, ["looser . minLength 2 → none"]),
      (#"{"minLength":0}"#, #"{}"#, []),
      (#"{"minimum":1}"#, #"{"minimum":0}"#, ["looser . minimum 1 → 0"]),
      (#"{"minimum":1}"#, #"{"minimum":1.0}"#, []),
      (#"{"minimum":0}"#, #"{"exclusiveMinimum":0}"#, ["stricter . minimum 0 → exclusiveMinimum 0"]),
      (
        #"{"maximum":9007199254740993}"#, #"{"maximum":9007199254740992}"#,
        ["stricter . maximum 9007199254740993 → 9007199254740992"]
      ),
      (#"{"enum":["a","b"]}"#, #"{"enum":["b","c"]}"#, [#"changed . enum −"a" +"c""#]),
      (#"{"enum":["a"]}"#, #"{"enum":["a","b"]}"#, [#"looser . enum +"b""#]),
      (#"{"const":1}"#, #"{"enum":[1.0]}"#, []),
      (#"{"type":"string","enum":["a"]}"#, #"{"enum":["a"]}"#, []),
      (#"{"type":"integer"}"#, #"{"type":"number"}"#, ["looser . integer → number"]),
      (#"{"type":["string","null"]}"#, #"{"type":"string"}"#, ["stricter . null | string → string"]),
      (#"{"type":"string"}"#, #"{"type":"boolean"}"#, ["changed . string → boolean"]),
      (#"{"pattern":"a"}"#, #"{"pattern":"b"}"#, [#"changed . pattern "a" → "b""#]),
      (
        #"{"pattern":"a"}"#, #"{"allOf":[{"pattern":"a"},{"pattern":"b"}]}"#,
        [#"stricter . pattern none → "b""#]
      ),
      (#"{"format":"email"}"#, #"{}"#, [#"looser . format "email" → none"#]),
      (#"{"multipleOf":2}"#, #"{"multipleOf":4}"#, ["stricter . multipleOf 2 → 4"]),
      (#"{"multipleOf":4}"#, #"{"multipleOf":6}"#, ["changed . multipleOf 4 → 6"]),
      (#"{"uniqueItems":true}"#, #"{}"#, ["looser . uniqueItems true → false"]),
      (#"{"minItems":1}"#, #"{"minItems":2}"#, ["stricter . minItems 1 → 2"]),
      (
        #"{"items":{"type":"string"}}"#, #"{"items":{"type":["string","null"]}}"#,
        ["looser [] string → null | string"]
      ),
      (#"{"not":{"const":1}}"#, #"{"not":{"const":2}}"#, ["changed . not differs"]),
      (#"{"not":{"const":1}}"#, #"{}"#, ["looser . not removed"]),
      (
        #"{"contains":{"const":1}}"#, #"{"contains":{"const":1},"minContains":2}"#,
        ["changed . contains differs"]
      ),
      (#"true"#, #"false"#, ["stricter . any value → none"]),
      (#"{"title":"A"}"#, #"{"title":"B"}"#, [#"neutral . title "A" → "B""#]),
      (
        #"{"prefixItems":[{"const":1}]}"#, #"{"prefixItems":[{"const":1},{"const":2}]}"#,
        ["stricter [1] any → one of [2]"]
      ),
    ])
  func keyword(_ old: String, _ new: String, _ expected: [String]) throws {
    #expect(try changes(old, new) == expected)
  }

  private static func object(_ properties: String, _ more: String = "") -> String {
    #"{"type":"object","properties":{\#(properties)},"unevaluatedProperties":false\#(more)}"#
  }

  @Test("Fields that come, go and are renamed")
  func fields() throws {
    let text = #"{"type":"string","maxLength":9}"#
    let a = Self.object(#""a":\#(text),"n":{"type":"integer"}"#, #","required":["a"]"#)
    #expect(
      try changes(a, Self.object(#""a":\#(text)"#, #","required":["a"]"#)) == [
        "stricter n field removed (integer)"
      ])
    #expect(
      try changes(a, Self.object(#""b":\#(text),"n":{"type":"integer"}"#, #","required":["b"]"#))
        == ["renamed a → b, probably renamed"])
    #expect(
      try changes(a, Self.object(#""a":\#(text),"n":{"type":"integer"},"m":{}"#, #","required":["a"]"#))
        == ["looser m field added (any)"])
    #expect(
      try changes(a, Self.object(#""a":\#(text),"n":{"type":"integer"},"m":{}"#, #","required":["a","m"]"#))
        == ["stricter m field added (any, required)"])
    #expect(
      try changes(a, Self.object(#""a":\#(text),"n":{"type":"integer"}"#)) == ["looser a no longer required"])
  }

  @Test("What is open, and what closes")
  func closing() throws {
    let open = #"{"properties":{"a":{}}}"#
    let closed = #"{"properties":{"a":{}},"additionalProperties":false}"#
    #expect(try changes(open, closed) == ["stricter . unknown fields are now refused"])
    #expect(try changes(closed, open) == ["looser . unknown fields are now allowed"])
    // Two spellings of one thing.
    #expect(try changes(closed, closed.replacing("additional", with: "unevaluated")) == [])
    // Not where a union knows further fields.
    let union = #"{"anyOf":[{"patternProperties":{"c":{}}},{}],"additionalProperties":false}"#
    #expect(try changes(union, union.replacing("additional", with: "unevaluated")) != [])
    #expect(
      try changes(closed, #"{"properties":{"a":{}},"additionalProperties":{"type":"string"}}"#)
        == ["looser . unknown fields are now allowed"])
    #expect(
      try changes(
        #"{"additionalProperties":{"type":"string"}}"#, #"{"additionalProperties":{"maxLength":2}}"#)
        == ["looser * string → any", "stricter * maxLength none → 2"])
  }

  @Test("Through references and allOf, and around cycles")
  func references() throws {
    let inline = #"{"properties":{"a":{"type":"string"}},"required":["a"]}"#
    let split = #"""
      {"allOf":[{"$ref":"#/$defs/x"},{"required":["a"]}],"$defs":{"x":{"properties":{"a":{"$ref":"#/$defs/y"}}},
      "y":{"type":"string"}}}
      """#
    #expect(try changes(inline, split) == [])
    let tree =
      ##"{"$ref":"#/$defs/n","$defs":{"n":{"properties":{"v":{"maximum":5},"next":{"$ref":"#/$defs/n"}}}}}"##
    #expect(try changes(tree, tree) == [])
    #expect(try changes(tree, tree.replacing("5", with: "4")) == ["stricter v maximum 5 → 4"])
    #expect(try changes(#"{"$ref":"other.json"}"#, #"{"$ref":"other.json"}"#) == [])
  }

  @Test("Unions: alternatives are matched by what tells them apart")
  func unions() throws {
    func part(_ kind: String, _ more: String) -> String {
      #"{"type":"object","properties":{"kind":{"const":"\#(kind)"},\#(more)},"required":["kind"],"additionalProperties":false}"#
    }
    let old = #"{"oneOf":[\#(part("a", #""n":{"maximum":5}"#)),\#(part("b", #""s":{}"#))]}"#
    let new = #"{"oneOf":[\#(part("b", #""s":{}"#)),\#(part("a", #""n":{"maximum":4}"#))]}"#
    #expect(try changes(old, new) == [#"stricter (kind "a").n maximum 5 → 4"#])
    let more =
      #"{"oneOf":[\#(part("a", #""n":{"maximum":5}"#)),\#(part("b", #""s":{}"#)),\#(part("c", #""t":{}"#))]}"#
    #expect(try changes(old, more) == [#"looser . alternative added (kind "c")"#])
    #expect(
      try changes(#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, #"{"type":["null","string"]}"#)
        .contains { $0.hasPrefix("stricter") || $0.hasPrefix("changed") } == false)
    #expect(
      try changes(#"{"oneOf":[{"minimum":1},{"maximum":2}]}"#, #"{"oneOf":[{"minimum":0},{"maximum":2}]}"#)
        == ["changed . alternatives differ, and a value may fit one only"])
  }

  @Test("Conditions")
  func conditions() throws {
    let old = #"{"if":{"required":["a"]},"then":{"required":["b"]}}"#
    #expect(try changes(old, old) == [])
    #expect(
      try changes(old, #"{"if":{"required":["a"]},"then":{"required":["b","c"]}}"#) == [
        "stricter (then).c now required"
      ])
    #expect(
      try changes(old, #"{"if":{"required":["x"]},"then":{"required":["b"]}}"#) == ["changed . if differs"])
    #expect(try changes("{}", old) == ["stricter . condition added"])
  }

  @Test("The whole together, and --json's shape")
  func whole() throws {
    #expect(try differences(#"{"minimum":1}"#, #"{"minimum":2,"maximum":3}"#).direction == .stricter)
    #expect(try differences(#"{"minimum":1}"#, #"{"minimum":0,"maximum":3}"#).direction == .changed)
    #expect(try differences(#"{"title":"a"}"#, #"{}"#).direction == .neutral)
    let change = try #require(try differences(#"{"minimum":1}"#, #"{"minimum":2}"#).first)
    #expect(
      change.json.compact()
        == ##"{"direction":"stricter","path":"","keyword":"minimum","text":"minimum 1 → 2","old":1,"new":2,"oldPlace":"schemas/a.json#/minimum","newPlace":"schemas/a.json#/minimum"}"##
    )
  }

  @Test("Hostile schemas end")
  func hostile() throws {
    let doubling = (0..<40).map {
      ##""d\##($0)":{"allOf":[{"$ref":"#/$defs/d\##($0 + 1)"},{"properties":{"a":{"$ref":"#/$defs/d\##($0 + 1)"},"b":{"$ref":"#/$defs/d\##($0 + 1)"}}}]}"##
    }
    let schema =
      ##"{"$ref":"#/$defs/d0","$defs":{\##(doubling.joined(separator: ",")),"d40":{"type":"object"}}}"##
    _ = try changes(schema, schema.replacing(#""d40":{"type":"object"}"#, with: #""d40":{"type":"array"}"#))
    #expect(try changes(##"{"$ref":"#"}"##, ##"{"$ref":"#"}"##) == [])
  }
}
