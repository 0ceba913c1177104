import ECMARegex

/// `hostname`: RFC 1123 §2.1 with RFC 5890's rule that `--` in third place is kept for `xn--`.
enum HostnameFormat {
  static func accepts(_ bytes: ByteRun) -> Bool { labels(bytes) { $0.isASCIILetter || $0.isASCIIDigit } }

  /// The same with any UTF-8 in labels: enough for the domain of an `idn-email`.
  static func isInternational(_ bytes: ByteRun) -> Bool {
    labels(bytes) { $0.isASCIILetter || $0.isASCIIDigit || $0 >= 0x80 }
  }

  private static func labels(_ bytes: ByteRun, _ isLetter: (UInt8) -> Bool) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 253 else { return false }
    var start = 0
    while true {
      var end = start
      while end < bytes.count, bytes[end] != 0x2E { end += 1 }
      let label = bytes.part(start..<end)
      guard label.count >= 1, label.count <= 63, isLetter(label[0]), isLetter(label[label.count - 1]) else {
        return false
      }
      for byte in label where byte != 0x2D && !isLetter(byte) { return false }
      if label.count >= 4, label[2] == 0x2D, label[3] == 0x2D {
        guard label.count > 4, label[0] | 0x20 == 0x78, label[1] | 0x20 == 0x6E else { return false }
      }
      if end == bytes.count { return true }
      start = end + 1
    }
  }
}
