import CIDN2

/// Labels of internationalized domain names by IDNA2008 (RFC 5890 to 5893), judged by libidn2.
///
/// libidn2's registration call is asked, not its lookup: it is the one that applies every rule, the contextual ones for
/// joiners and for MIDDLE DOT, KERAIA, GERESH and the like (RFC 5892 appendix A) included. Nothing is mapped: an
/// upper-case or decomposed letter is in no valid label.
package enum IDNA {
  /// Octets of a label in ASCII.
  package static let longestLabel = 63

  /// The length in octets of the ASCII form of a label that holds more than ASCII; nil if it is no U-label.
  package static func asciiLength(uLabel label: UnsafeBufferPointer<UInt8>) -> Int? {
    // Each code point takes at least one octet of the ASCII form, so a long text cannot be one: it must not cost.
    guard label.count <= longestLabel * 4 else { return nil }
    return withCString(label) { text in registeredLength { idn2_register_u8(text, nil, $0, 0) } }
  }

  /// Whether a label that starts with `xn--` (in any case) is the ASCII form of a valid U-label.
  package static func isALabel(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    guard label.count > 4, label.count <= longestLabel else { return false }
    let lowered = label.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    return lowered.withUnsafeBufferPointer { label in
      withCString(label) { text in registeredLength { idn2_register_u8(nil, text, $0, 0) } }
    } != nil
  }

  private static func registeredLength(
    _ register: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32
  ) -> Int? {
    var name: UnsafeMutablePointer<UInt8>?
    let code = register(&name)
    defer { idn2_free(name) }
    guard code == IDN2_OK.rawValue, let name else { return nil }
    var length = 0
    while name[length] != 0 { length += 1 }
    return length
  }

  /// The text with a zero at its end; nil if it holds one itself.
  private static func withCString(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) -> Int?
  ) -> Int? {
    guard !bytes.isEmpty, !bytes.contains(0) else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { buffer in
      _ = buffer.initialize(fromContentsOf: bytes)
      buffer.initializeElement(at: bytes.count, to: 0)
      guard let start = buffer.baseAddress else { return nil }
      return body(start)
    }
  }
}
