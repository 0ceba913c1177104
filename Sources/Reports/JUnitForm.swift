import Diagnostics

/// JUnit's XML: one suite for the run, a test case for each document, one failure for each that has findings.
///
/// One `failure` a case, since most readers show only the first; its text holds all findings.
public struct JUnitForm: ReportForm {
  private let source: ReportSource
  private var cases = ""

  public init(_ source: ReportSource) { self.source = source }

  public mutating func add(_ item: ReportItem) -> String {
    let file = Self.attribute(source.path(item.name))
    // Readers group by class: the folder.
    let folder = item.name.utf8.lastIndex(of: 0x2F).map { String(item.name[..<$0]) } ?? "."
    cases +=
      "    <testcase classname=\"\(Self.attribute(folder))\" name=\"\(Self.attribute(item.name))\" file=\"\(file)\""
    guard !item.isValid else {
      cases += "/>\n"
      return ""
    }
    let first = item.findings.first
    var message = first?.message ?? "not shown"
    if item.findingCount > 1 { message = "\(item.findingCount) findings: \(message)" }
    cases += ">\n      <failure type=\"\(Self.attribute(first?.code ?? "omitted"))\""
    cases += " message=\"\(Self.attribute(message))\">"
    cases += Self.text(item.findings.map(Self.lines).joined(separator: "\n"))
    if item.findingCount > item.findings.count {
      cases += "\(item.findings.isEmpty ? "" : "\n")and \(item.findingCount - item.findings.count) more"
    }
    cases += "</failure>\n    </testcase>\n"
    return ""
  }

  public mutating func finish(_ totals: ReportTotals) -> String {
    let name = Self.attribute(source.command)
    let counts = "name=\"\(name)\" tests=\"\(totals.items)\" failures=\"\(totals.invalidItems)\" errors=\"0\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites \(counts)>
        <testsuite \(counts) skipped="0">
      \(cases)  </testsuite>
      </testsuites>

      """
  }

  private static func lines(_ finding: Finding) -> String {
    var lines = ["\(finding.location.description): \(finding.message)"]
    if let pointer = finding.location.pointer, !pointer.isEmpty { lines.append("  pointer  \(pointer)") }
    if let keyword = finding.keywordLocation { lines.append("  schema   \(keyword)") }
    if let hint = finding.hint { lines.append("  hint     \(hint)") }
    return lines.map(VisibleText.of).joined(separator: "\n")
  }

  /// An attribute's value.
  static func attribute(_ text: String) -> String { escape(VisibleText.of(text)) }

  /// An element's content; its line ends stay. `]]>` cannot stand in it, since `>` is escaped.
  static func text(_ text: String) -> String { escape(text) }

  /// XML 1.0 §2.2 has no place for some characters, not even escaped: they are left out.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        let isLegal = scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE
        if isLegal { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
