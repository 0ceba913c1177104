internal import FirestoreModel
internal import JSON

extension ValueReader {
  /// Reads a list of google.firestore.v1.DocumentTransform.FieldTransform; absent and null are the empty list.
  func transforms(_ list: JSONNode?) throws(WireFault) -> [FieldTransform] {
    guard let list, list.kind != .null else { return [] }
    guard list.kind == .array else {
      throw WireFault.invalid(
        "type.googleapis.com/google.firestore.v1.DocumentTransform.FieldTransform list", list
      )
      .within("update_transforms")
    }
    var transforms: [FieldTransform] = []
    for element in list.elements {
      do throws(WireFault) {
        transforms.append(try transform(element))
      } catch {
        throw error.within("update_transforms[\(transforms.count)]")
      }
    }
    return transforms
  }

  private func transform(_ node: JSONNode) throws(WireFault) -> FieldTransform {
    guard node.kind == .object else {
      throw .invalid("type.googleapis.com/google.firestore.v1.DocumentTransform.FieldTransform", node)
    }
    var path: FieldPath?
    var operation: FieldTransform.Operation?
    for (key, member) in node.members {
      if key.isNamed("fieldPath", "field_path") {
        if member.kind != .null { path = try CommitReader.fieldPath(member) }
        continue
      }
      guard let next = try self.operation(key, member) else { continue }
      guard operation == nil else {
        throw WireFault(.secondOf("transform_type", field: key.string ?? ""), at: key)
      }
      operation = next
    }
    guard let path else { throw .refused("field-path/empty", "Invalid empty property path string.", node) }
    guard let operation else {
      throw .refused("write/transform", "Operation type must be specified for field transformation.", node)
    }
    return FieldTransform(path: path, operation: operation)
  }

  /// nil when the member is null, and so absent.
  private func operation(
    _ key: JSONNode, _ member: JSONNode
  ) throws(WireFault) -> FieldTransform.Operation? {
    let isNull = member.kind == .null
    if key.isNamed("setToServerValue", "set_to_server_value") {
      return isNull ? nil : try serverValue(member)
    }
    if key.stringEquals("increment" as StaticString) { return isNull ? nil : .increment(try value(member)) }
    if key.stringEquals("maximum" as StaticString) { return isNull ? nil : .maximum(try value(member)) }
    if key.stringEquals("minimum" as StaticString) { return isNull ? nil : .minimum(try value(member)) }
    if key.isNamed("appendMissingElements", "append_missing_elements") {
      return isNull ? nil : .appendMissing(try elements(member))
    }
    if key.isNamed("removeAllFromArray", "remove_all_from_array") {
      return isNull ? nil : .removeAll(try elements(member))
    }
    throw WireFault(.unknownName(key.string ?? ""), at: key)
  }

  private func serverValue(_ node: JSONNode) throws(WireFault) -> FieldTransform.Operation {
    if node.stringEquals("REQUEST_TIME" as StaticString) || node.int64 == 1 { return .serverTimestamp }
    guard node.stringEquals("SERVER_VALUE_UNSPECIFIED" as StaticString) || node.int64 == 0 else {
      throw WireFault.invalid(
        "type.googleapis.com/google.firestore.v1.DocumentTransform.FieldTransform.ServerValue", node
      ).within("set_to_server_value")
    }
    throw .refused(
      "write/transform", "ServerValue type must be specified for set_to_server_value transformation.", node)
  }
}
