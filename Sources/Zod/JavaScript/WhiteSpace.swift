/// JavaScript's white space and line ends (ECMA-262 §12.2, §12.3): what `trim` takes away and `\s` matches.
enum WhiteSpace {
  /// UTF-8 without white space at its ends.
  static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var start = 0
    var end = bytes.count
    while start < end, let length = length(of: bytes, at: start) { start += length }
    while end > start {
      var first = end - 1
      while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
      guard length(of: bytes, at: first) == end - first else { break }
      end = first
    }
    return start == 0 && end == bytes.count ? bytes : Array(bytes[start..<end])
  }

  /// Bytes of the white space character that starts here, if one does.
  private static func length(of bytes: [UInt8], at index: Int) -> Int? {
    switch bytes[index] {
    case 0x09...0x0D, 0x20: return 1
    case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : nil
    case 0xE1...0xEF:
      guard index + 2 < bytes.count else { return nil }
      let scalar =
        UInt32(bytes[index] & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6
        | UInt32(bytes[index + 2] & 0x3F)
      switch scalar {
      case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: return 3
      default: return nil
      }
    default: return nil
    }
  }
}
