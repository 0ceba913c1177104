import ECMARegex
import TestSupport
import Testing

/// What PCRE2 cannot match, or matches otherwise than ECMA-262: the rows were compared with V8.
struct ExactMatchingTests {
  static let cases: [(pattern: String, matches: [String], fails: [String])] = [
    // Parts that ignore case.
    ("^(?i:straße)$", ["STRAẞE", "straße"], ["STRASSE"]),
    ("^(?i:k)$", ["K", "\u{212A}"], ["x"]),
    ("^(?i:\\w)$", ["ſ", "\u{212A}", "s"], ["é"]),
    ("^(?i:\\W)$", ["é", "-"], ["ſ", "s", "\u{212A}"]),
    ("^(?i:[a-c])(?-i:d)e$", ["Ade", "bde"], ["ADe", "adE"]),
    ("^(?i:[^a-c])$", ["d", "é"], ["A", "b"]),
    ("^(?i:\\p{Lu})$", ["a", "É"], ["1"]),
    ("^(?i:\\P{Lu})$", ["a", "A", "1"], []),
    ("^(?i:σ)$", ["Σ", "ς", "σ"], ["s"]),
    ("^(?i:i)$", ["I"], ["ı", "İ"]),
    ("^(?i:(é)\\1)$", ["éÉ"], ["ée"]),
    ("(?i:ſ\\b)", ["S!"], []),
    ("^(?s:.)(?-s:.)$", ["\na", "aa"], ["a\n"]),
    ("(?m:^b$)", ["a\nb\nc", "b\u{2028}", "b"], ["ab"]),
    // Lookbehinds of any length read from right to left.
    ("(?<=a+)b", ["aab"], ["b", "cb"]),
    ("(?<!a{2,})b$", ["ab", "b"], ["aab"]),
    ("(?<=^|,\\s*)x", ["x", ",x", ",  x"], [" x"]),
    ("(?<=(?:ab|c)d?)e", ["abe", "ce", "cde"], ["be", "de"]),
    ("^(?:.*)(?<=(\\d+)(\\d+))$", ["12"], ["1"]),
    ("(?<=\\1(a))b", ["aab"], ["ab"]),
    ("(?<=(?<!x)a*)b", ["aab"], ["xb"]),
    // Each round of a repetition forgets what its groups held.
    ("^(?:(a)|b)*\\1$", ["ab", "aa", "baa"], ["ac", "ba"]),
    ("^(?:(a)|(b)|c)+\\1\\2$", ["ac", "abb"], ["abca"]),
    ("^(?:a(b)?)+\\1$", ["aba", "abb"], ["abab "]),
    ("^(?:(?!(x))a)+\\1$", ["aa"], ["aax"]),
    ("^\\1(a)$", ["a"], ["aa"]),
    ("^(a\\1)$", ["a"], ["aa"]),
    ("^(?:(?=(a)))?\\1a$", ["a"], ["aa"]),
    // Names may repeat in alternatives.
    ("^(?:(?<q>')|(?<q>\"))x\\k<q>$", ["'x'", "\"x\""], ["'x\"", "x"]),
    ("^(?<a>x)|(?<a>y)$", ["x", "y"], ["z"]),
    ("^(?<\\u0061b>.)\\k<ab>$", ["xx"], ["xy"]),
    ("^(?<$é_\u{200C}>.)$", ["x"], ["xx"]),
    // Counts that PCRE2 does not take.
    ("^a{0,70000}$", ["", "aaa"], ["b"]),
    ("^(?:a{1000}){1000}b|c$", ["c"], ["b"]),
    ("^a{99999999999999999999}$", [], ["a"]),
    // Properties.
    ("^\\p{Changes_When_NFKC_Casefolded}$", ["A", "ﬁ"], ["a"]),
    ("^\\P{CWKCF}$", ["a"], ["A"]),
    ("^[^\\P{CWKCF}]$", ["A"], ["a"]),
    ("^\\p{Assigned}\\P{Assigned}$", ["a\u{378}"], ["\u{378}a"]),
    ("^\\p{scx=Deva}$", ["\u{1CD0}"], ["a"]),
    ("^\\p{Script=Zyyy}\\p{sc=Qaac}\\p{Script_Extensions=Latin}$", ["1Ⲁa"], ["aⲀa"]),
    ("^\\p{sc=Unknown}$", ["\u{378}"], ["a"]),
    ("^\\p{gc=LC}\\p{General_Category=Cased_Letter}$", ["aB"], ["1a"]),
    ("^(?i:[\\p{ASCII}-])$", ["a"], ["é"]),
    ("^(?i:\\P{Any})$", [], ["a"]),
    // Empty rounds.
    ("^(?:a*)*$", ["", "aaa"], ["b"]),
    ("^(?:(?:a|)+){3,}b$", ["b", "aaaab"], ["c"]),
    ("(?:(?:(?<=(a??))){2})\\1$", ["", "a"], []),
  ]

  @Test("patterns mean what JavaScript says", arguments: cases.indices)
  func meaning(_ index: Int) throws {
    let (source, matches, fails) = Self.cases[index]
    let pattern = try Pattern.make(source)
    let matcher = PatternMatcher()
    for text in matches {
      #expect(Self.search(matcher, pattern, text) == true, "\(source) should match \(text)")
    }
    for text in fails {
      #expect(Self.search(matcher, pattern, text) == false, "\(source) should not match \(text)")
    }
  }

  static func search(_ matcher: PatternMatcher, _ pattern: Pattern, _ text: String) -> Bool? {
    var text = text
    return text.withUTF8 { matcher.matches(pattern, $0) }
  }

  @Test(
    "what is no pattern",
    arguments: [
      "(?-:a)", "(?ii:a)", "(?i-i:a)", "(?x:a)", "(?i", "(?i)a", "(?<a>.)(?<a>.)", "(?<a>(?<a>.))",
      "(?:(?<a>.)|x)(?<a>.)", "(?<\\u0020>.)", "(?<=a)*", "(?<!a){2}", "\\p{Script=greek}", "\\p{sc=}",
      "\\p{=}",
      "\\p{lu}", "\\p{ L}", "\\p{Script}", "\\p{Block=Latin}", "\\p{L&}", "\\p{Hrkt}", "\\p{sc=Hrkt}",
    ])
  func faults(_ source: String) { #expect(Pattern.objection(to: source) != nil) }

  @Test(
    "what blows up ends within the budget, whoever matches it",
    arguments: ["^(?i:(a+)+)$", "(?<=^(?:a+)+)b", "^(?:(a)|a|aa)*\\1c$", "^(?i:(?:a|aa|aaa|aaaa)*)c"])
  func budget(_ source: String) throws {
    let text = String(repeating: "a", count: 5_000) + "!"
    #expect(Self.search(PatternMatcher(), try Pattern.make(source), text) == nil)
  }

  @Test("a long text alone is no reason to give up")
  func longTexts() throws {
    let text = String(repeating: "ab ", count: 100_000)
    for (source, answer) in [("(?i:C)", false), ("(?<=A+|b+) $", true), ("^(?i:[AB ]*)$", true)] {
      #expect(Self.search(PatternMatcher(), try Pattern.make(source), text) == answer, "\(source)")
    }
  }

  @Test("a script that is newer than the data here is named")
  func newScripts() {
    do throws(PatternError) {
      _ = try Pattern.make("^\\p{Script=Tai_Yo}$")
      Issue.record("Unicode 17 is here: the row can go")
    } catch {
      #expect(error.reason.contains("Tai_Yo"))
    }
    #expect(Pattern.objection(to: "^\\p{Script=Tai_Yo}$") == nil)
  }
}

/// Names of groups.
struct GroupNameTests {
  @Test("a hundred thousand names, and references to them, cost no more than their length", .endsAtAll)
  func many() throws {
    let names = (0..<60_000).map { "(?<n\($0)>)" }.joined()
    _ = try Pattern.make(names)
    #expect(throws: PatternError.self) { try Pattern.make(names + "(?<n59999>)") }
  }
}
