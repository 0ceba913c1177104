/// What every JavaScript object inherits: read where a key is absent, these names give a function.
enum Inherited {
  /// The function's `length`, nil for any other name.
  static func functionLength(_ name: [UInt8]) -> Int? {
    guard let first = name.first, first == 0x5F || first &- 0x61 < 26, name.count >= 7 else { return nil }
    return lengths.first { name.elementsEqual($0.name.utf8) }?.length
  }

  private static let lengths: [(name: String, length: Int)] = [
    ("constructor", 1), ("toString", 0), ("toLocaleString", 0), ("valueOf", 0), ("hasOwnProperty", 1),
    ("isPrototypeOf", 1), ("propertyIsEnumerable", 1), ("__defineGetter__", 2), ("__defineSetter__", 2),
    ("__lookupGetter__", 1), ("__lookupSetter__", 1),
  ]

  /// The one key that zod never reads as a property.
  static let proto = Array("__proto__".utf8)
}
