internal import JSON

/// Where the subschemas of a schema are.
enum SchemaWalk {
  static let single: Set<String> = [
    "not", "if", "then", "else", "items", "contains", "propertyNames", "additionalProperties",
    "unevaluatedProperties", "unevaluatedItems", "contentSchema",
  ]
  static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
  static let maps: Set<String> = ["properties", "patternProperties", "dependentSchemas", "$defs"]

  /// Keywords that say nothing about a document's verdict.
  static let annotations: Set<String> = [
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
    "$schema",
    "$defs", "$id", "$anchor", "contentEncoding", "contentMediaType", "contentSchema", "x-funnel",
    "$vocabulary", "$dynamicAnchor",
  ]

  /// A schema with a function applied to it and all its subschemas, the innermost first.
  static func map(_ schema: JSONValue, isRoot: Bool = true, _ change: (JSONValue, Bool) -> JSONValue)
    -> JSONValue
  {
    guard case .object(let members) = schema else { return change(schema, isRoot) }
    let changed = members.map { (key, value) -> (String, JSONValue) in
      switch value {
      case .object where single.contains(key), .bool where single.contains(key):
        return (key, map(value, isRoot: false, change))
      case .array(let elements) where lists.contains(key):
        return (key, .array(elements.map { map($0, isRoot: false, change) }))
      case .object(let children) where maps.contains(key):
        return (key, .object(children.map { ($0.0, map($0.1, isRoot: false, change)) }))
      default: return (key, value)
      }
    }
    return change(.object(changed), isRoot)
  }
}

extension JSONValue {
  /// The text of a string.
  var text: String? { if case .string(let text) = self { text } else { nil } }
  /// The elements of an array.
  var list: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  /// The members of an object.
  var fields: [(String, JSONValue)]? { if case .object(let members) = self { members } else { nil } }
  /// Whether it is `true`.
  var isTrue: Bool { if case .bool(true) = self { true } else { false } }
  /// Whether it is the empty object or `true`: a schema that everything fits.
  var isTrivialSchema: Bool {
    switch self {
    case .bool(true): true
    case .object(let members): members.allSatisfy { SchemaWalk.annotations.contains($0.0) }
    default: false
    }
  }

  /// The same object with a member set (in its place, or at the end), or removed by nil.
  func with(_ key: String, _ value: JSONValue?) -> JSONValue {
    guard var members = fields else { return self }
    let place = members.firstIndex { $0.0 == key }
    switch (place, value) {
    case (let place?, let value?): members[place].1 = value
    case (let place?, nil): members.remove(at: place)
    case (nil, let value?): members.append((key, value))
    case (nil, nil): break
    }
    return .object(members)
  }
}
