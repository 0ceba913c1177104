import Conditions
import Diagnostics
import FirestoreModel
import TestSupport
import Testing

/// What is refused when a condition is read, where, and what is said instead.
@Suite("Faulty conditions")
struct ConditionErrorTests {
  /// Text, code, column, and a part of the hint or message.
  static let rows: [(String, String, Int, String)] = [
    ("", "condition/syntax", 1, "empty"), ("a = 1", "condition/syntax", 3, "did you mean ==?"),
    ("a === 1", "condition/syntax", 3, "did you mean ==?"),
    ("a & b", "condition/syntax", 3, "did you mean &&?"),
    ("a <> 1", "condition/syntax", 3, "did you mean !=?"),
    ("a and b", "condition/syntax", 3, "did you mean &&?"),
    ("a == 1 or b", "condition/syntax", 8, "did you mean ||?"),
    ("not a", "condition/syntax", 5, "not expected"),
    ("a == “x”", "condition/syntax", 6, "did you mean \"?"),
    ("a == \"x", "condition/syntax", 6, "never closed"),
    ("(a == 1", "condition/syntax", 8, ") is missing"),
    ("a == 1)", "condition/syntax", 7, ") is not expected"),
    ("a in [1, 2", "condition/syntax", 11, "missing"), ("a ==", "condition/syntax", 5, "ends too early"),
    ("a == 1 b", "condition/syntax", 8, "&&"), ("a < b < c", "condition/syntax", 7, "a < b && b < c"),
    ("a..b", "condition/syntax", 3, "name is missing"), ("a.matches(b)", "condition/syntax", 11, "in quotes"),
    ("a.matches(\"(\")", "condition/value", 11, "pattern"),
    ("a.matches(\")(\")", "condition/value", 11, "pattern"),
    ("a.matches(\"\\d\")", "condition/syntax", 12, "\\\\"),
    ("a.size(1) == 1", "condition/syntax", 3, "no argument"),
    ("a.hasAny() ", "condition/syntax", 3, "one argument"),
    ("a.sise() == 1", "condition/name", 3, "did you mean .size()?"),
    ("a.contains(1)", "condition/name", 3, "hasAny"),
    ("exist(a)", "condition/name", 1, "did you mean exists?"),
    ("exists(1)", "condition/syntax", 8, "about a field"),
    ("exists(a == 1)", "condition/syntax", 8, "about a field"),
    ("timestamp(\"2026-13-01T00:00:00Z\") == a", "condition/value", 11, "month"),
    ("reference(\"users\") == a", "condition/value", 11, "users"),
    ("a is strng", "condition/name", 6, "did you mean string?"),
    ("99999999999999999999 == a", "condition/value", 1, "beyond"),
    ("a == 9223372036854775808", "condition/value", 6, "beyond"),
    ("12ab == 1", "condition/syntax", 1, "letter"), ("a == 1e999", "condition/value", 6, "beyond"),
    ("a # b", "condition/syntax", 3, "backticks"),
    ("\"text\"", "condition/value", 1, "neither true nor false"),
    ("1 + 2 - 3", "condition/value", 1, "number"),
    ("a == 1 && 'x'", "condition/value", 11, "string"), ("!5", "condition/value", 2, "integer"),
    ("a.size()", "condition/value", 1, "number"), ("``== 1", "condition/syntax", 1, "empty"),
    ("{\"a\" 1} == b", "condition/syntax", 6, ": is missing"), ("é == 1", "condition/syntax", 1, "backticks"),
  ]

  @Test("place and advice", arguments: rows)
  func faults(text: String, code: String, column: Int, advice: String) {
    let error = #expect(throws: ConditionError.self) { try Condition(parsing: text) }
    #expect(error?.code == code)
    #expect(error?.place.position?.column == column, "\(error?.message ?? "")")
    let said = (error?.message ?? "") + " " + (error?.hint ?? "")
    #expect(said.contains(advice), "\(said)")
    #expect(error?.kind == .usage)
  }

  @Test("a name that is not there, where names are known")
  func knownNames() throws {
    let known = ["old", "new", "actor"]
    #expect(throws: Never.self) { try Condition(parsing: "old.x == new.y.anything", names: known) }
    let error = #expect(throws: ConditionError.self) { try Condition(parsing: "nwe == 1", names: known) }
    #expect(error?.code == "condition/name")
    #expect(error?.hint == "did you mean new?")
  }

  @Test("a caret under what is wrong, on its line")
  func caret() {
    let error = #expect(throws: ConditionError.self) { try Condition(parsing: "a == 1 &&\nb = 2") }
    #expect(error?.excerpt == ["     2 | b = 2", "       |   ^"])
    #expect(error?.location?.description == "<stdin>:2:3")
  }

  @Test("depth and length are bounded")
  func limits() {
    let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
    let signs = String(repeating: "!", count: 5_000) + "a"
    let sum = "a == " + Array(repeating: "1", count: 3_000).joined(separator: "+")
    let long = "a == \"" + String(repeating: "x", count: 20_000) + "\""
    for text in [deep, signs, sum, long, "a" + String(repeating: ".b", count: 3_000)] {
      let error = #expect(throws: ConditionError.self) { try Condition(parsing: text) }
      #expect(error?.code == "condition/limit")
    }
    // A row of alternatives is no depth.
    let row = Array(repeating: "a == 1", count: 1_000).joined(separator: " || ")
    #expect(throws: Never.self) { try Condition(parsing: row) }
  }

  @Test("no text stops the parser, and what it takes it evaluates")
  func noise() {
    var generator = Seeds.generator(7)
    let words = [
      "a", "b.c", "==", "!=", "<", "&&", "||", "!", "(", ")", "[", "]", "in", "is", "int", "1", "-", "2.5",
      "\"x\"",
      ".", ",", "?", ":", "exists(", "null", "true", "`q`", ".size()", ".hasAny([1])", "timestamp(", "{", "}",
      "é", "\\",
    ]
    for round in 0..<3_000 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
      }.joined(separator: round % 2 == 0 ? " " : "")
      do throws(ConditionError) {
        let condition = try Condition(parsing: text)
        _ = condition.holds(for: ["a": .integer(1), "b": .map(["c": .array([.integer(1)])])])
      } catch {
        #expect(
          error.place.position.map { $0.offset <= text.utf8.count } == true, "seed \(generator.seed): \(text)"
        )
      }
    }
  }
}
