/// The `Key: value` lines of a message's last paragraph.
public struct Trailers: Sendable {
  public private(set) var pairs: [(key: String, value: String)] = []

  public init(_ pairs: [(key: String, value: String)] = []) { self.pairs = pairs }

  /// Reads the last paragraph; it counts when every line of it is a trailer or the continuation of one.
  public init(message: String) {
    var found: [(key: String, value: String)] = []
    var copy = message
    copy.withUTF8 { bytes in
      Trailers.forEachLine(of: bytes) { key, value in
        let text = String(decoding: value, as: UTF8.self)
        if let key {
          found.append((String(decoding: key, as: UTF8.self), text))
        } else if let last = found.indices.last {
          found[last].value += " " + text
        }
      }
    }
    pairs = found
  }

  /// Calls `body` with the key and the value of each line of a message's last paragraph, in order, when every line of
  /// it is a trailer or the continuation of one (without a key). No string is made.
  package static func forEachLine(
    of message: UnsafeBufferPointer<UInt8>,
    _ body: (_ key: UnsafeBufferPointer<UInt8>?, _ value: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard let paragraph = lastParagraph(of: message) else { return }
    var isContinuable = false
    for isCheck in [true, false] {
      var start = paragraph.lowerBound
      while start < paragraph.upperBound {
        var end = start
        while end < paragraph.upperBound, message[end] != 0x0A { end += 1 }
        let line = UnsafeBufferPointer(rebasing: message[start..<end])
        start = end + 1
        if isContinuable, line[0] == 0x20 || line[0] == 0x09 {
          if !isCheck { body(nil, trim(line)) }
          continue
        }
        guard let colon = keyEnd(line) else { return }
        isContinuable = true
        if !isCheck {
          body(UnsafeBufferPointer(rebasing: line[..<colon]), trim(.init(rebasing: line[(colon + 1)...])))
        }
      }
      isContinuable = false
    }
  }

  /// The lines behind the last blank one, without blank lines at the end; nil for a message of one paragraph.
  private static func lastParagraph(of message: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var end = message.count
    var paragraphEnd: Int?
    while true {
      var start = end
      while start > 0, message[start - 1] != 0x0A { start -= 1 }
      let isBlank = message[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if let paragraphEnd {
        if isBlank { return (end + 1)..<paragraphEnd }
      } else if !isBlank {
        paragraphEnd = end
      }
      guard start > 0 else { return nil }
      end = start - 1
    }
  }

  /// Where the colon after a key of letters, digits and `-` is.
  private static func keyEnd(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
    for (index, byte) in line.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        continue
      case UInt8(ascii: ":"): return index > 0 ? index : nil
      default: return nil
      }
    }
    return nil
  }

  public subscript(_ key: String) -> String? { pairs.first { $0.key == key }?.value }

  public func all(_ key: String) -> [String] { pairs.filter { $0.key == key }.map(\.value) }

  /// A line that reads as a trailer: a key of letters, digits and `-`, a colon, a value.
  public static func parse(_ line: Substring) -> (key: String, value: String)? {
    var copy = String(line)
    return copy.withUTF8 { line in
      guard let colon = keyEnd(line) else { return nil }
      return (
        String(decoding: line[..<colon], as: UTF8.self),
        String(decoding: trim(UnsafeBufferPointer(rebasing: line[(colon + 1)...])), as: UTF8.self)
      )
    }
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

  private static func trim(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var first = 0
    var end = text.count
    while first < end, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
    while end > first, text[end - 1] == 0x20 || text[end - 1] == 0x09 || text[end - 1] == 0x0D { end -= 1 }
    return UnsafeBufferPointer(rebasing: text[first..<end])
  }
}
