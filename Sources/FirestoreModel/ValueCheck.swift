/// What may stand in a document, apart from its size: names, nesting, ranges.
///
/// Reserved names, ranges of geo points and counts of vectors are judged wherever a value stands, also where a request
/// only mentions it; the rest where the rules say so (recorded).
struct ValueCheck {
  struct Rules: OptionSet {
    let rawValue: UInt8
    /// No array and no vector in an array.
    static let arrays = Rules(rawValue: 1)
    /// What counts only for what is stored: names that are empty or too long, depth, sizes, NaN in a vector.
    static let stored = Rules(rawValue: 2)
    static let all: Rules = [.arrays, .stored]
  }

  private let rules: Rules

  static func check(_ fields: Fields, _ rules: Rules = .all) throws(ModelError) {
    try ValueCheck(rules: rules).check(fields, depth: 0, pathByteCount: 0)
  }

  /// One element that is to go into an array, or to be removed from one.
  static func check(element value: Value, _ rules: Rules) throws(ModelError) {
    let check = ValueCheck(rules: rules)
    try check.refuseInArray(value)
    try check.check(value, depth: 1, pathByteCount: 1)
  }

  /// - Parameter depth: maps and arrays around these fields. The recursion ends where the depth is too great,
  /// or as deep as the parser let the value be.
  private func check(_ fields: Fields, depth: Int, pathByteCount: Int) throws(ModelError) {
    for entry in fields.entries {
      let joined = pathByteCount + (depth > 0 ? 1 : 0) + entry.key.utf8.count
      do {
        try check(name: entry.key, pathByteCount: joined)
        try check(entry.value, depth: depth, pathByteCount: joined)
      } catch {
        throw error.below(entry.key)
      }
    }
  }

  private func check(_ value: Value, depth: Int, pathByteCount: Int) throws(ModelError) {
    switch value {
    case .null, .boolean, .integer, .double, .reference: break
    case .timestamp(let time): try Self.check(time)
    case .string(let string): try check(byteCount: string.utf8.count, of: "string")
    case .bytes(let bytes): try check(byteCount: bytes.count, of: "bytes value")
    case .geoPoint(let point): try Self.check(point)
    case .vector(let numbers): try check(vector: numbers)
    case .map(let fields):
      try check(depth: depth + 1)
      try check(fields, depth: depth + 1, pathByteCount: pathByteCount)
    case .array(let elements):
      if elements.isEmpty { return }
      try check(depth: depth + 1)
      for element in elements {
        try refuseInArray(element)
        try check(element, depth: depth + 1, pathByteCount: pathByteCount)
      }
    }
  }

  /// A field's own name, and the names from the document's top down to it.
  private func check(name: String, pathByteCount: Int) throws(ModelError) {
    guard !ResourceID.isReserved(name) else { throw Self.reserved(name) }
    guard rules.contains(.stored) else { return }
    guard !name.isEmpty else {
      throw ModelError(code: "field/empty", message: "a field name is the empty string")
    }
    guard pathByteCount <= Limits.fieldNameByteCount else {
      throw ModelError(
        code: "field/length",
        message: pathByteCount == name.utf8.count
          ? "a field name is longer than \(Limits.fieldNameByteCount) bytes: it has \(pathByteCount)"
          : "a field name is longer than \(Limits.fieldNameByteCount) bytes together with the names of the maps around "
            + "it: \(pathByteCount)")
    }
  }

  static func reserved(_ name: String) -> ModelError {
    ModelError(
      code: "field/reserved", message: "field name \(ModelError.excerpt(name)) is reserved",
      hint: "names that start and end with \"__\" belong to Firestore")
  }

  private func check(depth: Int) throws(ModelError) {
    guard depth <= Limits.valueDepth || !rules.contains(.stored) else {
      throw ModelError(
        code: "limits/depth",
        message: "maps and arrays are nested more than \(Limits.valueDepth) deep",
        hint: "flatten the document, or move the inner maps into documents of a subcollection")
    }
  }

  private func refuseInArray(_ value: Value) throws(ModelError) {
    guard rules.contains(.arrays) else { return }
    switch value {
    case .array:
      throw ModelError(
        code: "value/array-in-array", message: "Cannot convert an array value in an array value.",
        hint: "put the inner array into a map")
    case .vector:
      throw ModelError(
        code: "value/vector-in-array", message: "Cannot convert a vector value in an array value.",
        hint: "put the vector into a map")
    default: break
    }
  }

  private func check(byteCount: Int, of kind: String) throws(ModelError) {
    guard byteCount <= Limits.valueByteCount || !rules.contains(.stored) else {
      throw ModelError(
        code: "limits/value-size",
        message: "the \(kind) has \(byteCount) bytes; at most \(Limits.valueByteCount) are allowed")
    }
  }

  private static func check(_ time: Timestamp) throws(ModelError) {
    guard time.isInRange else {
      throw ModelError(code: "timestamp/range", message: "the timestamp's year must be 0001 to 9999")
    }
    guard time.nanoseconds % 1_000 == 0 else {
      throw ModelError(
        code: "timestamp/precision",
        message: "the timestamp \(time) cannot have more than microseconds precision")
    }
  }

  private static func check(_ point: GeoPoint) throws(ModelError) {
    guard (-90.0...90.0).contains(point.latitude) else {
      throw ModelError(
        code: "value/geo-point",
        message: "Geo point latitude '\(text(point.latitude))' outside permitted range -90.0 to 90.0.")
    }
    guard (-180.0...180.0).contains(point.longitude) else {
      throw ModelError(
        code: "value/geo-point",
        message: "Geo point longitude '\(text(point.longitude))' outside permitted range -180.0 to 180.0.")
    }
  }

  private func check(vector numbers: [Double]) throws(ModelError) {
    guard !numbers.isEmpty else {
      throw ModelError(code: "value/vector", message: "Cannot have a zero length vector.")
    }
    guard numbers.count <= Limits.vectorCount else {
      throw ModelError(
        code: "value/vector",
        message: "Vectors must be at most \(Limits.vectorCount) dimensions; "
          + "this one has \(numbers.count).")
    }
    guard !rules.contains(.stored) || !numbers.contains(where: \.isNaN) else {
      throw ModelError(code: "value/vector", message: "Vector cannot contain NaN values.")
    }
  }

  private static func text(_ number: Double) -> String {
    number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : "\(number)"
  }
}

extension ModelError {
  /// The same error one level further out: `key` stands before its field path.
  func below(_ key: String) -> ModelError {
    var copy = self
    copy.fieldPath = FieldPath(checked: [key] + (fieldPath?.segments ?? []))
    return copy
  }
}
