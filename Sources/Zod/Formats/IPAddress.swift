/// IP addresses as a URL's host writes them (WHATWG URL §3.5).
enum IPAddress {
  /// Whether a domain is read as an IPv4 address: its last label is a number.
  static func endsInNumber(_ domain: [UInt8]) -> Bool {
    var parts = domain.split(separator: 0x2E, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true {
      guard parts.count > 1 else { return false }
      parts.removeLast()
    }
    guard let last = parts.last, !last.isEmpty else { return false }
    return last.allSatisfy { $0 &- 0x30 < 10 } || isHexadecimal(last)
  }

  /// `0x` and hex digits, or none.
  private static func isHexadecimal(_ part: ArraySlice<UInt8>) -> Bool {
    part.count >= 2 && part.first == 0x30 && part[part.startIndex + 1] | 0x20 == 0x78
      && part.dropFirst(2).allSatisfy { hexDigit($0) != nil }
  }

  /// Up to four numbers, decimal, octal or hexadecimal, the last filling what is left.
  static func isIPv4(_ domain: [UInt8]) -> Bool {
    var parts = domain.split(separator: 0x2E, omittingEmptySubsequences: false)
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    guard parts.count <= 4 else { return false }
    for (place, part) in parts.enumerated() {
      guard let value = number(part) else { return false }
      let isLast = place == parts.count - 1
      guard isLast ? value < 1 << (8 * UInt64(5 - parts.count)) : value <= 255 else { return false }
    }
    return true
  }

  private static func number(_ part: ArraySlice<UInt8>) -> UInt64? {
    guard !part.isEmpty else { return nil }
    var digits = part
    var radix: UInt64 = 10
    if part.count >= 2, part.first == 0x30 {
      if part[part.startIndex + 1] | 0x20 == 0x78 {
        digits = part.dropFirst(2)
        radix = 16
      } else {
        digits = part.dropFirst()
        radix = 8
      }
    }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = hexDigit(byte), UInt64(digit) < radix else { return nil }
      // Far beyond four bytes, and far from overflow.
      value = min(value * radix + UInt64(digit), 1 << 40)
    }
    return value
  }

  /// What stands between the brackets.
  static func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
    var index = text.startIndex
    let end = text.endIndex
    var pieces = 0
    var hasGap = false
    if index < end, text[index] == 0x3A {
      guard index + 1 < end, text[index + 1] == 0x3A else { return false }
      index += 2
      pieces = 1
      hasGap = true
    }
    while index < end {
      guard pieces < 8 else { return false }
      if text[index] == 0x3A {
        guard !hasGap else { return false }
        index += 1
        pieces += 1
        hasGap = true
        continue
      }
      let start = index
      while index < end, index - start < 4, hexDigit(text[index]) != nil { index += 1 }
      if index < end, text[index] == 0x2E {
        guard index > start, pieces <= 6, isEmbedded(text[start...]) else { return false }
        pieces += 2
        index = end
        break
      }
      if index < end, text[index] == 0x3A {
        index += 1
        guard index < end else { return false }
      } else if index < end {
        return false
      }
      pieces += 1
    }
    // A gap stands for one piece at least, and was counted as one.
    return hasGap ? pieces <= 8 : pieces == 8
  }

  /// Four decimal bytes without leading zeros.
  private static func isEmbedded(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return false }
    return parts.allSatisfy { part in
      guard (1...3).contains(part.count), part.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
      if part.count > 1, part.first == 0x30 { return false }
      return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
    }
  }
}
