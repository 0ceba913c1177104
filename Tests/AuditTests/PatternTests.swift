import FirestoreModel
import Testing

@testable import Audit

struct PatternTests {
  @Test(
    "patterns of paths",
    arguments: [
      ("users/ada", "users/ada", true), ("users/ada", "users/ada/personas/x", false),
      ("users/*", "users/ada", true), ("users/*", "users/ada/personas/x", false),
      ("users/{userId}", "users/ada", true), ("users", "users/ada", true),
      ("users", "users/ada/personas/x", true), ("users/*/personas", "users/ada/personas/x", true),
      ("users/*/personas/*", "users/ada/personas/x", true), ("users/a*", "users/ada", true),
      ("users/b*", "users/ada", false), ("**", "users/ada/personas/x", true),
      ("users/ada/**", "users/ada/personas/x", true), ("**/personas/*", "users/ada/personas/x", true),
      ("use\\*", "users/ada", false), ("user", "users/ada", false),
    ])
  func paths(pattern: String, path: String, matches: Bool) throws {
    #expect(try PathPattern(pattern).matches(.document(DocumentPath(path))) == matches)
  }

  @Test(
    "patterns of fields",
    arguments: [
      ("role", ["role"], true), ("role", ["roles"], false),
      ("subscription", ["subscription", "planType"], true),
      ("subscription.planType", ["subscription"], true),
      ("subscription.planType", ["subscription", "status"], false),
      ("*.planType", ["subscription", "planType"], true), ("**.email", ["a", "b", "email"], true),
      ("`a.b`.c", ["a.b", "c"], true), ("`*`", ["x"], false), ("a*", ["abc"], true),
    ])
  func fields(pattern: String, field: [String], matches: Bool) throws {
    #expect(try FieldPattern(pattern).matches(field) == matches)
  }

  @Test("a pattern that is none is refused", arguments: ["", "a..b", "`a", "a`b"])
  func bad(pattern: String) {
    #expect(throws: (any Error).self) { try FieldPattern(pattern) }
  }

  @Test("lists of fields are cut at commas outside of backticks")
  func lists() throws {
    let list = try FieldPattern.list("role, `a,b`")
    #expect(list.count == 2 && list[1].matches(["a,b"]))
  }
}
