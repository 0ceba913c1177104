/// A value of a field (Firestore: supported data types).
///
/// `==` is strict: it tells apart what is stored differently (1 and 1.0, −0.0 and 0.0, "é" in two spellings), and NaN
/// equals itself. What queries and array transforms call equal is `isEquivalent(to:)`.
public enum Value: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case double(Double)
  case timestamp(Timestamp)
  case string(String)
  case bytes([UInt8])
  /// Boxed: it is rare, and unboxed it would make every other value larger.
  indirect case reference(Reference)
  case geoPoint(GeoPoint)
  case array([Value])
  /// On the wire a map with `__type__: "__vector__"`; sorted between arrays and maps.
  case vector([Double])
  case map(Fields)

  /// Firestore's name of the type, for messages.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .double: "double"
    case .timestamp: "timestamp"
    case .string: "string"
    case .bytes: "bytes"
    case .reference: "reference"
    case .geoPoint: "geo point"
    case .array: "array"
    case .vector: "vector"
    case .map: "map"
    }
  }
}

extension Value: Equatable {
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.double(let a), .double(let b)): identical(a, b)
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.string(let a), .string(let b)): UTF8Order.equal(a, b)
    case (.bytes(let a), .bytes(let b)): a == b
    case (.reference(let a), .reference(let b)): a == b
    case (.geoPoint(let a), .geoPoint(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.vector(let a), .vector(let b)): a.elementsEqual(b, by: identical)
    case (.map(let a), .map(let b)): a == b
    default: false
    }
  }

  /// The same bits, or both NaN.
  static func identical(_ a: Double, _ b: Double) -> Bool {
    a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
  }
}
