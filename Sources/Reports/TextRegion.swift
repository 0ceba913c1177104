import Diagnostics

/// A token's place from its first to behind its last character, lines and columns from 1, columns in scalars.
struct TextRegion: Equatable {
  var startLine: Int
  var startColumn: Int
  var endLine: Int
  /// Behind the last character.
  var endColumn: Int

  /// Nil where no line is known. Without the text, the region is the place alone.
  init?(_ location: SourceLocation, in source: [UInt8]?) {
    guard let position = location.position else { return nil }
    startLine = position.line
    startColumn = position.column
    endLine = startLine
    endColumn = startColumn
    guard let source, position.offset <= source.count else { return }
    let end = min(position.offset + location.length, source.count)
    for byte in source[position.offset..<end] {
      if byte == 0x0A {
        endLine += 1
        endColumn = 1
      } else if byte & 0xC0 != 0x80 {
        endColumn += 1
      }
    }
  }
}
