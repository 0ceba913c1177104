import ECMARegex

/// `uri`, `uri-reference` (RFC 3986) and their forms with UTF-8, `iri`, `iri-reference` (RFC 3987).
enum URIFormat {
  static func accepts(_ bytes: ByteRun, isReference: Bool, international: Bool) -> Bool {
    var index = 0
    let hasScheme = schemeEnd(bytes).map { index = $0 } != nil
    guard hasScheme || isReference else { return false }
    if index + 1 < bytes.count, bytes[index] == 0x2F, bytes[index + 1] == 0x2F {
      index += 2
      let start = index
      while index < bytes.count, bytes[index] != 0x2F, bytes[index] != 0x3F, bytes[index] != 0x23 {
        index += 1
      }
      guard isAuthority(bytes.part(start..<index), international) else { return false }
    } else if !hasScheme {
      // A colon in the first segment of a relative path would make it a scheme.
      for byte in bytes[index...] {
        if byte == 0x3A { return false }
        if byte == 0x2F || byte == 0x3F || byte == 0x23 { break }
      }
    }
    var part: UInt8 = 0x2F
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25 {
        guard index + 2 < bytes.count, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
          return false
        }
        index += 3
        continue
      }
      if byte == 0x3F, part == 0x2F {
        part = 0x3F
      } else if byte == 0x23, part != 0x23 {
        part = 0x23
      } else {
        if international, byte >= 0x80 {
          guard let length = UniversalCharacters.length(bytes, index, privateUse: part == 0x3F) else {
            return false
          }
          index += length
          continue
        }
        let isAllowed =
          isUnreserved(byte) || isSubDelimiter(byte) || byte == 0x3A || byte == 0x40 || byte == 0x2F
          || (byte == 0x3F && part != 0x2F)
        guard isAllowed else { return false }
      }
      index += 1
    }
    return true
  }

  /// Just past the colon of a scheme, or nil without one.
  private static func schemeEnd(_ bytes: ByteRun) -> Int? {
    guard let first = bytes.first, first.isASCIILetter else { return nil }
    for (index, byte) in bytes.enumerated() {
      if byte == 0x3A { return index + 1 }
      guard byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E else {
        return nil
      }
    }
    return nil
  }

  private static func isAuthority(_ bytes: ByteRun, _ international: Bool) -> Bool {
    var start = 0
    if let at = bytes.lastIndex(of: 0x40) {
      guard isText(bytes.part(0..<at), international, colon: true) else { return false }
      start = at + 1
    }
    var end = bytes.count
    if start < end, bytes[start] == 0x5B {
      guard let close = bytes.lastIndex(of: 0x5D), close > start else { return false }
      guard isLiteral(bytes.part((start + 1)..<close)) else { return false }
      start = close + 1
      return start == end
        || (bytes[start] == 0x3A && bytes.part((start + 1)..<end).allSatisfy(\.isASCIIDigit))
    }
    if let colon = bytes[start...].lastIndex(of: 0x3A) {
      guard bytes.part((colon + 1)..<end).allSatisfy(\.isASCIIDigit) else { return false }
      end = colon
    }
    return isText(bytes.part(start..<end), international, colon: false)
  }

  /// What stands in square brackets: an IPv6 address, or `vX.…` for later ones.
  private static func isLiteral(_ bytes: ByteRun) -> Bool {
    guard let first = bytes.first, first | 0x20 == 0x76 else { return AddressFormat.isIPv6(bytes) }
    guard let dot = bytes.firstIndex(of: 0x2E), dot > 1, dot < bytes.count - 1 else { return false }
    return bytes.part(1..<dot).allSatisfy(\.isHexDigit)
      && bytes.part((dot + 1)..<bytes.count).allSatisfy {
        isUnreserved($0) || isSubDelimiter($0) || $0 == 0x3A
      }
  }

  private static func isText(_ bytes: ByteRun, _ international: Bool, colon: Bool) -> Bool {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25 {
        guard index + 2 < bytes.count, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
          return false
        }
        index += 3
        continue
      }
      if international, byte >= 0x80 {
        guard let length = UniversalCharacters.length(bytes, index, privateUse: false) else { return false }
        index += length
        continue
      }
      guard isUnreserved(byte) || isSubDelimiter(byte) || (colon && byte == 0x3A) else { return false }
      index += 1
    }
    return true
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
  }

  static func isSubDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x24, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x3B, 0x3D: true
    default: false
    }
  }
}
