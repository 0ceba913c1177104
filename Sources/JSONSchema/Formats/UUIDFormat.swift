import ECMARegex

/// `uuid`: RFC 9562 §4, any version, either case.
enum UUIDFormat {
  static func accepts(_ bytes: ByteRun) -> Bool {
    guard bytes.count == 36 else { return false }
    for index in 0..<36 {
      switch index {
      case 8, 13, 18, 23: if bytes[index] != 0x2D { return false }
      default: if !bytes[index].isHexDigit { return false }
      }
    }
    return true
  }
}
