import JSON
import JSONSchema
import TestSupport
import Testing
import Zod

@Suite("Schemas that are refused, and what is given up")
struct ZodLimitTests {
  @Test(
    "a schema that zod does not write is refused where it stands",
    arguments: [
      ("1", "keyword/value"), (#"{"type":"strin"}"#, "keyword/value"), (#"{"type":[]}"#, "keyword/value"),
      (##"{"$ref":"#/$defs/x"}"##, "keyword/reference"), (#"{"$ref":"x.json"}"#, "keyword/reference"),
      (##"{"$ref":"#"}"##, "keyword/loop"), (##"{"anyOf":[{"$ref":"#"},{"type":"null"}]}"##, "keyword/loop"),
      (##"{"$ref":"#/$defs/a","$defs":{"a":{"default":1,"$ref":"#/$defs/a"}}}"##, "keyword/loop"),
      (#"{"type":"string","pattern":"("}"#, "keyword/pattern"),
      (#"{"type":"object","minProperties":1}"#, "keyword/unknown"),
      (#"{"not":{"type":"null"}}"#, "keyword/value"), (#"{"anyOf":[]}"#, "keyword/value"),
      (#"{"const":[1]}"#, "keyword/value"), (#"{"type":"number","minimum":"1"}"#, "keyword/value"),
      (#"{"type":"string","allOf":[{"minLength":1}]}"#, "keyword/value"),
    ])
  func refused(_ schema: String, _ code: String) throws {
    let text = try JSONText(parsing: Array(schema.utf8))
    let error = #expect(throws: SchemaError.self) { try ZodSchema.compile(text.root) }
    #expect(error?.code == code)
  }

  @Test("unions that multiply are given up")
  func multiplied() throws {
    let option = { (key: String) in
      ##"{"type":"object","properties":{"n":{"$ref":"#"},"\##(key)":{"type":"null"}},"required":["n","\##(key)"]}"##
    }
    let zod = try ZodSchema.compile(
      JSONText(parsing: Array("{\"anyOf\":[\(option("a")),\(option("b")),{\"type\":\"null\"}]}".utf8)).root)
    let document = String(repeating: "{\"n\":", count: 40) + "1" + String(repeating: "}", count: 40)
    #expect(
      zod.issues(try JSONText(parsing: Array(document.utf8)).root).map(\.code) == [ZodIssue.undecidedCode])
  }

  @Test("what is given up is said as it is: steps, not what they may come from")
  func steps() throws {
    let options = (0..<300).map { "{\"type\":\"number\",\"minimum\":\($0),\"maximum\":\($0)}" }
    let zod = try ZodSchema.compile(
      JSONText(
        parsing: Array("{\"type\":\"array\",\"items\":{\"anyOf\":[\(options.joined(separator: ","))]}}".utf8)
      ).root)
    let fitting = "[\([String](repeating: "299", count: 1_000).joined(separator: ","))]"
    let issues = zod.issues(try JSONText(parsing: Array(fitting.utf8)).root)
    #expect(
      issues.map(\.message) == [
        "the document was given up: judging it takes more than 216016 steps, each of one schema at one value"
      ])
  }

  @Test("an intersection of very many sides", .endsAtAll)
  func wideIntersection() throws {
    let side = { (key: Int) in
      #"{"type":"object","properties":{"p\#(key)":{"type":"string"}},"required":["p\#(key)"],"additionalProperties":false}"#
    }
    let sides = (0..<5_000).map(side).joined(separator: ",")
    let zod = try ZodSchema.compile(JSONText(parsing: Array("{\"allOf\":[\(sides)]}".utf8)).root)
    let issues = zod.issues(try JSONText(parsing: Array(#"{"x":1}"#.utf8)).root)
    #expect(issues.count == 5_001)
    #expect(issues.last?.message == "Unrecognized key: \"x\"")
  }

  @Test("depth is bounded by the stack, not by luck")
  func deep() throws {
    let zod = try ZodSchema.compile(
      JSONText(
        parsing: Array(
          ##"{"anyOf":[{"allOf":[{"anyOf":[{"type":"array","items":{"$ref":"#"}},{"type":"null"}]},{}]},{"type":"string"},{"type":"number"}]}"##
            .utf8)
      ).root)
    for (depth, code) in [(100, nil), (990, ZodIssue.undecidedCode)] as [(Int, String?)] {
      let document = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
      let text = try JSONText(
        parsing: Array(document.utf8), options: JSONOptions(maximumDepth: JSONOptions.deepest))
      #expect(zod.issues(text.root).first?.code == code)
    }
  }

  @Test("a long chain of references is no chain of calls")
  func chain() throws {
    let definitions = (0..<2_000).map {
      ##""d\##($0)":{"type":"object","properties":{"n":{"$ref":"#/$defs/d\##($0 + 1)"}}}"##
    }
    let schema =
      ##"{"$ref":"#/$defs/d0","$defs":{"## + definitions.joined(separator: ",")
      + #","d2000":{"type":"null"}}}"#
    #expect(try verdicts(schema, [["n": ["n": 1]], ["n": ["n": [:]]]]) == [false, true])
  }

  @Test("# is the node that was given, wherever it stands")
  func inside() throws {
    let text = try JSONText(
      parsing: Array(
        ##"{"schema":{"type":"object","properties":{"n":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"null"}}}}"##
          .utf8))
    let zod = try ZodSchema.compile(#require(text.root.member("schema")))
    #expect(zod.isValid(try JSONText(parsing: Array(#"{"n":null}"#.utf8)).root))
  }
}
