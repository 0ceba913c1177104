internal import JSON

/// The objects with a `$` key that stand for Firestore's own types in a file.
enum Tags {
  private static let byKey = [
    "$timestamp": "timestamp", "$bytes": "bytes", "$reference": "reference", "$geoPoint": "geoPoint",
    "$vector": "vector", "$double": "double", "$integer": "integer",
  ]
  private static let names = Set(byKey.values).union([
    "infinity", "anyDouble", "anyInteger", "anyNumber", "value", "map", "array",
  ])

  /// The definition of `firestore.json` that an object of one `$` key is.
  static func definition(of schema: JSONValue) -> String? {
    guard let fields = schema["properties"]?.fields, fields.count == 1, let name = byKey[fields[0].0],
      schema["required"] == [.string(fields[0].0)]
    else { return nil }
    let values = fields[0].1["enum"]?.list?.count
    return name == "double" && values == 2 ? "infinity" : name
  }

  /// The definition of `firestore.json` that a schema refers to.
  static func named(by schema: SchemaLibrary.Located, in library: SchemaLibrary) -> String? {
    guard let reference = schema.value["$ref"]?.text,
      let target = library.target(of: reference, from: schema.place.file),
      target.place.file.split(separator: "/").last == "firestore.json",
      let name = target.place.pointer.split(separator: "/").last.map(String.init), names.contains(name)
    else { return nil }
    return name
  }

  /// Whether what the application sees (a string for a time, a number for a double) may be that type in the file.
  static func mayStand(for name: String, _ schema: JSONValue) -> Bool {
    if schema.isTrivialSchema { return true }
    switch name {
    case "timestamp": return schema["format"] == "date-time"
    case "reference", "bytes", "integer": return schema["type"] == "string"
    case "double", "anyDouble", "anyNumber": return schema["type"] == "number"
    case "anyInteger": return schema["type"] == "integer"
    case "vector": return schema["type"] == "array"
    case "geoPoint": return schema["properties"]?["latitude"] != nil
    default: return false
    }
  }
}
