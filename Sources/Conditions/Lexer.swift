internal import Diagnostics

/// A word of a condition, and where it stands.
struct Token {
  enum Kind: Equatable {
    case word(String)
    /// A name in backticks, which is never a keyword.
    case quotedName(String)
    case integer(UInt64)
    case double(Double)
    case string(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// In bytes.
  let offset: Int
  let length: Int

  func isSymbol(_ text: String) -> Bool { kind == .symbol(text) }
  func isWord(_ text: String) -> Bool { kind == .word(text) }
}

/// Cuts a condition into words. Bytes of UTF-8 throughout; names are ASCII unless they stand in backticks.
struct Lexer {
  private let source: [UInt8]
  private var index = 0

  init(_ source: [UInt8]) { self.source = source }

  mutating func tokens() throws(ConditionError) -> [Token] {
    var tokens: [Token] = []
    while true {
      while index < source.count, [0x20, 0x09, 0x0A, 0x0D].contains(source[index]) { index += 1 }
      let start = index
      let kind = try next()
      tokens.append(Token(kind: kind, offset: start, length: index - start))
      if kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ConditionError) -> Token.Kind {
    guard index < source.count else { return .end }
    let byte = source[index]
    if Self.isName(byte) { return .word(text { Self.isName($0) || Self.isDigit($0) }) }
    if Self.isDigit(byte) { return try number() }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(byte))
    case UInt8(ascii: "`"): return .quotedName(try quotedName())
    default: return .symbol(try symbol())
    }
  }

  static func isName(_ byte: UInt8) -> Bool { byte | 0x20 &- 0x61 < 26 && byte > 0x40 || byte == 0x5F }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private mutating func text(_ belongs: (UInt8) -> Bool) -> String {
    let start = index
    while index < source.count, belongs(source[index]) { index += 1 }
    return String(decoding: source[start..<index], as: UTF8.self)
  }

  private mutating func number() throws(ConditionError) -> Token.Kind {
    let start = index
    func digit(_ place: Int) -> Bool { place < source.count && Self.isDigit(source[place]) }
    var isDouble = false
    while digit(index) { index += 1 }
    if index < source.count, source[index] == UInt8(ascii: "."), digit(index + 1) {
      isDouble = true
      index += 1
      while digit(index) { index += 1 }
    }
    if index < source.count, source[index] | 0x20 == UInt8(ascii: "e") {
      let sign = index + 1 < source.count && [0x2B, 0x2D].contains(source[index + 1]) ? 1 : 0
      if digit(index + 1 + sign) {
        isDouble = true
        index += 1 + sign
        while digit(index) { index += 1 }
      }
    }
    let text = String(decoding: source[start..<index], as: UTF8.self)
    if index < source.count, Self.isName(source[index]) {
      throw fault(
        "condition/syntax", "\(text) is followed by a letter",
        hint: "a name that starts with a digit goes in backticks",
        at: start, to: index + 1)
    }
    if isDouble, let number = Double(text), number.isFinite { return .double(number) }
    if !isDouble, let number = UInt64(text), number <= UInt64(Int64.max) + 1 { return .integer(number) }
    throw fault("condition/value", "\(text) is beyond the numbers that Firestore has", at: start, to: index)
  }

  private mutating func string(_ quote: UInt8) throws(ConditionError) -> String {
    let start = index
    index += 1
    var bytes: [UInt8] = []
    while index < source.count, source[index] != quote {
      if source[index] == 0x0A { break }
      if source[index] == UInt8(ascii: "\\") {
        try escape(into: &bytes)
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    guard index < source.count, source[index] == quote else {
      throw fault("condition/syntax", "a string starts here and is never closed", at: start, to: start + 1)
    }
    index += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(ConditionError) {
    let start = index
    let next = start + 1 < source.count ? source[start + 1] : 0
    index += 2
    switch next {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "/"):
      bytes.append(next)
    case UInt8(ascii: "u"):
      let end = min(index + 4, source.count)
      let digits = String(decoding: source[index..<end], as: UTF8.self)
      guard digits.utf8.count == 4, digits.utf8.allSatisfy({ Self.isDigit($0) || $0 | 0x20 &- 0x61 < 6 }),
        let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code)
      else {
        throw fault(
          "condition/syntax", "\\u needs four hexadecimal digits of a character", at: start, to: end)
      }
      bytes += Array(String(Character(scalar)).utf8)
      index = end
    default:
      let end = min(start + 2, source.count)
      let letter = String(decoding: source[start..<end], as: UTF8.self)
      throw fault(
        "condition/syntax", "there is no escape \(letter)", hint: "a backslash itself is written \\\\",
        at: start,
        to: end)
    }
  }

  /// As in a field path: `` \` `` and `\\` stand for a backtick and a backslash.
  private mutating func quotedName() throws(ConditionError) -> String {
    let start = index
    index += 1
    var bytes: [UInt8] = []
    while index < source.count, source[index] != UInt8(ascii: "`") {
      if source[index] == UInt8(ascii: "\\"), index + 1 < source.count,
        [UInt8(ascii: "`"), UInt8(ascii: "\\")].contains(source[index + 1])
      {
        index += 1
      }
      bytes.append(source[index])
      index += 1
    }
    guard index < source.count, !bytes.isEmpty else {
      let what = bytes.isEmpty && index < source.count ? "is empty" : "starts here and is never closed"
      throw fault("condition/syntax", "a name in backticks \(what)", at: start, to: max(index, start + 1))
    }
    index += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let symbols = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}",
    ".", ",", "?", ":",
  ].map { Array($0.utf8) }

  /// What other languages write.
  private static let foreign: [(written: [UInt8], meant: String)] = [
    ("===", "=="), ("!==", "!="), ("<>", "!="), ("=>", ">="), ("=~", ".matches(\"…\")"), ("=", "=="),
    ("&", "&&"), ("|", "||"), ("“", "\""), ("”", "\""), ("„", "\""), ("‘", "'"), ("’", "'"), ("≠", "!="),
    ("≤", "<="), ("≥", ">="),
  ].map { (Array($0.0.utf8), $0.1) }

  private mutating func symbol() throws(ConditionError) -> String {
    let rest = source[index...]
    let known = Self.symbols.first { rest.starts(with: $0) }
    if let found = Self.foreign.first(where: { rest.starts(with: $0.written) }),
      found.written.count > (known?.count ?? 0)
    {
      throw fault(
        "condition/syntax", "there is no operator \(String(decoding: found.written, as: UTF8.self))",
        hint: "did you mean \(found.meant)?", at: index, to: index + found.written.count)
    }
    guard let known else {
      var end = index + 1
      while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
      let what = VisibleText.of(String(decoding: source[index..<end], as: UTF8.self))
      throw fault(
        "condition/syntax", "\(what) means nothing here",
        hint: "a name with other than letters, digits and _ goes in backticks",
        at: index, to: end)
    }
    index += known.count
    return String(decoding: known, as: UTF8.self)
  }

  private func fault(
    _ code: String, _ message: String, hint: String? = nil, at start: Int, to end: Int
  ) -> ConditionError {
    ConditionError(code, message, hint: hint, at: start, length: end - start, in: source)
  }
}
