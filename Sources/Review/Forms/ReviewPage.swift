internal import ChangePages
internal import Changes
internal import Diagnostics
internal import FirestoreModel
package import Pages
internal import SchemaTools

/// A review as a page of its own, for a browser.
package enum ReviewPage {
  private static let style: StaticString = """
    .document{border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem 1rem;margin:1rem 0}
    .document h3{margin:0}.document .remarks{margin:.1rem 0 .6rem}
    .fail{border-left-color:var(--gone);background:var(--goneback)}
    .chip{display:inline-block;border-radius:1rem;padding:0 .6rem;font-size:.8125rem;background:var(--warnback);\
    color:var(--warn)}
    .place{display:block;font-size:.8125rem}
    table.changes td:first-child{width:22%;color:var(--soft)}table.changes td{width:39%}
    header{border-bottom:1px solid var(--line);padding-bottom:.8rem}
    @media(max-width:40rem){table.changes thead{display:none}
    table.changes tr{display:block;border-bottom:1px solid var(--line);padding:.3rem 0}
    table.changes td,table.changes td:first-child{display:block;width:auto;border:0;padding:.1rem 0}
    table.changes td:empty{display:none}table.changes td:nth-child(2):not(:empty)::before{content:"− "}
    table.changes td:nth-child(3):not(:empty)::before{content:"+ "}}
    """

  /// - Parameter strictly: whether warnings fail the gate.
  package static func page(_ report: ReviewReport, strictly: Bool = false) -> Page {
    let headline = ReviewWords.headline(report)
    let isFailing = report.exitCode(strictly: strictly) != 0
    var body: [HTML] = [
      .of(
        "header", [:], .of("h1", [:], .text(headline)),
        .of("p", ["class": "soft mono"], .text(ReviewWords.range(report))),
        .of(
          "p", [:],
          .text(
            isFailing ? "The gate is closed: what is marked ✖ must be settled first." : "The gate is open.")))
    ]
    body += notes(report, .fail)
    body += report.schemas.map(schema)
    if !report.documents.isEmpty { body.append(.of("h2", [:], .text("Documents"))) }
    body += report.documents.map { document($0, report) }
    if !report.moves.isEmpty {
      body.append(.of("h2", [:], .text("Moved")))
      body += report.moves.map(move)
    }
    let warnings = notes(report, .warn)
    if !warnings.isEmpty { body.append(.of("h2", [:], .text("Worth a look"))) }
    body += warnings
    if !report.otherFiles.isEmpty {
      body.append(
        .of("p", [:], .text("Also changed: " + report.otherFiles.joined(separator: ", "))))
    }
    if !report.folded.isEmpty {
      body.append(
        .of(
          "details", [:], .of("summary", [:], .text(ReviewWords.folded(report.folded.count))),
          .of("ul", [:], report.folded.map { .of("li", ["class": "mono"], .text($0.description)) })))
    }
    return Page(title: headline, style: style, body: body)
  }

  private static func notes(_ report: ReviewReport, _ level: ReviewLevel) -> [HTML] {
    report.notes.filter { $0.level == level }.map { note in
      var parts: [HTML] = [.text(level == .fail ? "✖ " : "⚠ ")]
      parts += note.words.map { word in
        switch word {
        case .text(let text): .text(text)
        case .code(let text): .of("code", [:], .text(text))
        }
      }
      parts.append(.of("span", ["class": "place soft mono"], .text(note.location.description)))
      for finding in note.findings.dropFirst() {
        parts.append(
          .of("span", ["class": "place soft"], .text("\(finding.location): \(finding.message)")))
      }
      if let hint = note.hint { parts.append(.of("span", ["class": "place soft"], .text(hint))) }
      return .of("div", ["class": level == .fail ? "note fail" : "note", "role": "note"], parts)
    }
  }

  private static func document(_ document: ReviewedDocument, _ report: ReviewReport) -> HTML {
    var heading: [HTML] = [.text(document.name)]
    for label in document.labels {
      heading += [.text(" "), .of("span", ["class": "chip"], .text(label + " ⚠"))]
    }
    let remarks = ([document.path.description] + ReviewWords.remarks(document, report)).joined(
      separator: " · ")
    var parts: [HTML] = [
      .of("h3", [:], heading), .of("p", ["class": "remarks soft"], .text(remarks)),
    ]
    if case .unreadable(let reason) = document.fate {
      parts.append(.of("p", ["class": "note fail"], .text(reason)))
    }
    var options = RowOptions()
    options.valueWidth = 4_000
    let rows = document.rows(options)
    if !rows.isEmpty {
      let table = HTML.of("div", ["class": "wide"], ChangeTable.html(rows))
      switch document.fate {
      case .added, .removed:
        parts.append(
          .of(
            "details", [:], .of("summary", [:], .text("\(rows.count) field\(rows.count == 1 ? "" : "s")")),
            table))
      default: parts.append(table)
      }
    }
    return .of("section", ["class": "document"], parts)
  }

  private static func schema(_ schema: SchemaReview) -> HTML {
    var title = "\(schema.file) · \(schema.changes.direction.rawValue)"
    if !schema.broken.isEmpty { title += " · breaks \(ReviewWords.documents(schema.broken.count))" }
    let rows = schema.changes.map { change -> HTML in
      .of(
        "tr", [:], .of("td", [:], .text(change.path.isEmpty ? "the document" : change.path)),
        .of("td", [:], .text(change.direction.rawValue)), .of("td", [:], .text(change.text)))
    }
    let head = HTML.of(
      "thead", [:], .of("tr", [:], ["Field", "For documents", "Change"].map { .of("th", [:], .text($0)) }))
    return .of(
      "section", ["class": "document"], .of("h3", [:], .text(title)),
      rows.isEmpty
        ? .none
        : .of("div", ["class": "wide"], .of("table", [:], head, .of("tbody", [:], rows))))
  }

  private static func move(_ move: PathMove) -> HTML {
    if move.documents.count == 1 { return .of("p", ["class": "mono"], .text(ReviewWords.move(move))) }
    return .of(
      "details", [:], .of("summary", [:], .text(ReviewWords.move(move))),
      .of(
        "ul", [:],
        move.documents.map { .of("li", ["class": "mono"], .text("\($0.old) → \($0.new)")) }))
  }
}
