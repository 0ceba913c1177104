internal import JSON

extension CodeFormat {
  /// zod's verdict on a string, in UTF-8.
  func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = Array(text)
    return switch self {
    case .url: WebAddress.isValid(WhiteSpace.trimmed(bytes))
    case .ipv6: Self.isIPv6(bytes[...])
    case .cidrv6: Self.isIPv6Range(bytes)
    case .base64: Self.isBase64(bytes)
    case .base64url: Self.isBase64URL(bytes)
    case .jwt: Self.isToken(bytes)
    case .creditCard: Self.isCreditCard(bytes)
    case .iban: Self.isIBAN(bytes)
    }
  }

  /// Hex digits, colons and dots that are an address between brackets in a URL.
  private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { hexDigit($0) != nil || $0 == 0x3A || $0 == 0x2E } && IPAddress.isIPv6(bytes)
  }

  /// An address and a number that JavaScript would write the same, up to 128.
  private static func isIPv6Range(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return false }
    let prefix = JavaScriptNumber.parse(Array(parts[1]))
    guard JavaScriptNumber.text(prefix).utf8.elementsEqual(parts[1]), !(prefix < 0), !(prefix > 128) else {
      return false
    }
    return isIPv6(parts[0])
  }

  private static func isBase64(_ bytes: [UInt8]) -> Bool {
    guard bytes.count % 4 == 0 else { return false }
    var end = bytes.count
    while end > 0, end > bytes.count - 2, bytes[end - 1] == 0x3D { end -= 1 }
    for index in 0..<end where !Base64.isDigit(bytes[index]) { return false }
    return true
  }

  private static func isBase64URL(_ bytes: [UInt8]) -> Bool {
    bytes.count % 4 != 1
      && bytes.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D || $0 == 0x5F }
  }

  /// Three parts, the first a JSON object in base64 with an `alg`, and no `typ` but `JWT`.
  private static func isToken(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, let header = Base64.decoded(Array(parts[0])) else {
      return false
    }
    // `atob` gives a character for each byte.
    var text: [UInt8] = []
    for byte in header {
      if byte < 0x80 { text.append(byte) } else { text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
    }
    guard
      let json = try? JSONText(
        parsing: LoneSurrogates.replaced(in: text),
        options: JSONOptions(maximumDepth: JSONOptions.deepest, duplicateKeys: .lastWins)),
      json.root.kind == .object, let algorithm = json.root.member("alg")
    else { return false }
    if let type = json.root.member("typ"), !type.stringEquals("JWT") { return false }
    switch algorithm.kind {
    case .null: return false
    case .boolean: return algorithm.isTrue
    case .number: return algorithm.doubleOutcome != .finite(0) && algorithm.doubleOutcome != .underflow
    case .string: return !algorithm.stringEquals("")
    case .array, .object: return true
    }
  }

  /// Twelve to nineteen digits, a space or hyphen between any two of them, that pass Luhn's check.
  private static func isCreditCard(_ bytes: [UInt8]) -> Bool {
    var digits: [Int] = []
    var wasDigit = false
    for byte in bytes {
      if byte &- 0x30 < 10 {
        digits.append(Int(byte - 0x30))
        wasDigit = true
      } else {
        guard wasDigit, byte == 0x20 || byte == 0x2D else { return false }
        wasDigit = false
      }
    }
    guard wasDigit, (12...19).contains(digits.count) else { return false }
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      sum += place % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10
    }
    return sum % 10 == 0
  }

  /// ISO 13616 by shape, and ISO 7064's check over it.
  private static func isIBAN(_ bytes: [UInt8]) -> Bool {
    func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    guard (15...34).contains(bytes.count), isUpper(bytes[0]), isUpper(bytes[1]), isDigit(bytes[2]),
      isDigit(bytes[3]), bytes[4...].allSatisfy({ isUpper($0) || isDigit($0) })
    else { return false }
    let check = Int(bytes[2] - 0x30) * 10 + Int(bytes[3] - 0x30)
    guard check != 0, check != 1, check != 99 else { return false }
    var rest = 0
    for byte in bytes[4...] + bytes[..<4] {
      rest = (isUpper(byte) ? rest * 100 + Int(byte - 55) : rest * 10 + Int(byte - 0x30)) % 97
    }
    return rest == 1
  }
}

/// Base64 as `atob` forgives it (WHATWG Infra: forgiving-base64 decode).
enum Base64 {
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var bytes = text.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0C && $0 != 0x0D && $0 != 0x20 }
    if bytes.count % 4 == 0, bytes.last == 0x3D {
      bytes.removeLast()
      if bytes.last == 0x3D { bytes.removeLast() }
    }
    guard bytes.count % 4 != 1 else { return nil }
    var out: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      guard let value = value(byte) else { return nil }
      buffer = buffer << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return out
  }

  static func isDigit(_ byte: UInt8) -> Bool { value(byte) != nil }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte) - 0x41
    case 0x61...0x7A: UInt32(byte) - 0x61 + 26
    case 0x30...0x39: UInt32(byte) - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}

/// The value of a hex digit.
func hexDigit(_ byte: UInt8) -> UInt8? {
  if byte &- 0x30 < 10 { return byte - 0x30 }
  let letter = (byte | 0x20) &- 0x61
  return letter < 6 ? letter + 10 : nil
}
