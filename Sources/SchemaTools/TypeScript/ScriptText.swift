internal import JSON

/// Tokens of JavaScript and TypeScript.
enum ScriptText {
  /// A comment above a declaration; empty when there is nothing to say.
  static func comment(_ lines: [String], indent: Int) -> String {
    let space = String(repeating: "  ", count: indent)
    switch lines.count {
    case 0: return ""
    case 1: return "\(space)/** \(lines[0]) */\n"
    default: return "\(space)/**\n" + lines.map { "\(space) * \($0)\n" }.joined() + "\(space) */\n"
    }
  }

  /// A property's name, quoted where it must be.
  static func key(_ name: String) -> String {
    isIdentifier(name) && name != "__proto__" ? name : (name == "__proto__" ? "[\"__proto__\"]" : text(name))
  }

  /// Access to a member of an expression.
  static func member(_ name: String) -> String { isIdentifier(name) ? "." + name : "[\(text(name))]" }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }
  }

  /// A string literal.
  static func text(_ text: String) -> String { JSONValue.string(text).compact() }

  /// A literal of any JSON value.
  static func literal(_ value: JSONValue) -> String {
    switch value {
    case .double(let number) where number.rounded() == number && number.magnitude < 9e15:
      number == 0 && number.sign == .minus ? "0" : String(Int64(number))
    default: value.compact()
    }
  }

  /// A regular expression literal in Unicode mode.
  static func pattern(_ source: String) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in source.utf8 {
      switch byte {
      case UInt8(ascii: "/") where !isEscaped: result += Array("\\/".utf8)
      case 0x0A: result += Array((isEscaped ? "n" : "\\n").utf8)
      case 0x0D: result += Array((isEscaped ? "r" : "\\r").utf8)
      default: result.append(byte)
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    let text = String(decoding: result, as: UTF8.self)
    // Line separators end a literal; an empty one would begin a comment.
    if source.isEmpty || source.unicodeScalars.contains(where: { $0.value == 0x2028 || $0.value == 0x2029 }) {
      return "new RegExp(\(Self.text(source)), \"u\")"
    }
    return "/\(text)/u"
  }
}
