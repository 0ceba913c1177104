/// What an escape stands for.
enum PatternEscape {
  /// One code point; surrogates match nothing in valid UTF-8.
  case scalar(UInt32)
  /// `\d`, `\W`, `\p{…}`: text that PCRE2 understands inside a class, where `\D` must be spelt by its ranges.
  case set([UInt8])
}

extension PatternTranslator {
  /// The complement of `\s`, JavaScript's white space and line ends, as ranges.
  private static let space: StaticString =
    "\\t-\\r\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
  private static let notSpace: StaticString =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

  /// An escape outside of a class; gives whether it may be repeated.
  mutating func escape() throws(PatternError) -> Bool {
    let start = index
    guard index + 1 < scalars.count else { throw fault("ends in a lone \\") }
    let scalar = scalars[index + 1]
    switch scalar {
    case 0x62, 0x42:
      index += 2
      output += [0x5C, UInt8(truncatingIfNeeded: scalar)]
      return false
    case 0x31...0x39:
      index += 1
      var number = 0
      while let digit = next, digit &- 0x30 < 10 {
        number = min(number * 10 + Int(digit - 0x30), 100_000)
        index += 1
      }
      guard number <= groupCount else {
        throw fault("refers to group \(number), which it does not have", at: start)
      }
      output += Array("\\g{\(number)}".utf8)
    case 0x6B:
      index += 2
      guard take("<") else { throw fault("has a \\k without a <name>", at: start) }
      let name = try groupName()
      guard let number = groupNames[name] else {
        throw fault("refers to a group \(name), which it does not have", at: start)
      }
      output += Array("\\g{\(number)}".utf8)
    default:
      switch try characterEscape(inClass: false) {
      case .scalar(0xD800...0xDFFF): write("(?!)")
      case .scalar(let value): literal(value)
      case .set(let text): output += [0x5B] + text + [0x5D]
      }
    }
    return true
  }

  /// An escape that stands for characters, in and out of classes. The cursor is at its `\`.
  mutating func characterEscape(inClass: Bool) throws(PatternError) -> PatternEscape {
    let start = index
    index += 1
    guard let scalar = next else { throw fault("ends in a lone \\", at: start) }
    index += 1
    switch scalar {
    case 0x64: return .set(Array("0-9".utf8))
    case 0x44: return .set(Array("\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}".utf8))
    case 0x77: return .set(Array("0-9A-Za-z_".utf8))
    case 0x57:
      return .set(Array("\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}".utf8))
    case 0x73: return .set(Self.space.withUTF8Buffer(Array.init))
    case 0x53: return .set(Self.notSpace.withUTF8Buffer(Array.init))
    case 0x70, 0x50: return .set(try property(isNegated: scalar == 0x50, start))
    case 0x74: return .scalar(0x09)
    case 0x6E: return .scalar(0x0A)
    case 0x76: return .scalar(0x0B)
    case 0x66: return .scalar(0x0C)
    case 0x72: return .scalar(0x0D)
    case 0x30:
      if let digit = next, digit &- 0x30 < 10 { throw fault("has an octal escape", at: start) }
      return .scalar(0)
    case 0x63:
      guard let letter = next, letter < 0x80, UInt8(letter).isASCIILetter else {
        throw fault("has a \\c without a letter", at: start)
      }
      index += 1
      return .scalar(letter & 0x1F)
    case 0x78:
      guard let value = hex(digits: 2) else { throw fault("has a \\x without two hex digits", at: start) }
      return .scalar(value)
    case 0x75: return .scalar(try unicodeEscape(start))
    case 0x62 where inClass: return .scalar(0x08)
    case 0x2D where inClass: return .scalar(scalar)
    case 0x5E, 0x24, 0x5C, 0x2E, 0x2A, 0x2B, 0x3F, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x7C, 0x2F:
      return .scalar(scalar)
    default: throw fault("has an escape that means nothing: \\\(shown(scalar))", at: start)
    }
  }

  private mutating func hex(digits: Int) -> UInt32? {
    guard index + digits <= scalars.count else { return nil }
    var value: UInt32 = 0
    for offset in 0..<digits {
      let scalar = scalars[index + offset]
      guard scalar < 0x80, let digit = UInt8(scalar).hexValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    index += digits
    return value
  }

  /// `\uXXXX`, a pair of them for a surrogate pair, or `\u{X…}`; the `u` is read.
  private mutating func unicodeEscape(_ start: Int) throws(PatternError) -> UInt32 {
    if take("{") {
      var value: UInt32 = 0
      let first = index
      while let scalar = next, scalar < 0x80, let digit = UInt8(scalar).hexValue {
        value = min(value << 4 | UInt32(digit), 0x110000)
        index += 1
      }
      guard index > first, value <= 0x10FFFF, take("}") else {
        throw fault("has a \\u{…} that is no code point", at: start)
      }
      return value
    }
    guard let unit = hex(digits: 4) else { throw fault("has a \\u without four hex digits", at: start) }
    if unit & 0xFC00 == 0xD800, looksAt("\\u") {
      let kept = index
      index += 2
      if let low = hex(digits: 4), low & 0xFC00 == 0xDC00 {
        return 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
      }
      index = kept
    }
    return unit
  }

  /// A class: `[…]`.
  mutating func characterClass() throws(PatternError) {
    let start = index
    index += 1
    let isNegated = take("^")
    var items: [UInt8] = []
    while true {
      guard let scalar = next else { throw fault("has a [ without a ]", at: start) }
      if scalar == 0x5D {
        index += 1
        break
      }
      let place = index
      let low = try classAtom()
      guard next == 0x2D, index + 1 < scalars.count, scalars[index + 1] != 0x5D else {
        append(low, to: &items)
        continue
      }
      index += 1
      let high = try classAtom()
      guard case .scalar(let first) = low, case .scalar(let last) = high else {
        throw fault("has a range whose end is a set of characters", at: place)
      }
      guard first <= last else { throw fault("has a range out of order", at: place) }
      appendRange(first, last, to: &items)
    }
    if items.isEmpty {
      // Nothing, or anything: also what is left of a class of surrogates alone.
      if isNegated { write("[\\x{0}-\\x{10ffff}]") } else { write("(?!)") }
      return
    }
    output.append(0x5B)
    if isNegated { output.append(0x5E) }
    output += items
    output.append(0x5D)
  }

  private mutating func classAtom() throws(PatternError) -> PatternEscape {
    guard let scalar = next else { throw fault("has a [ without a ]") }
    if scalar == 0x5C { return try characterEscape(inClass: true) }
    index += 1
    return .scalar(scalar)
  }

  private func append(_ atom: PatternEscape, to items: inout [UInt8]) {
    switch atom {
    case .scalar(let value): appendRange(value, value, to: &items)
    case .set(let text): items += text
    }
  }

  /// Surrogates are left out: valid UTF-8 has none, and PCRE2 refuses them.
  private func appendRange(_ low: UInt32, _ high: UInt32, to items: inout [UInt8]) {
    let first = (0xD800...0xDFFF).contains(low) ? 0xE000 : low
    let last = (0xD800...0xDFFF).contains(high) ? 0xD7FF : high
    guard first <= last else { return }
    Self.appendMember(first, to: &items)
    if last > first {
      items.append(0x2D)
      Self.appendMember(last, to: &items)
    }
  }

  private static func appendMember(_ scalar: UInt32, to items: inout [UInt8]) {
    if scalar > 0x20, scalar < 0x7F {
      let byte = UInt8(scalar)
      if !byte.isASCIIDigit, !byte.isASCIILetter { items.append(0x5C) }
      items.append(byte)
    } else {
      items += Array("\\x{\(String(scalar, radix: 16))}".utf8)
    }
  }
}
