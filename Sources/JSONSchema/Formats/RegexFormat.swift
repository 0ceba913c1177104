import ECMARegex

/// `regex`: ECMA-262 in Unicode mode, as `pattern` reads it.
enum RegexFormat {
  static func accepts(_ bytes: ByteRun) -> Bool {
    Pattern.objection(to: String(decoding: bytes, as: UTF8.self)) == nil
  }
}
