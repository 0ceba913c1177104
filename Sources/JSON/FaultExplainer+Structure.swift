/// Faults between tokens: what the grammar wanted at a place, and what somebody probably meant.
extension FaultExplainer {
  func unexpected(_ expectation: JSONFault.Expectation) -> JSONError {
    guard let byte else { return ending(expectation) }
    if let error = foreign(byte, expectation) { return error }
    switch expectation {
    case .key: return key(byte)
    case .value: return value(byte)
    case .colon:
      let hint = byte == 0x3D ? "write : instead of =" : "write \"key\": value"
      return make("missing-colon", "a colon must follow the key, found \(found)", at: offset, hint: hint)
    case .commaOrEnd: return commaOrEnd(byte)
    case .end: return numberTail() ?? end(byte)
    }
  }

  private var isInObject: Bool { fault.container >= 0 && bytes[fault.container] == 0x7B }
  private var containerName: String { isInObject ? "object" : "array" }

  private var found: String {
    scalar(at: offset).map(name) ?? "byte 0x" + hex(UInt32(bytes[offset]), digits: 2)
  }

  /// The offset of the last byte before the fault that is not space; nil at the start.
  private var previous: Int? {
    var index = offset - 1
    while index >= 0, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index -= 1 }
    return index >= 0 ? index : nil
  }

  private func ending(_ expectation: JSONFault.Expectation) -> JSONError {
    guard fault.container >= 0 else {
      return make("unclosed", "the text ends where a value should stand", at: offset, hint: nil)
    }
    let closer = isInObject ? "}" : "]"
    return make(
      "unclosed",
      "the text ends before the \(containerName) that starts at \(place(fault.container)) is closed",
      at: offset,
      hint: "add the missing \(closer); the end of the text may be lost")
  }

  /// Bytes that are wrong wherever they stand between tokens.
  private func foreign(_ byte: UInt8, _ expectation: JSONFault.Expectation) -> JSONError? {
    let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    if byte == 0x23 || byte == 0x2F && (next == 0x2F || next == 0x2A) {
      return make(
        "comment", "JSON has no comments", at: offset, length: byte == 0x23 ? 1 : 2,
        hint: "remove it, or make it a member of its own")
    }
    if byte == 0x27, expectation == .value || expectation == .key {
      return make(
        "single-quotes", "a string stands in double quotes, found '", at: offset, hint: "write \"…\"")
    }
    guard byte >= 0x80 else { return nil }
    guard let scalar = scalar(at: offset) else {
      return FaultExplainer(bytes: bytes, fault: JSONFault(kind: .invalidUTF8, offset: offset)).error()
    }
    let length = String(scalar).utf8.count
    switch scalar.value {
    case 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A, 0xFF02:
      return make(
        "unexpected", "a string stands in straight double quotes, found \(name(scalar))", at: offset,
        length: length,
        hint: "write \"…\"; word processors make quotes curly")
    case 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0x85, 0x2028, 0x2029:
      return make(
        "unexpected", "the invisible character \(name(scalar)) between tokens", at: offset, length: length,
        hint: "delete it; only space, tab and line breaks may stand there")
    default: return nil
    }
  }

  private func trailingComma() -> JSONError? {
    guard let previous, bytes[previous] == 0x2C else { return nil }
    return make(
      "trailing-comma", "a comma after the last \(isInObject ? "member" : "element")", at: previous,
      hint: "remove the comma")
  }

  private func key(_ byte: UInt8) -> JSONError {
    switch byte {
    case 0x7D:
      if let error = trailingComma() { return error }
    case 0x2C: return make("unexpected", "a comma without a member before it", at: offset, hint: "remove it")
    case 0x5D: return mismatch()
    case 0x3A:
      return make("unexpected", "a colon without a key before it", at: offset, hint: "write \"key\": value")
    default: break
    }
    let text = wordText(at: offset)
    if !text.isEmpty {
      return make(
        "unquoted-key", "a key must stand in double quotes, found \(text)", at: offset,
        length: text.utf8.count,
        hint: "write \"\(text)\"")
    }
    return make(
      "unexpected", "a key must stand here, found \(found)", at: offset, hint: "write \"key\": value")
  }

  private func value(_ byte: UInt8) -> JSONError {
    switch byte {
    case 0x5D, 0x7D:
      if let error = trailingComma() { return error }
      if fault.container < 0 { return end(byte) }
      if let previous, bytes[previous] == 0x5B { return mismatch() }
      return make("missing-value", "a value must follow the colon", at: offset, hint: "write null for none")
    case 0x2C:
      if let previous, bytes[previous] == 0x3A {
        return make("missing-value", "a value must follow the colon", at: offset, hint: "write null for none")
      }
      return make("unexpected", "a comma without a value before it", at: offset, hint: "remove it")
    case 0x3A: return make("unexpected", "a colon where a value should stand", at: offset, hint: "remove it")
    case 0x2B: return make("number", "a number has no plus sign", at: offset, hint: "remove the +")
    case 0x2E:
      return make(
        "number", "a digit must stand before the decimal point", at: offset, hint: "write 0.5, not .5")
    default: break
    }
    let text = wordText(at: offset)
    if !text.isEmpty { return word(at: offset, word: text) }
    return make("unexpected", "a value must stand here, found \(found)", at: offset, hint: nil)
  }

  /// A bare word where a value should stand.
  func word(at offset: Int, word: String) -> JSONError {
    let hint: String
    switch word.lowercased() {
    case "true", "yes", "on": hint = "write true"
    case "false", "no", "off": hint = "write false"
    case "null", "nil", "none", "undefined": hint = "write null"
    case "nan", "infinity", "-infinity", "inf", "-inf":
      hint = "JSON has no such number; in a document write { \"$double\": \"\(doubleName(word))\" }"
    default: hint = "a string stands in double quotes; the words of JSON are true, false and null"
    }
    return make("unexpected", "\(word) is no value", at: offset, length: word.utf8.count, hint: hint)
  }

  private func doubleName(_ word: String) -> String {
    let lower = word.lowercased()
    if lower == "nan" { return "NaN" }
    return lower.utf8.first == 0x2D ? "-Infinity" : "Infinity"
  }

  /// Letters, digits, `_`, `$` and `-` from an offset, at most 40.
  private func wordText(at offset: Int) -> String {
    var end = offset
    while end < bytes.count, end - offset < 40 {
      let byte = bytes[end]
      guard (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x24 || byte == 0x2D
      else { break }
      end += 1
    }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }

  private func mismatch() -> JSONError {
    let (open, close) = isInObject ? ("{", "}") : ("[", "]")
    return make(
      "mismatched-bracket",
      "the \(containerName) that \(open) starts at \(place(fault.container)) is closed by \(found)",
      at: offset,
      hint: "write \(close), or open it with the other kind")
  }

  private func commaOrEnd(_ byte: UInt8) -> JSONError {
    if let error = numberTail() { return error }
    switch byte {
    case 0x5D, 0x7D: return mismatch()
    case 0x3A:
      if !isInObject {
        return make("unexpected", "a colon in an array", at: offset, hint: "members with keys stand in { }")
      }
    case 0x22, 0x27, 0x7B, 0x5B, 0x2D, 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      let after = (previous ?? offset - 1) + 1
      return make(
        "missing-comma", "a comma must stand between two \(isInObject ? "members" : "elements")", at: after,
        hint: "write , here")
    default: break
    }
    let closer = isInObject ? "}" : "]"
    return make(
      "unexpected", "a comma or \(closer) must follow, found \(found)", at: offset,
      hint: byte == 0x3B ? "write , instead of ;" : nil)
  }

  private func end(_ byte: UInt8) -> JSONError {
    if byte == 0x7D || byte == 0x5D {
      return make(
        "after-end", "\(found) closes nothing", at: offset,
        hint: "remove it, or look for one too many before it")
    }
    return make(
      "after-end", "text after the end of the value", at: offset,
      hint: "a JSON text is one value; remove the rest")
  }
}
