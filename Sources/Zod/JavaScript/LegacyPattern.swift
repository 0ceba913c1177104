/// Patterns without the flag `u`, as zod's are: rewritten to the same in Unicode mode, which `ECMARegex` reads.
///
/// Without `u` a pattern speaks of UTF-16 units, and much that is a fault with `u` has a meaning (ECMA-262 annex B.1.2):
/// `\-` is `-`, a lone `{` itself, `\7` an octal escape. A unit of a surrogate pair becomes a code point of its own in
/// plane 16 (U+D83D: U+10D83D), in the pattern as in the text (`units`), so that `.` and classes see units.
struct LegacyPattern {
  private let units: [UInt16]
  private var index = 0
  private var output: [UInt8] = []
  private var groupCount = 0
  /// The groups of each name: several, if they stand in different alternatives.
  private var names: [[UInt16]: [Int]] = [:]
  /// For each open group, whether it is a lookahead: those may be repeated, which takes a group around them.
  private var lookaheads: [Bool] = []

  /// A source that means in Unicode mode what `source` means without. A faulty one stays faulty.
  static func unicode(_ source: String) -> String {
    var pattern = LegacyPattern(source)
    pattern.countGroups()
    pattern.rewrite()
    return String(decoding: pattern.output, as: UTF8.self)
  }

  /// A text with its surrogate pairs taken apart.
  static func units(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    var index = 0
    while index < bytes.count {
      guard bytes[index] >= 0xF0, index + 3 < bytes.count else {
        out.append(bytes[index])
        index += 1
        continue
      }
      let scalar =
        UInt32(bytes[index] & 7) << 18 | UInt32(bytes[index + 1] & 0x3F) << 12 | UInt32(
          bytes[index + 2] & 0x3F) << 6
        | UInt32(bytes[index + 3] & 0x3F)
      for unit in [0xD800 + (scalar - 0x10000) >> 10, 0xDC00 + scalar & 0x3FF] {
        let mapped = 0x100000 + unit
        out += [
          0xF0 | UInt8(mapped >> 18), 0x80 | UInt8(mapped >> 12 & 0x3F), 0x80 | UInt8(mapped >> 6 & 0x3F),
          0x80 | UInt8(mapped & 0x3F),
        ]
      }
      index += 4
    }
    return out
  }

  private init(_ source: String) { units = Array(source.utf16) }

  private var next: UInt16? { index < units.count ? units[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let next, UInt32(next) == character.value else { return false }
    index += 1
    return true
  }

  private func looksAt(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes in
      index + bytes.count <= units.count
        && bytes.indices.allSatisfy { units[index + $0] == UInt16(bytes[$0]) }
    }
  }

  private mutating func write(_ text: String) { output += Array(text.utf8) }

  private mutating func countGroups() {
    var inClass = false
    while let unit = next {
      index += 1
      switch unit {
      case 0x5C: index += 1
      case 0x5B: inClass = true
      case 0x5D: inClass = false
      case 0x28 where !inClass:
        if looksAt("?<"), !looksAt("?<="), !looksAt("?<!") {
          groupCount += 1
          if let name = name(at: index + 2) { names[name, default: []].append(groupCount) }
        } else if next != 0x3F {
          groupCount += 1
        }
      default: break
      }
    }
    index = 0
  }

  /// A group's name up to its `>`.
  private func name(at start: Int) -> [UInt16]? {
    guard let end = units[start...].firstIndex(of: 0x3E), end > start else { return nil }
    return Array(units[start..<end])
  }

  private mutating func rewrite() {
    while let unit = next {
      switch unit {
      case 0x5C: escape()
      case 0x5B: characterClass()
      case 0x28: group()
      case 0x29:
        index += 1
        write(lookaheads.popLast() == true ? "))" : ")")
      case 0x7B:
        index += 1
        if let end = quantifierEnd() {
          output.append(0x7B)
          while index < end {
            output.append(UInt8(truncatingIfNeeded: units[index]))
            index += 1
          }
        } else {
          literal(unit)
        }
      case 0x5E, 0x24, 0x2E, 0x7C, 0x2A, 0x2B, 0x3F:
        index += 1
        output.append(UInt8(truncatingIfNeeded: unit))
      default:
        index += 1
        literal(unit)
      }
    }
  }

  /// Past the `}` of a quantifier whose `{` has been read; nil if it is none.
  private func quantifierEnd() -> Int? {
    var at = index
    func digits() -> Int { units[at...].prefix { $0 &- 0x30 < 10 }.count }
    guard digits() > 0 else { return nil }
    at += digits()
    if at < units.count, units[at] == 0x2C {
      at += 1
      at += digits()
    }
    return at < units.count && units[at] == 0x7D ? at + 1 : nil
  }

  private mutating func group() {
    if looksAt("(?=") || looksAt("(?!") {
      write("(?:(?")
      output.append(UInt8(truncatingIfNeeded: units[index + 2]))
      index += 3
      lookaheads.append(true)
      return
    }
    lookaheads.append(false)
    index += 1
    output.append(0x28)
    guard next == 0x3F else { return }
    if looksAt("?<"), !looksAt("?<="), !looksAt("?<!"), let name = name(at: index + 2) {
      // A name is its number.
      index += 3 + name.count
      return
    }
    // A kind of group, or a fault: as it stands.
    repeat {
      output += Array(String(decoding: [units[index]], as: UTF16.self).utf8)
      index += 1
    } while next.map(Self.isGroupMark) == true
  }

  private static func isGroupMark(_ unit: UInt16) -> Bool {
    unit == 0x3A || unit == 0x3C || unit == 0x3D || unit == 0x21
  }

  /// One unit, so written that it means nothing else.
  private mutating func literal(_ unit: UInt16) { output += Self.written(unit) }

  private static func written(_ unit: UInt16) -> [UInt8] {
    if unit < 0x80, (UInt8(unit) | 0x20) &- 0x61 < 26 || unit &- 0x30 < 10 { return [UInt8(unit)] }
    let scalar = unit & 0xF800 == 0xD800 ? 0x100000 + UInt32(unit) : UInt32(unit)
    return Array("\\u{\(String(scalar, radix: 16))}".utf8)
  }
}

// Escapes and classes.
extension LegacyPattern {
  private enum Atom {
    case unit(UInt16)
    case set([UInt8])
  }

  private mutating func escape() {
    guard index + 1 < units.count else {
      // A lone backslash stays a fault.
      index += 1
      output.append(0x5C)
      return
    }
    let unit = units[index + 1]
    switch unit {
    case 0x62, 0x42:
      index += 2
      output += [0x5C, UInt8(truncatingIfNeeded: unit)]
    case 0x6B where !names.isEmpty:
      index += 2
      guard next == 0x3C, let name = name(at: index + 1), let groups = names[name] else {
        // A fault, and stays one.
        return write("\\k")
      }
      index += 2 + name.count
      // At most one of them has matched, and the others match nothing.
      write("(?:\(groups.map { "\\\($0)" }.joined(separator: "(?:)")))")
    case 0x31...0x39:
      let digits = units[(index + 1)...].prefix { $0 &- 0x30 < 10 }
      let number = digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), 100_000) }
      if number <= groupCount {
        index += 1 + digits.count
        write("(?:\\\(number))")
      } else {
        append(atom(inClass: false))
      }
    default: append(atom(inClass: false))
    }
  }

  private mutating func append(_ atom: Atom) {
    switch atom {
    case .unit(let unit): literal(unit)
    case .set(let text): output += text
    }
  }

  /// What an escape stands for; the cursor is at its `\`.
  private mutating func atom(inClass: Bool) -> Atom {
    index += 1
    guard let unit = next else { return .unit(0x5C) }
    index += 1
    switch unit {
    case 0x64, 0x44, 0x77, 0x57, 0x73, 0x53: return .set([0x5C, UInt8(truncatingIfNeeded: unit)])
    case 0x74: return .unit(0x09)
    case 0x6E: return .unit(0x0A)
    case 0x76: return .unit(0x0B)
    case 0x66: return .unit(0x0C)
    case 0x72: return .unit(0x0D)
    case 0x62 where inClass: return .unit(0x08)
    case 0x30...0x37: return .unit(octal(from: unit))
    case 0x63:
      if let control = next, control < 0x80 {
        let isLetter = (UInt8(control) | 0x20) &- 0x61 < 26
        if isLetter || (inClass && (control &- 0x30 < 10 || control == 0x5F)) {
          index += 1
          return .unit(control & 0x1F)
        }
      }
      // The backslash stands for itself, and the c comes next.
      index -= 1
      return .unit(0x5C)
    case 0x78: return .unit(hex(digits: 2) ?? unit)
    case 0x75: return .unit(hex(digits: 4) ?? unit)
    default: return .unit(unit)
    }
  }

  /// Up to three octal digits below 256.
  private mutating func octal(from first: UInt16) -> UInt16 {
    var value = first - 0x30
    var count = 1
    while count < 3, let digit = next, digit &- 0x30 < 8, value * 8 + (digit - 0x30) <= 0xFF {
      value = value * 8 + (digit - 0x30)
      index += 1
      count += 1
    }
    return value
  }

  private mutating func hex(digits: Int) -> UInt16? {
    guard index + digits <= units.count else { return nil }
    var value: UInt16 = 0
    for unit in units[index..<(index + digits)] {
      guard let digit = hexDigit(unit) else { return nil }
      value = value << 4 | digit
    }
    index += digits
    return value
  }

  private func hexDigit(_ unit: UInt16) -> UInt16? {
    if unit &- 0x30 < 10 { return unit - 0x30 }
    let letter = (unit | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  private mutating func characterClass() {
    index += 1
    output.append(0x5B)
    if take("^") { output.append(0x5E) }
    while let unit = next {
      if unit == 0x5D {
        index += 1
        output.append(0x5D)
        return
      }
      let low = classAtom()
      guard next == 0x2D, index + 1 < units.count, units[index + 1] != 0x5D else {
        append(low)
        continue
      }
      index += 1
      let high = classAtom()
      if case .unit(let first) = low, case .unit(let last) = high {
        range(first, last)
      } else {
        // A set at either end: no range, and the minus stands for itself.
        append(low)
        literal(0x2D)
        append(high)
      }
    }
  }

  private mutating func classAtom() -> Atom {
    guard let unit = next else { return .unit(0x5C) }
    if unit == 0x5C { return atom(inClass: true) }
    index += 1
    return .unit(unit)
  }

  /// A range of units: what lies among the surrogates lies in plane 16 here.
  private mutating func range(_ first: UInt16, _ last: UInt16) {
    guard first <= last else {
      // A range out of order stays a fault.
      output += Self.written(first) + [0x2D] + Self.written(last)
      return
    }
    for (low, high) in [(0, 0xD7FF), (0xD800, 0xDFFF), (0xE000, 0xFFFF)] as [(UInt16, UInt16)]
    where first <= high && last >= low {
      output += Self.written(max(first, low)) + [0x2D] + Self.written(min(last, high))
    }
  }
}
