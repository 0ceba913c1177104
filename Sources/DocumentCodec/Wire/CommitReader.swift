internal import FirestoreModel
internal import JSON

/// Reads google.firestore.v1.CommitRequest.
struct CommitReader {
  /// The database that the names so far gave.
  private var database: DatabaseName?

  mutating func request(_ node: JSONNode) throws(WireFault) -> WireFormat.CommitRequest {
    guard node.kind == .object else {
      throw .invalid("type.googleapis.com/google.firestore.v1.CommitRequest", node)
    }
    var list: JSONNode?
    for (key, member) in node.members {
      if key.stringEquals("writes" as StaticString) {
        list = member.kind == .null ? nil : member
      } else if key.stringEquals("database" as StaticString) {
        if member.kind != .null { database = try WireName.database(member) }
      } else if key.stringEquals("transaction" as StaticString) {
        try Self.refuseTransaction(member)
      } else {
        throw WireFault(.unknownName(key.string ?? ""), at: key)
      }
    }
    guard let list else { return WireFormat.CommitRequest(writes: [], database: database) }
    guard list.kind == .array else {
      throw WireFault.invalid("type.googleapis.com/google.firestore.v1.Write list", list).within("writes")
    }
    var writes: [Write] = []
    writes.reserveCapacity(list.count)
    for element in list.elements {
      do throws(WireFault) {
        writes.append(try write(element))
      } catch {
        throw error.within("writes[\(writes.count)]")
      }
    }
    return WireFormat.CommitRequest(writes: writes, database: database)
  }

  /// No transaction was begun here that a commit could end.
  private static func refuseTransaction(_ node: JSONNode) throws(WireFault) {
    if node.kind == .null || node.stringEquals("" as StaticString) { return }
    guard node.kind == .string else { throw WireFault.invalid("TYPE_BYTES", node).within("transaction") }
    throw .refused(
      "wire/transaction", "Invalid transaction.", node,
      hint: "leave `transaction` out: each request is a transaction of its own")
  }

  private mutating func write(_ node: JSONNode) throws(WireFault) -> Write {
    let parts = try WriteParts(node)
    guard let (kind, operand) = parts.operation else {
      throw .refused("wire/no-operation", "empty write operation", node)
    }
    let precondition = try parts.precondition.map { node throws(WireFault) in
      do throws(WireFault) { return try Self.precondition(node) } catch {
        throw error.within("current_document")
      }
    }
    let document: DocumentPath
    let operation: Write.Operation
    switch kind {
    case .update:
      let (path, fields, values) = try update(operand)
      document = path
      let mask = try parts.mask.map { node throws(WireFault) in try Self.mask(node) }
      operation = .update(fields: fields, mask: mask, transforms: try values.transforms(parts.transforms))
    case .transform:
      try parts.refuseExtras("transform")
      let (path, transforms) = try transform(operand)
      document = path
      operation = .update(fields: Fields(), mask: FieldMask([]), transforms: transforms)
    case .delete:
      try parts.refuseExtras("delete")
      document = try name(operand).path
      operation = .delete
    case .verify:
      try parts.refuseExtras("verify")
      document = try name(operand).path
      operation = .verify
    }
    return Write(document: document, operation: operation, precondition: precondition ?? .none)
  }

  /// The name of a write's document, which must be of the request's one database.
  private mutating func name(_ node: JSONNode) throws(WireFault) -> (path: DocumentPath, values: ValueReader)
  {
    let (given, path) = try WireName.document(node)
    if let given {
      if let database, database != given {
        throw .refused(
          "name/database", "the document's name is of \(given), the request's others are of \(database)",
          node,
          hint: "one request writes one database")
      }
      database = given
    }
    return (path, ValueReader(database: given))
  }

  private mutating func update(
    _ node: JSONNode
  ) throws(WireFault) -> (path: DocumentPath, fields: Fields, values: ValueReader) {
    guard node.kind == .object else {
      throw WireFault.invalid("type.googleapis.com/google.firestore.v1.Document", node).within("update")
    }
    var nameNode: JSONNode?
    var fieldsNode: JSONNode?
    for (key, member) in node.members {
      if key.stringEquals("name" as StaticString) {
        nameNode = member.kind == .null ? nil : member
      } else if key.stringEquals("fields" as StaticString) {
        fieldsNode = member.kind == .null ? nil : member
      } else if key.isNamed("createTime", "create_time") || key.isNamed("updateTime", "update_time") {
        // Firestore reads a client's times and does nothing with them.
        if member.kind != .null { _ = try ValueReader.timestamp(member) }
      } else {
        throw WireFault(.unknownName(key.string ?? ""), at: key).within("update")
      }
    }
    guard let nameNode else {
      throw WireFault.refused("name/empty", "Document name \"\" lacks \"projects\" at index 0.", node).within(
        "update")
    }
    do throws(WireFault) {
      let (path, values) = try name(nameNode)
      return (
        path, try fieldsNode.map { node throws(WireFault) in try values.fields(node) } ?? Fields(), values
      )
    } catch {
      throw error.within("update")
    }
  }

  private mutating func transform(
    _ node: JSONNode
  ) throws(WireFault) -> (path: DocumentPath, transforms: [FieldTransform]) {
    guard node.kind == .object else {
      throw WireFault.invalid("type.googleapis.com/google.firestore.v1.DocumentTransform", node).within(
        "transform")
    }
    var nameNode: JSONNode?
    var list: JSONNode?
    for (key, member) in node.members {
      if key.stringEquals("document" as StaticString) {
        nameNode = member.kind == .null ? nil : member
      } else if key.isNamed("fieldTransforms", "field_transforms") {
        list = member
      } else {
        throw WireFault(.unknownName(key.string ?? ""), at: key).within("transform")
      }
    }
    guard let nameNode else {
      throw WireFault.refused("name/empty", "Document name \"\" lacks \"projects\" at index 0.", node)
        .within("transform")
    }
    let (path, values) = try name(nameNode)
    let transforms = try values.transforms(list)
    guard !transforms.isEmpty else {
      throw .refused("write/transform", "The list of FieldTransform must not be empty.", node)
    }
    return (path, transforms)
  }

  private static func mask(_ node: JSONNode) throws(WireFault) -> FieldMask {
    guard node.kind == .object else {
      throw WireFault.invalid("type.googleapis.com/google.firestore.v1.DocumentMask", node).within(
        "update_mask")
    }
    var paths: [FieldPath] = []
    for (key, member) in node.members {
      guard key.isNamed("fieldPaths", "field_paths") else {
        throw WireFault(.unknownName(key.string ?? ""), at: key).within("update_mask")
      }
      if member.kind == .null { continue }
      guard member.kind == .array else {
        throw WireFault.invalid("TYPE_STRING list", member).within("field_paths").within("update_mask")
      }
      for element in member.elements {
        do throws(WireFault) {
          paths.append(try fieldPath(element))
        } catch {
          throw error.within("field_paths[\(paths.count)]").within("update_mask")
        }
      }
    }
    return FieldMask(paths)
  }

  static func fieldPath(_ node: JSONNode) throws(WireFault) -> FieldPath {
    guard let text = node.string else { throw .invalid("TYPE_STRING", node) }
    do throws(ModelError) {
      return try FieldPath(text)
    } catch {
      throw .model(error, node)
    }
  }

  private static func precondition(_ node: JSONNode) throws(WireFault) -> Precondition {
    guard node.kind == .object else {
      throw .invalid("type.googleapis.com/google.firestore.v1.Precondition", node)
    }
    var found: Precondition?
    for (key, member) in node.members {
      let isExists = key.stringEquals("exists" as StaticString)
      guard isExists || key.isNamed("updateTime", "update_time") else {
        throw WireFault(.unknownName(key.string ?? ""), at: key)
      }
      if member.kind == .null { continue }
      guard found == nil else {
        throw WireFault(.secondOf("condition_type", field: isExists ? "exists" : "updateTime"), at: key)
      }
      if isExists {
        guard member.kind == .boolean else { throw WireFault.invalid("TYPE_BOOL", member).within("exists") }
        found = .exists(member.isTrue)
      } else {
        found = .updateTime(try ValueReader.timestamp(member))
      }
    }
    return found ?? .none
  }
}

extension JSONNode {
  /// Whether a key is a field's name, in either of the spellings that the JSON mapping allows.
  func isNamed(_ camel: StaticString, _ snake: StaticString) -> Bool {
    stringEquals(camel) || stringEquals(snake)
  }
}
