import Changes
import FirestoreModel
import Testing

@Suite struct MergeValueTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let base: String?
    let ours: String?
    let theirs: String?
    let expected: String

    init(_ base: String?, _ ours: String?, _ theirs: String?, _ expected: String) {
      self.base = base
      self.ours = ours
      self.theirs = theirs
      self.expected = expected
    }

    var testDescription: String { "\(base ?? "–") → \(ours ?? "–") | \(theirs ?? "–")" }
  }

  @Test(
    "A field, without a schema",
    arguments: [
      Row("1", "2", "1", "2"),
      Row("1", "1", "2", "2"),
      Row("1", "2", "2", "2"),
      Row("1", "2", "3", "2 /a both-changed"),
      Row("1", "1.0", "1", "1.0"),
      Row("1", nil, "1", "absent"),
      Row("1", nil, nil, "absent"),
      Row("1", nil, "2", "absent /a removed-by-ours"),
      Row("1", "2", nil, "2 /a removed-by-theirs"),
      Row(nil, "1", nil, "1"),
      Row(nil, "1", "1", "1"),
      Row(nil, "1", "2", "1 /a both-added"),
      Row(nil, #"{"x":1}"#, #"{"y":2}"#, #"{"x":1,"y":2}"#),
      Row(nil, #"{"x":1}"#, #"{"x":2,"y":3}"#, #"{"x":1,"y":3} /a/x both-added"#),
      Row(nil, "[1]", "[2]", "[1] /a both-added"),
      Row("1", #"{"x":1}"#, "2", #"{"x":1} /a types-differ"#),
      Row("1", #"{"x":1}"#, #"{"x":2}"#, #"{"x":1} /a both-changed"#),
      Row(#"{"x":1}"#, "2", #"{"x":2}"#, "2 /a types-differ"),
      Row(#"{"x":1}"#, nil, #"{"x":2}"#, "absent /a removed-by-ours"),
      Row(#"{"x":1,"y":1}"#, #"{"x":2,"y":1}"#, #"{"x":1,"y":2}"#, #"{"x":2,"y":2}"#),
      Row(#"{"x":1,"y":1}"#, #"{"y":1}"#, #"{"x":1}"#, "{}"),
      Row("null", "1", "null", "1"),
      Row(#""é""#, #""é""#, #""f""#, #""f""#),
      Row(#""é""#, #""e\u0301""#, #""é""#, "\"e\u{301}\""),
      Row(
        #"{"$timestamp":"2026-01-01T00:00:00Z"}"#, #"{"$timestamp":"2026-01-02T00:00:00Z"}"#,
        #"{"$timestamp":"2026-01-03T00:00:00Z"}"#, #"{"$timestamp":"2026-01-02T00:00:00Z"} /a both-changed"#),
    ])
  func field(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs) == row.expected)
  }

  @Test(
    "A counter takes both deltas",
    arguments: [
      Row("10", "12", "11", "13"),
      Row("10", "11", "11", "12"),
      Row("10", "0", "11", "1"),
      Row(nil, "2", "3", "5"),
      Row(nil, "2", "2", "4"),
      Row("1.5", "2.5", "1.75", "2.75"),
      Row("0.1", "0.3", "0.2", "0.4"),
      Row("1", "2", "1.5", "2.5"),
      Row(
        #"{"$integer":"9223372036854775800"}"#, #"{"$integer":"9223372036854775807"}"#,
        #"{"$integer":"9223372036854775801"}"#, #"{"$integer":"9223372036854775807"} /a counter"#),
      Row(
        #"{"$integer":"-9223372036854775808"}"#, "0", #"{"$integer":"-9223372036854775807"}"#, "1"),
      Row("10", nil, "11", "absent /a removed-by-ours"),
      Row("10", nil, nil, "absent"),
      Row("10", #""x""#, "11", #""x" /a counter"#),
      Row("10", #"{"$double":"NaN"}"#, "11", #"{"$double":"NaN"} /a counter"#),
      Row("10", "10", "9", "9"),
    ])
  func counter(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs, .counter) == row.expected)
  }

  @Test(
    "A time that only moves forward takes the later",
    arguments: [
      Row(
        #"{"$timestamp":"2026-01-01T00:00:00Z"}"#, #"{"$timestamp":"2026-01-02T00:00:00Z"}"#,
        #"{"$timestamp":"2026-01-03T00:00:00Z"}"#, #"{"$timestamp":"2026-01-03T00:00:00Z"}"#),
      Row(
        nil, #"{"$timestamp":"2026-01-03T00:00:00.001Z"}"#, #"{"$timestamp":"2026-01-03T00:00:00Z"}"#,
        #"{"$timestamp":"2026-01-03T00:00:00.001Z"}"#),
      Row("1", "3", "2", "3"),
      Row(#""""#, #""2026-01-02T00:00:00Z""#, #""2026-01-02T00:00:00+01:00""#, #""2026-01-02T00:00:00Z""#),
      Row(#""x""#, #""y""#, #""z""#, #""y" /a both-changed"#),
      Row("1", nil, "2", "absent /a removed-by-ours"),
      Row("5", "2", "5", "2"),
    ])
  func latest(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs, .latest) == row.expected)
  }

  @Test(
    "A text of several lines merges by line, with an unchanged line between the changes",
    arguments: [
      Row(#""a\nb\nc""#, #""x\nb\nc""#, #""a\nb\nz""#, #""x\nb\nz""#),
      Row(#""a\nb\nc""#, #""x\nb\nc""#, #""a\ny\nc""#, #""x\nb\nc" /a both-changed"#),
      Row(#""a\nb""#, #""a\nb\nc""#, #""a\nb\nd""#, #""a\nb\nc" /a both-changed"#),
      Row(#""a\nb""#, #""a\nb\nc""#, #""z\na\nb""#, #""z\na\nb\nc""#),
      Row(#""a\nb\nc""#, #""a\nc""#, #""a\nb\nc\nd""#, #""a\nc\nd""#),
      Row(#""a\nb\nc""#, #""a\nx\nc\nd""#, #""a\nx\nc""#, #""a\nx\nc\nd""#),
      Row(#""a\nb\nc\n""#, #""x\nb\nc\n""#, #""a\nb\nc""#, #""x\nb\nc""#),
      Row(#""a""#, #""b""#, #""c""#, #""b" /a both-changed"#),
      Row(#""a""#, #""a\nb""#, #""a\nc""#, #""a\nb" /a both-changed"#),
      Row(#""a\r\nb\r\nc""#, #""x\r\nb\r\nc""#, #""a\r\nb\r\nz""#, #""x\r\nb\r\nz""#),
    ])
  func text(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs) == row.expected)
  }

  @Test("A document that is there on one side only")
  func presence() throws {
    let one = #"{"n":1,"x":1}"#
    let two = #"{"n":2,"x":1}"#
    #expect(Texts.line(try Texts.merge(nil, nil, nil)) == "absent")
    #expect(Texts.line(try Texts.merge(one, nil, one)) == "absent")
    #expect(Texts.line(try Texts.merge(one, one, nil)) == "absent")
    #expect(Texts.line(try Texts.merge(one, nil, nil)) == "absent")
    #expect(Texts.line(try Texts.merge(nil, one, nil)) == one)
    #expect(Texts.line(try Texts.merge(nil, nil, one)) == one)
    #expect(Texts.line(try Texts.merge(one, two, nil)) == two + "  removed-by-theirs")
    #expect(Texts.line(try Texts.merge(one, nil, two)) == "absent  removed-by-ours")
    #expect(Texts.line(try Texts.merge(nil, one, two)) == one + " /n both-added")
    let counted = Rule.map(["n": .counter])
    #expect(Texts.line(try Texts.merge(nil, one, two, counted)) == one + " /n both-added")
    #expect(Texts.line(try Texts.merge(nil, one, #"{"n":1,"y":1}"#, counted)) == #"{"n":1,"x":1,"y":1}"#)
  }

  @Test("Equal sides are one write, unless all that they did was to count")
  func equalSides() throws {
    let rule = Rule.map(["n": .counter, "t": .nothing])
    #expect(
      Texts.line(try Texts.merge(#"{"n":1,"t":1}"#, #"{"n":2,"t":2}"#, #"{"n":2,"t":2}"#, rule))
        == #"{"n":2,"t":2}"#)
    #expect(
      Texts.line(try Texts.merge(#"{"n":1,"t":1}"#, #"{"n":2,"t":1}"#, #"{"n":2,"t":1}"#, rule))
        == #"{"n":3,"t":1}"#)
  }

  @Test("Names that the file form or a pointer spells otherwise")
  func pointers() throws {
    let outcome = try Texts.merge(
      #"{"$$a":{"b/c~":1}}"#, #"{"$$a":{"b/c~":2}}"#, #"{"$$a":{"b/c~":3}}"#)
    #expect(outcome.conflicts.map(\.pointer) == ["/$$a/b~1c~0"])
    #expect(outcome.conflicts.first?.field?.segments == ["$a", "b/c~"])
    let conflict = try #require(outcome.conflicts.first)
    let settled = try MergeResolution.apply(.theirs, to: conflict, in: outcome.fields)
    #expect(Texts.text(settled) == #"{"$$a":{"b/c~":3}}"#)
  }
}
