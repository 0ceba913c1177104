public import Diagnostics

/// For people: each finding with its line and a caret. Says nothing of what is valid.
public struct TextForm: ReportForm {
  private let palette: CaretRenderer.Palette

  public init(palette: CaretRenderer.Palette = .plain) { self.palette = palette }

  public mutating func add(_ item: ReportItem) -> String {
    var text = ""
    for finding in item.findings {
      // A text from standard input has no name.
      let source = item.sources[finding.location.file ?? ""] ?? item.sources[""]
      text += CaretRenderer.render(finding, source: source, palette: palette) + "\n"
    }
    return text
  }

  public mutating func finish(_ totals: ReportTotals) -> String { "" }
}
