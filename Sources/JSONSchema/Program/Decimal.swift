import ECMARegex

/// A JSON number's text seen as an exact decimal: sign, significant digits, power of ten. Never rounds, never
/// allocates; works on any length and any exponent.
struct Decimal {
  private let bytes: ByteRun
  let isNegative: Bool
  /// Byte offset of the first digit that is not zero, and just past the last; both 0 for zero.
  private let first: Int
  private let end: Int
  /// The power of ten just above the first significant digit: 1 for `5`, 0 for `0.5`.
  private let magnitude: Int
  /// The power of ten of the last significant digit: 0 for `5`, 1 for `50`, -1 for `0.5`.
  private let lowest: Int

  /// Exponents beyond this count as this: a number of 18 digits and more in its exponent.
  private static let farExponent = 1 << 60

  /// - Parameter bytes: a number by RFC 8259's grammar.
  init(_ bytes: ByteRun) {
    self.bytes = bytes
    var index = 0
    let negative = bytes.first == 0x2D
    if negative { index = 1 }
    var digits = 0
    var beforePoint = -1
    var first = -1
    var firstDigit = 0
    var end = 0
    var lastDigit = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isASCIIDigit {
        if byte != 0x30 {
          if first < 0 {
            first = index
            firstDigit = digits
          }
          end = index + 1
          lastDigit = digits
        }
        digits += 1
      } else if byte == 0x2E {
        beforePoint = digits
      } else {
        break
      }
      index += 1
    }
    if beforePoint < 0 { beforePoint = digits }
    var exponent = 0
    if index < bytes.count {
      index += 1
      var exponentIsNegative = false
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D {
        exponentIsNegative = bytes[index] == 0x2D
        index += 1
      }
      while index < bytes.count {
        let digit = Int(bytes[index] &- 0x30)
        exponent = exponent < Self.farExponent / 16 ? exponent * 10 + digit : Self.farExponent
        index += 1
      }
      if exponentIsNegative { exponent = -exponent }
    }
    self.first = max(first, 0)
    self.end = end
    isNegative = negative && first >= 0
    magnitude = first < 0 ? 0 : beforePoint - firstDigit + exponent
    lowest = first < 0 ? 0 : beforePoint - lastDigit - 1 + exponent
  }

  var isZero: Bool { end == 0 }
  /// Mathematically: `1.0` and `1e3` are integers too.
  var isInteger: Bool { isZero || lowest >= 0 }

  /// The value as a count, saturated; nil when it is negative or has a fraction.
  var count: Int? {
    if isZero { return 0 }
    guard !isNegative, lowest >= 0 else { return nil }
    guard magnitude <= 18 else { return Int.max }
    var value = 0
    forEachDigit { value = value * 10 + $0 }
    for _ in 0..<lowest { value *= 10 }
    return value
  }

  private func forEachDigit(_ body: (Int) -> Void) {
    for index in first..<end where bytes[index] != 0x2E { body(Int(bytes[index] &- 0x30)) }
  }

  /// -1, 0 or 1.
  static func compare(_ left: Decimal, _ right: Decimal) -> Int {
    if left.isZero { return right.isZero ? 0 : right.isNegative ? 1 : -1 }
    if right.isZero { return left.isNegative ? -1 : 1 }
    if left.isNegative != right.isNegative { return left.isNegative ? -1 : 1 }
    let order = compareMagnitudes(left, right)
    return left.isNegative ? -order : order
  }

  private static func compareMagnitudes(_ left: Decimal, _ right: Decimal) -> Int {
    if left.magnitude != right.magnitude { return left.magnitude < right.magnitude ? -1 : 1 }
    var i = left.first
    var j = right.first
    while true {
      if i < left.end, left.bytes[i] == 0x2E { i += 1 }
      if j < right.end, right.bytes[j] == 0x2E { j += 1 }
      if i >= left.end { return j >= right.end ? 0 : -1 }
      if j >= right.end { return 1 }
      if left.bytes[i] != right.bytes[j] { return left.bytes[i] < right.bytes[j] ? -1 : 1 }
      i += 1
      j += 1
    }
  }

  /// Equal numbers have equal hashes, however they are written.
  var hash: UInt64 {
    var hash: UInt64 = isNegative ? 0x51 : 0x52
    hash = (hash ^ UInt64(bitPattern: Int64(magnitude))) &* 0x100_0000_01B3
    forEachDigit { hash = (hash ^ UInt64($0)) &* 0x100_0000_01B3 }
    return hash
  }

  /// What `isMultiple` costs, in steps of a nanosecond or so.
  func costOfDividing(by divisor: Decimal) -> Int {
    if isZero || divisor.isZero || lowest < divisor.lowest { return 0 }
    let significant = divisor.magnitude - divisor.lowest
    let digits = magnitude - lowest + min(lowest - divisor.lowest, significant * 4 + 1)
    return significant <= 18 ? digits : digits.multipliedReportingOverflow(by: significant * 5).partialValue
  }

  /// Whether this is an integer multiple of `divisor`, exactly.
  ///
  /// With both written as A·10^x and B·10^y without trailing zeros: for x < y ten would have to divide A; else B must
  /// divide A·10^(x−y), where powers of ten past the bits of B change nothing any more.
  func isMultiple(of divisor: Decimal) -> Bool {
    if isZero { return true }
    if divisor.isZero || lowest < divisor.lowest { return false }
    let significant = divisor.magnitude - divisor.lowest
    let shift = min(lowest - divisor.lowest, significant * 4 + 1)
    guard significant <= 18 else { return isMultipleOfLong(divisor, shift) }
    var modulus: UInt64 = 0
    divisor.forEachDigit { modulus = modulus * 10 + UInt64($0) }
    var rest: UInt64 = 0
    // As many digits in one division as surely fit beside a rest of that size.
    let group = significant <= 9 ? 1_000_000_000 : 10
    var digits: UInt64 = 0
    var scale: UInt64 = 1
    forEachDigit { digit in
      digits = digits * 10 + UInt64(digit)
      scale *= 10
      guard scale == group else { return }
      rest = (rest * scale + digits) % modulus
      (digits, scale) = (0, 1)
    }
    rest = (rest * scale + digits) % modulus
    for _ in 0..<shift where rest != 0 { rest = rest * 10 % modulus }
    return rest == 0
  }

  /// Schoolbook division on digits, for divisors of more than 18 digits.
  private func isMultipleOfLong(_ divisor: Decimal, _ shift: Int) -> Bool {
    var modulus: [Int] = []
    divisor.forEachDigit { modulus.append($0) }
    var rest = [Int](repeating: 0, count: modulus.count + 1)
    modulus.insert(0, at: 0)
    func push(_ digit: Int) {
      rest.removeFirst()
      rest.append(digit)
      while !rest.lexicographicallyPrecedes(modulus) {
        var borrow = 0
        for place in rest.indices.reversed() {
          let difference = rest[place] - modulus[place] - borrow
          borrow = difference < 0 ? 1 : 0
          rest[place] = difference + borrow * 10
        }
      }
    }
    forEachDigit(push)
    for _ in 0..<shift { push(0) }
    return rest.allSatisfy { $0 == 0 }
  }
}
