import Diagnostics
import JSON
import JSONSchema
import Testing

/// What people read when a schema itself is wrong: every fault, each at its place.
struct SchemaFaultTests {
  static let cases: [(String, [String])] = [
    (
      #"{"properties":{"name":{"type":"string","minLenght":1}}}"#,
      ["schemas/s.json:1:40: minLenght is not a keyword of JSON Schema 2020-12 (did you mean minLength?)"]
    ),
    (
      #"{"definitions":{}}"#,
      [
        "schemas/s.json:1:2: definitions is not a keyword of JSON Schema 2020-12 (in JSON Schema 2020-12 it is $defs)"
      ]
    ),
    (
      #"{"colour":1}"#,
      [
        "schemas/s.json:1:2: colour is not a keyword of JSON Schema 2020-12 (annotations of your own start with x-)"
      ]
    ),
    (#"{"x-colour":1,"x-funnel":{}}"#, []),
    (#"{"x-funnel":1}"#, ["schemas/s.json:1:13: x-funnel must be an object, found 1"]),
    (#"{"minLength":-1}"#, ["schemas/s.json:1:14: minLength must be an integer from 0 up, found -1"]),
    (
      #"{"minLength":1.5,"maxItems":2.0}"#,
      ["schemas/s.json:1:14: minLength must be an integer from 0 up, found 1.5"]
    ),
    (
      #"{"type":"strng"}"#,
      [
        #"schemas/s.json:1:9: "strng" is not a type; the types are null, boolean, number, string, array, object and integer (did you mean string?)"#
      ]
    ),
    (#"{"type":["string","string"]}"#, [#"schemas/s.json:1:19: "string" stands twice in type"#]),
    (#"{"required":"a"}"#, ["schemas/s.json:1:13: required must be a list of names, found a string"]),
    (
      #"{"required":["a",1,"a"]}"#,
      [
        "schemas/s.json:1:18: required must be a list of names, found 1",
        #"schemas/s.json:1:20: "a" stands twice in required"#,
      ]
    ),
    (#"{"anyOf":[]}"#, ["schemas/s.json:1:10: anyOf must be a list of at least one schema, found an array"]),
    (
      #"{"properties":{"a":1}}"#,
      ["schemas/s.json:1:20: a schema must be an object, true or false, found a number"]
    ),
    (
      #"{"items":[{}]}"#,
      ["schemas/s.json:1:10: items must be a schema, found an array (a list of schemas is prefixItems)"]
    ),
    (#"{"multipleOf":0}"#, ["schemas/s.json:1:15: multipleOf must be a number greater than 0, found 0"]),
    (
      #"{"format":"datetime"}"#,
      [#"schemas/s.json:1:11: "datetime" is not a known format (did you mean date-time?)"#]
    ),
    (#"{"pattern":"a("}"#, ["schemas/s.json:1:12: the pattern a( has a ( without a ) (character 2)"]),
    (
      #"{"patternProperties":{"[":{}}}"#,
      ["schemas/s.json:1:23: the pattern [ has a [ without a ] (character 1)"]
    ),
    (
      ##"{"$ref":"#/$defs/persn","$defs":{"person":{}}}"##,
      ["schemas/s.json:1:9: $ref leads nowhere: #/$defs has no persn (did you mean #/$defs/person?)"]
    ),
    (
      #"{"$ref":"firestor.json#/$defs/timestamp"}"#,
      [
        "schemas/s.json:1:9: $ref leads nowhere: there is no schema schemas/firestor.json (did you mean firestore.json?)"
      ]
    ),
    (
      ##"{"$ref":"#nam","$defs":{"a":{"$anchor":"name"}}}"##,
      [
        "schemas/s.json:1:9: $ref leads nowhere: there is no anchor nam (did you mean #name?)"
      ]
    ),
    (
      ##"{"$ref":"#"}"##,
      ["schemas/s.json:1:9: this leads back to itself without going down into the document"]
    ),
    (
      ##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}},"properties":{"c":{"$ref":"#/$defs/a"}}}"##,
      ["schemas/s.json:1:67: this leads back to itself without going down into the document"]
    ),
    (
      #"{"$schema":"http://json-schema.org/draft-07/schema#"}"#,
      [
        "schemas/s.json:1:12: $schema must be https://json-schema.org/draft/2020-12/schema, found \"http://json-schema.org/draft-07/schema#\" (a store's schemas are written in 2020-12, or name the $id of one of them)"
      ]
    ),
    (
      #"{"title":1,"readOnly":"yes","$comment":[]}"#,
      [
        "schemas/s.json:1:10: title must be a string, found 1",
        "schemas/s.json:1:23: readOnly must be true or false, found a string",
        "schemas/s.json:1:40: $comment must be a string, found an array",
      ]
    ),
    (
      #"{"$ref":"firestore.json#/$defs/timestamp"}"#,
      [
        "schemas/firestore.json:1:40: typ is not a keyword of JSON Schema 2020-12 (did you mean type?)"
      ]
    ),
  ]

  @Test("every fault of a schema is found, with place and hint", arguments: cases.indices)
  func faultsOfSchemas(_ index: Int) throws {
    let (schema, wanted) = Self.cases[index]
    let others = ["schemas/firestore.json": #"{"$defs":{"timestamp":{"type":"object","typ":1}}}"#]
    #expect(try faults(schema, others: others).map(line) == wanted)
  }

  @Test("a schema that the registry does not have")
  func unknownSchema() throws {
    let registry = try registry("{}")
    #expect(throws: SchemaError.self) { try CompiledSchema.compile("schemas/t.json", in: registry) }
    do throws(SchemaError) {
      _ = try CompiledSchema.compile("schemas/t.json", in: registry)
    } catch {
      #expect(error.kind == .configuration)
      #expect(error.message == "there is no schema schemas/t.json")
      #expect(error.hint == "did you mean schemas/s.json?")
    }
  }

  @Test("a part of a schema can be compiled by its fragment")
  func fragments() throws {
    let registry = try registry(#"{"$defs":{"n":{"type":"number","$anchor":"num"},"a/b~c":{"type":"null"}}}"#)
    let number = try CompiledSchema.compile("schemas/s.json#/$defs/n", in: registry)
    let anchor = try CompiledSchema.compile("schemas/s.json#num", in: registry)
    let escaped = try CompiledSchema.compile("schemas/s.json#/$defs/a~1b~0c", in: registry)
    #expect(number.isValid(try parse("1").root))
    #expect(!number.isValid(try parse("null").root))
    #expect(anchor.isValid(try parse("1").root))
    #expect(escaped.isValid(try parse("null").root))
  }

  @Test("all of 2020-12's meta-schemas parse, and accept each other")
  func metaSchemas() throws {
    let compiled = try CompiledSchema.compile(
      "https://json-schema.org/draft/2020-12/schema", in: SchemaRegistry([]),
      options: SchemaOptions(unknownKeywords: .accept))
    #expect(compiled.isValid(try parse(#"{"type":"object","properties":{"a":{"minLength":1}}}"#).root))
    #expect(!compiled.isValid(try parse(#"{"properties":{"a":{"minLength":-1}}}"#).root))
    #expect(!compiled.isValid(try parse(#"{"type":"strng"}"#).root))
  }
}
