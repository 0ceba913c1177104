internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import JSONSchema

/// What a schema's `x-funnel` annotations say, read statically through `properties`, `items`, `$ref` and `allOf`.
struct SchemaAnnotations: Sendable {
  /// Fields that are written below `live/`.
  var volatile: [FieldPath] = []
  /// Fields that equal a variable of the document's path.
  var ids: [(field: FieldPath, variable: String)] = []
  /// Fields that hold the id of a document of some collection.
  var references: [(field: FieldPath, collection: String)] = []
  var personal: [FieldPath] = []
  /// What is wrong with them: faults of the schema.
  var findings: [Finding] = []

  static let rootKeys: Set<String> = ["collection"]
  static let fieldKeys: Set<String> = [
    "id", "ref", "personal", "volatile", "counter", "latest", "set", "key", "type",
  ]
}

/// Walks one schema. `$ref`s into other files are followed there; a bound on the depth ends cycles.
struct AnnotationReader {
  let texts: [String: JSONText]
  /// Of the schema that is read; nil if it governs nothing.
  let pattern: CollectionPattern?
  var result = SchemaAnnotations()

  init(texts: [String: JSONText], pattern: CollectionPattern?) {
    self.texts = texts
    self.pattern = pattern
  }

  mutating func read(root: JSONNode, uri: String) {
    walk(root, uri: uri, path: [], inArray: false, isRequired: false, depth: 0)
    readPlaces(root: root, uri: uri)
  }

  /// Only what is wrong, in this file alone.
  mutating func readPlaces(root: JSONNode, uri: String) {
    checkPlaces(root, uri: uri, isAllowed: true, isRoot: true, depth: 0)
  }

  private mutating func walk(
    _ schema: JSONNode, uri: String, path: [String], inArray: Bool, isRequired: Bool, depth: Int
  ) {
    guard schema.kind == .object, depth < 64 else { return }
    if !path.isEmpty, let note = schema.member("x-funnel"), note.kind == .object {
      take(note, uri: uri, path: path, inArray: inArray, isRequired: isRequired)
    }
    if let reference = schema.member("$ref")?.string, let (target, place) = resolve(reference, from: uri) {
      walk(target, uri: place, path: path, inArray: inArray, isRequired: isRequired, depth: depth + 1)
    }
    if let all = schema.member("allOf"), all.kind == .array {
      for part in all.elements {
        walk(part, uri: uri, path: path, inArray: inArray, isRequired: isRequired, depth: depth + 1)
      }
    }
    if let items = schema.member("items") {
      walk(items, uri: uri, path: path + ["[]"], inArray: true, isRequired: false, depth: depth + 1)
    }
    guard let properties = schema.member("properties"), properties.kind == .object else { return }
    let required = Set(
      schema.member("required").map { node in node.kind == .array ? node.elements.compactMap(\.string) : [] }
        ?? [])
    for (key, value) in properties.members {
      guard let name = key.string else { continue }
      walk(
        value, uri: uri, path: path + [name], inArray: inArray, isRequired: required.contains(name),
        depth: depth + 1)
    }
  }

  private mutating func take(_ note: JSONNode, uri: String, path: [String], inArray: Bool, isRequired: Bool) {
    let field = inArray ? nil : try? FieldPath(segments: path)
    checkValues(note, uri: uri)
    for (key, value) in note.members {
      switch key.string {
      case "volatile" where value.isTrue:
        if inArray {
          fault("x-funnel/volatile-in-array", "a field inside an array cannot be volatile", at: key, uri)
        } else if isRequired {
          fault(
            "x-funnel/volatile-required",
            "\(path.last ?? "") is required and volatile, but a volatile field is not in the file that other validators see",
            at: key, uri)
        } else if let field, !result.volatile.contains(field) {
          result.volatile.append(field)
        }
      case "id":
        if let variable = value.string {
          checkVariable(variable, at: value, uri)
          if let field { result.ids.append((field, variable)) }
        }
      case "ref":
        if let field, let collection = value.string { result.references.append((field, collection)) }
      case "personal" where value.isTrue:
        if let field { result.personal.append(field) }
      default: continue
      }
    }
  }

  /// Finds annotations where nothing reads them, and unknown keys.
  private mutating func checkPlaces(
    _ schema: JSONNode, uri: String, isAllowed: Bool, isRoot: Bool, depth: Int
  ) {
    guard schema.kind == .object, depth < 128 else { return }
    for (key, value) in schema.members {
      switch key.string {
      case "x-funnel":
        check(value, key: key, uri: uri, isAllowed: isAllowed, isRoot: isRoot)
      case "properties", "$defs":
        guard value.kind == .object else { continue }
        for (_, child) in value.members {
          checkPlaces(child, uri: uri, isAllowed: isAllowed, isRoot: false, depth: depth + 1)
        }
      case "items":
        checkPlaces(value, uri: uri, isAllowed: isAllowed, isRoot: false, depth: depth + 1)
      case "allOf":
        guard value.kind == .array else { continue }
        for child in value.elements {
          checkPlaces(child, uri: uri, isAllowed: isAllowed, isRoot: false, depth: depth + 1)
        }
      case "anyOf", "oneOf", "prefixItems":
        guard value.kind == .array else { continue }
        for child in value.elements {
          checkPlaces(child, uri: uri, isAllowed: false, isRoot: false, depth: depth + 1)
        }
      case "patternProperties", "dependentSchemas":
        guard value.kind == .object else { continue }
        for (_, child) in value.members {
          checkPlaces(child, uri: uri, isAllowed: false, isRoot: false, depth: depth + 1)
        }
      case "not", "if", "then", "else", "contains", "propertyNames", "additionalProperties",
        "unevaluatedProperties",
        "unevaluatedItems":
        checkPlaces(value, uri: uri, isAllowed: false, isRoot: false, depth: depth + 1)
      default: continue
      }
    }
  }

  private mutating func check(_ note: JSONNode, key: JSONNode, uri: String, isAllowed: Bool, isRoot: Bool) {
    guard note.kind == .object else {
      fault("x-funnel/form", "x-funnel must be an object", at: note, uri)
      return
    }
    if !isAllowed {
      fault(
        "x-funnel/place", "x-funnel is read only through properties, items, $ref and allOf, not here",
        at: key, uri)
    }
    // The root of a file that governs nothing may be a field's schema, for others to refer to.
    let governs = isRoot && pattern != nil
    let known = governs ? SchemaAnnotations.rootKeys : SchemaAnnotations.fieldKeys
    for (name, _) in note.members where !known.contains(name.string ?? "") {
      add(Self.unknownKey(name, known: known, uri: uri))
    }
    if !governs { checkValues(note, uri: uri) }
  }

  private func resolve(_ reference: String, from uri: String) -> (JSONNode, String)? {
    Self.resolve(reference, from: uri, in: texts)
  }

  /// The schema that a relative `$ref` points to, and the file it stands in.
  static func resolve(
    _ reference: String, from uri: String, in texts: [String: JSONText]
  ) -> (JSONNode, String)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let file = parts[0].isEmpty ? uri : SchemaSource.uri(of: String(parts[0]), seenFrom: uri)
    guard let text = texts[file] else { return nil }
    let pointer = parts.count > 1 ? String(parts[1]) : ""
    guard let node = text.node(at: pointer) else { return nil }
    return (node, file)
  }

  mutating func fault(
    _ code: String, _ message: String, at node: JSONNode, _ uri: String, hint: String? = nil
  ) {
    add(
      Finding(
        code: code, message: message, location: node.location(file: uri, pointer: node.pointer), hint: hint))
  }

  /// What several references lead to is told once.
  private mutating func add(_ finding: Finding) {
    if !result.findings.contains(finding) { result.findings.append(finding) }
  }
}
