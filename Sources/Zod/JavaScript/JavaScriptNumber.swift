/// Numbers as JavaScript writes and reads them (ECMA-262 §6.1.6.1.20 Number::toString, §7.1.4.1 StringToNumber).
enum JavaScriptNumber {
  /// `String(value)`.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    // The standard library's digits are the shortest that name the number, and JavaScript's.
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var seenPoint = false
    var text = Array(value.magnitude.description.utf8)[...]
    if let e = text.firstIndex(of: 0x65) {
      exponent = Int(String(decoding: text[(e + 1)...], as: UTF8.self)) ?? 0
      text = text[..<e]
    }
    for byte in text {
      if byte == 0x2E {
        seenPoint = true
      } else {
        digits.append(byte)
        if !seenPoint { point += 1 }
      }
    }
    point += exponent
    while digits.first == 0x30 {
      digits.removeFirst()
      point -= 1
    }
    while digits.last == 0x30 { digits.removeLast() }
    return sign + layOut(digits, point: point)
  }

  /// Digits with the decimal point after the first `point` of them.
  private static func layOut(_ digits: [UInt8], point: Int) -> String {
    let count = digits.count
    var out: [UInt8] = []
    if count <= point, point <= 21 {
      out = digits + Array(repeating: 0x30, count: point - count)
    } else if point > 0, point <= 21 {
      out = digits[..<point] + [0x2E] + digits[point...]
    } else if point > -6, point <= 0 {
      out = [0x30, 0x2E] + Array(repeating: 0x30, count: -point) + digits
    } else {
      out = [digits[0]]
      if count > 1 { out += [0x2E] + digits[1...] }
      out += Array("e\(point > 0 ? "+" : "-")\(abs(point - 1))".utf8)
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// `Number(text)`; NaN for what is no number.
  static func parse(_ text: [UInt8]) -> Double {
    var bytes = WhiteSpace.trimmed(text)[...]
    if bytes.isEmpty { return 0 }
    if bytes.count > 2, bytes.first == 0x30, let radix = radix(bytes[bytes.startIndex + 1]) {
      var value = 0.0
      for byte in bytes.dropFirst(2) {
        guard let digit = digit(byte), digit < radix else { return .nan }
        value = value * Double(radix) + Double(digit)
      }
      return value
    }
    var sign = 1.0
    if bytes.first == 0x2B || bytes.first == 0x2D {
      if bytes.first == 0x2D { sign = -1 }
      bytes = bytes.dropFirst()
    }
    if bytes.elementsEqual("Infinity".utf8) { return sign * .infinity }
    guard isDecimal(bytes) else { return .nan }
    return sign * (Double(String(decoding: bytes, as: UTF8.self)) ?? .nan)
  }

  private static func radix(_ letter: UInt8) -> Int? {
    switch letter | 0x20 {
    case 0x78: 16
    case 0x6F: 8
    case 0x62: 2
    default: nil
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: nil
    }
  }

  /// Digits with at most one point among or beside them, and an exponent perhaps.
  private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    var digits = 0
    func isDigit(_ at: Int) -> Bool { at < bytes.endIndex && bytes[at] &- 0x30 < 10 }
    while isDigit(index) {
      index += 1
      digits += 1
    }
    if index < bytes.endIndex, bytes[index] == 0x2E {
      index += 1
      while isDigit(index) {
        index += 1
        digits += 1
      }
    }
    guard digits > 0 else { return false }
    if index < bytes.endIndex, bytes[index] | 0x20 == 0x65 {
      index += 1
      if index < bytes.endIndex, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard isDigit(index) else { return false }
      while isDigit(index) { index += 1 }
    }
    return index == bytes.endIndex
  }

  /// `Math.round`: halves go up.
  static func rounded(_ value: Double) -> Double {
    let below = value.rounded(.down)
    return value - below >= 0.5 ? below + 1 : below
  }

  /// What is left of `value` divided by `step`, in steps; 0 when only rounding is left.
  static func remainder(_ value: Double, _ step: Double) -> Double {
    let ratio = value / step
    let nearest = rounded(ratio)
    let tolerance = 4 * Double.ulpOfOne * max(abs(ratio), 1)
    return abs(ratio - nearest) < tolerance ? 0 : ratio - nearest
  }
}
