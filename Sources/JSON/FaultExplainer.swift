internal import Diagnostics

/// Finds the words for a fault by looking around its place. Runs once, after the parse has failed.
struct FaultExplainer {
  let bytes: [UInt8]
  let fault: JSONFault

  var offset: Int { fault.offset }
  var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func error() -> JSONError {
    if let encoding = foreignEncoding {
      return make("encoding", "the text is \(encoding), not UTF-8", at: 0, hint: "save the file as UTF-8")
    }
    switch fault.kind {
    case .empty:
      return make("empty", "the text is empty", at: offset, hint: "write a value; the empty object is {}")
    case .tooLarge(let limit):
      return make(
        "too-large", "the text has \(bytes.count) bytes, more than \(limit)", at: 0, hint: "split it")
    case .tooDeep(let limit):
      return make(
        "too-deep", "arrays and objects are nested more than \(limit) deep", at: offset,
        hint: "flatten the value")
    case .unexpected(let expectation): return unexpected(expectation)
    case .invalidUTF8: return invalidUTF8()
    case .duplicateKey(let first, let length): return duplicateKey(first: first, length: length)
    case .unterminatedString, .controlCharacter, .badEscape, .badUnicodeEscape, .loneSurrogate:
      return stringError()
    case .numberWithoutInteger, .numberWithoutFraction, .numberWithoutExponent: return numberError()
    }
  }

  func make(_ code: String, _ message: String, at offset: Int, length: Int = 1, hint: String?) -> JSONError {
    let position = SourcePosition(offset: offset, in: bytes)
    return JSONError(
      code: code, message: message, location: SourceLocation(position: position, length: length), hint: hint)
  }

  /// `line 3, column 5`.
  func place(_ offset: Int) -> String {
    let position = SourcePosition(offset: offset, in: bytes)
    return "line \(position.line), column \(position.column)"
  }

  /// UTF-16 and UTF-32 by their marks, or by the NULs that ASCII has in them.
  private var foreignEncoding: String? {
    func starts(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
    if starts([0xFF, 0xFE, 0, 0]) { return "UTF-32 (little endian)" }
    if starts([0, 0, 0xFE, 0xFF]) { return "UTF-32 (big endian)" }
    if starts([0xFF, 0xFE]) { return "UTF-16 (little endian)" }
    if starts([0xFE, 0xFF]) { return "UTF-16 (big endian)" }
    guard bytes.count >= 2 else { return nil }
    if starts([0, 0, 0]) { return "UTF-32 (big endian)" }
    if bytes[0] == 0, bytes[1] != 0 { return "UTF-16 (big endian)" }
    if bytes[0] != 0, bytes[1] == 0 {
      return bytes.count >= 4 && bytes[2] == 0 ? "UTF-32 (little endian)" : "UTF-16 (little endian)"
    }
    return nil
  }

  private func invalidUTF8() -> JSONError {
    // 0x80–0xFF alone between ASCII is how Latin-1 and Windows-1252 look.
    let previous = offset > 0 ? bytes[offset - 1] : 0
    let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    let looksLatin = previous < 0x80 && next < 0x80
    let found = "byte 0x" + hex(UInt32(bytes[offset]), digits: 2)
    return make(
      "invalid-utf8",
      "the text is not valid UTF-8: \(found)" + (looksLatin ? ", as in Latin-1 or Windows-1252" : ""),
      at: offset, hint: "save the file as UTF-8")
  }

  private func duplicateKey(first: Int, length: Int) -> JSONError {
    make(
      "duplicate-key",
      "the key \(shorten(bytes[offset..<(offset + length)])) stands twice in one object, first at \(place(first))",
      at: offset, length: length, hint: "keep one of the two")
  }

  /// A token as it stands, cut at a scalar after 40 bytes; control characters cannot be in it.
  func shorten(_ token: ArraySlice<UInt8>) -> String {
    guard token.count > 43 else { return String(decoding: token, as: UTF8.self) }
    var end = token.startIndex + 40
    while bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[token.startIndex..<end], as: UTF8.self) + "…\""
  }

  func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
