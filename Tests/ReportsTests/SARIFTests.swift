import Diagnostics
import JSON
import Reports
import Testing

/// What GitHub's code scanning asks of a SARIF file.
struct SARIFTests {
  private func log(_ items: [ReportItem], _ source: ReportSource = source) throws -> JSONNode {
    try parse(print(SARIFForm(source), items))
  }

  @Test("the frame: schema, version, one run with its driver and rules")
  func frame() throws {
    let log = try log([valid, wrong, wrong])
    #expect(log.member("version")?.string == "2.1.0")
    #expect(log.member("$schema")?.string?.hasSuffix("sarif-schema-2.1.0.json") == true)
    let run = try #require(log.member("runs")?.elements.first { _ in true })
    #expect(run.member("columnKind")?.string == "unicodeCodePoints")
    let driver = try #require(run.member("tool")?.member("driver"))
    #expect(driver.member("name")?.string == "funnel")
    let rules = try Array(#require(driver.member("rules")).elements)
    #expect(rules.map { $0.member("id")?.string } == ["schema/enum"])
    for member in ["shortDescription", "fullDescription", "help"] {
      #expect(rules[0].member(member)?.member("text")?.string?.isEmpty == false)
    }
  }

  @Test("a result: rule, level, place, fingerprint")
  func result() throws {
    let below = ReportSource(
      tool: "funnel", version: "0.1.0", command: "funnel validate", prefix: "below/store/")
    let run = try #require(try log([wrong], below).member("runs")?.elements.first { _ in true })
    let result = try #require(run.member("results")?.elements.first { _ in true })
    #expect(result.member("ruleId")?.string == "schema/enum")
    #expect(result.member("ruleIndex")?.int64 == 0)
    #expect(result.member("level")?.string == "error")
    let location = try #require(result.member("locations")?.elements.first { _ in true })
    let physical = try #require(location.member("physicalLocation"))
    #expect(
      physical.member("artifactLocation")?.member("uri")?.string == "below/store/data/users/ada.json")
    #expect(physical.member("artifactLocation")?.member("uriBaseId")?.string == "%SRCROOT%")
    let region = try #require(physical.member("region"))
    let numbers = ["startLine", "startColumn", "endLine", "endColumn"].map { region.member($0)?.int64 }
    #expect(numbers == [2, 26, 2, 33])
    #expect(
      location.member("logicalLocations")?.elements.first { _ in true }?.member("fullyQualifiedName")?.string
        == "/theme")
  }

  @Test("a finding without a place still has a line; a container's region ends where it ends")
  func regions() throws {
    let nowhere = ReportItem(
      name: "data/x.json",
      findings: [Finding(code: "document/live-alone", message: "m", location: .init(file: "data/x.json"))])
    let bytes = Array("{\n \"a\": [1,\n 2]}".utf8)
    let array = ReportItem(
      name: "d",
      findings: [
        Finding(
          code: "schema/type", message: "m",
          location: .init(file: "d", position: SourcePosition(offset: 8, in: bytes), length: 7))
      ], sources: ["d": bytes])
    let run = try #require(try log([nowhere, array]).member("runs")?.elements.first { _ in true })
    let regions = try #require(run.member("results")).elements.map {
      $0.member("locations")?.elements.first { _ in true }?.member("physicalLocation")?.member("region")
    }
    #expect(regions[0]?.member("startLine")?.int64 == 1)
    #expect(regions[1]?.member("endLine")?.int64 == 3)
    #expect(regions[1]?.member("endColumn")?.int64 == 4)
  }

  @Test("fingerprints stay when lines move, and differ between findings")
  func fingerprints() throws {
    func prints(_ items: [ReportItem]) throws -> [String] {
      let run = try #require(try log(items).member("runs")?.elements.first { _ in true })
      return try #require(run.member("results")).elements.compactMap {
        $0.member("partialFingerprints")?.member("primaryLocationLineHash")?.string
      }
    }
    let moved = item(
      "data/users/ada.json", text: "{\n\n\n\"theme\": \"lihgt\"}", token: "\"lihgt\"", message: "m")
    let other = item(
      "data/users/ada.json", text: "{}", token: "{", message: "m", pointer: "/other")
    #expect(try prints([wrong]) == prints([moved]))
    #expect(try prints([wrong]) != prints([other]))
    #expect(Set(try prints([wrong, wrong, other])).count == 3)
  }

  @Test("paths are percent-encoded, and an absolute one is a file's URI")
  func uris() throws {
    let names = ["data/users/a%2Fb c:d.json", "/tmp/ä.json"]
    let items = names.map { item($0, text: "1", token: "1", message: "m") }
    let run = try #require(try log(items).member("runs")?.elements.first { _ in true })
    let uris = try #require(run.member("results")).elements.map {
      $0.member("locations")?.elements.first { _ in true }?.member("physicalLocation")?
        .member("artifactLocation")?.member("uri")?.string
    }
    #expect(uris == ["data/users/a%252Fb%20c%3Ad.json", "file:///tmp/%C3%A4.json"])
  }
}
