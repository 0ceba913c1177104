/// Text for a person's eyes, whatever it came from.
///
/// Documents, file names and keys are other people's: a control character in one could drive a terminal, and an
/// invisible mark of direction could make a line read as what it is not (CVE-2021-42574).
public enum VisibleText {
  /// The text with each control character and mark of direction replaced by one `·`; tabs by a space.
  public static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map(shown)))
  }

  /// One scalar for one scalar, so that columns stay where they are.
  public static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "\t" ? " " : isHidden(scalar) ? "\u{B7}" : scalar
  }

  /// Whether a scalar is one of those that a document's file writes as `\uXXXX` (docs/format.md).
  public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
