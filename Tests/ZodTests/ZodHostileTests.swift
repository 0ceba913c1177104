import JSON
import JSONSchema
import TestSupport
import Testing
import Zod

/// Schemas and documents made to cost far more than they are long. Each of these took seconds, or never ended, when
/// its table was a list or its tree was walked once for each way down.
@Suite("Schemas and documents that mean harm", .endsAtAll)
struct ZodHostileTests {
  private func issues(_ schema: String, _ document: String) throws -> [ZodIssue] {
    let zod = try ZodSchema.compile(JSONText(parsing: Array(schema.utf8)).root)
    return zod.issues(try JSONText(parsing: Array(document.utf8)).root)
  }

  private func array(_ count: Int, _ element: (Int) -> String) -> String {
    "[" + (0..<count).map(element).joined(separator: ",") + "]"
  }

  @Test("a tree of oneOfs is read once for each of its schemas", arguments: [false, true])
  func tree(hasMiddle: Bool) throws {
    let definitions = (0..<60).map { level in
      let reference = ##"{"$ref":"#/$defs/d\##(level + 1)"}"##
      let middle = #"{"type":"object","properties":{"k":{"const":\#(level)}},"required":["k"]},"#
      return #""d\#(level)":{"oneOf":[\#(reference),\#(hasMiddle ? middle : "")\#(reference)]}"#
    }
    let schema =
      ##"{"$ref":"#/$defs/d0","$defs":{"## + definitions.joined(separator: ",")
      + #","d60":{"type":"object","properties":{"k":{"const":"x"}},"required":["k"]}}}"#
    #expect(try issues(schema, "1").map(\.code) == [ZodIssue.undecidedCode])
  }

  @Test("constants that every level of unions would list again are refused")
  func constants() throws {
    let definitions = (0..<100).map {
      ##""d\##($0)":{"anyOf":[{"$ref":"#/$defs/d\##($0 + 1)"},{"const":\##($0)}]}"##
    }
    let schema =
      ##"{"type":"object","propertyNames":{"$ref":"#/$defs/d0"},"$defs":{"##
      + definitions.joined(separator: ",")
      + ",\"d100\":{\"enum\":\(array(20_000) { "\"v\($0)\"" })}}}"
    let text = try JSONText(parsing: Array(schema.utf8))
    let error = #expect(throws: SchemaError.self) { try ZodSchema.compile(text.root) }
    #expect(error?.code == "keyword/size")
  }

  @Test("numbers among constants are found by hash, and -0 is 0")
  func numbers() throws {
    let numbers = array(20_000) { "\($0).5" }
    #expect(try issues(#"{"type":"array","items":{"enum":\#(numbers)}}"#, numbers).isEmpty)
    for (schema, document, fits) in [
      (#"{"const":0}"#, "-0", true), (#"{"const":-0}"#, "0.0", true), (#"{"enum":[1,1e400]}"#, "1e999", true),
      (#"{"enum":[0,null]}"#, "false", false), (#"{"enum":[false,null]}"#, "0", false),
      (#"{"enum":["0",true]}"#, "0", false), (#"{"enum":[1,null,"a",true]}"#, "true", true),
    ] {
      #expect(try issues(schema, document).isEmpty == fits, "\(document) by \(schema)")
    }
  }

  @Test("options are found by their constant, however many there are")
  func options() throws {
    let options = array(5_000) { #"{"type":"object","properties":{"k":{"const":\#($0)}},"required":["k"]}"# }
    let document = array(20_000) { #"{"k":\#(4_999 - $0 % 5)}"# }
    #expect(try issues(#"{"type":"array","items":{"oneOf":\#(options)}}"#, document).isEmpty)
  }

  @Test("patterns times keys are given up, and the pattern is named")
  func patterns() throws {
    let patterns = (0..<500).map { "\"^[a-z]\\\\d*(?:\($0))?\":{}" }.joined(separator: ",")
    let keys = (0..<5_000).map { "\"k\($0)\":1" }.joined(separator: ",")
    let found = try issues("{\"patternProperties\":{\(patterns)},\"type\":\"object\"}", "{\(keys)}")
    #expect(found.map(\.code) == [ZodIssue.undecidedCode])
    #expect(found.first?.message.hasPrefix("the pattern /^[a-z]\\d*(?:") == true)
  }

  @Test("checks of one number are counted too")
  func checks() throws {
    let steps = array(2_000) { _ in #"{"multipleOf":1}"# }
    let found = try issues(
      #"{"type":"array","items":{"type":"number","allOf":\#(steps)}}"#, array(2_000) { "\($0)" })
    #expect(found.map(\.code) == [ZodIssue.undecidedCode])
  }

  @Test("10,000 issues are listed, and one more gives the document up")
  func many() throws {
    let schema = #"{"type":"array","items":{"type":"string"}}"#
    #expect(try issues(schema, array(10_000) { _ in "1" }).count == 10_000)
    let found = try issues(schema, array(10_001) { _ in "1" })
    #expect(found.map(\.code) == [ZodIssue.undecidedCode])
    #expect(found.first?.message.contains("more than 10,000 issues") == true)
  }

  @Test("issues that fill too much are given up before they are many")
  func large() throws {
    let values = array(10_000) { "\"v\($0)\"" }
    let found = try issues(#"{"type":"array","items":{"enum":\#(values)}}"#, array(5_000) { _ in "0" })
    #expect(found.map(\.code) == [ZodIssue.undecidedCode])
    #expect(found.first?.message.contains("MiB") == true)
  }

  @Test(
    "an option with too many issues has failed, and another may fit",
    arguments: [
      (#"{"anyOf":[STRINGS,NUMBERS]}"#, true), (#"{"anyOf":[NUMBERS,STRINGS]}"#, true),
      (#"{"oneOf":[STRINGS,NUMBERS]}"#, true), (#"{"anyOf":[STRINGS,{"anyOf":[STRINGS,NUMBERS]}]}"#, true),
      (#"{"anyOf":[STRINGS,{"type":"null"}]}"#, false), (#"{"oneOf":[STRINGS,{"type":"null"}]}"#, false),
      (#"{"allOf":[STRINGS,NUMBERS]}"#, false),
    ])
  func option(_ schema: String, fits: Bool) throws {
    var text = schema
    for (name, type) in [("STRINGS", "string"), ("NUMBERS", "number")] {
      let parts = text.split(separator: name, omittingEmptySubsequences: false)
      text = parts.joined(separator: #"{"type":"array","items":{"type":"\#(type)"}}"#)
    }
    let found = try issues(text, array(20_000) { "\($0)" })
    #expect(found.map(\.code) == (fits ? [] : [ZodIssue.undecidedCode]))
  }

  @Test("issues of options that were passed over do not count")
  func passedOver() throws {
    let schema =
      #"{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"boolean"},{"type":"number"}]}}"#
    #expect(try issues(schema, array(30_000) { "\($0)" }).isEmpty)
    let keys = (0..<30_000).map { "\"\($0)\":1" }.joined(separator: ",")
    let record = #"{"type":"object","propertyNames":{"type":"number"},"additionalProperties":{}}"#
    #expect(try issues(record, "{\(keys)}").isEmpty)
    let loose = #"{"type":"object","patternProperties":{"^a$":{"type":"null"}}}"#
    #expect(try issues(loose, "{\(keys)}").isEmpty)
  }

  @Test("a long chain of references leads somewhere all the same")
  func chain() throws {
    let definitions = (0..<3_000).map { ##""d\##($0)":{"$ref":"#/$defs/d\##($0 + 1)"}"## }
    let schema =
      ##"{"$ref":"#/$defs/d0","$defs":{"## + definitions.joined(separator: ",")
      + #","d3000":{"type":"null"}}}"#
    #expect(try verdicts(schema, [nil, 1]) == [true, false])
  }

  @Test("a reference to no element of an array leads nowhere", arguments: ["-1", "1", "+0", "x"])
  func element(_ place: String) throws {
    let text = try JSONText(parsing: Array(##"{"$ref":"#/anyOf/\##(place)","anyOf":[{}]}"##.utf8))
    #expect(throws: SchemaError.self) { try ZodSchema.compile(text.root) }
  }

  @Test(
    "a long text is found wherever it stands",
    arguments: [
      ("aaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaab", true),
      ("aaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaaa", false),
      ("abcabcabcabcabcabcabd", "abcabcabcabcabcabcabcabcabcabdx", true),
      ("abcabcabcabcabcabcabd", "abcabcabcabcabcabcabcabcabcabcx", false),
    ])
  func includes(_ part: String, _ text: String, _ fits: Bool) throws {
    #expect(try verdicts(#"{"type":"string","pattern":"\#(part)"}"#, [.string(text)]) == [fits])
  }

  @Test("what a tuple need not have costs nothing")
  func absent() throws {
    let schema = #"{"type":"array","items":{"type":"array","prefixItems":\#(array(10_000) { _ in "{}" })}}"#
    #expect(try issues(schema, array(20_000) { _ in "[]" }).isEmpty)
  }
}
