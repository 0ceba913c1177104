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
      let code = pcre2_compile_8(pattern, pattern.count, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &offset, nil),
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

  /// All code points but surrogates in one text, and where those of each length begin.
  private static var subject: (text: [UInt8], starts: [(byte: Int, scalar: UInt32, length: Int)]) {
    var text: [UInt8] = []
    text.reserveCapacity(4_400_000)
    var starts: [(byte: Int, scalar: UInt32, length: Int)] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let length = UTF8.width(scalar)
      if starts.last?.length != length || value == 0xE000 { starts.append((text.count, value, length)) }
      text += UTF8.encode(scalar).map(Array.init) ?? []
    }
    starts.append((text.count, 0x110000, 1))
    return (text, starts)
  }

  private static func scalar(at byte: Int, _ starts: [(byte: Int, scalar: UInt32, length: Int)]) -> UInt32 {
    guard let start = starts.last(where: { $0.byte <= byte }) else { return 0 }
    return start.scalar + UInt32((byte - start.byte) / start.length)
  }
}
