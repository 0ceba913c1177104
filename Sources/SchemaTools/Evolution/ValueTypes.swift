internal import JSON

/// The kinds of JSON value, with whole numbers apart: `integer` is a part of `number`.
struct ValueTypes: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let null = ValueTypes(rawValue: 1)
  static let boolean = ValueTypes(rawValue: 2)
  static let integer = ValueTypes(rawValue: 4)
  static let fraction = ValueTypes(rawValue: 8)
  static let string = ValueTypes(rawValue: 16)
  static let array = ValueTypes(rawValue: 32)
  static let object = ValueTypes(rawValue: 64)
  static let number: ValueTypes = [.integer, .fraction]
  static let all = ValueTypes(rawValue: 127)

  /// The value of the keyword `type`.
  init(keyword: JSONValue) {
    self = []
    for name in keyword.list ?? [keyword] {
      switch name.text {
      case "null": insert(.null)
      case "boolean": insert(.boolean)
      case "integer": insert(.integer)
      case "number": formUnion(.number)
      case "string": insert(.string)
      case "array": insert(.array)
      case "object": insert(.object)
      default: continue
      }
    }
  }

  /// What a value is.
  init(of value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .boolean
    case .int: self = .integer
    case .double(let number): self = number.rounded() == number ? .integer : .fraction
    // Too large for an int64, or written with a fraction that no double holds.
    case .number: self = .number
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The names of the keyword `type`, for people.
  var text: String {
    if self == .all { return "any" }
    if isEmpty { return "nothing" }
    var names: [String] = []
    if contains(.null) { names.append("null") }
    if contains(.boolean) { names.append("boolean") }
    if contains(.number) {
      names.append("number")
    } else if contains(.integer) {
      names.append("integer")
    } else if contains(.fraction) {
      names.append("fraction")
    }
    if contains(.string) { names.append("string") }
    if contains(.array) { names.append("array") }
    if contains(.object) { names.append("object") }
    return names.joined(separator: " | ")
  }
}

/// Order and equality of numbers as JSON Schema has them: by value, whatever their spelling.
enum Numeric {
  /// Negative, 0 or positive; nil when it cannot be told for sure.
  static func compare(_ left: JSONValue, _ right: JSONValue) -> Int? {
    switch (left, right) {
    case (.int(let a), .int(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.double(let a), .double(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.int(let a), .double(let b)):
      guard let exact = Double(exactly: a) else { return nil }
      return exact < b ? -1 : exact == b ? 0 : 1
    case (.double, .int): return compare(right, left).map { -$0 }
    case (.number(let a), .number(let b)): return a == b ? 0 : nil
    default: return nil
    }
  }

  /// Equality of JSON values by JSON Schema's rule: numbers by value, objects whatever the order of their keys.
  static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.array(let a), .array(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { isEqual($0, $1) }
    case (.object(let a), .object(let b)):
      return a.count == b.count
        && a.allSatisfy { member in right[member.0].map { isEqual(member.1, $0) } ?? false }
    default: return left == right || compare(left, right) == 0
    }
  }

  /// A length or count; nil when it is none.
  static func count(_ value: JSONValue) -> Int64? {
    switch value {
    case .int(let number): number
    case .double(let number): Int64(exactly: number)
    default: nil
    }
  }
}
