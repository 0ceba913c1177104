/// RFC 3987's characters beyond ASCII: `ucschar`, and `iprivate`, which only queries may hold. RFC 6570 has them too.
enum UniversalCharacters {
  /// Bytes of the scalar at a place in valid UTF-8; nil if it is none of these.
  static func length(_ bytes: ByteRun, _ index: Int, privateUse: Bool) -> Int? {
    let lead = bytes[index]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, index + length <= bytes.count else { return nil }
    var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return isOne(scalar, privateUse) ? length : nil
  }

  private static func isOne(_ scalar: UInt32, _ privateUse: Bool) -> Bool {
    switch scalar {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0xE000...0xF8FF: privateUse
    case 0x10000...0xDFFFF: scalar & 0xFFFF <= 0xFFFD
    case 0xE1000...0xEFFFD: true
    case 0xF0000...0x10FFFF: privateUse && scalar & 0xFFFF <= 0xFFFD
    default: false
    }
  }
}
