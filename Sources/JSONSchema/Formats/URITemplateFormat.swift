import ECMARegex

/// `uri-template`: RFC 6570, all four levels. Literals may hold an apostrophe (erratum 6937).
enum URITemplateFormat {
  static func accepts(_ bytes: ByteRun) -> Bool {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x7B:
        guard let end = bytes[index...].firstIndex(of: 0x7D), isExpression(bytes.part((index + 1)..<end))
        else {
          return false
        }
        index = end
      case 0x25:
        guard index + 2 < bytes.count, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
          return false
        }
        index += 2
      case 0x00...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7C, 0x7D, 0x7F: return false
      case 0x80...0xFF:
        guard let length = UniversalCharacters.length(bytes, index, privateUse: true) else { return false }
        index += length - 1
      default: break
      }
      index += 1
    }
    return true
  }

  private static func isExpression(_ bytes: ByteRun) -> Bool {
    var start = 0
    if let first = bytes.first, "+#./;?&=,!@|".utf8.contains(first) { start = 1 }
    return bytes[start...].split(separator: 0x2C, omittingEmptySubsequences: false).allSatisfy {
      isVariable($0)
    }
  }

  private static func isVariable(_ variable: Slice<ByteRun>) -> Bool {
    var name = variable
    if name.last == 0x2A {
      name = name.dropLast()
    } else if let colon = name.firstIndex(of: 0x3A) {
      let length = name[(colon + 1)...]
      guard length.count >= 1, length.count <= 4, length.allSatisfy(\.isASCIIDigit), length.first != 0x30
      else {
        return false
      }
      name = name[..<colon]
    }
    let letters = ByteRun(rebasing: name)
    guard !letters.isEmpty, letters.first != 0x2E, letters.last != 0x2E else { return false }
    var index = 0
    while index < letters.count {
      let byte = letters[index]
      if byte == 0x25 {
        guard index + 2 < letters.count, letters[index + 1].isHexDigit, letters[index + 2].isHexDigit else {
          return false
        }
        index += 2
      } else {
        guard byte.isASCIILetter || byte.isASCIIDigit || byte == 0x5F || byte == 0x2E else { return false }
        if byte == 0x2E, letters[index + 1] == 0x2E { return false }
      }
      index += 1
    }
    return true
  }
}
