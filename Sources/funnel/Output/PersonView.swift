internal import FirestoreModel
internal import Platform

/// A document as a person reads it on a terminal: one field a line, maps indented.
enum PersonView {
  static func print(_ path: DocumentPath, _ fields: Fields) {
    let style = Style.output
    let title = DeltaText.title(fields)
    Output.line(
      title.map { style.bold($0) + "  (\(Output.safe(path.description)))" }
        ?? style.bold(Output.safe(path.description)))
    lines(fields, indent: 2)
  }

  private static func lines(_ fields: Fields, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    let width = fields.entries.map { $0.key.unicodeScalars.count }.max() ?? 0
    for (key, value) in fields {
      let name = DeltaText.pad(Output.safe(key), min(width, 24))
      switch value {
      case .map(let inner) where !inner.isEmpty && indent < 60:
        Output.line(margin + Style.output.dim(Output.safe(key)))
        lines(inner, indent: indent + 2)
      case .array(let values) where values.count > 1:
        Output.line(
          margin + Style.output.dim(name) + "  " + ValueText.line(values[0], width: room(indent, width)))
        for value in values.dropFirst() {
          Output.line(
            margin + DeltaText.pad("", min(width, 24)) + "  "
              + ValueText.line(value, width: room(indent, width)))
        }
      case .array(let values) where values.count == 1:
        Output.line(
          margin + Style.output.dim(name) + "  " + ValueText.line(values[0], width: room(indent, width)))
      case .string(let text):
        Output.line(margin + Style.output.dim(name) + "  " + Output.safe(text))
      default:
        Output.line(
          margin + Style.output.dim(name) + "  " + ValueText.line(value, width: room(indent, width)))
      }
    }
  }

  private static func room(_ indent: Int, _ width: Int) -> Int {
    max(24, Environment.terminalWidth - indent - min(width, 24) - 2)
  }
}
