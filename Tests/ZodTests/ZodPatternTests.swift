import JSON
import Testing
import Zod

@Suite("Patterns without flags")
struct ZodPatternTests {
  @Test(
    "mean what JavaScript says",
    arguments: [
      (#"^\-\_\@$"#, "-_@", true), ("^{$", "{", true), ("^a{,2}$", "a{,2}", true), ("^]$", "]", true),
      (#"^\7$"#, "\u{7}", true), (#"^\012$"#, "\n", true), (#"^\8$"#, "8", true), (#"^\c$"#, #"\c"#, true),
      (#"^[\c1]$"#, "\u{11}", true), (#"^\x4$"#, "x4", true), (#"^\u{3}$"#, "uuu", true),
      (#"^\p{2}$"#, "pp", true),
      (#"^[\d-x]+$"#, "1-x", true), (#"^[\b]$"#, "\u{8}", true), (#"^(?=a)*a$"#, "a", true),
      (#"^\k$"#, "k", true),
      (#"^(?<y>.)\k<y>$"#, "aa", true), (#"^(?:(?<y>a)|(?<y>b))\k<y>$"#, "bb", true),
      (#"^(a)\1$"#, "aa", true), (#"^(a)\10$"#, "aa0", false), ("^.$", "😀", false), ("^..$", "😀", true),
      (#"^\ud83d.$"#, "😀", true), ("^[😀]$", "😀", false), (#"^[^\ud83d]"#, "😀", false), ("^[^]$", "é", true),
      ("[]", "", false), (#"^[\u0000-\uffff]{2}$"#, "😀", true), ("^.$", "\u{2028}", false),
    ])
  func meaning(_ source: String, _ text: String, _ isMatch: Bool) throws {
    let schema = JSONValue.object([("type", "string"), ("pattern", .string(source))]).compact()
    #expect(try verdicts(schema, [.string(text)]) == [isMatch])
  }

  @Test("one that backtracks without an end is given up by name")
  func catastrophe() throws {
    let zod = try ZodSchema.compile(
      JSONText(parsing: Array(#"{"type":"string","pattern":"^(?=\\w)(\\w+\\s?)*$"}"#.utf8)).root)
    let text = "\"" + String(repeating: "a", count: 60) + "!\""
    let issues = zod.issues(try JSONText(parsing: Array(text.utf8)).root)
    #expect(issues.map(\.code) == [ZodIssue.undecidedCode])
    #expect(issues.first?.message.contains(#"/^(?=\w)(\w+\s?)*$/"#) == true)
  }
}
