internal import JSON

/// Names and tokens of Swift.
enum SwiftNames {
  private static let keywords: Set<String> = [
    "Any", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do",
    "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
    "import",
    "in", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol",
    "public",
    "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws",
    "true",
    "try", "typealias", "var", "where", "while",
  ]
  /// Names that members of a type have already, or that even backticks do not free.
  private static let taken: Set<String> = [
    "self", "Self", "init", "Type", "Protocol", "allCases", "rawValue", "hashValue", "hash", "encode", "_",
  ]

  /// A name for a property or case, without backticks: the key itself where it is one.
  static func member(_ key: String, besides used: inout Set<String>) -> String {
    var name = key
    if !isIdentifier(key) {
      let type = ShapeReader.typeName(key)
      name = type == "Unnamed" ? (key.isEmpty ? "empty" : "unnamed") : lowerFirst(type)
    }
    // Within the type, `String` would be the property and not the type any more.
    if taken.contains(name) || ShapeReader.reserved.contains(name) { name += "_" }
    var unique = name
    var number = 2
    while !used.insert(unique).inserted {
      unique = name + String(number)
      number += 1
    }
    return unique
  }

  /// A name as it is written in code.
  static func quoted(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

  static func lowerFirst(_ name: String) -> String {
    guard let first = name.utf8.first, (0x41...0x5A).contains(first) else { return name }
    return String(decoding: [first | 0x20] + Array(name.utf8.dropFirst()), as: UTF8.self)
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        || byte == UInt8(ascii: "_")
    }
  }

  /// A string literal.
  static func text(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case let other
      where other.value < 0x20 || (0x7F..<0xA0).contains(other.value) || other.value == 0x2028
        || other.value == 0x2029:
        result += "\\u{\(String(other.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A comment above a declaration.
  static func comment(_ lines: [String]) -> [String] { lines.map { "/// " + $0 } }
}
