import ECMARegex
import TestSupport
import Testing

/// Patterns without look-around and back references run as automata after some uses: the answer must stay the same.
struct AutomatonTests {
  /// Gives the answers of PCRE2, which is asked first, and of the automaton, which answers in the end.
  private func answers(_ source: String, _ subject: String) throws -> (first: Bool?, last: Bool?) {
    let pattern = try Pattern.make(source)
    let matcher = PatternMatcher()
    return Array(subject.utf8).withUnsafeBufferPointer { bytes in
      let first = matcher.matches(pattern, bytes)
      for _ in 0..<30 { _ = matcher.matches(pattern, bytes) }
      return (first, pattern.quickAnswer(bytes))
    }
  }

  private static func pattern(_ depth: Int, _ random: inout SeededGenerator) -> String {
    let atoms = ["a", "b", "-", "[ab]", "[^a]", "[a-z0-9]", "\\d", "\\w", "\\W", "\\.", "[\\d_-]", "\\/"]
    let counts = ["", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}?", "{2,}", "+?"]
    var text = ""
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      if depth > 0, Int.random(in: 0..<3, using: &random) == 0 {
        text += Bool.random(using: &random) ? "(?:" : "("
        text += pattern(depth - 1, &random)
        if Bool.random(using: &random) { text += "|" + pattern(depth - 1, &random) }
        text += ")"
      } else {
        text += atoms.randomElement(using: &random) ?? "a"
      }
      text += counts.randomElement(using: &random) ?? ""
    }
    return text
  }

  @Test("an automaton answers as PCRE2 does", arguments: 0..<300)
  func agreement(_ number: Int) throws {
    var random = Seeds.generator(0x5EED_0051, case: number)
    var source = Self.pattern(3, &random)
    if Bool.random(using: &random) { source = "^(?:" + source + ")" }
    if Bool.random(using: &random) { source = "(?:" + source + ")$" }
    if source.hasPrefix("(?:^") { source = "^(?:" + source.dropFirst(4) }
    for _ in 0..<12 {
      let letters = ["a", "b", "-", "0", "7", "_", ".", "/", "z", "é", "€", "\u{1F600}", "\n"]
      let subject = (0..<Int.random(in: 0...7, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      }
      .joined()
      let (first, last) = try answers(source, subject)
      let comment: Comment = "seed \(Seeds.seed(0x5EED_0051)), case \(number): \(source) on \(subject)"
      if let last { #expect(first == last, comment) }
    }
  }

  @Test(
    "plain patterns have an automaton",
    arguments: [
      "^[A-Za-z0-9_-]{1,128}$", "^[^/]+$", "^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}|[A-Za-z0-9]{20})$", "abc",
      "^https?://",
      "^(?:[^$]|\\$\\$)", "", "^$", "^(a+)+$",
    ])
  func plain(_ source: String) throws { #expect(try answers(source, "abc").last != nil) }

  @Test(
    "an end stands for one alternative only",
    arguments: [
      ("a$|b", "ca", true), ("a$|b", "ac", false), ("a$|b", "bx", true), ("^a|b$", "ab", true),
      ("^a|b$", "ba", false), ("^a|b$", "cb", true), ("^.$", "x", true), ("^.$", "xx", false),
      ("^.$", "\n", false),
    ])
  func ends(_ source: String, _ subject: String, _ isMatch: Bool) throws {
    let (first, last) = try answers(source, subject)
    #expect(first == isMatch)
    #expect(last ?? isMatch == isMatch)
  }

  @Test(
    "what an automaton cannot hold is left to PCRE2",
    arguments: [
      "^(?=a)b", "(a)\\1", "(?:^a|b)", "\\bx", "[é]", "\\p{L}", "(?:(?:(?:a{999}){999}){999}){9}",
    ])
  func others(_ source: String) throws { #expect((try? answers(source, "abc").last ?? nil) == nil) }

  @Test("what backtracks without an end has an automaton's answer, at once and always")
  func backtracking() throws {
    let pattern = try Pattern.make("^(a+)+$")
    let matcher = PatternMatcher()
    for tail in ["!", ""] {
      let subject = Array((String(repeating: "a", count: 40) + tail).utf8)
      let answer = subject.withUnsafeBufferPointer { matcher.matches(pattern, $0) }
      #expect(answer == tail.isEmpty)
    }
  }
}
