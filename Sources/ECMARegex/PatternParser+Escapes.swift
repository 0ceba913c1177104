extension PatternParser {
  /// An escape outside of a class; gives whether it may be repeated.
  mutating func escape() throws(PatternError) -> (Int32, isQuantifiable: Bool) {
    let start = index
    guard index + 1 < scalars.count else { throw fault("ends in a lone \\") }
    let scalar = scalars[index + 1]
    switch scalar {
    case 0x62, 0x42:
      index += 2
      return (add(.wordBoundary(isNegated: scalar == 0x42)), false)
    case 0x31...0x39:
      index += 1
      var number = 0
      while let digit = next, digit &- 0x30 < 10 {
        number = min(number * 10 + Int(digit - 0x30), 1_000_000)
        index += 1
      }
      return (addReference(name: nil, number: number, at: start), true)
    case 0x6B:
      index += 2
      guard take("<") else { throw fault("has a \\k without a <name>", at: start) }
      return (addReference(name: try groupName(), number: 0, at: start), true)
    default:
      switch try characterEscape(inClass: false) {
      case .range(let value, _): return (add(.scalar(value)), true)
      case let item:
        syntax.classItems.append(item)
        let end = Int32(syntax.classItems.count)
        return (add(.set(items: end - 1..<end, isNegated: false)), true)
      }
    }
  }

  /// An escape that stands for a character or a set of them, in and out of classes. The cursor is at its `\`.
  private mutating func characterEscape(inClass: Bool) throws(PatternError) -> ClassItem {
    let start = index
    index += 1
    guard let scalar = next else { throw fault("ends in a lone \\", at: start) }
    index += 1
    switch scalar {
    case 0x64, 0x44, 0x77, 0x57, 0x73, 0x53: return .shorthand(UInt8(truncatingIfNeeded: scalar))
    case 0x70, 0x50: return .property(try property(start), isNegated: scalar == 0x50)
    default:
      let value = try character(scalar, inClass, start)
      return .range(value, value)
    }
  }

  /// The character that an escape's letter stands for.
  private mutating func character(_ scalar: UInt32, _ inClass: Bool, _ start: Int) throws(PatternError)
    -> UInt32
  {
    switch scalar {
    case 0x74: return 0x09
    case 0x6E: return 0x0A
    case 0x76: return 0x0B
    case 0x66: return 0x0C
    case 0x72: return 0x0D
    case 0x30:
      if let digit = next, digit &- 0x30 < 10 { throw fault("has an octal escape", at: start) }
      return 0
    case 0x63:
      guard let letter = next, letter < 0x80, UInt8(letter).isASCIILetter else {
        throw fault("has a \\c without a letter", at: start)
      }
      index += 1
      return letter & 0x1F
    case 0x78:
      guard let value = hex(digits: 2) else { throw fault("has a \\x without two hex digits", at: start) }
      return value
    case 0x75: return try unicodeEscape(start)
    case 0x62 where inClass: return 0x08
    case 0x2D where inClass: return scalar
    case 0x5E, 0x24, 0x5C, 0x2E, 0x2A, 0x2B, 0x3F, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x7C, 0x2F:
      return scalar
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
  mutating func unicodeEscape(_ start: Int) throws(PatternError) -> UInt32 {
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
  mutating func characterClass() throws(PatternError) -> Int32 {
    let start = index
    index += 1
    let isNegated = take("^")
    let first = Int32(syntax.classItems.count)
    while true {
      guard let scalar = next else { throw fault("has a [ without a ]", at: start) }
      if scalar == 0x5D {
        index += 1
        break
      }
      let place = index
      let low = try classAtom()
      guard next == 0x2D, index + 1 < scalars.count, scalars[index + 1] != 0x5D else {
        syntax.classItems.append(low)
        continue
      }
      index += 1
      let high = try classAtom()
      guard case .range(let bottom, _) = low, case .range(let top, _) = high else {
        throw fault("has a range whose end is a set of characters", at: place)
      }
      guard bottom <= top else { throw fault("has a range out of order", at: place) }
      syntax.classItems.append(.range(bottom, top))
    }
    return add(.set(items: first..<Int32(syntax.classItems.count), isNegated: isNegated))
  }

  private mutating func classAtom() throws(PatternError) -> ClassItem {
    guard let scalar = next else { throw fault("has a [ without a ]") }
    if scalar == 0x5C { return try characterEscape(inClass: true) }
    index += 1
    return .range(scalar, scalar)
  }

  /// `{…}` after `\p` or `\P`.
  private mutating func property(_ start: Int) throws(PatternError) -> UnicodeProperty {
    guard take("{") else { throw fault("has a \\p without {…}", at: start) }
    var name = String.UnicodeScalarView()
    while let scalar = next, scalar != 0x7D {
      name.append(Unicode.Scalar(scalar) ?? "?")
      index += 1
    }
    guard take("}") else { throw fault("has a \\p{ without a }", at: start) }
    guard let property = UnicodeProperty(String(name)) else {
      throw fault("has an unknown property \\p{\(String(name).prefix(40))}", at: start)
    }
    return property
  }
}
