import ECMARegex
/// `regex`: ECMA-262 in Unicode mode, as `pattern` reads it.
enum RegexFormat {
  static func accepts(_ bytes: ByteRun) -> Bool {
    do throws(PatternError) {
      _ = try Pattern.make(String(decoding: bytes, as: UTF8.self))
      return true
    } catch {
      return false
    }
  }
}
