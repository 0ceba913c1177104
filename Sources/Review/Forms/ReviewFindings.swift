internal import Diagnostics
package import Reports

/// A review as findings with places, for the forms that annotate files.
package enum ReviewFindings {
  /// A file each: those that changed, then others that something is said of.
  ///
  /// - Parameters:
  ///   - strictly: whether warnings fail, and so are errors.
  ///   - includingWarnings: false for forms that know only right and wrong.
  package static func items(
    _ report: ReviewReport, strictly: Bool, includingWarnings: Bool = true
  ) -> [ReportItem] {
    var order: [String] = []
    var findings: [String: [Finding]] = [:]
    func open(_ file: String) {
      if findings[file] == nil { order.append(file) }
      findings[file, default: []] += []
    }
    for document in report.documents { open(document.file) }
    for note in report.notes {
      let isWarning = note.level == .warn && !strictly
      if isWarning, !includingWarnings { continue }
      let file = note.location.file ?? "funnel.json"
      open(file)
      var first = note.findings.first ?? Finding(code: note.code, message: "", location: note.location)
      // The place of the fault says which; the sentence says of what document, and why now.
      first.message = note.sentence
      first.location = note.location
      first.hint = first.hint ?? note.hint
      first.isWarning = isWarning
      findings[file, default: []].append(first)
      for var finding in note.findings.dropFirst() {
        finding.isWarning = isWarning
        let place = finding.location.file ?? file
        open(place)
        findings[place, default: []].append(finding)
      }
    }
    return order.map { file in
      ReportItem(name: file, findings: findings[file] ?? [], sources: report.sources)
    }
  }
}
