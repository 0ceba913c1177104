internal import DocumentCodec
internal import FirestoreModel
internal import JSON

/// Values as people read them, in a line.
enum ValueText {
  /// The value on one line, cut to `width` scalars.
  static func line(_ value: Value?, width: Int = 72) -> String {
    guard let value else { return "–" }
    let text: String
    switch value {
    case .timestamp(let time): text = time.description
    case .reference(let reference): text = "→ " + reference.description
    case .bytes(let bytes): text = "\(bytes.count) bytes"
    default: text = json(value).compact()
    }
    let scalars = text.unicodeScalars
    guard scalars.count > width else { return Output.safe(text) }
    return Output.safe(String(String.UnicodeScalarView(scalars.prefix(width - 1))) + "…")
  }

  /// The file form of one value.
  static func json(_ value: Value) -> JSONValue { DocumentFile.jsonValue(["value": value])["value"] ?? .null }
}
