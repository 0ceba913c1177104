import ECMARegex

/// `duration`: RFC 3339 appendix A. Units fall from left to right without a gap, weeks stand alone.
enum DurationFormat {
  static func accepts(_ bytes: ByteRun) -> Bool {
    guard bytes.count >= 3, bytes[0] == 0x50 else { return false }
    var index = 1
    guard bytes[index] != 0x54 else {
      index += 1
      return units("HMS", bytes, &index) && index == bytes.count
    }
    if bytes[bytes.count - 1] == 0x57 {
      return units("W", bytes, &index) && index == bytes.count
    }
    guard units("YMD", bytes, &index) else { return false }
    if index == bytes.count { return true }
    guard bytes[index] == 0x54 else { return false }
    index += 1
    return units("HMS", bytes, &index) && index == bytes.count
  }

  /// One or more numbers, each with its unit; a unit follows directly on the one before it in `order`.
  private static func units(_ order: StaticString, _ bytes: ByteRun, _ index: inout Int) -> Bool {
    order.withUTF8Buffer { order in
      var last = -1
      while index < bytes.count, bytes[index].isASCIIDigit {
        while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
        guard index < bytes.count, let place = order.firstIndex(of: bytes[index]), place > last,
          last < 0 || place == last + 1
        else { return false }
        last = place
        index += 1
      }
      return last >= 0
    }
  }
}
