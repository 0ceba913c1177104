import Diagnostics
import JSON
import Pages
import Reports
import Review
import Store
import TestSupport
import Testing

@Suite struct FormTests {
  typealias Fixture = ReviewFixture

  /// Values that would be something else where they are not escaped.
  static let hostile =
    #"| `x` <img src=x onerror=alert(1)> @ada #12 GH-3 [a](https://evil.example) www.evil.example "#
    + #"</td></details> ::error:: $x$ ![i](j) \u001b[31m \u202e \u0007"#

  private func markdown(_ report: ReviewReport, limit: Int? = nil) -> String {
    String(decoding: ReviewMarkdown(report, limit: limit).bytes(), as: UTF8.self)
  }

  private func hostileReport() throws -> ReviewReport {
    let fixture = try Fixture()
    try fixture.commit([
      "data/users/ada.json": "{\n  \"name\": \"\(Self.hostile)\"\n}\n",
      Fixture.file("busy"): Fixture.document(Self.hostile, more: "\"challenges\": [],"),
      Fixture.file("bad"): Fixture.document("Bad", more: "\"\(Self.hostile)\": 1,"),
      "schemas/extra.json": "{\"title\": \"\(Self.hostile)\", \"enum\": [\"\(Self.hostile)\"]}\n",
    ])
    return try fixture.review()
  }

  @Test func noValueBecomesMarkdown() throws {
    let text = markdown(try hostileReport())
    #expect(!text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) })
    #expect(!text.contains("<img") && !text.contains("</td>"))
    #expect(!text.contains("@ada") && !text.contains("https://evil") && !text.contains("www.evil"))
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      // Three cells: four bars that no backslash stands before.
      let bare = line.replacingEscapes()
      #expect(bare.count { $0 == "|" } == 4, "\(line)")
    }
    #expect(text.firstRange(of: "#12") == nil || text.contains("\\#&#8203;12"))
    #expect(text.count(of: "<details>") == text.count(of: "</details>"))
  }

  @Test func noValueBecomesMarkup() throws {
    let page = String(decoding: ReviewPage.page(try hostileReport()).bytes(), as: UTF8.self)
    #expect(!page.contains("<img") && !page.contains("</details> ::"))
    #expect(!page.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) })
    #expect(!page.contains("src=\"http") && !page.contains("<script"))
  }

  @Test func noValueBecomesACommandOfALog() throws {
    let report = try hostileReport()
    var form = GitHubForm(ReportSource(tool: "funnel", version: "0", command: "funnel review"))
    let text = ReviewFindings.items(report, strictly: false).map { form.add($0) }.joined()
    for line in text.split(separator: "\n") {
      #expect(line.hasPrefix("::error file=") || line.hasPrefix("::warning file="), "\(line)")
    }
  }

  @Test func aCommentFitsWhateverThereIs() throws {
    let fixture = try Fixture()
    var files: [String: String?] = [:]
    let long = String(repeating: "日本語 and words | ", count: 30)
    for index in 0..<700 {
      files[Fixture.file("p\(index)")] = Fixture.document("Persona \(index) \(long)", description: long)
    }
    for index in 0..<200 {
      files[Fixture.file("bad\(index)")] = "{\n  \"name\": 1\n}\n"
      files["live/users/ada/personas/busy.json"] = "{\n  \"seen\": 1\n}\n"
    }
    files.updateValue(nil, forKey: Fixture.file("busy"))
    try fixture.commit(files)
    let report = try fixture.review()
    let text = markdown(report)
    #expect(text.utf8.count <= MarkdownPage.largestComment)
    #expect(text.utf8.count > 40_000)
    // The deleted persona left a file below live/ alone, which fails too.
    #expect(text.hasPrefix("### 901 personas changed, 201 fail"))
    #expect(text.contains("more, without room for details"))
    #expect(text.hasSuffix("The whole review: `funnel review main..topic`\n"))
    // Whole blocks only: every table's line has its cells, every fold its end.
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      #expect(line.hasSuffix("|") && line.replacingEscapes().count { $0 == "|" } == 4, "\(line)")
    }
    #expect(text.count(of: "<details>") == text.count(of: "</details>"))
    // What is left out is counted in notes, not in blocks.
    #expect(text.contains("<summary>193 more like it</summary>"))
    for limit in [3_000, 8_000, 20_000] {
      #expect(markdown(report, limit: limit).utf8.count <= limit)
    }
    let linked = String(
      decoding: ReviewMarkdown(report, link: "https://host.example/runs/1").bytes(), as: UTF8.self)
    #expect(linked.contains("[here](https://host.example/runs/1)"))
    #expect(linked.utf8.count <= MarkdownPage.largestComment)
  }

  @Test func findingsHaveTheHeadsPlaces() throws {
    let fixture = try Fixture(below: "below/store")
    // The merged text has a line more before the fault than the branch's file.
    try fixture.commit([
      Fixture.file("busy"):
        "{\n  \"challenges\": [\"time\", \"money\"],\n  \"description\": \"Bad\",\n  \"name\": \"Busy parent\"\n}\n"
    ])
    try fixture.commitOnMain([
      Fixture.file("busy"):
        "{\n  \"challenges\": [\"time\", \"money\"],\n  \"description\": \"Long enough.\",\n  \"friend\": \"owl\",\n  \"name\": \"Busy parent\"\n}\n"
    ])
    let report = try fixture.review()
    let items = ReviewFindings.items(report, strictly: false)
    let findings = items.flatMap(\.findings).filter { !$0.isWarning }
    #expect(findings.map(\.location.position?.line) == [3])
    #expect(findings.map(\.location.file) == [Fixture.file("busy")])
    var form = SARIFForm(
      ReportSource(tool: "funnel", version: "0", command: "funnel review", prefix: "below/store/"))
    for item in items { _ = form.add(item) }
    #expect(form.finish(ReportTotals()).contains("below/store/data/users/ada/personas/busy.json"))
  }

  @Test func strictlyWarningsAreErrors() throws {
    let fixture = try Fixture()
    try fixture.commit([Fixture.file("owl"): nil])
    let report = try fixture.review()
    let loose = ReviewFindings.items(report, strictly: false, includingWarnings: false)
    #expect(loose.flatMap(\.findings).isEmpty)
    #expect(loose.map(\.name) == [Fixture.file("owl")])
    let strict = ReviewFindings.items(report, strictly: true, includingWarnings: false)
    #expect(strict.flatMap(\.findings).count == 2)
    #expect(strict.flatMap(\.findings).allSatisfy { !$0.isWarning })
  }

  @Test func theJSONSaysAll() throws {
    let fixture = try Fixture()
    try fixture.commit([
      Fixture.file("busy"): Fixture.document("Busy bee", more: "\"challenges\": [\"time\", \"money\"],")
    ])
    let text = ReviewJSON.value(try fixture.review(), strictly: false).compact()
    let root = try JSONText(parsing: Array(text.utf8)).root
    #expect(root.member("passes")?.isTrue == true)
    #expect(root.node("/documents/0/path")?.string == "users/ada/personas/busy")
    #expect(root.node("/documents/0/owner")?.string == "Ada")
    #expect(root.node("/documents/0/uses/documents")?.int64 == 2)
    #expect(root.node("/documents/0/fields/0/old")?.string == "Busy parent")
    #expect(root.node("/base/name")?.string == "main")
  }
}

extension JSONNode {
  fileprivate func node(_ pointer: String) -> JSONNode? { text.node(at: pointer) }
}

extension StringProtocol {
  /// Without what a backslash escapes.
  fileprivate func replacingEscapes() -> String {
    var result = ""
    var isEscaped = false
    for scalar in unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
