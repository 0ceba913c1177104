internal import FirestoreModel

/// A counter with both sides' deltas: base + (ours − base) + (theirs − base).
enum CounterSum {
  /// Integers stay one, as Firestore's increment has it; with a double the sum is one. Doubles are added as the
  /// decimal numbers that people see, so that 0.1 and 0.2 make 0.3.
  ///
  /// - Returns: nil beyond int64, for what is not finite, and for what is no number.
  static func sum(_ base: Value, _ ours: Value, _ theirs: Value) -> Value? {
    if case .integer(let b) = base, case .integer(let o) = ours, case .integer(let t) = theirs {
      return Int64(exactly: Int128(o) + Int128(t) - Int128(b)).map { .integer($0) }
    }
    guard let b = number(base), let o = number(ours), let t = number(theirs) else { return nil }
    let sum = decimalSum(base, ours, theirs) ?? b + ((o - b) + (t - b))
    return sum.isFinite ? .double(sum) : nil
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .double(let value): value.isFinite ? value : nil
    default: nil
    }
  }

  /// Nil when the numbers are too far apart to be added exactly.
  private static func decimalSum(_ base: Value, _ ours: Value, _ theirs: Value) -> Double? {
    guard let b = Decimal(base), let o = Decimal(ours), let t = Decimal(theirs) else { return nil }
    let exponent = min(b.exponent, o.exponent, t.exponent)
    guard let x = o.scaled(to: exponent), let y = t.scaled(to: exponent), let z = b.scaled(to: exponent)
    else {
      return nil
    }
    return Double("\(x + y - z)e\(exponent)")
  }

  /// mantissa × 10^exponent.
  private struct Decimal {
    var mantissa: Int128
    var exponent: Int

    init?(_ value: Value) {
      switch value {
      case .integer(let value):
        mantissa = Int128(value)
        exponent = 0
      case .double(let value):
        // Swift prints the fewest digits that read back.
        mantissa = 0
        exponent = 0
        var isNegative = false
        var isFraction = false
        var bytes = Array("\(value)".utf8)[...]
        while let byte = bytes.popFirst() {
          switch byte {
          case UInt8(ascii: "-"): isNegative = true
          case UInt8(ascii: "."): isFraction = true
          case UInt8(ascii: "0")...UInt8(ascii: "9"):
            mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
            if isFraction { exponent -= 1 }
          case UInt8(ascii: "e"):
            guard let power = Int(String(decoding: bytes, as: UTF8.self)) else { return nil }
            exponent += power
            bytes = []
          default: return nil
          }
        }
        if isNegative { mantissa = -mantissa }
      default: return nil
      }
      while mantissa != 0, mantissa % 10 == 0 {
        mantissa /= 10
        exponent += 1
      }
    }

    func scaled(to lower: Int) -> Int128? {
      if mantissa == 0 { return 0 }
      guard exponent - lower <= 17 else { return nil }
      return (lower..<exponent).reduce(mantissa) { product, _ in product * 10 }
    }
  }
}
