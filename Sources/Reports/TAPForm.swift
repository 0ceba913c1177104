import Diagnostics
import JSON

/// TAP version 14: a test point for each document, with YAML diagnostics for what is wrong. The plan stands at the end,
/// so that points are printed as they come.
///
/// Strings in the YAML are JSON strings, which YAML 1.2 reads as its own double-quoted ones.
public struct TAPForm: ReportForm {
  private var number = 0

  public init() {}

  public mutating func add(_ item: ReportItem) -> String {
    var text = number == 0 ? "TAP version 14\n" : ""
    number += 1
    text += "\(item.isValid ? "ok" : "not ok") \(number) - \(Self.description(item.name))\n"
    if item.isValid { return text }
    text += "  ---\n  count: \(item.findingCount)\n"
    if item.findings.isEmpty { return text + "  ...\n" }
    text += "  findings:\n"
    for finding in item.findings {
      text += "    - code: \(Self.string(finding.code))\n"
      func add(_ key: String, _ value: String?) {
        if let value { text += "      \(key): \(value)\n" }
      }
      add("message", Self.string(finding.message))
      add("file", finding.location.file.map(Self.string))
      add("line", finding.location.position.map { "\($0.line)" })
      add("column", finding.location.position.map { "\($0.column)" })
      add("pointer", finding.location.pointer.map(Self.string))
      add("schema", finding.keywordLocation.map(Self.string))
      add("wanted", finding.expected.map(Self.string))
      add("found", finding.found.map(Self.string))
      add("hint", finding.hint.map(Self.string))
    }
    return text + "  ...\n"
  }

  public mutating func finish(_ totals: ReportTotals) -> String {
    if number == 0 { return "TAP version 14\n1..0 # SKIP no documents\n" }
    let more =
      totals.omittedFindings > 0
      ? "# and \(totals.omittedFindings) more finding\(totals.omittedFindings == 1 ? "" : "s")\n" : ""
    return "\(more)1..\(number)\n"
  }

  /// `#` would begin a directive, a backslash an escape.
  static func description(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      if scalar == "#" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func string(_ text: String) -> String { JSONValue.string(text).compact() }
}
