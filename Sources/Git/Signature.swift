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

  /// As below, of a line's bytes: without a string made of what is as git writes it.
  init(parsing line: UnsafeBufferPointer<UInt8>) {
    guard let close = line.lastIndex(of: UInt8(ascii: ">")),
      let open = line[..<close].lastIndex(of: UInt8(ascii: "<")), open > 0, line[open - 1] == 0x20,
      close + 2 < line.count, line[close + 1] == 0x20,
      let zone = line.lastIndex(of: 0x20), zone > close + 1, zone + 6 == line.count,
      let seconds = Self.number(line[(close + 2)..<zone]), let minutes = Self.number(line[(zone + 2)...]),
      line[zone + 1] == UInt8(ascii: "+") || line[zone + 1] == UInt8(ascii: "-"),
      open < 2 || line[open - 2] != 0x20
    else {
      self.init(parsing: String(decoding: line, as: UTF8.self)[...])
      return
    }
    let east = Int(minutes / 100 * 60 + minutes % 100)
    self.init(
      name: String(decoding: UnsafeBufferPointer(rebasing: line[..<(open - 1)]), as: UTF8.self),
      email: String(decoding: UnsafeBufferPointer(rebasing: line[(open + 1)..<close]), as: UTF8.self),
      seconds: seconds, offset: line[zone + 1] == UInt8(ascii: "-") ? -east : east)
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value
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
