public import Diagnostics

/// Why a text is no condition, and where in it.
public struct ConditionError: Explained, Equatable {
  /// `condition/syntax`, `condition/name`, `condition/value` or `condition/limit`.
  public let code: String
  /// One sentence, without the place.
  public let message: String
  /// The place within the text; no file's name.
  public let place: SourceLocation
  /// What to write instead.
  public let hint: String?
  /// The whole text, for a caret.
  public let text: String

  /// The command line is wrong. A condition in a settings file is a fault of the file, which its reader says.
  public var kind: FaultKind { .usage }
  /// The place, with line and column.
  public var location: SourceLocation? { place }

  /// The line at fault, and a second one with carets below what is wrong.
  public var excerpt: [String] {
    guard let position = place.position else { return [] }
    return CaretRenderer.excerpt(of: Array(text.utf8), at: position, length: place.length)
  }

  init(
    _ code: String, _ message: String, hint: String? = nil, at offset: Int, length: Int, in source: [UInt8]
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    text = String(decoding: source, as: UTF8.self)
    place = SourceLocation(position: SourcePosition(offset: offset, in: source), length: length)
  }
}
