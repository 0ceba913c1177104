package import Changes
package import Pages

/// The changes of a document as a table: what a review, a diff and an audit show of it in a browser or a comment.
package enum ChangeTable {
  /// A table of field, before, after for a page. What changed within a text is marked in both columns.
  package static func html(_ rows: [ChangeRow]) -> HTML {
    .of(
      "table", ["class": "changes"],
      .of(
        "thead", [:],
        .of("tr", [:], ["Field", "Before", "After"].map { .of("th", [:], .text($0)) })),
      .of(
        "tbody", [:],
        rows.map { row in
          .of(
            "tr", [:],
            .of("td", ["title": row.place], .text(label(row))), .of("td", [:], before(row)),
            .of("td", [:], after(row)))
        }))
  }

  /// The same as a Markdown table.
  package static func markdown(_ rows: [ChangeRow]) -> MarkdownBlock {
    .table(
      head: ["field", "before", "after"],
      rows: rows.map { [.text(label($0)), markdownBefore($0), markdownAfter($0)] })
  }

  /// Labels joined, the last one first in importance: `Demographics › Age range`.
  package static func label(_ row: ChangeRow) -> String { row.labels.joined(separator: " › ") }

  private static func before(_ row: ChangeRow) -> HTML {
    if let pieces = row.pieces {
      return .group(
        pieces.compactMap { piece in
          switch piece.kind {
          case .common: .text(piece.text)
          case .removed: .of("del", [:], .text(piece.text))
          case .inserted: nil
          }
        })
    }
    guard let old = row.old else { return .none }
    return switch row.kind {
    case .removed: .of("del", [:], .text(old))
    case .moved: .of("span", ["class": "soft"], .text(old))
    default: .of("span", ["class": "gone"], .text(old))
    }
  }

  private static func after(_ row: ChangeRow) -> HTML {
    if let pieces = row.pieces {
      return .group(
        pieces.compactMap { piece in
          switch piece.kind {
          case .common: .text(piece.text)
          case .inserted: .of("ins", [:], .text(piece.text))
          case .removed: nil
          }
        })
    }
    guard let new = row.new else { return .none }
    return switch row.kind {
    case .added: .of("ins", [:], .text(new))
    case .moved: .group([.of("span", ["class": "soft"], .text("moved here: ")), .text(new)])
    case .reordered: .group([.of("span", ["class": "soft"], .text("other order: ")), .text(new)])
    default: .of("span", ["class": "add"], .text(new))
    }
  }

  private static func markdownBefore(_ row: ChangeRow) -> Markdown {
    if let pieces = row.pieces {
      return .group(
        pieces.compactMap { piece in
          switch piece.kind {
          case .common: .text(piece.text)
          case .removed: .struck(.text(piece.text))
          case .inserted: nil
          }
        })
    }
    guard let old = row.old else { return .none }
    return row.kind == .removed ? .group(["− ", .text(old)]) : .text(old)
  }

  private static func markdownAfter(_ row: ChangeRow) -> Markdown {
    if let pieces = row.pieces {
      return .group(
        pieces.compactMap { piece in
          switch piece.kind {
          case .common: .text(piece.text)
          case .inserted: .strong(.text(piece.text))
          case .removed: nil
          }
        })
    }
    guard let new = row.new else { return .none }
    return switch row.kind {
    case .added: .group(["+ ", .text(new)])
    case .moved: .group(["moved here: ", .text(new)])
    case .reordered: .group(["other order: ", .text(new)])
    default: .text(new)
    }
  }
}
