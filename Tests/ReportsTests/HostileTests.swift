import Diagnostics
import JSON
import Reports
import Testing

/// A document's values cannot leave the place that a form gives them.
struct HostileTests {
  private func hasControls(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) }
  }

  @Test("no form lets a control character through")
  func controls() {
    let outputs = [
      print(TextForm(), [hostile]), print(JSONForm(), [hostile]), print(GitHubForm(source), [hostile]),
      print(JUnitForm(source), [hostile]), print(TAPForm(), [hostile]), print(SARIFForm(source), [hostile]),
      print(GitLabForm(source), [hostile]),
      print(OutputForm(.flag), [hostile]), print(OutputForm(.basic), [hostile]),
      print(OutputForm(.detailed), [hostile]),
    ]
    for output in outputs { #expect(!hasControls(output), "\(output)") }
  }

  @Test("github: one line, no command of the document's own")
  func github() {
    let output = print(GitHubForm(source), [hostile])
    #expect(output.split(separator: "\n").count == 1)
    let parts = output.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: true)
    #expect(parts[0].hasPrefix("error file=data/users/a%252Fb c#?%3A%2C"))
    #expect(parts[1].contains("%0D%0A"))
  }

  @Test("text: no line begins as a command of a log's reader")
  func text() {
    for line in print(TextForm(), [hostile]).split(separator: "\n") { #expect(!line.hasPrefix("::")) }
  }

  @Test("junit: what is markup in a document is text in the report")
  func junit() {
    let output = print(JUnitForm(source), [hostile])
    #expect(output.components(of: "</failure>") == 1)
    #expect(!output.contains("]]>"))
    #expect(!output.contains("<x"))
    #expect(!output.contains("\u{FFFE}"))
  }

  @Test("tap: neither a directive nor a test point of the document's own")
  func tap() {
    let lines = print(TAPForm(), [hostile]).split(separator: "\n")
    #expect(lines[1] == "not ok 1 - data/users/a%2Fb c\\#?:,·]0;x·.json")
    #expect(lines.filter { $0.hasPrefix("ok") || $0.hasPrefix("not ok") }.count == 1)
    #expect(lines.dropFirst(2).dropLast().allSatisfy { $0.hasPrefix("  ") })
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
