/// A domain as IDNA processes it for a URL (WHATWG URL §3.3, UTS #46 without its strict rules), as far as the verdict
/// needs it: which domains there are, and which of them are numbers.
enum DomainName {
  /// The domain in ASCII, nil if it has none. A label in other letters comes out as `xn--` and what of it is ASCII.
  static func ascii(_ bytes: [UInt8]) -> [UInt8]? {
    // All ASCII is taken as it is, even a label `xn--` that decodes to nothing.
    guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes.map(lowercased) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var labels: [[Unicode.Scalar]] = [[]]
    for scalar in text.unicodeScalars {
      switch DomainCharacter(scalar) {
      case .ignored: continue
      case .refused: return nil
      case .dot: labels.append([])
      case .text(let digits): labels[labels.count - 1] += digits.unicodeScalars
      case .kept: labels[labels.count - 1].append(scalar)
      }
    }
    var domain: [UInt8] = []
    for (place, label) in labels.enumerated() {
      if place > 0 { domain.append(0x2E) }
      guard let ascii = ascii(label) else { return nil }
      domain += ascii
    }
    return domain
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  private static func ascii(_ label: [Unicode.Scalar]) -> [UInt8]? {
    let prefix = label.prefix(4).map { lowercased(UInt8(exactly: $0.value) ?? 0) }
    let isEncoded = prefix.elementsEqual("xn--".utf8)
    if label.allSatisfy(\.isASCII) {
      if isEncoded {
        guard let decoded = Punycode.decoded(label.dropFirst(4)), isLabel(decoded),
          decoded.contains(where: { !$0.isASCII }), decoded.allSatisfy(isPlain)
        else { return nil }
      }
      return label.map { lowercased(UInt8(truncatingIfNeeded: $0.value)) }
    }
    guard !isEncoded, isLabel(label) else { return nil }
    return Array("xn--".utf8)
      + label.filter(\.isASCII).map { lowercased(UInt8(truncatingIfNeeded: $0.value)) }
  }

  /// What processing would leave as it is.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard case .kept = DomainCharacter(scalar) else { return false }
    return !scalar.properties.changesWhenLowercased
  }

  private static func isLabel(_ label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first else { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: return areJoinersPlaced(label) && Direction.isAllowed(label)
    }
  }

  /// A joiner stands after a virama, or between letters that join (RFC 5892 A.1 and A.2).
  private static func areJoinersPlaced(_ label: [Unicode.Scalar]) -> Bool {
    for (place, scalar) in label.enumerated() where scalar.value == 0x200C || scalar.value == 0x200D {
      guard place > 0 else { return false }
      if label[place - 1].properties.canonicalCombiningClass == .virama { continue }
      func joins(_ scalar: Unicode.Scalar?) -> Bool {
        guard let value = scalar?.value else { return false }
        return (0x0620...0x08FF).contains(value) || (0x1807...0x18AA).contains(value)
      }
      func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .nonspacingMark }
      guard scalar.value == 0x200C, joins(label[..<place].last { !isMark($0) }),
        joins(label[(place + 1)...].first { !isMark($0) })
      else { return false }
    }
    return true
  }
}

/// The direction of a label's characters (RFC 5893 §2), for labels that hold any from right to left.
private enum Direction {
  case left, right, arabicNumber, europeanNumber, mark, other

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    let category = scalar.properties.generalCategory
    switch (value, category) {
    case (_, .nonspacingMark), (_, .enclosingMark): self = .mark
    case (0x30...0x39, _), (0x6F0...0x6F9, _): self = .europeanNumber
    case (0x600...0x605, _), (0x660...0x669, _), (0x66B...0x66C, _), (0x6DD, _), (0x890...0x891, _),
      (0x8E2, _),
      (0x10D30...0x10D39, _), (0x10D40...0x10D49, _), (0x10E60...0x10E7E, _):
      self = .arabicNumber
    case (0x606...0x60F, .mathSymbol), (0x606...0x60F, .otherPunctuation), (0x60E...0x60F, _), (0x66A, _),
      (0x6DE, _), (0x6E9, _), (0x1091F, _), (0x7F6...0x7F9, _), (0xFD3E...0xFD4F, _), (0xFDCF, _),
      (0xFDFD...0xFDFF, _), (0x10B39...0x10B3F, _), (0x1EEF0...0x1EEF1, _):
      self = value == 0x608 || value == 0x60B || value == 0x60D ? .right : .other
    case (0x590...0x8FF, _), (0xFB1D...0xFDFF, _), (0xFE70...0xFEFF, _), (0x10800...0x10FFF, _),
      (0x1E800...0x1EFFF, _):
      self = .right
    default:
      switch category {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
        .letterNumber, .decimalNumber:
        self = .left
      default: self = .other
      }
    }
  }

  static func isAllowed(_ label: [Unicode.Scalar]) -> Bool {
    let directions = label.map(Direction.init)
    guard directions.contains(where: { $0 == .right || $0 == .arabicNumber }) else { return true }
    guard directions.first == .right, !directions.contains(.left) else { return false }
    guard !(directions.contains(.arabicNumber) && directions.contains(.europeanNumber)) else { return false }
    let last = directions.last { $0 != .mark }
    return last == .right || last == .arabicNumber || last == .europeanNumber
  }
}

/// RFC 3492.
enum Punycode {
  static func decoded(_ label: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    var output: [UInt32] = []
    var input = label
    if let delimiter = label.lastIndex(of: "-") {
      output = label[..<delimiter].map(\.value)
      input = label[(delimiter + 1)...]
    }
    var scalar: UInt32 = 128
    var place = 0
    var bias = 72
    var rest = input[...]
    while !rest.isEmpty {
      let before = place
      var weight = 1
      var step = 36
      while true {
        guard let digit = rest.popFirst().flatMap({ digit($0.value) }) else { return nil }
        place += digit * weight
        let threshold = step <= bias ? 1 : step >= bias + 26 ? 26 : step - bias
        if digit < threshold { break }
        weight *= 36 - threshold
        step += 36
        guard weight < 1 << 40, place < 1 << 40 else { return nil }
      }
      let count = output.count + 1
      var delta = (place - before) / (before == 0 ? 700 : 2)
      delta += delta / count
      bias = 0
      while delta > 455 {
        delta /= 35
        bias += 36
      }
      bias += 36 * delta / (delta + 38)
      scalar += UInt32(min(place / count, 0x110000))
      place %= count
      guard scalar <= 0x10FFFF else { return nil }
      output.insert(scalar, at: place)
      place += 1
    }
    let scalars = output.compactMap(Unicode.Scalar.init)
    return scalars.count == output.count ? scalars : nil
  }

  private static func digit(_ value: UInt32) -> Int? {
    switch value {
    case 0x61...0x7A: Int(value) - 0x61
    case 0x41...0x5A: Int(value) - 0x41
    case 0x30...0x39: Int(value) - 0x30 + 26
    default: nil
    }
  }
}
