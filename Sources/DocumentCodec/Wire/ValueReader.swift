internal import FirestoreModel
internal import JSON

/// Reads google.firestore.v1.Value. Recursion is bounded by the depth that the JSON parser lets through.
struct ValueReader {
  /// Whose references are the value's own.
  let database: DatabaseName?

  /// The members of the oneof `value_type`.
  private enum Member: CaseIterable {
    case string, integer, map, array, boolean, double, null, timestamp, reference, bytes, geoPoint

    var camel: StaticString {
      switch self {
      case .string: "stringValue"
      case .integer: "integerValue"
      case .map: "mapValue"
      case .array: "arrayValue"
      case .boolean: "booleanValue"
      case .double: "doubleValue"
      case .null: "nullValue"
      case .timestamp: "timestampValue"
      case .reference: "referenceValue"
      case .bytes: "bytesValue"
      case .geoPoint: "geoPointValue"
      }
    }

    var snake: StaticString {
      switch self {
      case .string: "string_value"
      case .integer: "integer_value"
      case .map: "map_value"
      case .array: "array_value"
      case .boolean: "boolean_value"
      case .double: "double_value"
      case .null: "null_value"
      case .timestamp: "timestamp_value"
      case .reference: "reference_value"
      case .bytes: "bytes_value"
      case .geoPoint: "geo_point_value"
      }
    }

    init?(_ key: JSONNode) {
      for member in Self.allCases where key.stringEquals(member.camel) || key.stringEquals(member.snake) {
        self = member
        return
      }
      return nil
    }
  }

  func value(_ node: JSONNode) throws(WireFault) -> Value {
    guard node.kind == .object else { throw .invalid("type.googleapis.com/google.firestore.v1.Value", node) }
    var found: Value?
    for (key, member) in node.members {
      guard let kind = Member(key) else { throw WireFault(.unknownName(key.string ?? ""), at: key) }
      if member.kind == .null, kind != .null { continue }
      guard found == nil else { throw WireFault(.secondOf("value_type", field: "\(kind.camel)"), at: key) }
      do throws(WireFault) { found = try value(member, as: kind) } catch {
        throw error.within("\(kind.snake)")
      }
    }
    guard let found else {
      throw .refused("wire/no-type", "Cannot convert firestore.v1.Value with type unset.", node)
    }
    return found
  }

  /// The object of a document's or map's fields.
  func fields(_ node: JSONNode) throws(WireFault) -> Fields {
    guard node.kind == .object else {
      throw .invalid("type.googleapis.com/google.firestore.v1.Value map", node)
    }
    var entries: [(String, Value)] = []
    entries.reserveCapacity(node.count)
    for (key, member) in node.members {
      do throws(WireFault) {
        entries.append((key.string ?? "", try value(member)))
      } catch {
        throw error.within("value").within("fields[\(entries.count)]")
      }
    }
    return Fields(unsorted: entries)
  }

  private func value(_ node: JSONNode, as kind: Member) throws(WireFault) -> Value {
    switch kind {
    case .null:
      guard node.kind == .null || node.stringEquals("NULL_VALUE" as StaticString) || node.int64 == 0 else {
        throw .invalid("type.googleapis.com/google.protobuf.NullValue", node)
      }
      return .null
    case .boolean:
      guard node.kind == .boolean else { throw .invalid("TYPE_BOOL", node) }
      return .boolean(node.isTrue)
    case .integer:
      guard let number = WireNumber.int64(node) else { throw .invalid("TYPE_INT64", node) }
      return .integer(number)
    case .double:
      guard let number = WireNumber.double(node) else { throw .invalid("TYPE_DOUBLE", node) }
      return .double(number)
    case .timestamp: return .timestamp(try Self.timestamp(node).truncatedToMicroseconds())
    case .string:
      guard let text = node.string else { throw .invalid("TYPE_STRING", node) }
      return .string(text)
    case .bytes:
      guard let text = node.stringBytes, let bytes = WireBase64.decode(text) else {
        throw .invalid("TYPE_BYTES", node)
      }
      return .bytes(bytes)
    case .reference: return .reference(try WireName.reference(node, own: database))
    case .geoPoint: return .geoPoint(try geoPoint(node))
    case .array: return .array(try elements(node))
    case .map: return try map(node)
    }
  }

  /// RFC 3339, to the nanosecond. As the JSON mapping has it, `-00:00` is read too.
  static func timestamp(_ node: JSONNode) throws(WireFault) -> Timestamp {
    guard var text = node.stringBytes else {
      throw .invalid("type.googleapis.com/google.protobuf.Timestamp", node)
    }
    if text.suffix(6).elementsEqual("-00:00".utf8) {
      text.replaceSubrange((text.count - 6)..., with: "Z".utf8)
    }
    do throws(ModelError) {
      return try Timestamp(rfc3339: text)
    } catch {
      throw .model(error, node)
    }
  }

  private func geoPoint(_ node: JSONNode) throws(WireFault) -> GeoPoint {
    guard node.kind == .object else { throw .invalid("type.googleapis.com/google.type.LatLng", node) }
    var latitude = 0.0
    var longitude = 0.0
    for (key, member) in node.members {
      let isLatitude = key.stringEquals("latitude" as StaticString)
      guard isLatitude || key.stringEquals("longitude" as StaticString) else {
        throw WireFault(.unknownName(key.string ?? ""), at: key)
      }
      if member.kind == .null { continue }
      guard let number = WireNumber.double(member) else {
        throw WireFault.invalid("TYPE_DOUBLE", member).within(isLatitude ? "latitude" : "longitude")
      }
      if isLatitude { latitude = number } else { longitude = number }
    }
    return GeoPoint(latitude: latitude, longitude: longitude)
  }

  /// The operands of an array transform, or an array value: `{"values": […]}`.
  func elements(_ node: JSONNode) throws(WireFault) -> [Value] {
    guard node.kind == .object else {
      throw .invalid("type.googleapis.com/google.firestore.v1.ArrayValue", node)
    }
    var values: [Value] = []
    for (key, member) in node.members {
      guard key.stringEquals("values" as StaticString) else {
        throw WireFault(.unknownName(key.string ?? ""), at: key)
      }
      if member.kind == .null { continue }
      guard member.kind == .array else {
        throw WireFault.invalid("type.googleapis.com/google.firestore.v1.Value list", member).within("values")
      }
      values.reserveCapacity(member.count)
      for element in member.elements {
        do throws(WireFault) {
          values.append(try value(element))
        } catch {
          throw error.within("values[\(values.count)]")
        }
      }
    }
    return values
  }

  private func map(_ node: JSONNode) throws(WireFault) -> Value {
    guard node.kind == .object else {
      throw .invalid("type.googleapis.com/google.firestore.v1.MapValue", node)
    }
    var inner = Fields()
    for (key, member) in node.members {
      guard key.stringEquals("fields" as StaticString) else {
        throw WireFault(.unknownName(key.string ?? ""), at: key)
      }
      if member.kind != .null { inner = try fields(member) }
    }
    guard let type = inner["__type__"] else { return .map(inner) }
    guard case .string(let name) = type else {
      throw .refused("value/vector", "Field __type__ is not a string.", node)
    }
    // Any other type is a reserved name, which the limits refuse.
    guard name.utf8.elementsEqual("__vector__".utf8) else { return .map(inner) }
    return .vector(try vector(inner, node))
  }

  private func vector(_ fields: Fields, _ node: JSONNode) throws(WireFault) -> [Double] {
    guard let value = fields["value"] else {
      throw .refused("value/vector", "Vector map is missing key 'value'.", node)
    }
    guard fields.count == 2 else {
      throw .refused("value/vector", "Vector Value map has extraneous entries.", node)
    }
    guard case .array(let elements) = value else {
      throw .refused("value/vector", "Vector Value map's key 'value' must be an array.", node)
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for element in elements {
      guard case .double(let number) = element else {
        throw .refused("value/vector", "Vector must only contain values of type 'double'", node)
      }
      numbers.append(number)
    }
    return numbers
  }
}
