internal import Diagnostics
internal import FirestoreModel
internal import Store

/// Gathers notes: what a check that is off says is left out.
final class Notes {
  let settings: ReviewSettings
  let places: Places
  private var all: [ReviewNote] = []

  init(settings: ReviewSettings, places: Places) {
    self.settings = settings
    self.places = places
  }

  /// - Parameter location: nil for the document's beginning.
  func add(
    _ check: ReviewCheck, about path: DocumentPath? = nil, _ words: [ReviewNote.Word],
    at location: SourceLocation? = nil, findings: [Finding] = [], hint: String? = nil
  ) {
    add(
      "review/" + check.rawValue, settings.level(check), about: path, words, at: location, findings: findings,
      hint: hint)
  }

  func add(
    _ code: String, _ level: ReviewLevel, about path: DocumentPath? = nil, _ words: [ReviewNote.Word],
    at location: SourceLocation? = nil, findings: [Finding] = [], hint: String? = nil
  ) {
    guard level > .off else { return }
    let place = location ?? path.map { places.location($0) } ?? SourceLocation(file: "funnel.json")
    all.append(
      ReviewNote(code, level, about: path, words, at: place, findings: findings, hint: hint))
  }

  /// Every fault of the schemas: no document can be judged by them.
  func addSchemaFault(_ fault: StoreError) {
    var findings = fault.findings
    if findings.isEmpty {
      findings = [
        Finding(
          code: fault.code, message: fault.message,
          location: fault.location ?? SourceLocation(file: "schemas"), hint: fault.hint)
      ]
    }
    for finding in findings {
      let moved = places.moved(finding, from: finding.location.file.flatMap { fault.sources[$0] })
      add(
        finding.code, .fail,
        [.code(moved.location.file ?? "schemas"), .text(" is no schema to judge by: \(finding.message)")],
        at: moved.location, findings: [moved], hint: finding.hint)
    }
  }

  func finish(_ report: inout ReviewReport) {
    // Within a level by document, as it came.
    let ordered = all.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.level != b.level { return a.level > b.level }
      if let first = a.document, let second = b.document, first != second { return first < second }
      if (a.document == nil) != (b.document == nil) { return a.document != nil }
      return left.offset < right.offset
    }
    report.notes = ordered.map(\.element)
    let files = Set(
      report.notes.flatMap { [$0.location.file] + $0.findings.map(\.location.file) }.compactMap { $0 })
    report.sources = places.sources.filter { files.contains($0.key) }
  }
}
