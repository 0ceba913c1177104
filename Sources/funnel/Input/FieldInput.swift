internal import FirestoreModel

/// A field that a user names on the command line, perhaps copied from what `blame` prints.
struct FieldInput {
  /// The field, up to the first list on the way.
  let path: FieldPath
  /// A place in a list as `blame` writes it, `lines[id="p"].tags[0]`; nil for a field by itself.
  let place: String?

  init(_ text: String) throws {
    guard let bracket = Self.bracket(in: text) else {
      path = try FieldPath(text)
      place = nil
      return
    }
    path = try FieldPath(String(decoding: Array(text.utf8)[..<bracket], as: UTF8.self))
    place = text
  }

  /// A field by itself: an element of a list has no history under its place, which others push.
  static func path(_ text: String) throws -> FieldPath {
    let input = try FieldInput(text)
    guard input.place == nil else {
      throw UsageError(
        "\(Output.safe(text)) is an element of a list: its place changes with its neighbours",
        hint: "ask for the list: --field \(Output.safe(input.path.description))")
    }
    return input.path
  }

  /// Where the first bracket stands that no backticks quote.
  private static func bracket(in text: String) -> Int? {
    var isQuoted = false
    var isEscaped = false
    for (index, byte) in text.utf8.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C, isQuoted {
        isEscaped = true
      } else if byte == 0x60 {
        isQuoted.toggle()
      } else if byte == 0x5B, !isQuoted, index > 0 {
        return index
      }
    }
    return nil
  }
}
