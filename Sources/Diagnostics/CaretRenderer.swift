/// Draws findings as text: place and message, the line with a caret under the token, pointer, schema, hint.
public enum CaretRenderer {
  /// The longest excerpt shown, in scalars; a longer line is cut around the caret.
  static let width = 100

  /// - Parameter source: the bytes that the finding's position refers to; without them no excerpt is drawn.
  public static func render(_ finding: Finding, source: [UInt8]?) -> String {
    var lines = ["\(finding.location): \(finding.message)"]
    if let source, let position = finding.location.position {
      lines += excerpt(of: source, at: position, length: finding.location.length)
    }
    if let pointer = finding.location.pointer {
      lines.append("  pointer  \(pointer.isEmpty ? "(the document)" : pointer)")
    }
    if let keyword = finding.keywordLocation { lines.append("  schema   \(keyword)") }
    if let hint = finding.hint { lines.append("  hint     \(hint)") }
    return lines.joined(separator: "\n")
  }

  /// The line at `position` with its number, and a second line with carets below the token.
  public static func excerpt(of source: [UInt8], at position: SourcePosition, length: Int) -> [String] {
    let offset = min(position.offset, source.count)
    var start = offset
    while start > 0, source[start - 1] != 0x0A { start -= 1 }
    if start == 0, source.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = offset
    while end < source.count, source[end] != 0x0A { end += 1 }
    guard start <= end else { return [] }
    let line = scalars(source[start..<end])
    var column = position.column - 1
    let tokenEnd = min(offset + max(length, 1), end)
    var carets = max(1, offset < tokenEnd ? scalars(source[offset..<tokenEnd]).count : 1)
    var shown = line
    if line.count > width {
      let first = max(0, min(column - width / 3, line.count - width))
      shown = Array(line[first..<min(first + width, line.count)])
      column -= first
      carets = min(carets, max(1, width - column))
    }
    let number = String(position.line)
    let gutter = String(repeating: " ", count: max(0, 6 - number.utf8.count)) + number
    let blank = String(repeating: " ", count: max(6, number.utf8.count))
    let text = String(String.UnicodeScalarView(shown))
    let marks = String(repeating: " ", count: max(0, column)) + String(repeating: "^", count: carets)
    return ["\(gutter) | \(text)", "\(blank) | \(marks)"]
  }

  /// Control characters become one visible scalar each, so that a hostile file cannot drive the terminal and the
  /// caret stays below its column.
  private static func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x09: " "
      case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        "\u{B7}"
      default: scalar
      }
    }
  }
}
