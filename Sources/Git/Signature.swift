/// Who and when, as a commit names its author and committer.
public struct Signature: Sendable, Equatable {
  public var name: String
  public var email: String
  /// Seconds since 1970.
  public var seconds: Int64
  /// Minutes east of UTC.
  public var offset: Int

  public init(name: String, email: String, seconds: Int64, offset: Int = 0) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offset = offset
  }

  /// Parses `Name <email> 1700000000 +0100`; what is missing or mangled becomes empty or 0, as git itself reads it.
  init(parsing text: Substring) {
    let bytes = text.utf8
    guard let close = bytes.lastIndex(of: UInt8(ascii: ">")),
      let open = bytes[..<close].lastIndex(of: UInt8(ascii: "<"))
    else {
      self.init(name: String(text), email: "", seconds: 0)
      return
    }
    var name = text[..<open]
    while name.utf8.last == UInt8(ascii: " ") { name = name.dropLast() }
    let rest = text[bytes.index(after: close)...].split(separator: " ")
    var minutes = 0
    if rest.count > 1, let zone = Int(rest[1]) { minutes = zone / 100 * 60 + zone % 100 }
    self.init(
      name: String(name), email: String(text[bytes.index(after: open)..<close]),
      seconds: rest.first.flatMap { Int64($0) } ?? 0, offset: minutes)
  }

  /// The form in a commit object. Characters that would break the line are left out, as git does.
  package var line: String {
    let sign = offset < 0 ? "-" : "+"
    let minutes = abs(offset)
    let zone = minutes / 60 * 100 + minutes % 60
    let padded = String(repeating: "0", count: max(0, 4 - String(zone).count)) + String(zone)
    return "\(Signature.clean(name)) <\(Signature.clean(email))> \(seconds) \(sign)\(padded)"
  }

  /// Removes `<`, `>`, line breaks and NUL, and trims the crud that git trims from both ends.
  public static func clean(_ text: String) -> String {
    func isCrud(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value <= 32 || [".", ",", ":", ";", "<", ">", "\"", "\\", "'"].contains(scalar)
    }
    var scalars = text.unicodeScalars.filter { $0 != "<" && $0 != ">" && $0 != "\n" && $0 != "\0" }[...]
    while let first = scalars.first, isCrud(first) { scalars = scalars.dropFirst() }
    while let last = scalars.last, isCrud(last) { scalars = scalars.dropLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}
