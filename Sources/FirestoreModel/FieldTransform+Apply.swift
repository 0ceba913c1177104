extension FieldTransform.Operation {
  /// What the field holds afterwards and what Firestore answers (null for the array transforms).
  ///
  /// Recorded facts, beyond the documentation: a stored value of another type counts as absent; integers saturate, an
  /// integer and a double give a double; NaN wins in both maximum and minimum; of equal numbers the stored one stays.
  func apply(to stored: Value?, commitTime: Timestamp) -> (value: Value, result: Value) {
    switch self {
    case .serverTimestamp:
      let time = Value.timestamp(commitTime.truncatedToMicroseconds())
      return (time, time)
    case .increment(let operand):
      let sum = Self.sum(stored, operand)
      return (sum, sum)
    case .maximum(let operand):
      let value = Self.extreme(stored, operand) { $0 > 0 }
      return (value, value)
    case .minimum(let operand):
      let value = Self.extreme(stored, operand) { $0 < 0 }
      return (value, value)
    case .appendMissing(let operands):
      var elements = Self.elements(stored)
      var known = EquivalenceSet(elements)
      for operand in operands where known.insert(operand) { elements.append(operand) }
      return (.array(elements), .null)
    case .removeAll(let operands):
      let unwanted = EquivalenceSet(operands)
      return (.array(Self.elements(stored).filter { !unwanted.contains($0) }), .null)
    }
  }

  private static func elements(_ stored: Value?) -> [Value] {
    if case .array(let elements) = stored { elements } else { [] }
  }

  private static func sum(_ stored: Value?, _ operand: Value) -> Value {
    switch (stored, operand) {
    case (.integer(let a), .integer(let b)):
      let (sum, overflow) = a.addingReportingOverflow(b)
      return .integer(overflow ? (b < 0 ? .min : .max) : sum)
    case (.integer(let a), .double(let b)): return .double(Double(a) + b)
    case (.double(let a), .integer(let b)): return .double(a + Double(b))
    case (.double(let a), .double(let b)): return .double(a + b)
    default: return operand
    }
  }

  /// The operand where it beats the stored number, `wins` judging its order relative to that; NaN beats all.
  private static func extreme(_ stored: Value?, _ operand: Value, wins: (Int) -> Bool) -> Value {
    switch stored {
    case .double(let number) where number.isNaN: return .double(number)
    case .integer, .double: break
    default: return operand
    }
    if case .double(let number) = operand, number.isNaN { return operand }
    guard let stored, !wins(Value.compare(operand, stored)) else { return operand }
    return stored
  }
}
