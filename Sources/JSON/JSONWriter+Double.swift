extension JSONWriter {
  /// A double: the shortest digits that read back, always with `.` or `e`.
  ///
  /// Plain for 1e-7 ≤ |x| < 1e21 (`100.0`, `-0.0`), else `1.5e21`, `1e-9`: no plus sign, no padding. What is not
  /// finite is a string, `"NaN"`, `"Infinity"` or `"-Infinity"`, as protobuf's JSON has it; JSON has no such number.
  public mutating func double(_ value: Double) {
    reserve(48)
    // Converted to and fro, since without SSE4 `rounded` is a call into libm.
    if value.magnitude < 9_007_199_254_740_992, value == Double(Int64(value)) {
      if value.sign == .minus, value == 0 { byte(0x2D) }
      integer(Int64(value))
      literal(".0")
      return
    }
    guard value.isFinite else {
      literal(value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
      return
    }
    if value < 0 { byte(0x2D) }
    if decimal(value.magnitude) { return }
    var text = value.magnitude.description
    text.withUTF8 { shortest($0) }
  }

  /// The usual case, few digits behind the point: the integer m with m / 10^k = x for the smallest k.
  ///
  /// Below 2^51 the product is off by less than a half, so m is the only candidate; the division rounds correctly,
  /// so it decides. Fewer digits would have been found with a smaller k.
  private mutating func decimal(_ value: Double) -> Bool {
    guard value < 1e9 else { return false }
    var power = 10.0
    var divisor: UInt64 = 10
    for places in 1...6 {
      let scaled = UInt64(value * power + 0.5)
      if Double(scaled) / power == value {
        let (whole, part) = scaled.quotientAndRemainder(dividingBy: divisor)
        integer(Int64(whole))
        start[used] = 0x2E
        var rest = part
        var place = places
        while place > 0 {
          start[used &+ place] = UInt8(truncatingIfNeeded: rest % 10) | 0x30
          rest /= 10
          place &-= 1
        }
        used &+= places &+ 1
        return true
      }
      power *= 10
      divisor &*= 10
    }
    return false
  }

  /// Lays out what `Double.description` found: its digits are the shortest, its notation is not ours.
  private mutating func shortest(_ text: UnsafeBufferPointer<UInt8>) {
    // At most 17 significant digits; the leading zeros of 0.00012 are dropped as they come.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + 1) { digits in
      var used = 0
      var exponent = 0
      var afterPoint = 0
      var i = 0
      var seenPoint = false
      while i < text.count, text[i] | 0x20 != 0x65 {
        if text[i] == 0x2E {
          seenPoint = true
        } else {
          if seenPoint { afterPoint += 1 }
          if used > 0 || text[i] != 0x30 {
            digits[used] = text[i]
            used += 1
          }
        }
        i += 1
      }
      if i < text.count {
        i += 1
        let isDown = text[i] == 0x2D
        if isDown || text[i] == 0x2B { i += 1 }
        while i < text.count {
          exponent = exponent * 10 + Int(text[i] &- 0x30)
          i += 1
        }
        if isDown { exponent = -exponent }
      }
      exponent -= afterPoint
      while used > 1, digits[used - 1] == 0x30 {
        used -= 1
        exponent += 1
      }
      // value = 0.d₁d₂… × 10^point
      layOut(UnsafeBufferPointer(rebasing: digits[..<used]), point: used + exponent)
    }
  }

  private mutating func layOut(_ digits: UnsafeBufferPointer<UInt8>, point: Int) {
    let used = digits.count
    if point > -7, point <= 21 {
      if point <= 0 {
        literal("0.")
        for _ in 0..<(-point) { byte(0x30) }
        raw(digits)
      } else if used <= point {
        raw(digits)
        for _ in 0..<(point - used) { byte(0x30) }
        literal(".0")
      } else {
        raw(UnsafeBufferPointer(rebasing: digits[..<point]))
        byte(0x2E)
        raw(UnsafeBufferPointer(rebasing: digits[point...]))
      }
      return
    }
    byte(digits[0])
    if used > 1 {
      byte(0x2E)
      raw(UnsafeBufferPointer(rebasing: digits[1...]))
    }
    byte(0x65)
    integer(Int64(point - 1))
  }
}
