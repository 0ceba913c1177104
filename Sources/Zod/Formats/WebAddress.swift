internal import JSONSchema

/// Whether a text is a URL for `new URL(text)`: the WHATWG parser (URL §4.4) without a base, as far as it can fail.
enum WebAddress {
  static func isValid(_ text: [UInt8]) -> Bool {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    let input = text[start..<end].filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }

    guard let first = input.first, isLetter(first), let colon = input.firstIndex(of: 0x3A) else {
      return false
    }
    let scheme = input[..<colon]
    guard scheme.allSatisfy({ isLetter($0) || $0 &- 0x30 < 10 || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
    else {
      return false
    }
    let rest = input[(colon + 1)...]
    let name = scheme.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if name.elementsEqual("file".utf8) { return isFile(rest) }
    if special.contains(where: { name.elementsEqual($0.utf8) }) {
      return isAuthority(rest.drop { $0 == 0x2F || $0 == 0x5C }, isSpecial: true)
    }
    guard rest.starts(with: [0x2F, 0x2F]) else { return true }
    return isAuthority(rest.dropFirst(2), isSpecial: false)
  }

  private static let special = ["http", "https", "ws", "wss", "ftp"]

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// A host after two slashes, unless it is a drive's letter; all else of a file URL is accepted.
  private static func isFile(_ rest: ArraySlice<UInt8>) -> Bool {
    func isSlash(_ byte: UInt8?) -> Bool { byte == 0x2F || byte == 0x5C }
    guard isSlash(rest.first), isSlash(rest.dropFirst().first) else { return true }
    let host = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x5C && $0 != 0x3F && $0 != 0x23 }
    if host.isEmpty { return true }
    if host.count == 2, let first = host.first, isLetter(first), host.last == 0x3A || host.last == 0x7C {
      return true
    }
    return WebHost.isValid(host, isSpecial: true)
  }

  /// `user:password@host:port`, up to the path, query or fragment.
  private static func isAuthority(_ rest: ArraySlice<UInt8>, isSpecial: Bool) -> Bool {
    let authority = rest.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 && !(isSpecial && $0 == 0x5C) }
    var host = authority
    if let at = authority.lastIndex(of: 0x40) {
      host = authority[(at + 1)...]
      if host.isEmpty { return false }
    }
    var isBracketed = false
    var colon: Int?
    for index in host.indices {
      if host[index] == 0x5B { isBracketed = true }
      if host[index] == 0x5D { isBracketed = false }
      if host[index] == 0x3A, !isBracketed {
        colon = index
        break
      }
    }
    if let colon {
      let port = host[(colon + 1)...]
      host = host[..<colon]
      guard !host.isEmpty, port.allSatisfy({ $0 &- 0x30 < 10 }),
        port.reduce(0, { min($0 * 10 + Int($1 - 0x30), 100_000) }) <= 65_535
      else { return false }
    }
    if host.isEmpty { return !isSpecial }
    return WebHost.isValid(host, isSpecial: isSpecial)
  }
}

/// A URL's host (URL §3.5).
enum WebHost {
  static func isValid(_ host: ArraySlice<UInt8>, isSpecial: Bool) -> Bool {
    if host.first == 0x5B {
      return host.last == 0x5D && IPAddress.isIPv6(host.dropFirst().dropLast())
    }
    guard isSpecial else { return !host.contains { isForbidden($0) } }
    guard let domain = DomainName.ascii(SchemaSource.percentDecoded(host)), !domain.isEmpty else {
      return false
    }
    if domain.contains(where: { isForbidden($0) || $0 < 0x20 || $0 == 0x25 || $0 == 0x7F }) { return false }
    return !IPAddress.endsInNumber(domain) || IPAddress.isIPv4(domain)
  }

  /// No host holds these.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x09, 0x0A, 0x0D, 0x20, 0x23, 0x2F, 0x3A, 0x3C, 0x3E, 0x3F, 0x40, 0x5B...0x5E, 0x7C: true
    default: false
    }
  }
}
