/// A set of scalars that tells beyond ASCII only white space, line ends and all others from each other.
struct ScalarSet: Equatable {
  /// What a set tells apart: 128 ASCII scalars and the three below.
  static let symbolCount = 131
  /// Scalars from U+0080 up that are neither of the next two.
  static let other = 128
  /// JavaScript's white space from U+0080 up, but for line ends.
  static let space = 129
  /// U+2028 and U+2029.
  static let lineEnd = 130

  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// Bits of `other`, `space` and `lineEnd`.
  private var beyond: UInt8 = 0

  static let everything = ScalarSet().inverted

  /// Whether all scalars from U+0080 up are alike.
  var isUniformBeyondASCII: Bool { beyond == 0 || beyond == 7 }

  /// - Parameter symbol: an ASCII scalar, `other`, `space` or `lineEnd`.
  func contains(_ symbol: Int) -> Bool {
    symbol < 64
      ? low >> UInt64(symbol) & 1 != 0
      : symbol < 128 ? high >> UInt64(symbol - 64) & 1 != 0 : beyond >> UInt8(symbol - 128) & 1 != 0
  }

  mutating func insert(symbol: Int) { beyond |= 1 << UInt8(symbol - 128) }

  mutating func insert(_ range: ClosedRange<UInt32>) {
    for scalar in range {
      if scalar < 64 { low |= 1 << UInt64(scalar) } else { high |= 1 << UInt64(scalar - 64) }
    }
  }

  mutating func formUnion(_ other: ScalarSet) {
    low |= other.low
    high |= other.high
    beyond |= other.beyond
  }

  var inverted: ScalarSet {
    var set = self
    set.low = ~low
    set.high = ~high
    set.beyond = ~beyond & 7
    return set
  }
}

/// What a pattern that an automaton can run consists of.
indirect enum Expression {
  case set(ScalarSet)
  case sequence([Expression])
  /// Never empty.
  case choice([Expression])
  case repeated(Expression, least: Int, most: Int?)
}

/// Reads the plain part of ECMA-262's patterns, of one that `PatternTranslator` has found well-formed. It gives up on
/// whatever it does not know, so that it can only be too narrow, never wrong.
struct PatternReader {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  private static let depthLimit = 60
  private static let countLimit = 1_000

  /// The whole search: an alternative without `^` may begin anywhere, one without `$` end anywhere.
  static func read(_ source: String) -> Expression? {
    var reader = PatternReader(bytes: Array(source.utf8))
    let anything = Expression.repeated(.set(.everything), least: 0, most: nil)
    var parts: [Expression] = []
    repeat {
      let isAnchored = reader.take(0x5E)
      guard let body = reader.sequence() else { return nil }
      let isClosed = reader.take(0x24)
      parts.append(.sequence((isAnchored ? [] : [anything]) + [body] + (isClosed ? [] : [anything])))
    } while reader.take(0x7C)
    return reader.index == reader.bytes.count ? .choice(parts) : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func choice() -> Expression? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { return nil }
    var parts: [Expression] = []
    repeat {
      guard let sequence = sequence() else { return nil }
      parts.append(sequence)
    } while take(0x7C)
    return .choice(parts)
  }

  private mutating func sequence() -> Expression? {
    var terms: [Expression] = []
    while let byte = next, byte != 0x7C, byte != 0x29, byte != 0x24 {
      guard let term = term(byte) else { return nil }
      terms.append(term)
    }
    return .sequence(terms)
  }

  private mutating func term(_ byte: UInt8) -> Expression? {
    index += 1
    let atom: Expression
    switch byte {
    case 0x28:
      if take(0x3F), !take(0x3A) { return nil }
      guard let inner = choice(), take(0x29) else { return nil }
      atom = inner
    case 0x5B:
      guard let set = characterClass() else { return nil }
      atom = .set(set)
    case 0x5C:
      guard let set = escape() else { return nil }
      atom = .set(set)
    case 0x2E:
      var lineEnds = Self.single(0x0A)
      lineEnds.insert(0x0D...0x0D)
      lineEnds.insert(symbol: ScalarSet.lineEnd)
      atom = .set(lineEnds.inverted)
    case 0x5E, 0x80...: return nil
    default: atom = .set(Self.single(byte))
    }
    return quantified(atom)
  }

  private static func single(_ byte: UInt8) -> ScalarSet {
    var set = ScalarSet()
    set.insert(UInt32(byte)...UInt32(byte))
    return set
  }

  private mutating func quantified(_ atom: Expression) -> Expression? {
    let result: Expression
    switch next {
    case 0x2A: result = .repeated(atom, least: 0, most: nil)
    case 0x2B: result = .repeated(atom, least: 1, most: nil)
    case 0x3F: result = .repeated(atom, least: 0, most: 1)
    case 0x7B:
      index += 1
      guard let least = number() else { return nil }
      var most: Int? = least
      if take(0x2C) { most = next == 0x7D ? nil : number() }
      guard next == 0x7D, least <= Self.countLimit, most ?? least <= Self.countLimit, most ?? least >= least
      else { return nil }
      result = .repeated(atom, least: least, most: most)
    default: return atom
    }
    index += 1
    // Whether as few as possible are tried first does not change whether there is a match.
    _ = take(0x3F)
    return result
  }

  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while let byte = next, byte.isASCIIDigit {
      value = min(value * 10 + Int(byte &- 0x30), Self.countLimit + 1)
      index += 1
    }
    return index > start ? value : nil
  }

  /// After a backslash, in a class or outside: a class such as `\d`, or one ASCII scalar.
  private mutating func escape() -> ScalarSet? {
    guard let byte = next else { return nil }
    index += 1
    var set = ScalarSet()
    switch byte {
    case 0x64, 0x44: set.insert(0x30...0x39)
    case 0x77, 0x57:
      set.insert(0x30...0x39)
      set.insert(0x41...0x5A)
      set.insert(0x61...0x7A)
      set.insert(0x5F...0x5F)
    case 0x73, 0x53:
      set.insert(0x09...0x0D)
      set.insert(0x20...0x20)
      set.insert(symbol: ScalarSet.space)
      set.insert(symbol: ScalarSet.lineEnd)
    case 0x74: set = Self.single(0x09)
    case 0x6E: set = Self.single(0x0A)
    case 0x72: set = Self.single(0x0D)
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: set = Self.single(byte)
    default: return nil
    }
    return byte == 0x44 || byte == 0x57 || byte == 0x53 ? set.inverted : set
  }

  private mutating func characterClass() -> ScalarSet? {
    let isInverted = take(0x5E)
    var set = ScalarSet()
    while let byte = next, byte != 0x5D {
      index += 1
      guard byte < 0x80 else { return nil }
      if byte == 0x5C {
        guard let member = escape() else { return nil }
        set.formUnion(member)
        // A range that begins with an escape is left to PCRE2.
        if next == 0x2D, index + 1 < bytes.count, bytes[index + 1] != 0x5D { return nil }
        continue
      }
      guard next == 0x2D, index + 1 < bytes.count, bytes[index + 1] != 0x5D else {
        set.formUnion(Self.single(byte))
        continue
      }
      let last = bytes[index + 1]
      guard last < 0x80, last != 0x5C, last >= byte else { return nil }
      index += 2
      set.insert(UInt32(byte)...UInt32(last))
    }
    guard take(0x5D) else { return nil }
    return isInverted ? set.inverted : set
  }
}
