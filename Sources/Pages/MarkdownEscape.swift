/// Text as Markdown that shows it, and makes nothing of it.
///
/// A backslash is enough for what Markdown itself reads. Mentions, references, addresses and emoji are found by
/// GitHub and GitLab in the finished page, where no backslash is left: a space of no width stands in the midst of
/// each.
enum MarkdownEscape {
  private static let gap = "&#8203;"

  /// - Parameters:
  ///   - isAtStart: whether the text stands where a list, a heading or a command of GitLab's (`/close`) could begin.
  ///   - isInHTML: whether it stands in a line of HTML, where backslashes are shown.
  static func write(_ text: String, isAtStart: Bool, isInHTML: Bool, to output: inout [UInt8]) {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    if isAtStart { index = start(scalars, &output) }
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "&": output += "&amp;".utf8
      case "<": output += "&lt;".utf8
      case ">": output += "&gt;".utf8
      case "\n": output += "<br>".utf8
      case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
      case "$":
        // Two of them on a line are mathematics; GitHub names no escape but this.
        output += "<span>$</span>".utf8
      case "@": output += "@\(gap)".utf8
      case "#":
        output += (isInHTML ? "#" : "\\#").utf8
        if isWord(scalars, index + 1) { output += gap.utf8 }
      case "\\", "`", "*", "_", "[", "]", "~", "|", "!":
        // GitLab's references: !12 and ~label.
        if isInHTML {
          output += scalar == "|" ? Array("&#124;".utf8) : Array(String(scalar).utf8)
        } else {
          output += [0x5C] + Array(String(scalar).utf8)
        }
        if scalar == "!" || scalar == "~", isWord(scalars, index + 1) { output += gap.utf8 }
      case "%", "^":
        output += String(scalar).utf8
        if index == 0 || scalars[index - 1] == " ", isWord(scalars, index + 1) { output += gap.utf8 }
      case ":":
        output += ":".utf8
        if isAddress(scalars, index) || isEmoji(scalars, index) { output += gap.utf8 }
      case "-" where isIssue(scalars, index): output += "-\(gap)".utf8
      case "." where isWeb(scalars, index): output += "\(gap).".utf8
      default: output += visible(scalar).utf8
      }
      index += 1
    }
  }

  /// Writes what would begin a block; gives the index behind it.
  private static func start(_ scalars: [Unicode.Scalar], _ output: inout [UInt8]) -> Int {
    var index = 0
    while index < scalars.count, scalars[index] == " " || scalars[index] == "\t" {
      output += "&#32;".utf8
      index += 1
    }
    guard index < scalars.count else { return index }
    if ["+", "-", "=", "/"].contains(scalars[index]) {
      output += [0x5C, UInt8(scalars[index].value)]
      return index + 1
    }
    var end = index
    while end < scalars.count, isDigit(scalars[end]) { end += 1 }
    guard end > index, end < scalars.count, scalars[end] == "." || scalars[end] == ")" else { return index }
    for scalar in scalars[index..<end] { output.append(UInt8(scalar.value)) }
    output += [0x5C, UInt8(scalars[end].value)]
    return end + 1
  }

  /// A scalar as it is shown: what is invisible, or turns the writing round, as U+FFFD.
  static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: " "
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      "\u{FFFD}"
    default: String(scalar)
    }
  }

  /// Whether a scalar may stand between backticks, in a table's cell too.
  static func isPlainInCode(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "`" && scalar != "|" && scalar != "\\" && scalar != "$" && visible(scalar) == String(scalar)
  }

  /// Whether a piece begins and ends with a letter or digit.
  static func isFlankedByLetters(_ piece: Markdown) -> Bool {
    func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
      guard let scalar else { return false }
      return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    switch piece {
    case .text(let text):
      return isLetter(text.unicodeScalars.first) && isLetter(text.unicodeScalars.last)
    case .group(let pieces) where pieces.count == 1: return isFlankedByLetters(pieces[0])
    default: return false
    }
  }

  /// A link's target with all but what addresses are made of percent-encoded (RFC 3986 §2).
  static func address(_ target: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in target.utf8 {
      let isKept =
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~:/?#@!$,;=%+".utf8.contains(byte)
      bytes += isKept ? [byte] : [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value &- 0x30 < 10 }

  private static func isWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard index < scalars.count else { return false }
    return isDigit(scalars[index]) || scalars[index].properties.isAlphabetic || scalars[index] == "\""
  }

  /// `://`, at its colon.
  private static func isAddress(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index + 2 < scalars.count && scalars[index + 1] == "/" && scalars[index + 2] == "/"
  }

  /// `:name:`, at its first colon. `09:30:00` is none.
  private static func isEmoji(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    var end = index + 1
    var isNumber = true
    while end < scalars.count, end - index < 64 {
      let value = scalars[end].value
      let isLetter = (value | 0x20) &- 0x61 < 26 || value == 0x5F || value == 0x2B || value == 0x2D
      guard isLetter || isDigit(scalars[end]) else { break }
      if isLetter { isNumber = false }
      end += 1
    }
    guard end < scalars.count, end > index + 1, scalars[end] == ":" else { return false }
    if !isNumber { return true }
    let name = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    return name == "100" || name == "1234"
  }

  /// `GH-12`, at its hyphen.
  private static func isIssue(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index >= 2 && index + 1 < scalars.count && isDigit(scalars[index + 1])
      && scalars[index - 1].value | 0x20 == 0x68 && scalars[index - 2].value | 0x20 == 0x67
  }

  /// `www.`, at its dot.
  private static func isWeb(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0.value | 0x20 == 0x77 }
  }
}
