extension JSONWriter {
  /// A string in quotes. Escaped: `\" \\ \b \f \n \r \t`; other C0, U+007F–009F and the invisible characters that
  /// reorder or split a line (061C, 200E–200F, 2028–202E, 2066–2069, FEFF) as `\uXXXX`; all else raw.
  @inlinable public mutating func string(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ quoted($0) }) == nil {
      var copy = text
      copy.withUTF8 { quoted($0) }
    }
  }

  /// A comma unless it is the first, a line feed, the indent, a key in quotes and `: `.
  public mutating func member(_ key: UnsafeBufferPointer<UInt8>, indent level: Int, isFirst: Bool) {
    let count = key.count
    let spaces = level &* 2
    reserve(count &+ spaces &+ 32)
    // One store to `used` for all of it: each load and store is a link of a chain.
    var out = start + used
    out[0] = 0x2C
    out += isFirst ? 0 : 1
    out[0] = 0x0A
    out += 1
    // Eight at a time; the room past the last is reserved, and overwritten by what follows.
    var done = 0
    while done < spaces {
      UnsafeMutableRawPointer(out + done).storeBytes(of: 0x2020_2020_2020_2020, as: UInt64.self)
      done &+= 8
    }
    out += spaces
    used = out - start
    if let source = key.baseAddress, count > 0, copyPlain(source, count, out + 1) == count {
      out[0] = 0x22
      UnsafeMutableRawPointer(out + count + 1).storeBytes(of: UInt32(0x203A22).littleEndian, as: UInt32.self)
      used &+= count &+ 4
      return
    }
    quoted(key)
    literal(": ")
  }

  /// A comma unless it is the first, a line feed, the indent, a key in quotes and `: `.
  @inlinable public mutating func member(_ key: String, indent level: Int, isFirst: Bool) {
    let done: Void? = key.utf8.withContiguousStorageIfAvailable {
      member($0, indent: level, isFirst: isFirst)
    }
    guard done == nil else { return }
    var copy = key
    copy.withUTF8 { member($0, indent: level, isFirst: isFirst) }
  }

  /// A string in quotes from its UTF-8, which must be well formed.
  public mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    reserve(count &+ 16)
    let out = start + used
    out[0] = 0x22
    guard let source = bytes.baseAddress, count > 0 else {
      out[1] = 0x22
      used &+= 2
      return
    }
    let plain = copyPlain(source, count, out + 1)
    if plain == count {
      out[count &+ 1] = 0x22
      used &+= count &+ 2
      return
    }
    used &+= 1 &+ plain
    content(UnsafeBufferPointer(rebasing: bytes[plain...]))
    byte(0x22)
  }

  /// Copies a string while it needs no look at single bytes; gives how far it came, a multiple of eight or all.
  ///
  /// Blocks overlap at the end instead of leaving a tail: most strings are a few blocks long.
  @inline(__always) private func copyPlain(
    _ source: UnsafePointer<UInt8>, _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(out)
    if count >= 8 {
      var done = 0
      while done &+ 8 <= count {
        let block = from.loadUnaligned(fromByteOffset: done, as: UInt64.self)
        if hits(block.littleEndian) != 0 { return done }
        to.storeBytes(of: block, toByteOffset: done, as: UInt64.self)
        done &+= 8
      }
      if done < count {
        let block = from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        if hits(block.littleEndian) != 0 { return done }
        to.storeBytes(of: block, toByteOffset: count &- 8, as: UInt64.self)
      }
      return count
    }
    if count >= 4 {
      let first = from.loadUnaligned(as: UInt32.self)
      let last = from.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      if hits(UInt64(first) | UInt64(last) << 32) != 0 { return 0 }
      to.storeBytes(of: first, as: UInt32.self)
      to.storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
      return count
    }
    let (first, middle, last) = (source[0], source[count >> 1], source[count &- 1])
    if hits(UInt64(first) | UInt64(middle) << 8 | UInt64(last) << 16 | 0x6161_6161_6100_0000) != 0 {
      return 0
    }
    out[0] = first
    out[count >> 1] = middle
    out[count &- 1] = last
    return count
  }

  /// Bit 7 of each byte that is not copied as it is; exact up to the lowest.
  @inline(__always) private func hits(_ block: UInt64) -> UInt64 {
    TapeParser.specials(block) | (block &+ 0x0101_0101_0101_0101) & 0x8080_8080_8080_8080
  }

  private mutating func content(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard var p = bytes.baseAddress else { return }
    let end = p + bytes.count
    while p < end {
      // Plain runs are copied eight bytes at a time, those past the run's end to be overwritten.
      while end - p >= 8 {
        reserve((end - p) &+ 16)
        let block = load8(p)
        UnsafeMutableRawPointer(start + used).storeBytes(of: block.littleEndian, as: UInt64.self)
        let hits = self.hits(block)
        if hits != 0 {
          let plain = hits.trailingZeroBitCount >> 3
          p += plain
          used &+= plain
          break
        }
        p += 8
        used &+= 8
      }
      guard p < end else { break }
      reserve((end - p) &+ 16)
      let byte = p.pointee
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
        escape(ascii: byte)
        p += 1
      } else if byte < 0x80 {
        start[used] = byte
        used &+= 1
        p += 1
      } else {
        scalar(&p, end)
      }
    }
  }

  private mutating func escape(ascii byte: UInt8) {
    let letter: UInt8
    switch byte {
    case 0x22, 0x5C: letter = byte
    case 0x08: letter = 0x62
    case 0x0C: letter = 0x66
    case 0x0A: letter = 0x6E
    case 0x0D: letter = 0x72
    case 0x09: letter = 0x74
    default:
      escape(unit: UInt32(byte))
      return
    }
    start[used] = 0x5C
    start[used &+ 1] = letter
    used &+= 2
  }

  private mutating func escape(unit: UInt32) {
    start[used] = 0x5C
    start[used &+ 1] = 0x75
    for place in 0..<4 {
      let digit = UInt8(truncatingIfNeeded: unit >> UInt32(12 - 4 * place) & 15)
      start[used &+ 2 &+ place] = digit < 10 ? 0x30 | digit : 0x57 &+ digit
    }
    used &+= 6
  }

  /// A scalar that is not ASCII; only those led by C2, D8, E2 and EF can need an escape.
  @inline(__always) private mutating func scalar(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>)
  {
    let lead = p.pointee
    let length = min(lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, end - p)
    if length >= 2, lead == 0xC2 || lead == 0xD8 || lead == 0xE2 || lead == 0xEF {
      var value = length == 2 ? UInt32(lead & 0x1F) : UInt32(lead & 0x0F)
      for i in 1..<length { value = value << 6 | UInt32(p[i] & 0x3F) }
      switch value {
      case 0x80...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        escape(unit: value)
        p += length
        return
      default: break
      }
    }
    for i in 0..<length { start[used &+ i] = p[i] }
    used &+= length
    p += length
  }
}
