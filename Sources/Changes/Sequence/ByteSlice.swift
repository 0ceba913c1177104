/// A stretch of a text's bytes that can be compared and hashed. Swift's own strings call different spellings of a
/// letter equal, and documents do not.
package struct ByteSlice: Hashable, Sendable {
  package let bytes: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8)[...] }

  package static func == (left: Self, right: Self) -> Bool {
    left.bytes.count == right.bytes.count && left.bytes.elementsEqual(right.bytes)
  }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Cuts texts into what is compared.
package enum TextCut {
  /// Lines with their line feeds; the last one may have none. Joined they are the text again.
  package static func lines(_ text: String) -> [ByteSlice] {
    let bytes = Array(text.utf8)
    var result: [ByteSlice] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      result.append(ByteSlice(bytes[start...index]))
      start = index + 1
    }
    if start < bytes.count { result.append(ByteSlice(bytes[start...])) }
    return result
  }

  private enum Kind { case word, space, single, joining }

  /// Words (letters, digits and marks), stretches of space, and every other scalar by itself, ideographs too.
  /// Joined they are the text again.
  package static func words(_ text: String) -> [ByteSlice] {
    let bytes = Array(text.utf8)
    var result: [ByteSlice] = []
    var start = 0
    var index = 0
    var current: Kind?
    var isJoined = false
    for scalar in text.unicodeScalars {
      let kind = kind(scalar)
      let joins = isJoined || kind == .joining || (kind == current && kind != .single)
      if current != nil, !joins {
        result.append(ByteSlice(bytes[start..<index]))
        start = index
      }
      if !joins || current == nil { current = kind == .joining ? .single : kind }
      // What follows a zero width joiner is drawn together with what stands before it.
      isJoined = scalar.value == 0x200D
      index += UTF8.width(scalar)
    }
    if start < index { result.append(ByteSlice(bytes[start..<index])) }
    return result
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x20, 0x09...0x0D: return .space
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return .word
    case 0..<0x80: return .single
    case 0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF: return .joining
    // Kana, ideographs and their extensions: no spaces stand between words.
    case 0x2E80...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .single
    case 0xA0, 0x2000...0x200A, 0x3000, 0x2028, 0x2029: return .space
    default: break
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return .joining
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      return .word
    default: return .single
    }
  }
}

extension UTF8 {
  /// Bytes of a scalar.
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x80: 1
    case 0x80..<0x800: 2
    case 0x800..<0x10000: 3
    default: 4
    }
  }
}
