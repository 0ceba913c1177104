import Diagnostics
import JSON

/// SARIF 2.1.0, as GitHub's code scanning takes it: relative URIs from the repository's root, columns from 1, a rule for
/// each code with its description, and fingerprints that stay when lines move.
///
/// Sources: OASIS SARIF 2.1.0; GitHub: SARIF support for code scanning.
public struct SARIFForm: ReportForm {
  private let source: ReportSource
  private var rules: [String] = []
  private var ruleNumbers: [String: Int] = [:]
  private var results: [JSONValue] = []
  private var fingerprints = Fingerprints()

  public init(_ source: ReportSource) { self.source = source }

  public mutating func add(_ item: ReportItem) -> String {
    for finding in item.findings { results.append(result(finding, item)) }
    return ""
  }

  public mutating func finish(_ totals: ReportTotals) -> String {
    var run: [(String, JSONValue)] = [
      (
        "tool",
        [
          "driver": [
            "name": .string(source.tool), "version": .string(source.version),
            "semanticVersion": .string(source.version),
            "rules": .array(rules.map(Self.rule)),
          ]
        ]
      ),
      ("columnKind", "unicodeCodePoints"),
      ("originalUriBaseIds", ["%SRCROOT%": ["description": ["text": "The root of the repository."]]]),
      ("results", .array(results)),
    ]
    if totals.omittedFindings > 0 {
      run.append(("properties", ["omittedFindings": .int(Int64(totals.omittedFindings))]))
    }
    let log: JSONValue = [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0", "runs": [.object(run)],
    ]
    return log.pretty() + "\n"
  }

  private static func rule(_ code: String) -> JSONValue {
    let text: JSONValue = ["text": .string(RuleText.of(code))]
    return [
      "id": .string(code), "shortDescription": text, "fullDescription": text, "help": text,
      "defaultConfiguration": ["level": "error"],
    ]
  }

  private mutating func ruleNumber(_ code: String) -> Int {
    if let known = ruleNumbers[code] { return known }
    rules.append(code)
    ruleNumbers[code] = rules.count - 1
    return rules.count - 1
  }

  private mutating func result(_ finding: Finding, _ item: ReportItem) -> JSONValue {
    let file = finding.location.file ?? item.name
    let text = item.sources[finding.location.file ?? ""] ?? item.sources[""]
    let region: JSONValue =
      if let region = TextRegion(finding.location, in: text) {
        [
          "startLine": .int(Int64(region.startLine)), "startColumn": .int(Int64(region.startColumn)),
          "endLine": .int(Int64(region.endLine)), "endColumn": .int(Int64(region.endColumn)),
        ]
      } else {
        // Code scanning takes no result without a line.
        ["startLine": 1]
      }
    var location: [(String, JSONValue)] = [
      ("physicalLocation", ["artifactLocation": artifact(file), "region": region])
    ]
    if let pointer = finding.location.pointer {
      location.append(
        ("logicalLocations", [["fullyQualifiedName": .string(pointer), "kind": .string(Self.kind(pointer))]]))
    }
    let message = finding.message + (finding.hint.map { " (\($0))" } ?? "")
    var properties: [(String, JSONValue)] = []
    for (key, value) in [
      ("keywordLocation", finding.keywordLocation), ("expected", finding.expected), ("found", finding.found),
      ("hint", finding.hint),
    ] {
      if let value { properties.append((key, .string(value))) }
    }
    var members: [(String, JSONValue)] = [
      ("ruleId", .string(finding.code)), ("ruleIndex", .int(Int64(ruleNumber(finding.code)))),
      ("level", finding.isWarning ? "warning" : "error"),
      ("message", ["text": .string(VisibleText.of(message))]),
      ("locations", [.object(location)]),
      ("partialFingerprints", ["primaryLocationLineHash": .string(fingerprints.next(finding, file: file))]),
    ]
    if !properties.isEmpty { members.append(("properties", .object(properties))) }
    return .object(members)
  }

  private func artifact(_ file: String) -> JSONValue {
    if file.utf8.first == 0x2F { return ["uri": .string("file://" + URIText.path(file))] }
    return ["uri": .string(URIText.path(source.path(file))), "uriBaseId": "%SRCROOT%"]
  }

  /// SARIF 2.1.0 §3.33.7: the kinds of JSON.
  private static func kind(_ pointer: String) -> String { pointer.isEmpty ? "object" : "property" }
}
