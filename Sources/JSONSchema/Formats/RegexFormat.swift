/// `regex`: ECMA-262 in Unicode mode, as `pattern` reads it.
enum RegexFormat {
  static func accepts(_ bytes: ByteRun) -> Bool {
    if case .success = Pattern.make(String(decoding: bytes, as: UTF8.self)) { return true }
    return false
  }
}
