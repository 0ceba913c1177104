public import Diagnostics
public import JSON

/// Findings and places as `--json` shows them (docs/json.md).
public enum FindingJSON {
  public static func value(_ finding: Finding) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      "code": .string(finding.code), "message": .string(finding.message), "location": place(finding.location),
      "keywordLocation": text(finding.keywordLocation), "expected": text(finding.expected),
      "found": text(finding.found),
      "hint": text(finding.hint),
    ]
  }

  public static func place(_ location: SourceLocation?) -> JSONValue {
    guard let location else { return .null }
    return [
      "file": location.file.map { .string($0) } ?? .null,
      "line": location.position.map { .int(Int64($0.line)) } ?? .null,
      "column": location.position.map { .int(Int64($0.column)) } ?? .null,
      "pointer": location.pointer.map { .string($0) } ?? .null,
    ]
  }
}

/// One object for everything: `valid`, `documents`, `findings`, and `omitted` where not all are shown.
public struct JSONForm: ReportForm {
  private var findings: [JSONValue] = []

  public init() {}

  public mutating func add(_ item: ReportItem) -> String {
    findings += item.findings.map(FindingJSON.value)
    return ""
  }

  public mutating func finish(_ totals: ReportTotals) -> String {
    var members: [(String, JSONValue)] = [
      ("valid", .bool(totals.findings == 0)), ("documents", .int(Int64(totals.items))),
      ("findings", .array(findings)),
    ]
    if totals.omittedFindings > 0 { members.append(("omitted", .int(Int64(totals.omittedFindings)))) }
    return JSONValue.object(members).compact() + "\n"
  }
}
