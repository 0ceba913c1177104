import CPCRE2

/// The code points of a Unicode property, found by asking PCRE2 for all of them: the one set of tables that is there.
enum PropertyRanges {
  /// - Parameter name: what stands in PCRE2's `\p{…}`.
  /// - Returns: nil if PCRE2 does not know the property. Costs some 20 ms.
  static func all(named name: String) -> ScalarRanges? {
    var error: Int32 = 0
    var offset = 0
    let pattern = Array("\\p{\(name)}+".utf8)
    guard
      let code = pcre2_compile_8(
        pattern, pattern.count, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &offset, nil),
      let data = pcre2_match_data_create_8(1, nil)
    else { return nil }
    defer {
      pcre2_match_data_free_8(data)
      pcre2_code_free_8(code)
    }
    let (text, starts) = subject
    var found: [ClosedRange<UInt32>] = []
    text.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count,
        pcre2_match_8(code, bytes.baseAddress, bytes.count, place, PCRE2_NO_UTF_CHECK, data, nil) >= 0
      {
        guard let ends = pcre2_get_ovector_pointer_8(data), ends[1] > ends[0] else { return }
        found.append(scalar(at: ends[0], starts)...scalar(at: ends[1], starts) - 1)
        place = ends[1]
      }
    }
    // The text has no surrogates between U+D7FF and U+E000, so a run over that gap covers them too, which does no harm.
    return ScalarRanges(found)
  }

  /// All code points but surrogates in one text, and where those of each length begin. 4.4 MB, made when first needed.
  private static let subject: (text: [UInt8], starts: [(byte: Int, scalar: UInt32, length: Int)]) = {
    var starts: [(byte: Int, scalar: UInt32, length: Int)] = []
    var size = 0
    for (first, last, length) in [
      (UInt32(0), UInt32(0x7F), 1), (0x80, 0x7FF, 2), (0x800, 0xD7FF, 3), (0xE000, 0xFFFF, 3),
      (0x10000, 0x10FFFF, 4),
    ] {
      starts.append((size, first, length))
      size += Int(last - first + 1) * length
    }
    let text = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      for index in starts.indices {
        var value = starts[index].scalar
        let length = starts[index].length
        let end = index + 1 < starts.count ? starts[index + 1].byte : size
        var place = starts[index].byte
        let lead: UInt32 = length == 1 ? 0 : length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0
        while place < end {
          var rest = value
          for offset in (1..<length).reversed() {
            bytes[place + offset] = UInt8(truncatingIfNeeded: 0x80 | rest & 0x3F)
            rest >>= 6
          }
          bytes[place] = UInt8(truncatingIfNeeded: lead | rest)
          place += length
          value += 1
        }
      }
      count = size
    }
    starts.append((size, 0x110000, 1))
    return (text, starts)
  }()

  private static func scalar(at byte: Int, _ starts: [(byte: Int, scalar: UInt32, length: Int)]) -> UInt32 {
    guard let start = starts.last(where: { $0.byte <= byte }) else { return 0 }
    return start.scalar + UInt32((byte - start.byte) / start.length)
  }
}
