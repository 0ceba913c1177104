/// Draws findings as text: place and message, the line with a caret under the token, pointer, schema, hint.
public enum CaretRenderer {
  /// The longest excerpt shown, in scalars; a longer line is cut around the caret.
  static let width = 100

  /// Turns parts of the text into coloured ones.
  public struct Palette: Sendable {
    /// Control sequences before and after a part; empty without colours.
    let place, fault, label, end: String

    /// As it is: for pipes and files.
    public static let plain = Palette(place: "", fault: "", label: "", end: "")
    /// Bold places, red carets, dim labels: for terminals (ECMA-48, select graphic rendition).
    public static let colours = Palette(
      place: "\u{1B}[1m", fault: "\u{1B}[31m", label: "\u{1B}[2m", end: "\u{1B}[0m")
  }

  /// - Parameter source: the bytes that the finding's position refers to; without them no excerpt is drawn.
  public static func render(_ finding: Finding, source: [UInt8]?, palette: Palette = .plain) -> String {
    let place = VisibleText.of(finding.location.description)
    var lines = ["\(palette.place)\(place):\(palette.end) \(VisibleText.of(finding.message))"]
    if let source, let position = finding.location.position {
      let excerpt = excerpt(of: source, at: position, length: finding.location.length)
      lines += excerpt.enumerated().map { $0 == 1 ? palette.fault + $1 + palette.end : $1 }
    }
    func add(_ label: String, _ text: String) {
      lines.append("  \(palette.label)\(label)\(palette.end)\(VisibleText.of(text))")
    }
    if let pointer = finding.location.pointer {
      add("pointer  ", pointer.isEmpty ? "(the document)" : pointer)
    }
    if let keyword = finding.keywordLocation { add("schema   ", keyword) }
    if let hint = finding.hint { add("hint     ", hint) }
    return lines.joined(separator: "\n")
  }

  /// The line at `position` with its number, and a second line with carets below the token. A long line is cut, with
  /// `…` where something is left out; costs the same however long it is.
  public static func excerpt(of source: [UInt8], at position: SourcePosition, length: Int) -> [String] {
    let offset = min(position.offset, source.count)
    let before = before(offset, in: source)
    let after = after(offset, in: source)
    let head = scalars(source[before.start..<offset])
    let line = head + scalars(source[offset..<after.end])
    var column = head.count
    let tokenEnd = min(offset + max(min(length, source.count), 1), after.end)
    var carets = max(1, offset < tokenEnd ? scalars(source[offset..<tokenEnd]).count : 1)
    var shown = line
    if line.count > width || before.isCut || after.isCut {
      let first = max(0, min(column - width / 3, line.count - width))
      shown = Array(line[first..<min(first + width, line.count)])
      if before.isCut || first > 0 { shown[0] = "…" }
      if after.isCut || first + width < line.count { shown[shown.count - 1] = "…" }
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

  /// Where what is read of the line before a place starts, and whether the line starts earlier.
  private static func before(_ offset: Int, in source: [UInt8]) -> (start: Int, isCut: Bool) {
    var start = offset
    var count = 0
    while start > 0, source[start - 1] != 0x0A {
      if count >= width || offset - start >= width * 4 { return (start, true) }
      start -= 1
      if source[start] & 0xC0 != 0x80 { count += 1 }
    }
    // A byte order mark is no column (SourcePosition).
    if start == 0, offset >= 3, source.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    return (start, false)
  }

  /// Where what is read of the line behind a place ends, and whether the line goes on.
  private static func after(_ offset: Int, in source: [UInt8]) -> (end: Int, isCut: Bool) {
    var end = offset
    var count = 0
    while end < source.count, source[end] != 0x0A {
      if source[end] & 0xC0 != 0x80 {
        if count == width { return (end, true) }
        count += 1
      } else if end - offset >= width * 4 {
        return (end, true)
      }
      end += 1
    }
    return (end, false)
  }

  /// Control characters become one visible scalar each, so that a hostile file cannot drive the terminal and the
  /// caret stays below its column.
  private static func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map(VisibleText.shown)
  }
}
