import JSON
import JSONSchema
import TestSupport
import Testing

/// Bounds, multiples and equality of numbers are exact, whatever way they are written.
struct NumberTests {
  static let cases: [(schema: String, valid: [String], invalid: [String])] = [
    (
      #"{"minimum":9007199254740993}"#, ["9007199254740993", "9007199254740994", "9.007199254740993e15"],
      ["9007199254740992", "9007199254740992.9"]
    ),
    (#"{"maximum":1e400}"#, ["1e400", "1e399", "-1e9999"], ["1.0000000000000000000000000001e400", "1e401"]),
    (#"{"exclusiveMaximum":0}"#, ["-1e-400"], ["0", "-0", "-0.0", "0e5", "1e-400"]),
    (#"{"minimum":-0.1}"#, ["-0.1", "-0.10", "-1e-1", "0"], ["-0.10000000000000000000001", "-1"]),
    (#"{"multipleOf":0.01}"#, ["0.07", "1.10", "19.99", "4.35", "1e3", "0"], ["0.075", "1e-3"]),
    (#"{"multipleOf":0.0001}"#, ["0.0075"], ["0.00751"]),
    (#"{"multipleOf":1e-8}"#, ["12391239123", "1e400"], ["1e-9"]),
    (
      #"{"multipleOf":3}"#, ["9223372036854775809", "-3", "9e300", "3.0"],
      ["9223372036854775808", "1e300", "1.5"]
    ),
    (
      #"{"multipleOf":123456789012345678901}"#,
      ["123456789012345678901", "246913578024691357802", "123456789012345678901e5"],
      ["123456789012345678902", "1e30"]
    ),
    (#"{"type":"integer"}"#, ["1", "1.0", "1e3", "1.5e1", "-0.0", "1e400"], ["1.5", "1e-1", "1.05e1"]),
    (#"{"const":1}"#, ["1", "1.0", "10e-1", "0.1e1"], ["1.0000000000000000000001", "true", "\"1\""]),
    (
      #"{"const":9223372036854775808}"#, ["9223372036854775808", "9.223372036854775808e18"],
      ["9223372036854775807"]
    ),
    (#"{"enum":[[1,{"a":0}]]}"#, ["[1.0,{\"a\":-0}]"], ["[1]", "[{\"a\":0},1]"]),
    (
      #"{"uniqueItems":true}"#,
      ["[1,\"1\",true,null,0,false]", "[[1],[2]]", "[{\"a\":1,\"b\":2},{\"a\":2,\"b\":1}]"],
      [
        "[1,2,1.0]", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]", "[1,2,3,4,5,6,7,8,9,10,1e0]",
        "[\"a\",\"\\u0061\"]",
      ]
    ),
    (
      #"{"minLength":2.0,"maxLength":2e0}"#, ["\"ab\"", "\"💡💡\"", "\"\\ud83d\\ude00x\""],
      ["\"a\"", "\"abc\""]
    ),
  ]

  @Test("numbers are compared exactly", arguments: cases.indices)
  func exact(_ index: Int) throws {
    let (schema, valid, invalid) = Self.cases[index]
    let compiled = try compile(schema)
    for text in valid { #expect(compiled.isValid(try parse(text).root), "\(schema) should take \(text)") }
    for text in invalid {
      #expect(!compiled.isValid(try parse(text).root), "\(schema) should refuse \(text)")
    }
  }

  @Test("bounds and multiples agree with integer arithmetic at every scale", arguments: 0..<300)
  func laws(_ number: Int) throws {
    var random = Seeds.generator(0x5EED_0001, case: number)
    let digits = Int.random(in: 0...4, using: &random)
    let value = Int64.random(in: -5_000...5_000, using: &random)
    let bound = Int64.random(in: -5_000...5_000, using: &random)
    let divisor = Int64.random(in: 1...60, using: &random)
    /// The same number at 10^-digits, in one of its spellings.
    func spelt(_ value: Int64, _ random: inout SeededGenerator) -> String {
      if Bool.random(using: &random) { return "\(value)e-\(digits)" }
      let sign = value < 0 ? "-" : ""
      let text = String(value.magnitude)
      let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
      let zeros = String(repeating: "0", count: Int.random(in: 0...2, using: &random))
      if digits == 0 { return Bool.random(using: &random) ? sign + padded : "\(sign)\(padded).0" }
      return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))\(zeros)"
    }
    let instance = try parse(spelt(value, &random)).root
    let comment: Comment = "seed \(Seeds.seed(0x5EED_0001)), case \(number)"
    #expect(
      try compile("{\"minimum\":\(spelt(bound, &random))}").isValid(instance) == (value >= bound), comment)
    #expect(
      try compile("{\"exclusiveMinimum\":\(spelt(bound, &random))}").isValid(instance) == (value > bound),
      comment)
    #expect(
      try compile("{\"const\":\(spelt(bound, &random))}").isValid(instance) == (value == bound), comment)
    #expect(
      try compile("{\"multipleOf\":\(spelt(divisor, &random))}").isValid(instance) == (value % divisor == 0),
      comment)
  }
}
