import ECMARegex

/// `email` and `idn-email`: RFC 5321 §4.1.2 (mailbox) and RFC 6531, which lets UTF-8 into both halves.
enum EmailFormat {
  static func accepts(_ bytes: ByteRun, international: Bool) -> Bool {
    guard let at = bytes.lastIndex(of: 0x40), at > 0, at < bytes.count - 1 else { return false }
    return isLocalPart(bytes.part(0..<at), international)
      && isDomain(bytes.part((at + 1)..<bytes.count), international)
  }

  private static func isLocalPart(_ bytes: ByteRun, _ international: Bool) -> Bool {
    if bytes[0] == 0x22 { return isQuoted(bytes, international) }
    var afterDot = true
    for byte in bytes {
      if byte == 0x2E {
        if afterDot { return false }
        afterDot = true
      } else {
        guard isAtomText(byte) || (international && byte >= 0x80) else { return false }
        afterDot = false
      }
    }
    return !afterDot
  }

  private static func isQuoted(_ bytes: ByteRun, _ international: Bool) -> Bool {
    guard bytes.count >= 2, bytes[bytes.count - 1] == 0x22 else { return false }
    var index = 1
    while index < bytes.count - 1 {
      let byte = bytes[index]
      if byte == 0x5C {
        index += 1
        guard index < bytes.count - 1, bytes[index] >= 0x20, bytes[index] < 0x7F else { return false }
      } else {
        guard byte != 0x22, byte >= 0x20, byte < 0x7F || (international && byte >= 0x80) else { return false }
      }
      index += 1
    }
    return true
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    if byte.isASCIILetter || byte.isASCIIDigit { return true }
    switch byte {
    case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E, 0x5F, 0x60, 0x7B, 0x7C,
      0x7D,
      0x7E:
      return true
    default: return false
    }
  }

  private static func isDomain(_ bytes: ByteRun, _ international: Bool) -> Bool {
    guard bytes[0] == 0x5B else {
      return international ? HostnameFormat.isInternational(bytes) : HostnameFormat.accepts(bytes)
    }
    guard bytes.count > 2, bytes[bytes.count - 1] == 0x5D else { return false }
    let inner = bytes.part(1..<(bytes.count - 1))
    if inner.count > 5, inner.prefix(5).elementsEqual("IPv6:".utf8) {
      return AddressFormat.isIPv6(inner.part(5..<inner.count))
    }
    return AddressFormat.isIPv4(inner)
  }
}
