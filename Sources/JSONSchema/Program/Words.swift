import Diagnostics
import ECMARegex
import JSON

/// The phrases of messages: short, plain, never a whole long value.
enum Words {
  /// Characters of a value that a message shows at most.
  static let longest = 40

  static func withArticle(_ noun: String) -> String {
    (noun.utf8.first.map { "aeiou".utf8.contains($0) } ?? false) ? "an \(noun)" : "a \(noun)"
  }

  /// `a`, `a or b`, `a, b or c`.
  static func list(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last else { return "nothing" }
    return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// Up to ten of them, then how many more.
  ///
  /// - Parameter count: of all, where `words` are only the first of them.
  static func shortList(_ words: [String], of count: Int? = nil) -> String {
    let count = count ?? words.count
    return count <= 10
      ? words.joined(separator: ", ")
      : words.prefix(9).joined(separator: ", ") + " and \(count - 9) more"
  }

  /// `1 character`, `7 characters`; `1 property`, `2 properties`.
  static func counted(_ count: Int, _ noun: String) -> String {
    if count == 1 { return "1 \(noun)" }
    return noun.utf8.last == UInt8(ascii: "y") ? "\(count) \(noun.dropLast())ies" : "\(count) \(noun)s"
  }

  static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > longest else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(longest - 1))) + "…"
  }

  /// A string in quotes, cut, on one line.
  static func quoted(_ text: String) -> String {
    JSONValue.string(cut(text)).compact()
  }

  /// A key as people write it: bare if it is a plain word.
  static func name(_ key: String) -> String {
    let isPlain =
      !key.isEmpty && key.utf8.count <= 60 && !key.unicodeScalars.contains(where: VisibleText.isHidden)
      && key.utf8.allSatisfy {
        $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x5F || $0 == 0x2D || $0 == 0x24 || $0 >= 0x80
      }
    return isPlain ? key : quoted(key)
  }

  /// A scalar as it stands, cut; of an array or object only the kind.
  static func value(_ tape: JSONTape, _ node: Int) -> String {
    switch tape.nodes[node].kind {
    case .null: "null"
    case .boolean: tape.nodes[node].isTrue ? "true" : "false"
    case .number: cut(beginning(tape.token(node)))
    case .string: quoted(tape.nodes[node].hasEscapes ? tape.string(node) : beginning(tape.content(node)))
    case .array:
      tape.nodes[node].count == 0
        ? "an empty array" : "an array of \(counted(tape.nodes[node].count, "item"))"
    case .object:
      tape.nodes[node].count == 0
        ? "an empty object" : "an object with \(counted(tape.nodes[node].count, "property"))"
    }
  }

  /// As much of a text as `cut` looks at: a value may be many megabytes long.
  private static func beginning(_ bytes: ByteRun) -> String {
    String(decoding: bytes.prefix(4 * (longest + 1)), as: UTF8.self)
  }

  /// A value as it stands, an array or object too if it is short; else what `value` says of it.
  static func short(_ tape: JSONTape, _ node: Int) -> String {
    let kind = tape.nodes[node].kind
    guard kind == .array || kind == .object, tape.nodes[node].count > 0, tape.nodes[node].length <= 400 else {
      return value(tape, node)
    }
    var bytes: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in tape.token(node) {
      if !isInString, byte <= 0x20 { continue }
      if byte == 0x22, !isEscaped { isInString.toggle() }
      isEscaped = isInString && byte == 0x5C && !isEscaped
      bytes.append(byte)
    }
    return bytes.count <= longest ? String(decoding: bytes, as: UTF8.self) : value(tape, node)
  }

  static func short(_ node: JSONNode) -> String { node.text.withTape { short($0, node.index) } }

  static func value(_ node: JSONNode) -> String { node.text.withTape { value($0, node.index) } }

  static func kind(_ kind: JSONKind) -> String {
    switch kind {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
