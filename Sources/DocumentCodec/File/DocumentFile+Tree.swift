public import FirestoreModel
public import JSON

extension DocumentFile {
  /// The file form as a tree, for `get --json` and NDJSON: printed, it reads as the file does.
  public static func jsonValue(_ fields: Fields) -> JSONValue {
    .object(
      fields.entries.map { entry in
        (entry.key.utf8.first == 0x24 ? "$" + entry.key : entry.key, jsonValue(entry.value))
      })
  }

  /// One value in the file form as a tree.
  public static func jsonValue(_ value: Value) -> JSONValue {
    switch value {
    case .null: .null
    case .boolean(let value): .bool(value)
    case .integer(let value):
      value.magnitude > 9_007_199_254_740_991 ? tag(.integer, .string(String(value))) : .int(value)
    case .double(let value): double(value)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map { jsonValue($0) })
    case .map(let fields): jsonValue(fields)
    case .timestamp(let time): tag(.timestamp, .string(time.truncatedToMicroseconds().description))
    case .bytes(let bytes): tag(.bytes, .string(String(decoding: Base64.encode(bytes), as: UTF8.self)))
    case .reference(let reference): tag(.reference, .string(reference.description))
    case .geoPoint(let point):
      tag(.geoPoint, .object([("latitude", double(point.latitude)), ("longitude", double(point.longitude))]))
    case .vector(let numbers): tag(.vector, .array(numbers.map { double($0) }))
    }
  }

  private static func double(_ value: Double) -> JSONValue {
    if value.isFinite { return .double(value) }
    return tag(.double, .string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"))
  }

  private static func tag(_ tag: Tag, _ value: JSONValue) -> JSONValue { .object([(tag.rawValue, value)]) }
}
