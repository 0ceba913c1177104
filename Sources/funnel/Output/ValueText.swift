internal import Changes
internal import DocumentCodec
internal import FirestoreModel
internal import JSON

/// Values as people read them in a terminal, in a line.
enum ValueText {
  /// The value on one line, cut to `width` scalars.
  static func line(_ value: Value?, width: Int = 72) -> String {
    value.map { Output.safe(ValueLine.text($0, width: width)) } ?? "–"
  }

  /// The file form of one value.
  static func json(_ value: Value) -> JSONValue { DocumentFile.jsonValue(value) }
}
