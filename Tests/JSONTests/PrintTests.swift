import JSON
import TestSupport
import Testing

@Suite struct PrintTests {
  @Test(
    arguments: [
      (100, "100.0"), (-0.0, "-0.0"), (0, "0.0"), (1e-7, "0.0000001"), (9.9e-8, "9.9e-8"), (1e21, "1e21"),
      (1.5e21, "1.5e21"),
      (1e20, "100000000000000000000.0"), (9.999999999999999e20, "999999999999999900000.0"), (1e-9, "1e-9"),
      (0.1, "0.1"),
      (123.456, "123.456"), (-1.5e300, "-1.5e300"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e308"),
      (9_007_199_254_740_992, "9007199254740992.0"), (1e16, "10000000000000000.0"), (0.00012, "0.00012"),
      (1e22, "1e22"),
      (-0.5, "-0.5"), (.nan, "\"NaN\""), (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""),
    ] as [(Double, String)]) func printsDoubles(_ value: Double, _ text: String)
  {
    #expect(JSONValue.double(value).compact() == text)
  }

  @Test(
    arguments: [
      0, 1, -1, 9, 10, 99, 100, -100, 1_234_567_890, .max, .min, 999_999_999_999_999_999,
      1_000_000_000_000_000_000,
    ] as [Int64])
  func printsIntegers(_ value: Int64) {
    #expect(JSONValue.int(value).compact() == String(value))
  }

  @Test(arguments: [
    ("", "\"\""), ("\"\\/", "\"\\\"\\\\/\""), ("\u{8}\u{C}\n\r\t", "\"\\b\\f\\n\\r\\t\""),
    ("\u{0}\u{1F}", "\"\\u0000\\u001f\""),
    ("\u{7E}\u{7F}\u{80}\u{9F}\u{A0}", "\"~\\u007f\\u0080\\u009f\u{A0}\""),
    ("\u{61B}\u{61C}\u{61D}", "\"\u{61B}\\u061c\u{61D}\""),
    ("\u{200D}\u{200E}\u{200F}\u{2010}", "\"\u{200D}\\u200e\\u200f\u{2010}\""),
    ("\u{2027}\u{2028}\u{202E}\u{202F}", "\"\u{2027}\\u2028\\u202e\u{202F}\""),
    ("\u{2065}\u{2066}\u{2069}\u{206A}", "\"\u{2065}\\u2066\\u2069\u{206A}\""),
    ("\u{FEFF}\u{FEFE}\u{1F600}", "\"\\ufeff\u{FEFE}\u{1F600}\""),
  ]) func escapesStrings(_ value: String, _ text: String) {
    #expect(Array(JSONValue.string(value).compact().utf8) == Array(text.utf8))
  }

  @Test func laysOutTrees() {
    let value: JSONValue = ["a": [1, 2.5, nil, [], [:]], "b": ["c": true], "d": "x"]
    #expect(value.compact() == "{\"a\":[1,2.5,null,[],{}],\"b\":{\"c\":true},\"d\":\"x\"}")
    let lines = [
      "{", "  \"a\": [", "    1,", "    2.5,", "    null,", "    [],", "    {}", "  ],", "  \"b\": {",
      "    \"c\": true", "  },",
      "  \"d\": \"x\"", "}",
    ]
    #expect(value.pretty() == lines.joined(separator: "\n"))
    #expect(value["b"]?["c"] == true && value["x"] == nil)
  }

  @Test(arguments: 0..<40) func printThenParseIsTheValue(_ number: Int) throws {
    var random = RandomJSON(generator: Seeds.generator(7, case: number))
    for _ in 0..<100 {
      let value = random.value()
      let seed = random.generator.seed
      for text in [value.compact(), value.pretty()] {
        let parsed = try JSONText(parsing: Array(text.utf8))
        #expect(JSONValue(parsed.root) == value, "seed \(seed)")
      }
      #expect(
        JSONValue(try JSONText(parsing: Array(value.pretty().utf8)).root).pretty() == value.pretty(),
        "seed \(seed)")
    }
  }

  /// Our reading agrees bit for bit with the standard library's on any digits, and printing reads back.
  @Test(arguments: 0..<20) func doublesAreExact(_ number: Int) throws {
    var random = RandomJSON(generator: Seeds.generator(9, case: number))
    for _ in 0..<500 {
      let value = random.double()
      #expect(
        Double(JSONValue.double(value).compact())?.bitPattern == value.bitPattern,
        "seed \(random.generator.seed)")
      var text = random.below(2) == 0 ? "-" : ""
      text += String(random.below(10))
      if text.last != "0" { for _ in 0..<random.below(22) { text += String(random.below(10)) } }
      text += "."
      for _ in 0...random.below(24) { text += String(random.below(random.below(2) == 0 ? 10 : 1)) + "1" }
      if random.below(2) == 0 { text += "e\(random.below(660) - 340)" }
      let expected = try #require(Double(text))
      let node = try JSONText(parsing: Array(text.utf8)).root
      if expected.isInfinite {
        #expect(node.doubleOutcome == .overflow && node.double == nil)
      } else if expected == 0 {
        #expect(node.doubleOutcome == .underflow)
      } else {
        #expect(node.double?.bitPattern == expected.bitPattern, "\(text)")
      }
    }
  }

  /// Halfway cases and the borders of the range, decided by hand (ties to even).
  @Test(
    arguments: [
      ("9007199254740993.0", 9_007_199_254_740_992),
      ("9007199254740993.00000000000000000001", 9_007_199_254_740_994),
      ("9007199254740995.0", 9_007_199_254_740_996), ("1.7976931348623158e308", 1.7976931348623157e308),
      ("4.9406564584124654e-324", .leastNonzeroMagnitude),
      ("2.4703282292062328e-324", .leastNonzeroMagnitude), ("0.1e0", 0.1),
      ("123456789012345678.0", 123456789012345680),
      ("1e23", 1e23), ("8.5e22", 8.5e22),
    ] as [(String, Double)]) func roundsToNearest(_ text: String, _ value: Double) throws
  {
    #expect(try JSONText(parsing: Array(text.utf8)).root.double?.bitPattern == value.bitPattern)
  }

  @Test func overflowAndUnderflowAreNamed() throws {
    func outcome(_ text: String) throws -> JSONDouble? {
      try JSONText(parsing: Array(text.utf8)).root.doubleOutcome
    }
    #expect(try outcome("1.7976931348623159e308") == .overflow)
    #expect(try outcome("-1e999999999999999999999") == .overflow)
    #expect(try outcome("2.4703282292062327e-324") == .underflow)
    #expect(try outcome("1e-999999999999999999999") == .underflow)
    #expect(try outcome("0.000e-999") == .finite(0))
    #expect(try outcome("true") == nil)
  }
}
