/// Faults inside strings and numbers.
extension FaultExplainer {
  func stringError() -> JSONError {
    switch fault.kind {
    case .unterminatedString(let start):
      return make(
        "unterminated-string", "the string that starts here is never closed", at: start,
        hint: "end it with \"")
    case .controlCharacter: return controlCharacter()
    case .badEscape:
      let next = offset + 1 < bytes.count ? scalar(at: offset + 1) : nil
      let found = next.map { "\\" + name($0) } ?? "\\"
      return make(
        "bad-escape", "\(found) is no escape", at: offset, length: 2,
        hint: "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; a backslash itself is \\\\")
    case .badUnicodeEscape:
      return make(
        "bad-escape", "\\u needs four hexadecimal digits", at: offset, length: 2,
        hint: "write \\u00e4, say; a backslash itself is \\\\")
    default:
      let escape = String(decoding: bytes[offset..<min(offset + 6, bytes.count)], as: UTF8.self)
      return make(
        "lone-surrogate", "\(escape) is half of a surrogate pair without its other half", at: offset,
        length: 6,
        hint: "write both halves, such as \\ud83d\\ude00, or the character itself")
    }
  }

  private func controlCharacter() -> JSONError {
    let start = fault.container
    switch byte {
    case 0x0A, 0x0D:
      return make(
        "control-character", "the line ends inside the string that starts at \(place(start))", at: offset,
        hint: "close the string with \", or write the line break as \\n")
    case 0x09:
      return make("control-character", "a raw tab inside a string", at: offset, hint: "write it as \\t")
    default:
      let code = hex(UInt32(byte ?? 0), digits: 4)
      return make(
        "control-character", "the raw control character U+\(code) inside a string", at: offset,
        hint: "write it as \\u\(code.lowercased())")
    }
  }

  func numberError() -> JSONError {
    switch fault.kind {
    case .numberWithoutInteger:
      let rest = bytes[min(offset + 1, bytes.count)...]
      if rest.starts(with: Array("Infinity".utf8)) { return word(at: offset, word: "-Infinity") }
      return make(
        "number", "a digit must follow the minus sign", at: offset,
        hint: rest.first == 0x2E ? "write -0.5, not -.5" : nil)
    case .numberWithoutFraction:
      return make("number", "a digit must follow the decimal point", at: offset, hint: "write 1.0, not 1.")
    default:
      return make("number", "a digit must follow the exponent's e", at: offset, hint: "write 1e5, say")
    }
  }

  /// The fault right behind a number, if what stands there belongs to it: `012`, `1.2.3`, `0x1F`, `1_000`.
  func numberTail() -> JSONError? {
    guard let byte, offset > 0, bytes[offset - 1] &- 0x30 < 10 else { return nil }
    let isWord = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x2E
    guard isWord else { return nil }
    var start = offset
    while start > 0, isNumberByte(bytes[start - 1]) { start -= 1 }
    var end = offset
    while end < bytes.count,
      isNumberByte(bytes[end]) || (bytes[end] | 0x20) &- 0x61 < 26 || bytes[end] == 0x5F
    {
      end += 1
    }
    let found = shorten(bytes[start..<end])
    if byte &- 0x30 < 10 {
      let digits = bytes[start..<end].drop { $0 == 0x2D }.drop { $0 == 0x30 }
      let sign = bytes[start] == 0x2D ? "-" : ""
      let plain = digits.first.map { $0 &- 0x30 < 10 } ?? false
      let right = sign + (plain ? "" : "0") + String(decoding: digits, as: UTF8.self)
      return make(
        "leading-zero", "the number \(found) starts with a zero", at: start, length: end - start,
        hint: digits.count <= 40 ? "write \(right)" : "leave out the zeros")
    }
    return make(
      "number", "\(found) is no number", at: start, length: end - start,
      hint: "numbers are decimal, such as -12, 0.5 or 1e5; anything else is a string in double quotes")
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte | 0x20 == 0x65
  }

  /// The scalar at an offset; nil when it is not UTF-8.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    let length = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { utf8Length($0 + offset, $0 + bytes.count) } ?? 0
    }
    guard length > 0 else { return nil }
    return String(decoding: bytes[offset..<(offset + length)], as: UTF8.self).unicodeScalars.first
  }

  /// A scalar for a message: itself if it shows, else its number.
  func name(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x21...0x7E: return String(Character(scalar))
    case 0xA1..<0x2000 where scalar.properties.isAlphabetic: return String(Character(scalar))
    default: return "U+" + hex(scalar.value, digits: 4)
    }
  }
}
