/// Base64 by RFC 4648 §4: the standard alphabet, padded, spare bits zero, nothing else between.
enum Base64 {
  /// Why a text is not base64.
  enum Fault: Error, Equatable {
    /// A byte outside of the alphabet, at this offset.
    case foreign(offset: Int)
    /// `-` and `_` of the alphabet for URLs.
    case urlAlphabet(offset: Int)
    /// The length is no multiple of four.
    case padding
    /// The last digit has bits that belong to no byte.
    case spareBits
  }

  /// The value of each digit; 64 and above for what is none.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 64, count: 256)
    for (value, digit) in alphabet.enumerated() { table[Int(digit)] = UInt8(value) }
    return table
  }()

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func decode(_ text: UnsafeBufferPointer<UInt8>) throws(Fault) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    var digits = text.count
    while digits > 0, text.count - digits < 2, text[digits - 1] == 0x3D { digits -= 1 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    for index in 0..<digits {
      let value = values[Int(text[index])]
      guard value < 64 else {
        let isURL = text[index] == 0x2D || text[index] == 0x5F
        throw isURL ? .urlAlphabet(offset: index) : .foreign(offset: index)
      }
      bits = bits << 6 | UInt32(value)
      switch index & 3 {
      case 1: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
      case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
      case 3: bytes.append(UInt8(truncatingIfNeeded: bits))
      default: break
      }
    }
    guard text.count % 4 == 0, digits & 3 != 1 else { throw .padding }
    let spare: UInt32 = digits & 3 == 2 ? 0xF : digits & 3 == 3 ? 0x3 : 0
    guard bits & spare == 0 else { throw .spareBits }
    return bytes
  }

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let group =
        UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[index + 2]) : 0)
      text.append(alphabet[Int(group >> 18)])
      text.append(alphabet[Int(group >> 12 & 63)])
      text.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D)
      text.append(left > 2 ? alphabet[Int(group & 63)] : 0x3D)
      index += 3
    }
    return text
  }
}
