/// Percent-encoding (RFC 3986 §2.1).
enum URIText {
  /// A file's path as the path of a URI: all but unreserved characters and `/` are encoded, so that a colon in a
  /// relative path cannot make a scheme.
  static func path(_ path: String) -> String { encode(path) { isUnreserved($0) || $0 == 0x2F } }

  /// A JSON pointer as a fragment (RFC 6901 §6).
  static func fragment(_ pointer: String) -> String {
    encode(pointer) { isUnreserved($0) || "/?:@!$&'()*+,;=".utf8.contains($0) }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x2E || byte == 0x5F
      || byte == 0x7E
  }

  private static func encode(_ text: String, _ isKept: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy(isKept) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isKept(byte) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
