import ECMARegex

/// `json-pointer` (RFC 6901 §3) and `relative-json-pointer` (draft-bhutton-relative-json-pointer-00 §3).
enum PointerFormat {
  static func isPointer(_ bytes: ByteRun) -> Bool {
    guard let first = bytes.first else { return true }
    guard first == 0x2F else { return false }
    for (index, byte) in bytes.enumerated() where byte == 0x7E {
      guard index + 1 < bytes.count, bytes[index + 1] == 0x30 || bytes[index + 1] == 0x31 else {
        return false
      }
    }
    return true
  }

  /// A count of levels, perhaps a step to a neighbour (`+1`, `-2`), then a pointer or `#`.
  static func isRelativePointer(_ bytes: ByteRun) -> Bool {
    guard var index = integerEnd(bytes, 0) else { return false }
    if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D {
      guard let end = integerEnd(bytes, index + 1) else { return false }
      index = end
    }
    let rest = bytes.part(index..<bytes.count)
    return (rest.count == 1 && rest[0] == 0x23) || isPointer(rest)
  }

  /// Just past an integer without leading zeros; nil if there is none.
  private static func integerEnd(_ bytes: ByteRun, _ start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
    return index == start + 1 || (index > start && bytes[start] != 0x30) ? index : nil
  }
}
