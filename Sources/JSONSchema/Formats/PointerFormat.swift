import ECMARegex

/// `json-pointer` (RFC 6901 §3) and `relative-json-pointer` (draft-handrews-relative-json-pointer-01).
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

  static func isRelativePointer(_ bytes: ByteRun) -> Bool {
    var index = 0
    while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
    guard index > 0, index == 1 || bytes[0] != 0x30 else { return false }
    let rest = bytes.part(index..<bytes.count)
    return (rest.count == 1 && rest[0] == 0x23) || isPointer(rest)
  }
}
