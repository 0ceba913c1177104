/// The `Key: value` lines of a message's last paragraph.
public struct Trailers: Sendable {
  public private(set) var pairs: [(key: String, value: String)] = []

  public init(_ pairs: [(key: String, value: String)] = []) { self.pairs = pairs }

  /// Reads the last paragraph; it counts when every line of it is a trailer or the continuation of one.
  public init(message: String) {
    var lines = Trailers.lines(message)
    while let last = lines.last, Trailers.isBlank(last) { lines = lines.dropLast() }
    guard let blank = lines.lastIndex(where: Trailers.isBlank) else { return }
    var found: [(key: String, value: String)] = []
    for line in lines[(blank + 1)...] {
      if let first = line.utf8.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"),
        let last = found.indices.last
      {
        found[last].value += " " + Trailers.trim(line)
        continue
      }
      guard let pair = Trailers.parse(line) else { return }
      found.append(pair)
    }
    pairs = found
  }

  public subscript(_ key: String) -> String? { pairs.first { $0.key == key }?.value }

  public func all(_ key: String) -> [String] { pairs.filter { $0.key == key }.map(\.value) }

  /// A line that reads as a trailer: a key of letters, digits and `-`, a colon, a value.
  public static func parse(_ line: Substring) -> (key: String, value: String)? {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), colon != line.startIndex else {
      return nil
    }
    let key = line[..<colon]
    for byte in key.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        continue
      default: return nil
      }
    }
    return (String(key), trim(line[line.utf8.index(after: colon)...]))
  }

  /// The message with these trailers as its last paragraph, ending in a line feed.
  public func appended(to message: String) -> String {
    var lines = Trailers.lines(message)
    while let last = lines.last, Trailers.isBlank(last) { lines = lines.dropLast() }
    let body = lines.joined(separator: "\n")
    if pairs.isEmpty { return body + "\n" }
    // Trailers that are there already (Signed-off-by) and these make one paragraph: git reads only the last.
    let gap = Trailers(message: body).pairs.isEmpty ? "\n\n" : "\n"
    return body + gap + pairs.map { "\($0.key): \($0.value)\n" }.joined()
  }

  /// Split at line feeds as bytes: to Swift, CR LF is one character, which is not LF.
  private static func lines(_ message: String) -> ArraySlice<Substring> {
    message.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }[
      ...]
  }

  private static func isBlank(_ line: Substring) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while let first = text.utf8.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
    while let last = text.utf8.last, last == 0x20 || last == 0x09 || last == 0x0D { text = text.dropLast() }
    return String(text)
  }
}
