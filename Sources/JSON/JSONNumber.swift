/// What a number's text is as a double.
public enum JSONDouble: Sendable, Equatable {
  /// The nearest double, ties to even. A zero here was written as zero.
  case finite(Double)
  /// Beyond the largest double.
  case overflow
  /// Not zero, but the nearest double is.
  case underflow

  /// The value, nil unless finite.
  public var value: Double? {
    if case .finite(let value) = self { value } else { nil }
  }
}

/// The value of `-?digits` in the grammar of JSON; nil outside of Int64, and for any other text.
@usableFromInline func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
  let isNegative = text.first == 0x2D
  let digits = text.count - (isNegative ? 1 : 0)
  guard digits >= 1, digits <= 19 else { return nil }
  var magnitude: UInt64 = 0
  for i in (text.count - digits)..<text.count {
    let digit = text[i] &- 0x30
    guard digit < 10 else { return nil }
    // 19 nines are below 2^64.
    magnitude = magnitude &* 10 &+ UInt64(digit)
  }
  if isNegative {
    guard magnitude <= 1 << 63 else { return nil }
    return Int64(truncatingIfNeeded: 0 &- magnitude)
  }
  return Int64(exactly: magnitude)
}

/// Powers of ten that are exact doubles.
private let exactPowers: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  1e19,
  1e20, 1e21, 1e22,
]

/// The double nearest to a number in the grammar of JSON.
///
/// Up to 2^53 as digits and 22 as power of ten both are exact and one operation rounds once (Clinger 1990); the
/// rest goes to the standard library, whose conversion is exact and knows no locale.
func decimal(_ text: UnsafeBufferPointer<UInt8>) -> JSONDouble {
  var digits: UInt64 = 0
  var count = 0
  var scale = 0
  var isNonzero = false
  var i = 0
  let isNegative = text.first == 0x2D
  if isNegative { i = 1 }
  var afterPoint = false
  while i < text.count {
    let byte = text[i]
    if byte == 0x2E {
      afterPoint = true
    } else if byte | 0x20 == 0x65 {
      break
    } else {
      if byte != 0x30 { isNonzero = true }
      if isNonzero { count += 1 }
      if count <= 18 { digits = digits &* 10 &+ UInt64(byte &- 0x30) }
      if afterPoint { scale -= 1 }
    }
    i += 1
  }
  guard isNonzero else { return .finite(isNegative ? -0.0 : 0.0) }
  if i < text.count {
    i += 1
    let isDown = text[i] == 0x2D
    if isDown || text[i] == 0x2B { i += 1 }
    var exponent = 0
    while i < text.count {
      // Far beyond any double, and far from overflow.
      if exponent < 1_000_000_000 { exponent = exponent * 10 + Int(text[i] &- 0x30) }
      i += 1
    }
    scale += isDown ? -exponent : exponent
  }
  if count <= 18, digits <= 1 << 53, scale >= -22, scale <= 22 {
    let exact = Double(digits)
    let value = scale < 0 ? exact / exactPowers[-scale] : exact * exactPowers[scale]
    return .finite(isNegative ? -value : value)
  }
  guard let value = Double(String(decoding: text, as: UTF8.self)) else { return .overflow }
  if value.isInfinite { return .overflow }
  return value == 0 ? .underflow : .finite(value)
}
