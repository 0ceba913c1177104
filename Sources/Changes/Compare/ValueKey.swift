package import FirestoreModel

/// A value that can be looked up: equal as values are, strictly (1 and 1.0 differ).
package struct ValueKey: Hashable {
  package let value: Value

  package init(_ value: Value) { self.value = value }

  package static func == (left: Self, right: Self) -> Bool { left.value == right.value }
  package func hash(into hasher: inout Hasher) { Self.hash(value, &hasher) }

  // Values are no deeper than the parser that read them allows.
  private static func hash(_ value: Value, _ hasher: inout Hasher) {
    switch value {
    case .null: hasher.combine(0)
    case .boolean(let flag): hasher.combine(flag)
    case .integer(let number): hasher.combine(number)
    case .double(let number): hash(number, &hasher)
    case .timestamp(let time):
      hasher.combine(time.seconds)
      hasher.combine(time.nanoseconds)
    case .string(let text): UTF8Order.hash(text, into: &hasher)
    case .bytes(let bytes): bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    case .reference(let reference): hasher.combine(reference)
    case .geoPoint(let point):
      hash(point.latitude, &hasher)
      hash(point.longitude, &hasher)
    case .array(let elements): for element in elements { hash(element, &hasher) }
    case .vector(let numbers): for number in numbers { hash(number, &hasher) }
    case .map(let fields):
      for entry in fields.entries {
        UTF8Order.hash(entry.key, into: &hasher)
        hash(entry.value, &hasher)
      }
    }
  }

  private static func hash(_ number: Double, _ hasher: inout Hasher) {
    hasher.combine(number.isNaN ? Double.nan.bitPattern : number.bitPattern)
  }
}
