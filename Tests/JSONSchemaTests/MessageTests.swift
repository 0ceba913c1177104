import Diagnostics
import JSON
import JSONSchema
import Testing

/// What people read when a document does not fit: sentence, place, hint.
struct MessageTests {
  /// One keyword each: schema, document, the findings.
  static let cases: [(String, String, [String])] = [
    (#"{"type":"string"}"#, "1", [#"d.json:1:1: the document must be a string, found a number (write "1")"#]),
    (
      #"{"type":["string","null"]}"#, "[]",
      ["d.json:1:1: the document must be a string or null, found an array"]
    ),
    (
      #"{"properties":{"n":{"type":"integer"}}}"#, #"{"n":1.5}"#,
      ["d.json:1:6: n must be an integer, found 1.5"]
    ),
    (
      #"{"properties":{"tags":{"type":"array","items":{"type":"string"}}}}"#, #"{"tags":"a"}"#,
      [#"d.json:1:9: tags must be an array of strings, found a string (write ["a"])"#]
    ),
    (
      #"{"properties":{"tags":{"type":"array","items":{"type":"string"}}}}"#, #"{"tags":["a",2,"b",null]}"#,
      [
        #"d.json:1:14: tags[1] must be a string, found a number (write "2")"#,
        "d.json:1:20: tags[3] must be a string, found null",
      ]
    ),
    (#"{"required":["name","age"]}"#, "{}", ["d.json:1:1: name is required", "d.json:1:1: age is required"]),
    (
      #"{"properties":{"description":{},"name":{}},"additionalProperties":false}"#,
      #"{"name":1,"descripton":2}"#,
      ["d.json:1:11: descripton is not allowed here (did you mean description?)"]
    ),
    (
      #"{"properties":{"a b":{}},"unevaluatedProperties":false}"#, #"{"a-b":1,"zzz":2}"#,
      ["d.json:1:2: a-b is not allowed here (did you mean \"a b\"?)", "d.json:1:10: zzz is not allowed here"]
    ),
    (
      #"{"allOf":[{"properties":{"name":{"type":"string"}}}],"unevaluatedProperties":false}"#,
      #"{"nmae":1,"name":2}"#,
      [
        "d.json:1:2: nmae is not allowed here",
        #"d.json:1:18: name must be a string, found a number (write "2")"#,
      ]
    ),
    (
      #"{"properties":{"theme":{"enum":["dark","light","system"]}}}"#, #"{"theme":"drak"}"#,
      [#"d.json:1:10: theme must be one of "dark", "light", "system", found "drak" (did you mean "dark"?)"#]
    ),
    (#"{"const":1}"#, #"{"a":1}"#, ["d.json:1:1: the document must be 1, found {\"a\":1}"]),
    (
      #"{"properties":{"description":{"minLength":10}}}"#, #"{"description":"too few"}"#,
      ["d.json:1:16: description is 7 characters, at least 10 are needed"]
    ),
    (
      #"{"properties":{"name":{"maxLength":3}}}"#, #"{"name":"💡💡💡💡"}"#,
      ["d.json:1:9: name is 4 characters, at most 3 are allowed"]
    ),
    (#"{"minItems":1}"#, "[]", ["d.json:1:1: the document is empty, at least 1 item is needed"]),
    (#"{"maxItems":1}"#, "[1,2]", ["d.json:1:1: the document has 2 items, at most 1 is allowed"]),
    (
      #"{"maxProperties":1}"#, #"{"a":1,"b":2}"#,
      ["d.json:1:1: the document has 2 properties, at most 1 is allowed"]
    ),
    (
      #"{"properties":{"age":{"minimum":18}}}"#, #"{"age":17}"#,
      ["d.json:1:8: age is 17, it must be at least 18"]
    ),
    (
      #"{"properties":{"n":{"maximum":9007199254740993}}}"#, #"{"n":9007199254740994}"#,
      ["d.json:1:6: n is 9007199254740994, it must be at most 9007199254740993"]
    ),
    (#"{"exclusiveMinimum":0}"#, "0.0", ["d.json:1:1: the document is 0.0, it must be more than 0"]),
    (#"{"multipleOf":0.01}"#, "1.005", ["d.json:1:1: the document must be a multiple of 0.01, found 1.005"]),
    (
      #"{"properties":{"t":{"uniqueItems":true}}}"#, #"{"t":["a","b","a"]}"#,
      ["d.json:1:15: t[2] repeats t[0], its items must differ"]
    ),
    (
      #"{"properties":{"id":{"pattern":"^[a-z]+$"}}}"#, #"{"id":"A1"}"#,
      [#"d.json:1:7: id does not match the pattern ^[a-z]+$, found "A1""#]
    ),
    (
      #"{"properties":{"at":{"format":"date-time","pattern":"^.+Z$"}}}"#, #"{"at":"yesterday"}"#,
      [#"d.json:1:7: at must be a date and time such as 2026-01-31T09:30:00Z, found "yesterday""#]
    ),
    (
      #"{"properties":{"at":{"pattern":"^.+Z$","format":"date-time"}}}"#, #"{"at":"yesterday"}"#,
      [#"d.json:1:7: at must be a date and time such as 2026-01-31T09:30:00Z, found "yesterday""#]
    ),
    (
      #"{"dependentRequired":{"card":["billing"]}}"#, #"{"card":1}"#,
      ["d.json:1:1: billing is required when card is there"]
    ),
    (#"{"properties":{"a":{"not":{"type":"null"}}}}"#, #"{"a":null}"#, ["d.json:1:6: a must not be null"]),
    (
      #"{"propertyNames":{"pattern":"^[a-z]+$"}}"#, #"{"A":1}"#,
      [#"d.json:1:2: the key A does not match the pattern ^[a-z]+$, found "A""#]
    ),
    (#"{"properties":{"a":false}}"#, #"{"a":1}"#, ["d.json:1:6: a is not allowed here"]),
    (
      #"{"contains":{"type":"string"}}"#, "[1]",
      ["d.json:1:1: the document needs at least 1 item that is a string, it has 0"]
    ),
    (
      #"{"contains":{"const":1},"maxContains":1}"#, "[1,1]",
      ["d.json:1:1: the document may have at most 1 item that is 1, it has 2"]
    ),
    (
      #"{"prefixItems":[{}],"items":false}"#, "[1,2,3]",
      ["d.json:1:1: the document has 3 items, at most 1 is allowed"]
    ),
    (
      #"{"if":{"properties":{"kind":{"const":"a"}}},"then":{"required":["x"]}}"#, #"{"kind":"a"}"#,
      ["d.json:1:1: x is required"]
    ),
    (
      #"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, "3",
      [
        "d.json:1:1: the document must fit exactly one of 2 alternatives, it fits oneOf/0 and oneOf/1"
      ]
    ),
  ]

  /// The rarer sides of keywords.
  static let rarer: [(String, String, [String])] = [
    (#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, #"{"a":1}"#, ["d.json:1:1: b is required"]),
    (
      #"{"contains":{"minimum":3},"minContains":2}"#, "[1,5]",
      ["d.json:1:1: the document needs at least 2 fitting items, it has 1"]
    ),
    (
      #"{"contains":{"const":"x"}}"#, #"["y"]"#,
      [#"d.json:1:1: the document needs at least 1 item that is "x", it has 0"#]
    ),
    (
      #"{"properties":{"l":{"allOf":[{"prefixItems":[{}]}],"unevaluatedItems":false}}}"#, #"{"l":[1,2]}"#,
      ["d.json:1:9: l[1] is not allowed here"]
    ),
    (#"{"properties":{"l":{"items":false}}}"#, #"{"l":[1]}"#, ["d.json:1:6: l must be empty, it has 1 item"]),
    (
      #"{"properties":{"l":{"maxLength":0}}}"#, #"{"l":"ab"}"#,
      ["d.json:1:6: l must be empty, it is 2 characters"]
    ),
    (#"{"minProperties":2}"#, "{}", ["d.json:1:1: the document is empty, at least 2 properties are needed"]),
    (
      #"{"patternProperties":{"^n_":{"type":"null"}},"additionalProperties":{"type":"null"}}"#,
      #"{"n_a":"x","b":2}"#,
      ["d.json:1:8: n_a must be null, found a string", "d.json:1:16: b must be null, found a number"]
    ),
    (#"{"properties":{"a":{"not":{"const":3}}}}"#, #"{"a":3}"#, ["d.json:1:6: a must not be 3"]),
    (
      #"{"properties":{"a":{"not":{"enum":["x","y"]}}}}"#, #"{"a":"x"}"#,
      [#"d.json:1:6: a must not be "x" or "y""#]
    ),
    (
      #"{"properties":{"a":{"not":{"pattern":"^_"}}}}"#, #"{"a":"_x"}"#,
      ["d.json:1:6: a must not match the pattern ^_"]
    ),
    (
      #"{"properties":{"a":{"not":{"title":"Reserved id","pattern":"^_"}}}}"#, #"{"a":"_x"}"#,
      ["d.json:1:6: a must not be a reserved id"]
    ),
    (#"{"not":{"required":["a","b"]}}"#, #"{"a":1,"b":2}"#, ["d.json:1:1: a and b are not allowed together"]),
    (#"{"not":{"required":["a"]}}"#, #"{"a":1}"#, ["d.json:1:1: a is not allowed here"]),
    (
      #"{"not":{"minimum":1,"maximum":3}}"#, "2",
      ["d.json:1:1: the document fits a schema that it must not fit"]
    ),
    (
      #"{"propertyNames":{"maxLength":3}}"#, #"{"abcd":1}"#,
      ["d.json:1:2: the key abcd is 4 characters, at most 3 are allowed"]
    ),
    (
      ##"{"oneOf":[{"$ref":"#/$defs/cat"},{"title":"Dog","required":["bark"]}],"$defs":{"cat":{"required":["meow"]}}}"##,
      #"{"meow":1,"bark":1}"#,
      ["d.json:1:1: the document must fit exactly one of 2 alternatives, it fits cat and Dog"]
    ),
    (
      #"{"anyOf":[{"required":["phone"]},{"required":["email"]}]}"#, "{}",
      ["d.json:1:1: phone or email is required"]
    ),
    (
      #"{"if":{"properties":{"k":{"const":1}}},"then":{"required":["x"]},"else":{"required":["y"]}}"#,
      #"{"k":2}"#, ["d.json:1:1: y is required"]
    ),
    (
      #"{"uniqueItems":true}"#, #"[{"a":1},2,{"a":1.0}]"#,
      ["d.json:1:12: item [2] repeats item [0], its items must differ"]
    ),
    (
      #"{"exclusiveMaximum":3}"#, "3", ["d.json:1:1: the document is 3, it must be less than 3"]
    ),
    ("false", "{}", ["d.json:1:1: the document is not allowed here"]),
  ]

  @Test("the rarer sides of keywords read well too", arguments: rarer.indices)
  func rarerMessages(_ index: Int) throws {
    let (schema, document, wanted) = Self.rarer[index]
    let findings = try compile(schema).validate(try parse(document).root, file: "d.json")
    #expect(findings.map(line) == wanted)
  }

  @Test("each keyword says what is wrong, where, and what was meant", arguments: cases.indices)
  func messages(_ index: Int) throws {
    let (schema, document, wanted) = Self.cases[index]
    let compiled = try compile(schema)
    let text = try parse(document)
    #expect(compiled.validate(text.root, file: "d.json").map(line) == wanted)
    #expect(!compiled.isValid(text.root))
  }

  /// Unions: schema, document, the findings of the alternative that came nearest.
  static let unions: [(String, String, [String])] = [
    (
      #"{"anyOf":[{"type":"string","minLength":3},{"type":"null"}]}"#, #""a""#,
      ["d.json:1:1: the document is 1 character, at least 3 are needed"]
    ),
    (
      #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "1",
      [#"d.json:1:1: the document must be a string or null, found a number (write "1")"#]
    ),
    (
      #"{"oneOf":[{"properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}},"required":["kind","lives"]},{"properties":{"kind":{"const":"dog"},"name":{"type":"string"}},"required":["kind","name"]}]}"#,
      #"{"kind":"dog"}"#, ["d.json:1:1: name is required"]
    ),
    (
      #"{"oneOf":[{"properties":{"kind":{"const":"cat"}},"required":["kind"]},{"properties":{"kind":{"const":"dog"}},"required":["kind"]}]}"#,
      #"{"kind":"dgo"}"#,
      [#"d.json:1:9: kind must be one of "cat", "dog", found "dgo" (did you mean "dog"?)"#]
    ),
    (
      #"{"properties":{"a":{"anyOf":[{"type":"array","items":{"type":"object","required":["x"]}},{"type":"string"}]}}}"#,
      #"{"a":[{}]}"#, ["d.json:1:7: x is required"]
    ),
    (
      #"{"anyOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"string"}},"required":["b"]}],"unevaluatedProperties":false}"#,
      #"{"a":1}"#, [#"d.json:1:6: a must be a string, found a number (write "1")"#]
    ),
  ]

  @Test("a union reports the alternative that came nearest", arguments: unions.indices)
  func nearest(_ index: Int) throws {
    let (schema, document, wanted) = Self.unions[index]
    #expect(try compile(schema).validate(try parse(document).root, file: "d.json").map(line) == wanted)
  }

  @Test("a finding carries pointer, length, the keyword's place, expected and found")
  func places() throws {
    let schema = """
      {
        "properties": {
          "characteristics": { "$ref": "#/$defs/traits" }
        },
        "$defs": {
          "traits": { "properties": { "mediaConsumption": { "type": "array", "items": { "type": "string" } } } }
        }
      }
      """
    let document = """
      {
        "characteristics": {
          "mediaConsumption": "podcasts"
        }
      }
      """
    let findings = try compile(schema).validate(try parse(document).root, file: "data/u.json")
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.code == "schema/type")
    #expect(finding.location.file == "data/u.json")
    #expect(finding.location.position?.line == 3)
    #expect(finding.location.position?.column == 25)
    #expect(finding.location.length == 10)
    #expect(finding.location.pointer == "/characteristics/mediaConsumption")
    #expect(finding.keywordLocation == "schemas/s.json#/$defs/traits/properties/mediaConsumption/type")
    #expect(finding.expected == "an array of strings")
    #expect(finding.found == "a string")
  }

  @Test("findings stand in the order of the document, each once")
  func order() throws {
    let schema =
      ##"{"allOf":[{"$ref":"#/$defs/s"},{"$ref":"#/$defs/s"}],"required":["z"],"$defs":{"s":{"properties":{"b":{"type":"string"},"a":{"type":"string"}}}}}"##
    let findings = try compile(schema).validate(try parse(#"{"a":1,"b":2}"#).root)
    #expect(
      findings.map(\.message) == [
        "z is required", "a must be a string, found a number", "b must be a string, found a number",
      ])
  }

  @Test("a long value is cut, and one with line ends stays on one line")
  func longValues() throws {
    let long = String(repeating: "x", count: 500) + "\\n"
    let findings = try compile(#"{"enum":["a"]}"#).validate(try parse("\"\(long)\"").root)
    #expect(findings.allSatisfy { $0.message.utf8.count < 120 && !$0.message.utf8.contains(0x0A) })
    #expect(findings.count == 1)
  }
}
