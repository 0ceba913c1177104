internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON

/// Values as an auditor reads them: a string stands bare unless it could be read as something else, and all else as
/// in a document's file, on one line.
enum ValueForm {
  /// Stands for what is kept back.
  static let masked = "‹personal›"
  /// Stands for nothing.
  static let absent = "–"

  static func text(_ value: Value?) -> String {
    switch value {
    case nil: absent
    case .string(let text)?: isPlain(text) ? text : encoded(.string(text))
    case .timestamp(let time)?: time.description
    case .integer(let number)?: String(number)
    case let value?: encoded(value)
    }
  }

  /// The same, cut for a column.
  static func text(_ value: Value?, isMasked: Bool, width: Int) -> String {
    guard let value else { return absent }
    return isMasked ? masked : ValueLine.cut(VisibleText.of(text(value)), to: width)
  }

  /// Old and new for one line, each cut to `width` scalars: long ones that begin alike from shortly before they part.
  static func pair(_ old: Value?, _ new: Value?, isMasked: Bool, width: Int) -> (old: String, new: String) {
    guard let old, let new, !isMasked else {
      return (
        text(old, isMasked: isMasked, width: width), text(new, isMasked: isMasked, width: width)
      )
    }
    let texts = [old, new].map { Array(VisibleText.of(text($0)).unicodeScalars) }
    let alike = zip(texts[0], texts[1]).prefix { $0 == $1 }.count
    // Where all can be seen nothing is left out.
    let start = texts.allSatisfy { $0.count <= width } ? 0 : alike - before
    let cut = texts.map { scalars in
      var rest = String.UnicodeScalarView()
      if start > 0 { rest.append("…") }
      rest.append(contentsOf: scalars.dropFirst(max(0, start)))
      return ValueLine.cut(String(rest), to: width)
    }
    return (cut[0], cut[1])
  }

  /// Scalars that are shown before the place where two long values part.
  private static let before = 12

  private static func encoded(_ value: Value) -> String { DocumentFile.jsonValue(value).compact() }

  /// Whether nobody takes a bare string for another value, or for several.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    if first.properties.isWhitespace || last.properties.isWhitespace { return false }
    if text == absent || text == masked || text == "null" || text == "true" || text == "false" {
      return false
    }
    switch first {
    case "\"", "{", "[": return false
    // What could be a number or a time.
    case "-", "0"..."9":
      if text.unicodeScalars.allSatisfy({ "0123456789+-.:eETZ".unicodeScalars.contains($0) }) { return false }
    default: break
    }
    return !text.unicodeScalars.contains(where: VisibleText.isHidden)
  }
}
