import Diagnostics
import JSON

/// GitLab's Code Quality report, which it shows in a merge request at the lines: one JSON array, an object a finding.
///
/// Form: `description`, `check_name`, `fingerprint`, `severity`, `location.path`, `location.lines.begin` (GitLab: Code
/// Quality, custom tools).
public struct GitLabForm: ReportForm {
  private let source: ReportSource
  private var results: [JSONValue] = []
  private var fingerprints = Fingerprints()

  public init(_ source: ReportSource) { self.source = source }

  public mutating func add(_ item: ReportItem) -> String {
    for finding in item.findings {
      let file = finding.location.file ?? item.name
      let message = finding.message + (finding.hint.map { " (\($0))" } ?? "")
      results.append([
        "description": .string(VisibleText.of(message)), "check_name": .string(finding.code),
        "fingerprint": .string(fingerprints.next(finding, file: file)),
        "severity": finding.isWarning ? "minor" : "major",
        "location": [
          "path": .string(source.path(file)),
          "lines": ["begin": .int(Int64(finding.location.position?.line ?? 1))],
        ],
      ])
    }
    return ""
  }

  public mutating func finish(_ totals: ReportTotals) -> String { JSONValue.array(results).pretty() + "\n" }
}
