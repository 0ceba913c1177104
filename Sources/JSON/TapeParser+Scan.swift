extension TapeParser {
  /// Skips space, line feeds, returns and tabs. The usual runs are one space, and a line feed with an indent.
  @inline(__always) static func skipSpace(_ p: inout Bytes, _ end: Bytes) {
    guard p < end, p.pointee <= 0x20 else { return }
    if p.pointee == 0x20 {
      p += 1
      if p < end, p.pointee > 0x20 { return }
    } else {
      if p.pointee == 0x0D { p += 1 }
      if p < end, p.pointee == 0x0A { p += 1 }
    }
    while end - p >= 8 {
      let other = load8(p) ^ 0x2020_2020_2020_2020
      if other != 0 {
        p += other.trailingZeroBitCount >> 3
        if p.pointee > 0x20 { return }
        break
      }
      p += 8
    }
    skipAnySpace(&p, end)
  }

  @inline(never) private static func skipAnySpace(_ p: inout Bytes, _ end: Bytes) {
    while p < end {
      switch p.pointee {
      case 0x20, 0x0A, 0x0D, 0x09: p += 1
      default: return
      }
    }
  }

  /// Bit 7 of each byte that is a quote, a backslash, a control character or not ASCII; the lowest hit is exact.
  @inline(__always) static func specials(_ x: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = x ^ (ones &* 0x22)
    let backslash = x ^ (ones &* 0x5C)
    let hits = (quote &- ones) | (backslash &- ones) | (x &- (ones &* 0x20))
    // A byte that is not ASCII hits by itself; for the others bit 7 is clear, so `~` of each term falls away.
    return (hits | x) & (ones &* 0x80)
  }

  /// Scans a string whose opening quote is at `p`; leaves `p` past its closing quote.
  @inline(__always) static func scanString(
    _ p: inout Bytes, _ end: Bytes, _ base: Bytes, _ index: Int
  ) throws(JSONFault) -> JSONTapeNode {
    let start = p
    var info = UInt32(JSONKind.string.rawValue)
    p += 1
    scan: do {
      while end - p >= 8 {
        let hits = specials(load8(p))
        if hits == 0 {
          p += 8
          continue
        }
        p += hits.trailingZeroBitCount >> 3
        if p.pointee == 0x22 {
          p += 1
          break scan
        }
        break
      }
      info |= try scanRest(&p, end, base, start)
    }
    return JSONTapeNode(
      offset: UInt32(truncatingIfNeeded: start - base), length: UInt32(truncatingIfNeeded: p - start),
      next: UInt32(truncatingIfNeeded: index &+ 1), info: info)
  }

  /// The rest of a string from its first byte that is not plain, or near the end of the text; gives its flags.
  @inline(never) private static func scanRest(
    _ p: inout Bytes, _ end: Bytes, _ base: Bytes, _ start: Bytes
  ) throws(JSONFault) -> UInt32 {
    var flags: UInt32 = 0
    while p < end {
      while end - p >= 8 {
        let hits = specials(load8(p))
        if hits != 0 {
          p += hits.trailingZeroBitCount >> 3
          break
        }
        p += 8
      }
      guard p < end else { break }
      let byte = p.pointee
      if byte == 0x22 {
        p += 1
        return flags
      } else if byte == 0x5C {
        flags |= JSONTapeNode.escaped
        try scanEscape(&p, end, base)
      } else if byte < 0x20 {
        throw JSONFault(kind: .controlCharacter, offset: p - base, container: start - base)
      } else if byte < 0x80 {
        p += 1
      } else {
        flags |= JSONTapeNode.nonASCII
        let length = utf8Length(p, end)
        guard length > 0 else { throw JSONFault(kind: .invalidUTF8, offset: p - base) }
        p += length
      }
    }
    throw JSONFault(kind: .unterminatedString(start: start - base), offset: p - base)
  }

  private static func scanEscape(_ p: inout Bytes, _ end: Bytes, _ base: Bytes) throws(JSONFault) {
    guard end - p >= 2 else {
      p = end
      return
    }
    switch p[1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: p += 2
    case 0x75:
      guard let unit = hexUnit(p + 2, end) else {
        throw JSONFault(kind: .badUnicodeEscape, offset: p - base)
      }
      if unit & 0xFC00 == 0xD800 {
        guard end - p >= 12, p[6] == 0x5C, p[7] == 0x75, let low = hexUnit(p + 8, end), low & 0xFC00 == 0xDC00
        else { throw JSONFault(kind: .loneSurrogate, offset: p - base) }
        p += 12
      } else {
        guard unit & 0xFC00 != 0xDC00 else { throw JSONFault(kind: .loneSurrogate, offset: p - base) }
        p += 6
      }
    default: throw JSONFault(kind: .badEscape, offset: p - base)
    }
  }

  /// Scans a number; gives its info (kind and integer syntax).
  @inline(__always) static func scanNumber(
    _ p: inout Bytes, _ end: Bytes, _ base: Bytes
  ) throws(JSONFault) -> UInt32 {
    let start = p
    if p.pointee == 0x2D { p += 1 }
    guard p < end, p.pointee &- 0x30 < 10 else {
      throw JSONFault(kind: .numberWithoutInteger, offset: start - base)
    }
    if p.pointee == 0x30 {
      p += 1
    } else {
      skipDigits(&p, end)
    }
    guard p < end, p.pointee == 0x2E || p.pointee | 0x20 == 0x65 else {
      return UInt32(JSONKind.number.rawValue) | JSONTapeNode.integerSyntax
    }
    if p.pointee == 0x2E {
      p += 1
      guard p < end, p.pointee &- 0x30 < 10 else {
        throw JSONFault(kind: .numberWithoutFraction, offset: p - base)
      }
      skipDigits(&p, end)
    }
    if p < end, p.pointee | 0x20 == 0x65 {
      p += 1
      if p < end, p.pointee == 0x2B || p.pointee == 0x2D { p += 1 }
      guard p < end, p.pointee &- 0x30 < 10 else {
        throw JSONFault(kind: .numberWithoutExponent, offset: p - base)
      }
      skipDigits(&p, end)
    }
    return UInt32(JSONKind.number.rawValue)
  }

  @inline(__always) private static func skipDigits(_ p: inout Bytes, _ end: Bytes) {
    while p < end, p.pointee &- 0x30 < 10 { p += 1 }
  }
}

/// Bytes of the well-formed UTF-8 sequence at `p` (Unicode 16, table 3-7), or 0.
func utf8Length(_ p: Bytes, _ end: Bytes) -> Int {
  @inline(__always) func continues(_ i: Int) -> Bool { p[i] & 0xC0 == 0x80 }
  let left = end - p
  switch p.pointee {
  case 0x00..<0x80: return 1
  case 0xC2...0xDF: return left >= 2 && continues(1) ? 2 : 0
  case 0xE0...0xEF:
    guard left >= 3, continues(1), continues(2) else { return 0 }
    if p[0] == 0xE0 { return p[1] >= 0xA0 ? 3 : 0 }
    if p[0] == 0xED { return p[1] < 0xA0 ? 3 : 0 }
    return 3
  case 0xF0...0xF4:
    guard left >= 4, continues(1), continues(2), continues(3) else { return 0 }
    if p[0] == 0xF0 { return p[1] >= 0x90 ? 4 : 0 }
    if p[0] == 0xF4 { return p[1] < 0x90 ? 4 : 0 }
    return 4
  default: return 0
  }
}

/// Four hex digits, either case.
func hexUnit(_ p: Bytes, _ end: Bytes) -> UInt32? {
  guard end - p >= 4 else { return nil }
  var unit: UInt32 = 0
  for i in 0..<4 {
    let byte = p[i]
    switch byte {
    case 0x30...0x39: unit = unit << 4 | UInt32(byte &- 0x30)
    case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((byte | 0x20) &- 0x57)
    default: return nil
    }
  }
  return unit
}
