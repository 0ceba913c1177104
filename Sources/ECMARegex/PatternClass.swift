/// Classes and shorthands, as ranges and as PCRE2 writes them.
enum PatternClass {
  /// `\s`: JavaScript's white space and line ends.
  static let space: [ClosedRange<UInt32>] = [
    0x9...0xD, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]
  static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  static let digit: [ClosedRange<UInt32>] = [0x30...0x39]

  /// The set of a shorthand's letter, in lower case.
  static func shorthand(_ letter: UInt8) -> [ClosedRange<UInt32>] {
    switch letter | 0x20 {
    case 0x64: digit
    case 0x77: word
    default: space
    }
  }

  /// Writes a class for PCRE2.
  static func write(
    _ items: [ClassItem], _ part: Range<Int32>, _ isNegated: Bool, to output: inout [UInt8]
  ) {
    let start = output.count
    output.append(0x5B)
    if isNegated { output.append(0x5E) }
    let first = output.count
    for index in part { write(items[Int(index)], to: &output) }
    guard output.count == first else {
      output.append(0x5D)
      return
    }
    // Nothing, or anything: also what is left of a class of surrogates alone.
    output.removeLast(output.count - start)
    output += Array((isNegated ? "[\\x{0}-\\x{10ffff}]" : "(?!)").utf8)
  }

  private static func write(_ item: ClassItem, to output: inout [UInt8]) {
    switch item {
    case .range(let low, let high): writeRange(low, high, to: &output)
    case .shorthand(let letter):
      let set = ScalarRanges(shorthand(letter))
      for range in letter & 0x20 == 0 ? set.inverted.ranges : set.ranges {
        writeRange(range.lowerBound, range.upperBound, to: &output)
      }
    case .property(let property, let isNegated):
      if let name = property.nameForPCRE2 {
        output += Array("\\\(isNegated ? "P" : "p"){\(name)}".utf8)
      } else if let set = ScalarRanges.computed(property) {
        for range in isNegated ? set.inverted.ranges : set.ranges {
          writeRange(range.lowerBound, range.upperBound, to: &output)
        }
      }
    }
  }

  /// Surrogates are left out: valid UTF-8 has none, and PCRE2 refuses them.
  private static func writeRange(_ low: UInt32, _ high: UInt32, to output: inout [UInt8]) {
    let first = (0xD800...0xDFFF).contains(low) ? 0xE000 : low
    let last = (0xD800...0xDFFF).contains(high) ? 0xD7FF : high
    guard first <= last else { return }
    writeMember(first, to: &output)
    if last > first {
      output.append(0x2D)
      writeMember(last, to: &output)
    }
  }

  private static func writeMember(_ scalar: UInt32, to output: inout [UInt8]) {
    if scalar > 0x20, scalar < 0x7F {
      let byte = UInt8(scalar)
      if !byte.isASCIIDigit, !byte.isASCIILetter { output.append(0x5C) }
      output.append(byte)
    } else {
      output += Array("\\x{\(String(scalar, radix: 16))}".utf8)
    }
  }
}

extension UnicodeProperty {
  /// What stands in PCRE2's `\p{…}`; nil for what it has no name for.
  var nameForPCRE2: String? {
    switch self {
    case .any, .ascii: nil
    case .assigned: nil
    case .category(let short): short
    case .script(let name, let withExtensions): "\(withExtensions ? "scx" : "sc"):\(name)"
    case .binary(let name): isFoldingOfCompatibility ? nil : name
    }
  }
}
