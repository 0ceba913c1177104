/// Base64 as the JSON mapping reads it: either alphabet but not both, padding optional, spare bits ignored.
enum WireBase64 {
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    var digits = text[...]
    while digits.last == 0x3D, text.count - digits.count < 2 { digits = digits.dropLast() }
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var held = 0
    var standard = false
    var url = false
    for digit in digits {
      let value: UInt8
      switch digit {
      case 0x41...0x5A: value = digit - 0x41
      case 0x61...0x7A: value = digit - 0x61 + 26
      case 0x30...0x39: value = digit - 0x30 + 52
      case 0x2B, 0x2F:
        value = digit == 0x2B ? 62 : 63
        standard = true
      case 0x2D, 0x5F:
        value = digit == 0x2D ? 62 : 63
        url = true
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    return standard && url ? nil : bytes
  }
}
