internal import Changes

/// Changes in three columns: field, before, after. Long texts go on in the next line.
enum SideBySide {
  static func lines(_ view: DeltaView, width: Int) -> [String] {
    var options = RowOptions()
    options.valueWidth = 400
    options.context = 60
    var lines = [DeltaText.heading(view)]
    for problem in view.problems { lines.append("  " + Style.output.red(Output.safe(problem))) }
    let rows = view.rows(options)
    let names = rows.map(DeltaText.name)
    let first = min(max(names.map(columns).max() ?? 0, 8), max(12, width / 4))
    let rest = max(10, (width - first - 2 - 6) / 2)
    for (row, name) in zip(rows, names) {
      let left = wrap([(name, .plain)], first)
      let old = wrap(before(row), rest)
      let new = wrap(after(row), rest)
      for line in 0..<max(left.count, old.count, new.count) {
        let cells = [(left, first), (old, rest), (new, rest)].map { cells, width in
          line < cells.count ? cells[line].padded(to: width) : String(repeating: " ", count: width)
        }
        var text = "  " + cells[0] + "  " + cells[1] + " │ " + cells[2]
        while text.last == " " { text.removeLast() }
        lines.append(text)
      }
    }
    return lines
  }

  private enum Mark { case plain, old, new }

  private static func before(_ row: ChangeRow) -> [(String, Mark)] {
    if let pieces = row.pieces {
      return pieces.compactMap { piece in
        piece.kind == .inserted ? nil : (Output.safe(piece.text), piece.kind == .removed ? .old : .plain)
      }
    }
    return row.old.map { [(Output.safe($0), row.kind == .moved ? .plain : .old)] } ?? []
  }

  private static func after(_ row: ChangeRow) -> [(String, Mark)] {
    if let pieces = row.pieces {
      return pieces.compactMap { piece in
        piece.kind == .removed ? nil : (Output.safe(piece.text), piece.kind == .inserted ? .new : .plain)
      }
    }
    guard let new = row.new.map({ Output.safe($0) }) else { return [] }
    switch row.kind {
    case .moved: return [("moved here: " + new, .plain)]
    case .reordered: return [("reordered: " + new, .plain)]
    default: return [(new, .new)]
    }
  }

  /// One line of a cell: painted, with the columns that it takes.
  private struct Line {
    var text = ""
    var used = 0

    func padded(to width: Int) -> String { text + String(repeating: " ", count: max(0, width - used)) }
  }

  private static func wrap(_ parts: [(String, Mark)], _ width: Int) -> [Line] {
    var lines = [Line()]
    for (text, mark) in parts {
      var run = ""
      func close() {
        if run.isEmpty { return }
        lines[lines.count - 1].text += paint(run, mark)
        run = ""
      }
      for scalar in text.unicodeScalars {
        let columns = columns(scalar)
        if lines[lines.count - 1].used + columns > width {
          close()
          lines.append(Line())
        }
        run.unicodeScalars.append(scalar)
        lines[lines.count - 1].used += columns
      }
      close()
    }
    return lines
  }

  private static func paint(_ text: String, _ mark: Mark) -> String {
    let style = Style.output
    return switch mark {
    case .plain: text
    case .old: style.red(text)
    case .new: style.green(text)
    }
  }

  private static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns($1) } }

  /// What a terminal gives a scalar: ideographs, kana, Hangul and emoji two columns, marks none.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }
}
