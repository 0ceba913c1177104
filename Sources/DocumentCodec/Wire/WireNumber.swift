internal import JSON

/// Numbers of the JSON mapping: JSON numbers, or strings with the same grammar.
enum WireNumber {
  /// Any spelling of a whole number within an int64: 5, "5", 5.0, "1e3", "-0".
  static func int64(_ node: JSONNode) -> Int64? {
    if let value = node.int64 { return value }
    guard let text = text(of: node), let decimal = Decimal(text) else { return nil }
    return decimal.int64
  }

  /// Any spelling of a number, or "NaN", "Infinity", "-Infinity"; what is too small is 0, what is too large is none.
  ///
  /// Zero has no sign: recorded, Firestore's JSON API loses it on the way in.
  static func double(_ node: JSONNode) -> Double? {
    if node.kind == .string {
      if node.stringEquals("NaN" as StaticString) { return .nan }
      if node.stringEquals("Infinity" as StaticString) { return .infinity }
      if node.stringEquals("-Infinity" as StaticString) { return -.infinity }
    } else if let value = node.double {
      return value + 0.0
    }
    guard let text = text(of: node), Decimal(text) != nil else { return nil }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value + 0.0
  }

  private static func text(of node: JSONNode) -> [UInt8]? {
    switch node.kind {
    case .number: Array(node.rawBytes)
    case .string: node.stringBytes
    default: nil
    }
  }

  /// A number in JSON's grammar, as its significant digits and a power of ten.
  private struct Decimal {
    var isNegative = false
    /// Without zeros at either end.
    var digits: ArraySlice<UInt8>
    var exponent: Int

    init?(_ text: [UInt8]) {
      var index = 0
      func isDigit() -> Bool { index < text.count && (0x30...0x39).contains(text[index]) }
      if index < text.count, text[index] == 0x2D {
        isNegative = true
        index += 1
      }
      let whole = index
      while isDigit() { index += 1 }
      guard index > whole, text[whole] != 0x30 || index == whole + 1 else { return nil }
      var all = Array(text[whole..<index])
      var power = 0
      if index < text.count, text[index] == 0x2E {
        index += 1
        let fraction = index
        while isDigit() { index += 1 }
        guard index > fraction else { return nil }
        all += text[fraction..<index]
        power = fraction - index
      }
      if index < text.count, text[index] | 0x20 == 0x65 {
        index += 1
        let isDown = index < text.count && text[index] == 0x2D
        if isDown || (index < text.count && text[index] == 0x2B) { index += 1 }
        guard isDigit() else { return nil }
        var given = 0
        while isDigit() {
          // Far beyond any number that can be stored, and far from overflow.
          if given < 1_000_000_000 { given = given * 10 + Int(text[index] - 0x30) }
          index += 1
        }
        power += isDown ? -given : given
      }
      guard index == text.count else { return nil }
      digits = all[...]
      while digits.first == 0x30 { digits = digits.dropFirst() }
      while digits.last == 0x30 {
        digits = digits.dropLast()
        power += 1
      }
      exponent = power
    }

    var int64: Int64? {
      if digits.isEmpty { return 0 }
      guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
      var magnitude: UInt64 = 0
      // 19 digits stay below 2^64.
      for digit in digits { magnitude = magnitude * 10 + UInt64(digit - 0x30) }
      for _ in 0..<exponent { magnitude *= 10 }
      if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
      return Int64(exactly: magnitude)
    }
  }
}
