import JSON

/// A set of JSON Schema's seven types. The first six bits are `1 << JSONKind.rawValue`; an integer is a number too.
struct TypeMask: Equatable, Sendable {
  var bits: UInt8

  static let all = TypeMask(bits: 0x7F)
  static let none = TypeMask(bits: 0)
  private static let integerBit: UInt8 = 0x40
  private static let numberBit: UInt8 = 1 << JSONKind.number.rawValue

  /// The types' names, in the order of the bits.
  static let names = ["null", "boolean", "number", "string", "array", "object", "integer"]

  init(bits: UInt8) { self.bits = bits }

  /// The type of that name.
  init?(named name: String) {
    guard let bit = Self.names.firstIndex(of: name) else { return nil }
    bits = 1 << UInt8(bit)
  }

  var allowsInteger: Bool { bits & Self.integerBit != 0 }

  /// Whether a value of the tape is of one of the types.
  @inline(__always) func accepts(_ node: Int, _ tape: JSONTape) -> Bool {
    let kind = tape.nodes[node].kind
    if bits & (1 << kind.rawValue) != 0 { return true }
    guard kind == .number, bits & Self.integerBit != 0 else { return false }
    return tape.nodes[node].isIntegerSyntax || Decimal(tape.token(node)).isInteger
  }

  /// `a string`, `a string or null`, `an array, an object or null`.
  var phrase: String { Words.list(words, "or") }

  /// The same as a list, `null` last.
  var words: [String] {
    var words: [String] = []
    for bit in [3, 6, 2, 1, 4, 5, 0] where bits & (1 << UInt8(bit)) != 0 {
      if bit == 6, bits & Self.numberBit != 0 { continue }
      words.append(bit == 0 ? "null" : Words.withArticle(Self.names[bit]))
    }
    return words
  }
}
