import ECMARegex
import TestSupport
import Testing

/// Searches must end, whatever the text: linear where the pattern is regular, at a budget where it is not.
@Suite(.endsAtAll) struct WorkLimitTests {
  private func answer(_ source: String, _ subject: [UInt8], _ matcher: PatternMatcher = PatternMatcher())
    throws
    -> Bool?
  {
    let pattern = try Pattern.make(source)
    return subject.withUnsafeBufferPointer { matcher.matches(pattern, $0) }
  }

  @Test(
    "an unanchored pattern is linear in a long text",
    arguments: [
      (#"\s+$"#, " ", "x", false), (#"(?:,| )+$"#, " ", "x", false), (#"[\t ]+$"#, " ", "x", false),
      (#"\s*$"#, " ", "x", true), (#"[ab]+c"#, "a", "", false), (#"^\s+|\s+$"#, " ", "", true),
      (#"x.*y$"#, "x", "", false), (#"\s+$"#, "\u{3000}", "x", false), (#"\s$"#, "x", "\u{2029}", true),
      (#".$"#, "x", "\u{2029}", false), (#"\S\s$"#, "x", "\u{FEFF}", true),
    ])
  func linear(_ source: String, _ part: String, _ end: String, _ expected: Bool) throws {
    let subject = Array(repeatElement(part, count: 200_000).joined().utf8) + Array(end.utf8)
    #expect(try answer(source, subject) == expected)
  }

  @Test(
    "what is not regular ends at a budget",
    arguments: [
      #"(?=.*b)"#, #"(?=.*[A-Z])(?=.*[0-9]).{8,}"#, #"\p{L}+$"#, #"(?i:a+)b"#, #"(a+)\1b"#, #"\p{L}{60000}b"#,
      #"(?=a)(?:a+)+$"#,
    ])
  func budget(_ source: String) throws {
    let subject = [UInt8](repeating: 0x61, count: 300_000) + [0x31]
    #expect(try answer(source, subject) != true)
  }

  @Test("the budget is one of the whole reading")
  func reading() throws {
    let matcher = PatternMatcher()
    let subject = [UInt8](repeating: 0x61, count: 60) + [0x62]
    var last: Bool? = true
    for _ in 0..<2_000 { last = try answer(#"(?=a)(a+)+$"#, subject, matcher) }
    #expect(last == nil)
  }

  @Test("a sound search of a long text is answered")
  func sound() throws {
    let long = [UInt8](repeating: 0x61, count: 20_000)
    #expect(try answer(#"^(?=.*b).*$"#, long) == false)
    #expect(try answer(#"^(?!.*b).*$"#, long) == true)
    #expect(try answer(#"^\p{L}+$"#, long) == true)
    #expect(try answer(#"(a)\1$"#, long) == true)
  }

  @Test("classes of many scalars are made once")
  func classes() throws {
    let source = String(repeating: #"[\p{L}\p{N}]"#, count: 20_000)
    #expect(try answer(source, [0x61, 0x62]) != true)
  }
}
