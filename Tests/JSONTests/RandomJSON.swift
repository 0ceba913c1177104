import JSON
import TestSupport

/// Random JSON values and texts: small sizes and edge values are drawn often.
struct RandomJSON {
  var generator: SeededGenerator

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  mutating func value(depth: Int = 0) -> JSONValue {
    switch below(depth > 4 ? 7 : 10) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .int(integer())
    case 3, 4: .double(double())
    case 5, 6: .string(string())
    case 7: .array((0..<below(5)).map { _ in value(depth: depth + 1) })
    default: .object(members(depth: depth + 1))
    }
  }

  mutating func members(depth: Int) -> [(String, JSONValue)] {
    var seen: Set<[UInt8]> = []
    var members: [(String, JSONValue)] = []
    for _ in 0..<below(below(8) == 0 ? 40 : 5) {
      let key = string()
      if seen.insert(Array(key.utf8)).inserted { members.append((key, value(depth: depth))) }
    }
    return members
  }

  mutating func integer() -> Int64 {
    switch below(4) {
    case 0: [0, 1, -1, .max, .min, 9_007_199_254_740_992, 10, -10][below(8)]
    case 1: Int64(below(2_000)) - 1_000
    default: Int64(bitPattern: generator.next()) >> Int64(below(64))
    }
  }

  /// Finite; the edges of the plain notation, of the subnormals and of the integers among them.
  mutating func double() -> Double {
    switch below(6) {
    case 0:
      [
        0, -0.0, 1e-7, 9.999999999999999e-8, 1e21, 9.999999999999999e20, .leastNonzeroMagnitude,
        .greatestFiniteMagnitude,
        1e16,
        9_007_199_254_740_992, 9_007_199_254_740_994, 0.1, 1e22, 1e23, 2.2250738585072014e-308,
      ][below(15)]
    case 1: Double(below(200_000) - 100_000) / 100
    case 2: Double(sign: .plus, exponent: below(2_000) - 1_040, significand: 1 + Double(below(1_000)) / 1_000)
    default:
      {
        let value = Double(bitPattern: $0)
        return value.isFinite ? value : 1.5
      }(generator.next())
    }
  }

  mutating func string() -> String {
    let alphabet: [UInt32] = [
      0x61, 0x62, 0x7A, 0x20, 0x22, 0x5C, 0x2F, 0, 8, 9, 0x0A, 0x0C, 0x0D, 0x1F, 0x7E, 0x7F, 0x80, 0x9F, 0xA0,
      0xE4, 0x7FF,
      0x800, 0x61B, 0x61C, 0x61D, 0x200D, 0x200E, 0x200F, 0x2010, 0x2027, 0x2028, 0x202E, 0x202F, 0x2065,
      0x2066, 0x2069,
      0x206A, 0xD7FF, 0xE000, 0xFEFE, 0xFEFF, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF,
    ]
    var scalars = String.UnicodeScalarView()
    let isPlain = below(3) == 0
    for _ in 0..<below(below(6) == 0 ? 60 : 9) {
      let value = isPlain ? 0x61 + UInt32(below(26)) : alphabet[below(alphabet.count)]
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    return String(scalars)
  }

  /// The same text with a few bytes changed, removed, doubled or swapped for tokens.
  mutating func mutate(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    let tokens: [[UInt8]] = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "-", "0", "1e", ".", "true", "nul",
      "\u{FEFF}", "//", "'",
      "\"$a\":1,",
    ].map { (text: String) in Array(text.utf8) }
    for _ in 0...below(3) {
      let at = below(bytes.count + 1)
      switch below(5) {
      case 0: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: generator.next()) }
      case 1: if at < bytes.count { bytes.remove(at: at) }
      case 2: bytes.insert(contentsOf: tokens[below(tokens.count)], at: at)
      case 3: bytes.removeSubrange(at...)
      default:
        let end = min(bytes.count, at + below(12))
        bytes.insert(contentsOf: Array(bytes[at..<end]), at: below(bytes.count + 1))
      }
    }
    return bytes
  }
}
