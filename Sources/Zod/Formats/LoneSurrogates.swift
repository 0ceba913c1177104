/// `JSON.parse` takes an escaped half of a surrogate pair without its other half; our parser does not, and need not for
/// documents.
enum LoneSurrogates {
  /// A JSON text in which each such half is `\ufffd`.
  static func replaced(in text: [UInt8]) -> [UInt8] {
    var out = text
    var index = 0
    while index < out.count {
      guard out[index] == 0x5C else {
        index += 1
        continue
      }
      guard let unit = unit(out, at: index) else {
        index += 2
        continue
      }
      let isHigh = unit & 0xFC00 == 0xD800
      if isHigh, let low = Self.unit(out, at: index + 6), low & 0xFC00 == 0xDC00 {
        index += 12
        continue
      }
      if unit & 0xF800 == 0xD800 { out.replaceSubrange((index + 2)..<(index + 6), with: Array("fffd".utf8)) }
      index += 6
    }
    return out
  }

  /// The unit that `\uXXXX` names here.
  private static func unit(_ text: [UInt8], at index: Int) -> UInt16? {
    guard index + 5 < text.count, text[index] == 0x5C, text[index + 1] == 0x75 else { return nil }
    var value: UInt16 = 0
    for byte in text[(index + 2)..<(index + 6)] {
      guard let digit = hexDigit(byte) else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
