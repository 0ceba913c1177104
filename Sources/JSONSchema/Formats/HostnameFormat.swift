import ECMARegex
import IDNA

/// `hostname` (RFC 1123 §2.1, with RFC 5890's labels `xn--…` checked) and `idn-hostname` (RFC 5890 §2.3.2.3).
enum HostnameFormat {
  /// Octets of a name without the final dot (RFC 1035 §2.3.4 counts the length bytes and the root too).
  private static let longest = 253

  static func accepts(_ bytes: ByteRun) -> Bool {
    guard !bytes.isEmpty, bytes.count <= longest else { return false }
    var start = 0
    while true {
      var end = start
      while end < bytes.count, bytes[end] != 0x2E { end += 1 }
      guard isASCIILabel(bytes.part(start..<end)) else { return false }
      if end == bytes.count { return true }
      start = end + 1
    }
  }

  /// The same with U-labels, and with the three other dots of RFC 3490 §3.1 between labels.
  static func isInternational(_ bytes: ByteRun) -> Bool {
    guard !bytes.isEmpty, bytes.count <= longest * 4 else { return false }
    // Of the name's ASCII form.
    var length = -1
    var start = 0
    while true {
      var end = start
      var isASCII = true
      var dot = 0
      while end < bytes.count {
        dot = dotLength(bytes, end)
        if dot > 0 { break }
        if bytes[end] >= 0x80 { isASCII = false }
        end += 1
      }
      let label = bytes.part(start..<end)
      if isASCII {
        guard isASCIILabel(label) else { return false }
        length += label.count + 1
      } else {
        guard let octets = IDNA.asciiLength(uLabel: label) else { return false }
        length += octets + 1
      }
      if end == bytes.count { return length <= longest }
      start = end + dot
    }
  }

  /// Bytes of the label separator at a place: `.`, U+3002, U+FF0E or U+FF61; 0 if there is none.
  private static func dotLength(_ bytes: ByteRun, _ index: Int) -> Int {
    if bytes[index] == 0x2E { return 1 }
    guard bytes[index] >= 0xE3, index + 2 < bytes.count else { return 0 }
    switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x8E), (0xEF, 0xBD, 0xA1): return 3
    default: return 0
    }
  }

  /// Letters, digits, inner hyphens; `--` in third place only in an A-label.
  private static func isASCIILabel(_ label: ByteRun) -> Bool {
    guard label.count >= 1, label.count <= IDNA.longestLabel, label[0] != 0x2D, label[label.count - 1] != 0x2D
    else { return false }
    for byte in label where byte != 0x2D && !byte.isASCIILetter && !byte.isASCIIDigit { return false }
    guard label.count >= 4, label[2] == 0x2D, label[3] == 0x2D else { return true }
    return label[0] | 0x20 == 0x78 && label[1] | 0x20 == 0x6E && IDNA.isALabel(label)
  }
}
