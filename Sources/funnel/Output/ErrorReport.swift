internal import Diagnostics
internal import JSON
internal import Platform
internal import Reports
internal import SchemaTools
internal import Store

/// An error in words, or as one JSON object.
enum ErrorReport {
  static func print(_ error: any Explained, asJSON: Bool) {
    Output.note(asJSON ? json(error).compact() : text(error))
  }

  static func text(_ error: any Explained) -> String {
    let schemaFault = error as? SchemaToolsError
    let sources = (error as? StoreError)?.sources ?? schemaFault?.sources ?? [:]
    if !error.findings.isEmpty {
      var lines = error.findings.map { render($0, sources) }
      let advice = (error as? StoreError)?.advice ?? []
      lines +=
        advice.isEmpty && error.kind == .refused && schemaFault == nil ? ["Nothing was written."] : advice
      return lines.joined(separator: "\n")
    }
    if let location = error.location, location.file != nil || location.position != nil {
      let finding = Finding(code: error.code, message: error.message, location: location, hint: error.hint)
      return render(finding, sources)
    }
    return Style.error.red("error: ") + Output.safe(error.message)
      + (error.location?.pointer.map { "\n  pointer  " + ($0.isEmpty ? "(the document)" : Output.safe($0)) }
        ?? "")
      + (error.hint.map { "\n  hint     \(Output.safe($0))" } ?? "")
  }

  static func render(_ finding: Finding, _ sources: [String: [UInt8]]) -> String {
    CaretRenderer.render(
      finding, source: finding.location.file.flatMap { sources[$0] } ?? sources[""],
      palette: Style.error.isOn ? .colours : .plain)
  }

  static func json(_ error: any Explained) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("code", .string(error.code)), ("message", .string(error.message)), ("location", place(error.location)),
      ("hint", error.hint.map { .string($0) } ?? .null), ("exitCode", .int(Int64(error.kind.exitCode))),
    ]
    if !error.findings.isEmpty { members.append(("findings", .array(error.findings.map(json)))) }
    return .object(members)
  }

  static func place(_ location: SourceLocation?) -> JSONValue { FindingJSON.place(location) }

  static func json(_ finding: Finding) -> JSONValue { FindingJSON.value(finding) }
}
