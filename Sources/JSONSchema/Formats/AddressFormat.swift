import ECMARegex

/// `ipv4` (RFC 2673 §3.2: four decimal numbers without leading zeros) and `ipv6` (RFC 4291 §2.2, no zone).
enum AddressFormat {
  /// - Parameter ofMail: by RFC 5321 §4.1.3, whose numbers may have leading zeros.
  static func isIPv4(_ bytes: ByteRun, ofMail: Bool = false) -> Bool {
    var parts = 0
    var index = 0
    while true {
      let start = index
      var value = 0
      while index < bytes.count, bytes[index].isASCIIDigit {
        value = value * 10 + Int(bytes[index] &- 0x30)
        index += 1
        if index - start > 3 { return false }
      }
      guard index > start, value <= 255, ofMail || index - start == 1 || bytes[start] != 0x30 else {
        return false
      }
      parts += 1
      if index == bytes.count { return parts == 4 }
      guard bytes[index] == 0x2E, parts < 4 else { return false }
      index += 1
    }
  }

  /// - Parameter ofMail: by RFC 5321 §4.1.3, whose `::` stands for two groups at least.
  static func isIPv6(_ bytes: ByteRun, ofMail: Bool = false) -> Bool {
    guard bytes.count >= 2, bytes.count <= 45 else { return false }
    var groups = 0
    var isCompressed = false
    var index = 0
    if bytes[0] == 0x3A {
      guard bytes[1] == 0x3A else { return false }
      isCompressed = true
      index = 2
      if index == bytes.count { return true }
    }
    while true {
      let start = index
      while index < bytes.count, bytes[index].isHexDigit { index += 1 }
      if index < bytes.count, bytes[index] == 0x2E {
        guard isIPv4(bytes.part(start..<bytes.count), ofMail: ofMail) else { return false }
        groups += 2
        break
      }
      guard index > start, index - start <= 4 else { return false }
      groups += 1
      if index == bytes.count { break }
      guard bytes[index] == 0x3A else { return false }
      index += 1
      if index < bytes.count, bytes[index] == 0x3A {
        if isCompressed { return false }
        isCompressed = true
        index += 1
        if index == bytes.count { break }
      }
    }
    return isCompressed ? groups <= (ofMail ? 6 : 7) : groups == 8
  }
}
