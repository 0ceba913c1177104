import ECMARegex

/// `email` and `idn-email`: RFC 5321 §4.1.2 (`Mailbox`) and RFC 6531 §3.3, which lets UTF-8 into both halves.
enum EmailFormat {
  /// Octets, RFC 5321 §4.5.3.1.1.
  private static let longestLocalPart = 64
  /// Octets of the whole: a path of 256 (§4.5.3.1.3) has angle brackets around it.
  private static let longest = 254

  static func accepts(_ bytes: ByteRun, international: Bool) -> Bool {
    guard bytes.count <= longest, let at = bytes.lastIndex(of: 0x40), at > 0, at < bytes.count - 1,
      at <= longestLocalPart
    else { return false }
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
      0x7D, 0x7E:
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
    // Of the tags of other addresses only this one is registered; it is matched in any case, as ABNF has it.
    if inner.count > 5, inner[4] == 0x3A, inner[0] | 0x20 == 0x69, inner[1] | 0x20 == 0x70,
      inner[2] | 0x20 == 0x76, inner[3] == 0x36
    {
      return AddressFormat.isIPv6(inner.part(5..<inner.count), ofMail: true)
    }
    return AddressFormat.isIPv4(inner, ofMail: true)
  }
}
