/// A place in a text: 1-based line and column, and the byte offset that both follow from.
///
/// Columns count Unicode scalars, the unit that editors with an LSP of UTF-32 and SARIF's `unicodeCodePoints` use.
public struct SourcePosition: Hashable, Sendable, Comparable {
  public let line: Int
  public let column: Int
  /// Bytes of UTF-8 before this place.
  public let offset: Int

  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The position of the byte at `offset` in `bytes`. Costs one pass over the bytes before it.
  ///
  /// A byte order mark does not count as a column, since no editor shows it.
  public init(offset: Int, in bytes: borrowing [UInt8]) {
    let end = min(offset, bytes.count)
    var line = 1
    var lineStart = 0
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { lineStart = 3 }
    var index = 0
    while index < end {
      if bytes[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    var column = 1
    index = lineStart
    while index < end {
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    self.init(line: line, column: column, offset: offset)
  }

  public static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
}

/// Where a fault lies: as much of file, place in it and JSON pointer as is known.
public struct SourceLocation: Hashable, Sendable {
  /// The file's path as a person would type it, relative to the store's root; nil for standard input.
  public var file: String?
  public var position: SourcePosition?
  /// Bytes of the token at `position` that a caret line should underline; 0 when only the place is known.
  public var length: Int
  /// RFC 6901.
  public var pointer: String?

  public init(
    file: String? = nil, position: SourcePosition? = nil, length: Int = 0, pointer: String? = nil
  ) {
    self.file = file
    self.position = position
    self.length = length
    self.pointer = pointer
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, with what is unknown left out.
  public var description: String {
    var text = file ?? "<stdin>"
    if let position { text += ":\(position.line):\(position.column)" }
    return text
  }
}
