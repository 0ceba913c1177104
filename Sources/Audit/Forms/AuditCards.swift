internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Pages
internal import Store
internal import Git

/// The rows of a page, a card for each commit: who, when, how and why stand once above what was changed.
enum AuditCards {
  /// Rows of a card that are in sight at once.
  private static let unfoldedRows = 24
  /// Longer values are folded.
  private static let shortValue = 160
  private static let longestValue = 4_000

  static let style: StaticString = """
    .commit{border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem .4rem;margin:.8rem 0}
    .commit.broken{border-left:4px solid var(--gone)}.rule{color:var(--gone);font-weight:600}
    .commit header{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:baseline}
    .commit header code{margin-left:auto}.commit .why{flex-basis:100%}
    .when{font-variant-numeric:tabular-nums}.rows th{padding:.5rem .6rem .1rem 0;color:var(--text)}
    .rows{table-layout:fixed}.rows td{padding:.15rem .6rem .15rem 0;border:0}.rows td.field{width:32%}
    .rows tr+tr th{border-top:1px solid var(--line)}.rows th{border-bottom:0;overflow-wrap:anywhere}
    .rows del,.rows ins{padding:0 .2em;border-radius:.2em;white-space:pre-wrap}
    .long{margin:.1rem 0}.long[open]>summary>*{display:none}.long[open]>summary::after{content:"less"}
    @media(max-width:44rem){.commit header code{margin-left:0}.rows td,.rows td.field{display:block;width:auto}\
    .rows td.field{padding-bottom:0;color:var(--soft)}.rows td.change{padding-bottom:.4rem}}

    """

  static func of(_ rows: ArraySlice<AuditRow>) -> [HTML] {
    var cards: [HTML] = []
    var start = rows.startIndex
    while start < rows.endIndex {
      var end = start + 1
      while end < rows.endIndex, isSame(rows[start], rows[end]) { end += 1 }
      cards.append(card(rows[start..<end]))
      start = end
    }
    return cards
  }

  /// Whether two rows have one who, when and how.
  private static func isSame(_ one: AuditRow, _ other: AuditRow) -> Bool {
    one.commit == other.commit && one.time == other.time && one.attribution === other.attribution
      && one.signature == other.signature
  }

  private static func card(_ rows: ArraySlice<AuditRow>) -> HTML {
    guard let first = rows.first else { return .none }
    var how = [first.attribution.how]
    if let merge = first.merge { how.append("merged by \(merge.attribution(of: nil).actor)") }
    if let signer = first.signature.signer {
      how.append("signed by \(signer)")
    } else {
      how.append(RowTable.knownBy(first, showsSignatures: false))
    }
    if let request = first.attribution.request { how.append("request \(request)") }
    let table = table(rows)
    let isBroken = rows.contains { !$0.broken.isEmpty }
    let documents = rows.indices.reduce(0) { count, index in
      count + (index == rows.startIndex || rows[index].subject != rows[index - 1].subject ? 1 : 0)
    }
    let body: HTML =
      rows.count <= unfoldedRows || isBroken
      ? table
      : .of(
        "details", [:],
        .of(
          "summary", [:], .text("\(rows.count) changes of \(documents) document\(documents == 1 ? "" : "s")")),
        table)
    return .of(
      "section", ["class": isBroken ? "commit broken" : "commit"],
      .of(
        "header", [:], .of("span", ["class": "when"], .text(StoreTime.readable(first.time))),
        .of("strong", [:], .text(VisibleText.of(first.attribution.people))),
        .of("span", ["class": "soft"], .text(VisibleText.of(how.joined(separator: " · ")))),
        .of("code", ["title": first.commit.description], .text(first.commit.short)),
        .of("span", ["class": "why soft"], .text(VisibleText.of(first.origin.commit.subject)))),
      body)
  }

  private static func table(_ rows: ArraySlice<AuditRow>) -> HTML {
    var lines: [HTML] = []
    var subject: AuditRow.Subject?
    for row in rows {
      if row.subject != subject {
        subject = row.subject
        var title: [HTML] = [.of("span", ["class": "mono"], .text(VisibleText.of(row.subject.text)))]
        if row.operation != .update {
          title.append(
            .of("span", ["class": "soft"], .text(row.operation == .create ? " created" : " deleted")))
        }
        if let move = row.moveText {
          title.append(.of("span", ["class": "soft"], .text(", moved \(VisibleText.of(move))")))
        }
        lines.append(.of("tr", [:], .of("th", ["colspan": "2", "scope": "rowgroup"], title)))
      }
      lines.append(line(row))
    }
    return .of("table", ["class": "rows"], .of("tbody", [:], lines))
  }

  private static func line(_ row: AuditRow) -> HTML {
    var change: [HTML]
    if let remark = RowTable.remark(row) {
      change = [.text(VisibleText.of(remark))]
    } else {
      change = [value(row.old, row, "del"), .text(" → "), value(row.new, row, "ins")]
    }
    if !row.broken.isEmpty {
      change.append(.of("div", ["class": "rule"], .text("✖ " + row.broken.joined(separator: ", "))))
    }
    return .of(
      "tr", ["class": row.broken.isEmpty ? "row" : "row broken"],
      .of("td", ["class": "field"], .of("code", [:], .text(VisibleText.of(row.fieldText)))),
      .of("td", ["class": "change"], change))
  }

  private static func value(_ value: Value?, _ row: AuditRow, _ element: StaticString) -> HTML {
    guard value != nil else { return .of("span", ["class": "soft"], .text(ValueForm.absent)) }
    let whole = ValueForm.text(value, isMasked: row.isMasked, width: longestValue)
    if whole.unicodeScalars.count <= shortValue { return .of(element, [:], .text(whole)) }
    return .of(
      "details", ["class": "long"],
      .of("summary", [:], .of(element, [:], .text(ValueLine.cut(whole, to: shortValue)))),
      .of(element, [:], .text(whole)))
  }
}
