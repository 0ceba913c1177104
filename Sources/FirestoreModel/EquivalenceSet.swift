/// Values by Firestore's equality, for the array transforms: sorted, so that neither a long array nor a long list of
/// operands costs the product of both.
struct EquivalenceSet {
  private var sorted: [Value]

  init(_ values: [Value]) {
    sorted = values.sorted { Value.compare($0, $1) < 0 }
  }

  func contains(_ value: Value) -> Bool { find(value).isFound }

  /// - Returns: false when an equivalent value is there already.
  mutating func insert(_ value: Value) -> Bool {
    let (index, isFound) = find(value)
    if isFound { return false }
    sorted.insert(value, at: index)
    return true
  }

  private func find(_ value: Value) -> (index: Int, isFound: Bool) {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      let order = Value.compare(sorted[middle], value)
      if order == 0 { return (middle, true) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return (low, false)
  }
}
