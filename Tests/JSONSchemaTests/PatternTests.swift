import Diagnostics
import JSON
import JSONSchema
import Testing

/// ECMA-262 patterns in Unicode mode: what they match, what is no pattern, and what happens when one takes too long.
struct PatternTests {
  static let cases: [(pattern: String, matches: [String], fails: [String])] = [
    ("^\\d+$", ["0", "123"], ["", "১২", "1\n", "1a"]),
    ("^\\D$", ["a", "১", "\n", "😀"], ["1", ""]),
    ("^\\w+$", ["aZ_0"], ["é", "a-b"]),
    ("^\\W$", ["é", "-", " "], ["a", "_"]),
    (
      "^\\s$", [" ", "\t", "\u{A0}", "\u{FEFF}", "\u{2029}", "\u{3000}", "\u{B}"],
      ["a", "\u{180E}", "\u{200B}", "\u{85}"]
    ),
    ("^\\S$", ["a", "\u{200B}", "\u{85}", "😀"], [" ", "\u{FEFF}"]),
    ("^[\\d\\-x]+$", ["1-x"], ["y"]),
    ("^[^\\s]$", ["a"], [" ", "\u{2003}"]),
    ("^.$", ["a", "😀", "\u{B}", "\u{85}"], ["\n", "\r", "\u{2028}", "\u{2029}", ""]),
    ("a$", ["a", "ba"], ["a\n", "ab"]),
    ("^b", ["b"], ["a\nb"]),
    ("b", ["abc"], ["ac"]),
    ("", ["", "x"], []),
    ("^\\p{L}+$", ["añ日"], ["1", "a1"]),
    ("^\\p{Letter}+\\P{Lu}$", ["Ab"], ["AB"]),
    ("^\\p{Script=Greek}+$", ["αβ"], ["ab"]),
    ("^\\p{sc=Cyrillic}$", ["ж"], ["x"]),
    ("^\\p{Alphabetic}\\p{ASCII}\\p{Any}$", ["éa!"], ["1a!"]),
    ("^[\\p{Nd}_]+$", ["1_২"], ["a"]),
    ("^\\u0041\\x42\\u{1F600}\\uD83D\\uDE00\\cJ\\0$", ["AB😀😀\n\0"], ["AB"]),
    ("^[\\u{1F600}-\\u{1F64F}]$", ["😀"], ["a"]),
    ("^(?:a|b){2,3}?$", ["ab", "aba"], ["a", "abab"]),
    ("^(?<year>\\d{4})-\\k<year>$", ["2026-2026"], ["2026-2027"]),
    ("^(a)(b)?\\2\\1$", ["aa", "abba"], ["ab"]),
    ("^(?=.*\\d)(?!.*x).+$", ["a1"], ["a", "x1"]),
    ("(?<=a)b(?<!cb)", ["ab"], ["cb", "b"]),
    ("^\\/\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\\\$", ["/.*+?()[]{}|^$\\"], ["a"]),
    ("^[\\]\\-^]$", ["]", "-", "^"], ["\\"]),
    ("^[^]$", ["\n", "a"], [""]),
    ("^[]$", [], ["", "a"]),
    ("\\ba\\b", ["a b", "-a-"], ["ab"]),
    ("^#[ ~!@%&=:;,'\"<>/-]$", ["# ", "#~", "#-"], ["#a"]),
    ("^\\uD800$", [], ["a", ""]),
    ("^[\\uD800-\\uDFFFa]$", ["a"], ["b"]),
    ("^é$", ["é"], ["e\u{301}"]),
  ]

  @Test("patterns mean what JavaScript's Unicode mode means", arguments: cases.indices)
  func meaning(_ index: Int) throws {
    let (pattern, matches, fails) = Self.cases[index]
    let schema = try compile("{\"pattern\":\(JSONValue.string(pattern).compact())}")
    for text in matches {
      #expect(
        schema.isValid(try parse(JSONValue.string(text).compact()).root), "\(pattern) should match \(text)")
    }
    for text in fails {
      #expect(
        !schema.isValid(try parse(JSONValue.string(text).compact()).root),
        "\(pattern) should not match \(text)")
    }
  }

  @Test(
    "what is no pattern in Unicode mode is a fault of the schema",
    arguments: [
      "(", ")", "a)", "[", "[b-a]", "[\\d-z]", "*", "a**", "a++", "a{2,1}", "a{", "}", "]", "a{1", "\\a",
      "\\-", "\\8",
      "\\1", "(?", "(?i)a", "(?<>a)", "(?<1>a)", "(?<a>.)(?<a>.)", "\\k<b>", "\\k", "\\p", "\\p{",
      "\\p{Greek}", "\\p{Nope}",
      "\\p{gc=Nope}", "\\p{Script=Nope}", "\\x1", "\\u12", "\\u{110000}", "\\u{}", "\\c1", "\\01", "^*",
      "(?=a)*",
      "\\b+", "\\", "[\\", "[a", "\\_",
    ])
  func noPatterns(_ pattern: String) throws {
    let findings = try faults("{\"pattern\":\(JSONValue.string(pattern).compact())}")
    #expect(findings.map(\.code) == ["keyword/pattern"], "\(pattern)")
    #expect(findings.first?.location.position?.column == 12)
  }

  @Test("a pattern that backtracks without an end is a finding that names it, not a hang")
  func limit() throws {
    let text = try parse("\"\(String(repeating: "a", count: 40))!\"").root
    for schema in [#"{"pattern":"^(?=a)(a+)+$"}"#, #"{"not":{"pattern":"^(?=a)(a+)+$"}}"#] {
      let compiled = try compile(schema)
      #expect(!compiled.isValid(text))
      let findings = compiled.validate(text)
      #expect(findings.count == 1)
      #expect(findings.first?.code == "schema/steps")
      #expect(findings.first?.message.contains("^(?=a)(a+)+$") == true)
      #expect(findings.first?.message.contains("limit") == true)
    }
  }

  @Test("patterns shared by threads compile once and agree")
  func threads() async throws {
    let schema = try compile(#"{"items":{"pattern":"^[a-z]+$"}}"#)
    let text = try parse(#"["abc","def"]"#)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 { group.addTask { (0..<200).allSatisfy { _ in schema.isValid(text.root) } } }
      for await answer in group { #expect(answer) }
    }
  }
}
