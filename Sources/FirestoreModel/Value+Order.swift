extension Value {
  /// Firestore's total order over all values (Firestore: data types, value type ordering): negative, zero or positive.
  ///
  /// null < booleans < numbers (NaN first; integers and doubles mixed, by exact value; −0.0 = 0.0) < timestamps <
  /// strings and bytes (unsigned bytes) < references < geo points < arrays < vectors (shorter first) < maps (key, then
  /// value, entry by entry). Zero means `isEquivalent`.
  public static func compare(_ left: Value, _ right: Value) -> Int {
    switch (left, right) {
    case (.null, .null): return 0
    case (.boolean(let a), .boolean(let b)): return (a ? 1 : 0) - (b ? 1 : 0)
    case (.integer(let a), .integer(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.double(let a), .double(let b)): return compare(a, b)
    case (.integer(let a), .double(let b)): return compare(a, b)
    case (.double(let a), .integer(let b)): return -compare(b, a)
    case (.timestamp(let a), .timestamp(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.string(let a), .string(let b)): return UTF8Order.compare(a, b)
    case (.bytes(let a), .bytes(let b)):
      return a.withUnsafeBufferPointer { l in b.withUnsafeBufferPointer { r in UTF8Order.compare(l, r) } }
    case (.reference(let a), .reference(let b)): return Reference.compare(a, b)
    case (.geoPoint(let a), .geoPoint(let b)):
      let order = compare(a.latitude, b.latitude)
      return order != 0 ? order : compare(a.longitude, b.longitude)
    case (.array(let a), .array(let b)): return compare(a, b)
    case (.vector(let a), .vector(let b)): return compare(a, b)
    case (.map(let a), .map(let b)): return compare(a, b)
    default: return left.rank - right.rank
    }
  }

  /// Firestore's equality, as EQUAL, IN, ARRAY_CONTAINS and the array transforms see it: 1 = 1.0, 0.0 = −0.0, NaN = NaN.
  public func isEquivalent(to other: Value) -> Bool { Self.compare(self, other) == 0 }

  private var rank: Int {
    switch self {
    case .null: 0
    case .boolean: 1
    case .integer, .double: 2
    case .timestamp: 3
    case .string: 4
    case .bytes: 5
    case .reference: 6
    case .geoPoint: 7
    case .array: 8
    case .vector: 9
    case .map: 10
    }
  }

  static func compare(_ a: Double, _ b: Double) -> Int {
    if a < b { return -1 }
    if a == b { return 0 }
    if a > b { return 1 }
    return (a.isNaN ? 0 : 1) - (b.isNaN ? 0 : 1)
  }

  /// Exact: no integer is rounded to a double.
  static func compare(_ integer: Int64, _ double: Double) -> Int {
    if double.isNaN { return 1 }
    if double >= 0x1p63 { return -1 }
    if double < -0x1p63 { return 1 }
    let whole = Int64(double)
    if integer != whole { return integer < whole ? -1 : 1 }
    let fraction = double - double.rounded(.towardZero)
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
  }

  private static func compare(_ a: [Value], _ b: [Value]) -> Int {
    for index in 0..<min(a.count, b.count) {
      let order = compare(a[index], b[index])
      if order != 0 { return order }
    }
    return a.count - b.count
  }

  private static func compare(_ a: [Double], _ b: [Double]) -> Int {
    if a.count != b.count { return a.count - b.count }
    for index in a.indices {
      let order = compare(a[index], b[index])
      if order != 0 { return order }
    }
    return 0
  }

  static func compare(_ a: Fields, _ b: Fields) -> Int {
    for index in 0..<min(a.count, b.count) {
      let left = a.entries[index]
      let right = b.entries[index]
      let keys = UTF8Order.compare(left.key, right.key)
      if keys != 0 { return keys }
      let values = compare(left.value, right.value)
      if values != 0 { return values }
    }
    return a.count - b.count
  }
}
