internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Review
internal import SchemaTools

/// A review on a terminal.
struct ReviewText {
  let report: ReviewReport
  let isStrict: Bool
  private let style = Style.output

  init(report: ReviewReport, isStrict: Bool) {
    self.report = report
    self.isStrict = isStrict
  }

  func lines() -> [String] {
    var lines = [style.bold(safe(ReviewWords.headline(report))), style.dim(safe(ReviewWords.range(report)))]
    add(report.notes.filter { $0.level == .fail }.flatMap(note), to: &lines)
    for schema in report.schemas { add(self.schema(schema), to: &lines) }
    for document in report.documents { add(self.document(document), to: &lines) }
    add(report.moves.flatMap(move), to: &lines)
    add(report.notes.filter { $0.level == .warn }.flatMap(note), to: &lines)
    var rest: [String] = []
    if !report.otherFiles.isEmpty {
      rest.append("Also changed: " + report.otherFiles.map(safe).joined(separator: ", "))
    }
    if !report.folded.isEmpty { rest.append(style.dim(ReviewWords.folded(report.folded.count))) }
    if report.alreadyInvalid > 0 {
      rest.append(
        style.dim(
          "\(ReviewWords.documents(report.alreadyInvalid)) fitted no schema before either, and still do not"))
    }
    if report.unreadReferrers > 0 {
      rest.append(
        style.dim(
          "not all uses are counted: \(report.unreadReferrers) documents were not read, since there are too many"
        ))
    }
    add(rest, to: &lines)
    return lines
  }

  private func add(_ block: [String], to lines: inout [String]) {
    if !block.isEmpty { lines += [""] + block }
  }

  private func safe(_ text: String) -> String { Output.safe(ReviewWords.cut(text, to: 600)) }

  private func note(_ note: ReviewNote) -> [String] {
    let mark = note.level == .fail ? style.red("✖") : style.yellow("⚠")
    var lines = ["\(mark) \(safe(note.sentence))", "  " + style.dim(safe(note.location.description))]
    for finding in note.findings.dropFirst().prefix(5) {
      lines.append("  " + style.dim(safe("\(finding.location): \(finding.message)")))
    }
    if note.level == .fail, let hint = note.hint { lines.append("  " + style.dim(safe(hint))) }
    return lines
  }

  private func document(_ document: ReviewedDocument) -> [String] {
    var heading = style.bold(safe(document.name))
    if document.title != nil { heading += "  (\(safe(document.path.description)))" }
    let remarks = ReviewWords.remarks(document, report) + document.labels.map { $0 + " ⚠" }
    if !remarks.isEmpty { heading += "  " + safe(remarks.joined(separator: " · ")) }
    var lines = [heading]
    if case .unreadable(let reason) = document.fate { lines.append("  " + style.red(safe(reason))) }
    if document.fate == .removed { return lines }
    var options = RowOptions()
    options.valueWidth = 160
    let rows = document.rows(options)
    let width = min(28, rows.map { label($0).unicodeScalars.count }.max() ?? 0)
    var last: String?
    for row in rows {
      let name = label(row)
      lines.append("  " + DeltaText.pad(name == last ? "" : name, width) + "  " + change(row))
      last = name
    }
    return lines
  }

  private func label(_ row: ChangeRow) -> String { safe(row.labels.joined(separator: " › ")) }

  private func change(_ row: ChangeRow) -> String {
    if let pieces = row.pieces {
      return pieces.map { piece in
        switch piece.kind {
        case .common: safe(piece.text)
        case .removed: style.isOn ? style.red(safe(piece.text)) : "[-\(safe(piece.text))-]"
        case .inserted: style.isOn ? style.green(safe(piece.text)) : "{+\(safe(piece.text))+}"
        }
      }.joined()
    }
    let old = row.old.map(safe) ?? ""
    let new = row.new.map(safe) ?? ""
    return switch row.kind {
    case .added: style.green("+ " + new)
    case .removed: style.red("- " + old)
    case .moved: "moved here: " + new
    case .reordered: "other order: " + new
    case .changed: "\(old) → \(new)"
    }
  }

  private func schema(_ schema: SchemaReview) -> [String] {
    var heading = style.bold(safe(schema.file)) + "  " + schema.changes.direction.rawValue
    if !schema.broken.isEmpty { heading += ", breaks \(ReviewWords.documents(schema.broken.count))" }
    let width = min(40, schema.changes.map(\.path.unicodeScalars.count).max() ?? 0)
    return [heading]
      + schema.changes.map { change in
        "  \(change.direction.rawValue.padded(8))  \(DeltaText.pad(safe(change.path.isEmpty ? "." : change.path), width))  \(safe(change.text))"
      }
  }

  private func move(_ move: PathMove) -> [String] { ["moved  " + safe(ReviewWords.move(move))] }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { DeltaText.pad(self, width) }
}
