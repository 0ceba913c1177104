import Diagnostics
import JSON
import Reports
import Testing

struct FormTests {
  @Test("text: place, line, caret under the whole token, pointer, schema, hint")
  func text() {
    let lines = [
      "data/users/ada.json:2:26: theme must be one of \"dark\", \"light\", found \"lihgt\"",
      "     2 |   \"näme\": \"é💡\", \"theme\": \"lihgt\"",
      "       |                          ^^^^^^^",
      "  pointer  /theme",
      "  schema   schemas/user.json#/properties/theme/enum",
      "  hint     did you mean \"light\"?",
    ]
    #expect(print(TextForm(), [valid, wrong]).split(separator: "\n").map(String.init) == lines)
  }

  @Test("text on a terminal is coloured, else not")
  func colours() {
    #expect(print(TextForm(palette: .colours), [wrong]).contains("\u{1B}[31m"))
    #expect(!print(TextForm(), [wrong]).contains("\u{1B}"))
  }

  @Test("json: one object, with what is left out counted")
  func json() throws {
    let all = try parse(print(JSONForm(), [valid, wrong]))
    #expect(all.member("valid")?.isTrue == false)
    #expect(all.member("documents")?.int64 == 2)
    #expect(all.member("findings")?.count == 1)
    #expect(all.member("omitted") == nil)
    let cut = try parse(print(JSONForm(), [ReportItem(name: "x", findings: [], findingCount: 3)]))
    #expect(cut.member("omitted")?.int64 == 3)
    #expect(cut.member("valid")?.isTrue == false)
  }

  @Test("github: a line each, its file seen from the repository's root, the last column counted in")
  func github() {
    let below = ReportSource(
      tool: "funnel", version: "0.1.0", command: "funnel validate", prefix: "below/store/")
    #expect(
      print(GitHubForm(below), [valid, wrong])
        == "::error file=below/store/data/users/ada.json,line=2,col=26,endColumn=32,title=schema/enum::"
        + "theme must be one of \"dark\", \"light\", found \"lihgt\" (did you mean \"light\"?)\n")
    let cut = print(GitHubForm(source), [ReportItem(name: "x", findings: [], findingCount: 3)])
    #expect(cut == "::notice title=funnel validate::and 3 more findings\n")
  }

  @Test("junit: a case for each document, also for those that are right")
  func junit() {
    #expect(
      print(JUnitForm(source), [valid, wrong]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="funnel validate" tests="2" failures="1" errors="0">
          <testsuite name="funnel validate" tests="2" failures="1" errors="0" skipped="0">
            <testcase classname="data/users" name="data/users/ben.json" file="data/users/ben.json"/>
            <testcase classname="data/users" name="data/users/ada.json" file="data/users/ada.json">
              <failure type="schema/enum" message="theme must be one of &quot;dark&quot;, &quot;light&quot;, found &quot;lihgt&quot;">data/users/ada.json:2:26: theme must be one of &quot;dark&quot;, &quot;light&quot;, found &quot;lihgt&quot;
          pointer  /theme
          schema   schemas/user.json#/properties/theme/enum
          hint     did you mean &quot;light&quot;?</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test("tap: points as they come, the plan at the end, diagnostics in YAML")
  func tap() {
    #expect(
      print(TAPForm(), [valid, wrong]) == """
        TAP version 14
        ok 1 - data/users/ben.json
        not ok 2 - data/users/ada.json
          ---
          count: 1
          findings:
            - code: "schema/enum"
              message: "theme must be one of \\"dark\\", \\"light\\", found \\"lihgt\\""
              file: "data/users/ada.json"
              line: 2
              column: 26
              pointer: "/theme"
              schema: "schemas/user.json#/properties/theme/enum"
              wanted: "one of \\"dark\\", \\"light\\""
              found: "\\"lihgt\\""
              hint: "did you mean \\"light\\"?"
          ...
        1..2

        """)
    #expect(print(TAPForm(), []) == "TAP version 14\n1..0 # SKIP no documents\n")
  }

  @Test("flag and basic: JSON Schema's own output, a line for each document")
  func outputs() throws {
    #expect(
      print(OutputForm(.flag), [valid, wrong])
        == #"{"valid":true,"file":"data/users/ben.json"}"# + "\n"
        + #"{"valid":false,"file":"data/users/ada.json"}"# + "\n")
    let lines = print(OutputForm(.basic), [valid, wrong]).split(separator: "\n")
    #expect(lines.count == 2)
    let basic = try parse(String(lines[1]))
    #expect(basic.member("valid")?.isTrue == false)
    let unit = try #require(basic.member("errors")?.elements.first { _ in true })
    #expect(unit.member("keywordLocation")?.string == "/properties/theme/enum")
    #expect(
      unit.member("absoluteKeywordLocation")?.string == "schemas/user.json#/properties/theme/enum")
    #expect(unit.member("instanceLocation")?.string == "/theme")
    #expect(unit.member("error")?.string?.contains("lihgt") == true)
  }

  @Test("detailed: errors in the schema's tree; a node with one child is the child")
  func detailed() throws {
    func finding(_ way: String, _ pointer: String) -> Finding {
      Finding(
        code: "schema/x", message: way, location: SourceLocation(file: "d", pointer: pointer),
        keywordLocation: "s.json#/a b", evaluationPath: way)
    }
    let item = ReportItem(
      name: "d",
      findings: [
        finding("/properties/a/$ref/properties/x/type", "/a/x"),
        finding("/properties/a/$ref/properties/y/type", "/a/y"), finding("/required", ""),
      ])
    let root = try parse(print(OutputForm(.detailed), [item]))
    let errors = try Array(#require(root.member("errors")).elements)
    #expect(
      errors.map { $0.member("keywordLocation")?.string } == ["/properties/a/$ref/properties", "/required"])
    #expect(errors[0].member("instanceLocation")?.string == "/a")
    #expect(
      errors[0].member("errors")?.elements.map { $0.member("keywordLocation")?.string } == [
        "/properties/a/$ref/properties/x/type", "/properties/a/$ref/properties/y/type",
      ])
    #expect(errors[1].member("absoluteKeywordLocation")?.string == "s.json#/a%20b")
  }

  @Test("detailed: inner nodes are the keywords around, and say where they stand past a reference")
  func inner() throws {
    func finding(_ pointer: String) -> Finding {
      var finding = Finding(
        code: "schema/type", message: pointer, location: SourceLocation(file: "d", pointer: pointer),
        keywordLocation: "s.json#/$defs/a/items/type", evaluationPath: "/properties/x/$ref/items/type")
      finding.absoluteKeywordLocation = "https://ex.com/s#/$defs/a/items/type"
      finding.references = [
        .init(path: "/properties/x/$ref", location: "https://ex.com/s#/properties/x/$ref")
      ]
      return finding
    }
    let items = ReportItem(name: "d", findings: [finding("/x/0"), finding("/x/1")])
    let root = try parse(print(OutputForm(.detailed), [items]))
    let node = try #require(root.member("errors")?.elements.first { _ in true })
    #expect(node.member("keywordLocation")?.string == "/properties/x/$ref/items")
    #expect(node.member("absoluteKeywordLocation")?.string == "https://ex.com/s#/$defs/a/items")
    #expect(node.member("errors")?.count == 2)
    let basic = try parse(print(OutputForm(.basic), [items]))
    #expect(
      basic.member("errors")?.elements.first { _ in true }?.member("absoluteKeywordLocation")?.string
        == "https://ex.com/s#/$defs/a/items/type")
  }

  @Test func gitLabTakesAnArrayWithLines() throws {
    var warning = wrong
    warning.findings[0].isWarning = true
    let root = try parse(print(GitLabForm(source), [valid, wrong, warning]))
    #expect(root.count == 2)
    let first = try #require(root.elements.first { _ in true })
    #expect(first.member("check_name")?.string == wrong.findings[0].code)
    #expect(first.member("location")?.member("path")?.string == wrong.name)
    #expect(first.member("location")?.member("lines")?.member("begin")?.int64 == 2)
    #expect(root.elements.compactMap { $0.member("severity")?.string } == ["major", "minor"])
    #expect(Set(root.elements.compactMap { $0.member("fingerprint")?.string }).count == 2)
    #expect(print(GitLabForm(source), []) == "[]\n")
  }
}
