/// A string's content with its escapes resolved. The content is known to be well formed.
func unescaped(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: content.count) { output, count in
    guard let start = content.baseAddress, let out = output.baseAddress else { return }
    let end = start + content.count
    var p = start
    var written = 0
    while p < end {
      guard p.pointee == 0x5C else {
        out[written] = p.pointee
        written += 1
        p += 1
        continue
      }
      switch p[1] {
      case 0x62: out[written] = 0x08
      case 0x66: out[written] = 0x0C
      case 0x6E: out[written] = 0x0A
      case 0x72: out[written] = 0x0D
      case 0x74: out[written] = 0x09
      case 0x75:
        var scalar = hexUnit(p + 2, end) ?? 0xFFFD
        p += 4
        if scalar & 0xFC00 == 0xD800 {
          let low = hexUnit(p + 4, end) ?? 0xDC00
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
          p += 6
        }
        // An escape is at least as long as the scalar's UTF-8; the last byte is counted below.
        written += encode(scalar, to: out + written) - 1
      default: out[written] = p[1]
      }
      written += 1
      p += 2
    }
    count = written
  }
}

/// Writes a scalar's UTF-8; gives its length.
private func encode(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
  @inline(__always) func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (scalar >> shift) & 0x3F) }
  switch scalar {
  case 0..<0x80:
    out[0] = UInt8(scalar)
    return 1
  case 0x80..<0x800:
    out[0] = UInt8(0xC0 | scalar >> 6)
    out[1] = tail(0)
    return 2
  case 0x800..<0x10000:
    out[0] = UInt8(0xE0 | scalar >> 12)
    out[1] = tail(6)
    out[2] = tail(0)
    return 3
  default:
    out[0] = UInt8(0xF0 | scalar >> 18 & 7)
    out[1] = tail(12)
    out[2] = tail(6)
    out[3] = tail(0)
    return 4
  }
}
