import Diagnostics

/// Annotations of a GitHub Actions log, one line a finding: GitHub shows them in the pull request at their lines.
///
/// Form: `::error file=…,line=…,col=…,endColumn=…,title=…::message` (GitHub: workflow commands). What a document holds
/// cannot begin a command of its own, since no line end survives.
public struct GitHubForm: ReportForm {
  private let source: ReportSource

  public init(_ source: ReportSource) { self.source = source }

  public mutating func add(_ item: ReportItem) -> String {
    item.findings.map { line($0, item) }.joined()
  }

  public mutating func finish(_ totals: ReportTotals) -> String {
    guard totals.omittedFindings > 0 else { return "" }
    return
      "::notice title=\(Self.property(source.command))::and \(totals.omittedFindings) more finding\(totals.omittedFindings == 1 ? "" : "s")\n"
  }

  private func line(_ finding: Finding, _ item: ReportItem) -> String {
    let file = finding.location.file ?? item.name
    var properties = ["file=\(Self.property(source.path(file)))"]
    let text = item.sources[finding.location.file ?? ""] ?? item.sources[""]
    if let region = TextRegion(finding.location, in: text) {
      properties += ["line=\(region.startLine)", "col=\(region.startColumn)"]
      // GitHub takes a last column only for a place on one line, and counts it in.
      if region.endLine == region.startLine, region.endColumn > region.startColumn + 1 {
        properties.append("endColumn=\(region.endColumn - 1)")
      }
    }
    properties.append("title=\(Self.property(finding.code))")
    let message = finding.message + (finding.hint.map { " (\($0))" } ?? "")
    return
      "::\(finding.isWarning ? "warning" : "error") \(properties.joined(separator: ","))::\(Self.data(message))\n"
  }

  /// A message: `%`, CR and LF encoded, other control characters made visible.
  static func data(_ text: String) -> String { escape(text, also: "") }

  /// A property: `:` and `,` too.
  static func property(_ text: String) -> String { escape(text, also: ":,") }

  private static func escape(_ text: String, also: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where also.unicodeScalars.contains(":"): result += "%3A"
      case "," where also.unicodeScalars.contains(","): result += "%2C"
      default: result.unicodeScalars.append(VisibleText.shown(scalar))
      }
    }
    return result
  }
}
