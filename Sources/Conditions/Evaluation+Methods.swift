internal import FirestoreModel

extension Evaluation {
  /// What a method gives; nil for a value that does not have it.
  mutating func call(_ method: Method, _ receiver: Value, _ arguments: [Value]) -> Value? {
    switch (method, receiver) {
    case (.size, _): return size(receiver).map { .integer(Int64($0)) }
    case (.lower, .string(let text)): return .string(text.lowercased())
    case (.upper, .string(let text)): return .string(text.uppercased())
    case (.trim, .string(let text)): return .string(trimmed(text))
    case (.keys, .map(let fields)): return .array(fields.map { .string($0.key) })
    case (.values, .map(let fields)): return .array(fields.map(\.value))
    case (.get, .map(let fields)):
      guard case .string(let key) = arguments[0] else { return nil }
      return fields[key] ?? arguments[1]
    case (.hasAny, .array(let values)), (.hasAll, .array(let values)), (.hasOnly, .array(let values)):
      guard case .array(let others) = arguments[0] else { return nil }
      return compare(method, values, others).map { .boolean($0) }
    case (_, .timestamp(let time)): return part(method, of: time).map { .integer($0) }
    default: return nil
    }
  }

  /// A string's scalars, a list's elements, a map's keys, the bytes of bytes.
  private func size(_ value: Value) -> Int? {
    switch value {
    case .string(let text): text.unicodeScalars.count
    case .array(let values): values.count
    case .map(let fields): fields.count
    case .bytes(let bytes): bytes.count
    case .vector(let numbers): numbers.count
    default: nil
    }
  }

  private func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  private mutating func compare(_ method: Method, _ values: [Value], _ others: [Value]) -> Bool? {
    let pairs = values.count.multipliedReportingOverflow(by: others.count)
    guard !pairs.overflow, spend(pairs.partialValue) else { return nil }
    func isThere(_ value: Value, in list: [Value]) -> Bool { list.contains { $0.isEquivalent(to: value) } }
    switch method {
    case .hasAny: return others.contains { isThere($0, in: values) }
    case .hasAll: return others.allSatisfy { isThere($0, in: values) }
    // As rules use it: `keys().hasOnly([…])` lists what is allowed.
    default: return values.allSatisfy { isThere($0, in: others) }
    }
  }

  /// A part of a time in UTC; the day of the week from Monday, 1, as in the security rules.
  private func part(_ method: Method, of time: Timestamp) -> Int64? {
    let second = ((time.seconds % 86_400) + 86_400) % 86_400
    let day = (time.seconds - second) / 86_400
    switch method {
    case .hours: return second / 3_600
    case .minutes: return second / 60 % 60
    case .seconds: return second % 60
    case .dayOfWeek: return ((day + 3) % 7 + 7) % 7 + 1
    case .year: return Calendar.date(ofDay: day).year
    case .month: return Int64(Calendar.date(ofDay: day).month)
    case .day: return Int64(Calendar.date(ofDay: day).day)
    case .dayOfYear:
      return day - Calendar.day(year: Int(Calendar.date(ofDay: day).year), month: 1, day: 1) + 1
    default: return nil
    }
  }
}
