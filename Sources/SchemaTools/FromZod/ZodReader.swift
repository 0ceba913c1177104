internal import JSON

/// Translates the JSON Schema that zod 4 writes, node by node.
struct ZodReader {
  typealias Located = SchemaLibrary.Located

  /// What is known of the node under translation.
  struct Context {
    var path = ""
    /// The same field in the schema that is there already.
    var existing: [Located] = []
    /// Whether `x-funnel` is read here.
    var mayAnnotate = true
    /// Whether objects are closed: not in the parts of an intersection, which are closed together.
    var isClosing = true
    /// The field's name, for a title.
    var name: String?
  }

  let root: JSONValue
  let options: ZodReading.Options
  let existing: (library: SchemaLibrary, file: String)?
  var usedTimestamps: Set<String> = []
  private(set) var notes: [ZodReading.Note] = []
  /// Definitions that are parts of an intersection: closed where they are used, not where they stand.
  let openDefinitions: Set<String>
  /// Definitions that are one of the tags, by name.
  let tagDefinitions: [String: String]
  private var strippingObjects: [String] = []
  private var hasLengths = false
  private var hasLargeIntegers = false
  /// Whether z.int()'s own bounds are written. A schema that is there without any has chosen integers of any size.
  private let keepsSafeBounds: Bool

  init(
    root: JSONValue, options: ZodReading.Options, existing: (library: SchemaLibrary, file: String)?
  ) {
    self.root = root
    self.options = options
    self.existing = existing
    let definitions = root["$defs"]?.fields ?? []
    keepsSafeBounds = (existing?.library.value(existing?.file ?? "")).map(Self.hasSafeBounds) ?? true
    openDefinitions = Self.intersected(root)
    tagDefinitions = definitions.reduce(into: [:]) { known, definition in
      if let tag = Tags.definition(of: definition.1) { known[definition.0] = tag }
    }
  }

  mutating func note(_ path: String, _ text: String) {
    let note = ZodReading.Note(path: path, text: text)
    if !notes.contains(note) { notes.append(note) }
  }

  /// The notes, those about the whole document first.
  func finalNotes() -> [ZodReading.Note] {
    var all: [ZodReading.Note] = []
    if !strippingObjects.isEmpty {
      let names = strippingObjects.sorted().map { $0.isEmpty ? "the document" : $0 }
      let shown =
        names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
      all.append(
        .init(
          path: "",
          text: "z.object strips unknown fields, the store refuses them (\(shown)): z.strictObject says so"))
    }
    if hasLengths {
      all.append(
        .init(
          path: "",
          text:
            "zod up to 4.4 counts lengths in UTF-16 units (an emoji is 2), later ones in characters as the schema does"
        ))
    }
    if hasLargeIntegers {
      all.append(
        .init(
          path: "",
          text:
            "integer fields keep no bounds, as the schema has it: zod refuses doubles such as 1e39, the schema accepts them"
        ))
    }
    return all + notes
  }

  /// The whole document.
  mutating func readRoot() -> JSONValue {
    var context = Context()
    context.name = options.name
    if let existing, let schema = existing.library.schema(existing.file) { context.existing = [schema] }
    var result = read(root, context)
    var annotations = existing?.library.value(existing?.file ?? "")?["x-funnel"]?.fields ?? []
    for (key, value) in result["x-funnel"]?.fields ?? [] where key == "collection" {
      annotations.removeAll { $0.0 == key }
      annotations.append((key, value))
    }
    if let collection = options.collection {
      annotations.removeAll { $0.0 == "collection" }
      annotations.insert(("collection", .string(collection)), at: 0)
    }
    result = result.with("x-funnel", annotations.isEmpty ? nil : .object(annotations))
    if let pattern = annotations.first(where: { $0.0 == "collection" })?.1.text {
      result = Self.markIds(result, pattern: pattern)
    }
    if let definitions = root["$defs"]?.fields {
      var kept: [(String, JSONValue)] = []
      for (name, schema) in definitions where tagDefinitions[name] == nil {
        var context = Context(path: "$defs." + name, isClosing: !openDefinitions.contains(name), name: name)
        if let existing, let twin = existing.library.schema(existing.file)?.member("$defs")?.member(name) {
          context.existing = [twin]
        }
        kept.append((name, read(schema, context)))
      }
      result = result.with("$defs", kept.isEmpty ? nil : .object(kept))
    }
    return .object(
      [("$schema", .string("https://json-schema.org/draft/2020-12/schema"))]
        + (result.fields ?? []).filter { $0.0 != "$schema" })
  }

  /// A field of the root that is called as a variable of the path holds that id.
  private static func markIds(_ schema: JSONValue, pattern: String) -> JSONValue {
    let variables = pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      String($0.dropFirst().dropLast())
    }
    guard var fields = schema["properties"]?.fields else { return schema }
    for index in fields.indices where variables.contains(fields[index].0) {
      let notes = fields[index].1["x-funnel"] ?? .object([])
      if notes["id"] == nil {
        fields[index].1 = fields[index].1.with("x-funnel", notes.with("id", .string(fields[index].0)))
      }
    }
    return schema.with("properties", .object(fields))
  }

  /// A schema in the store's words.
  mutating func read(_ schema: JSONValue, _ context: Context) -> JSONValue {
    guard let members = schema.fields else { return schema }
    var result: [(String, JSONValue)] = stored(schema, context) ?? []
    if result.isEmpty {
      for (key, value) in members { translate(key, value, of: schema, context, into: &result) }
      close(schema, context, &result)
    }
    annotate(schema, context, &result)
    return .object(result)
  }

  /// What the file form has a type of its own for.
  private mutating func stored(_ schema: JSONValue, _ context: Context) -> [(String, JSONValue)]? {
    func reference(_ name: String) -> [(String, JSONValue)] {
      [("$ref", .string("firestore.json#/$defs/" + name))]
    }
    if let tag = Tags.definition(of: schema) { return reference(tag) }
    if let name = schema["$ref"]?.text?.split(separator: "/").last.map(String.init),
      let tag = tagDefinitions[name]
    {
      return reference(tag)
    }
    let isNullable = schema["anyOf"] != nil || (schema["type"]?.list?.contains(.string("null")) ?? false)
    let hint = schema["x-funnel"]?["timestamp"]?.isTrue ?? false
    if options.timestamps.contains(context.path) || hint {
      usedTimestamps.insert(context.path)
      guard isNullable else { return reference("timestamp") }
      return [("anyOf", .array([.object(reference("timestamp")), ["type": "null"]]))]
    }
    guard let existing, let known = context.existing.first,
      let name = Tags.named(by: known, in: existing.library),
      !isNullable, Tags.mayStand(for: name, schema)
    else { return nil }
    note(context.path, "kept as \(name): the schema says so already")
    return reference(name)
  }

  private mutating func translate(
    _ key: String, _ value: JSONValue, of schema: JSONValue, _ context: Context,
    into result: inout [(String, JSONValue)]
  ) {
    var inner = context
    inner.name = nil
    switch key {
    case "type":
      // What enum and const say already.
      if schema["enum"] == nil, schema["const"] == nil { result.append((key, value)) }
    case "minimum", "maximum":
      let isSafeLimit = value == .int(key == "minimum" ? -9_007_199_254_740_991 : 9_007_199_254_740_991)
      if schema["type"] == "integer", isSafeLimit, !keepsSafeBounds {
        hasLargeIntegers = true
      } else {
        result.append((key, value))
      }
    case "minLength", "maxLength":
      hasLengths = true
      result.append((key, value))
    case "format": readFormat(value, of: schema, context, into: &result)
    case "pattern": result.append((key, .string(Self.plain(value.text ?? ""))))
    case "properties":
      let fields = (value.fields ?? []).map { (name, field) -> (String, JSONValue) in
        var inner = context
        inner.path = SchemaComparer.join(context.path, name)
        inner.name = name
        inner.existing = existingField(name, context)
        inner.isClosing = true
        return (Self.key(name), read(field, inner))
      }
      result.append((key, .object(fields)))
    case "required":
      let names = (value.list ?? []).compactMap(\.text).filter { name in
        guard isVolatile(name, context) else { return true }
        note(
          SchemaComparer.join(context.path, name),
          "volatile, so not required: it is not in the file under data/")
        return false
      }
      if !names.isEmpty { result.append((key, .array(names.map { .string(Self.key($0)) }))) }
    case "additionalProperties":
      if case .bool(false) = value { return }
      inner.path = SchemaComparer.join(context.path, "*")
      (inner.existing, inner.mayAnnotate, inner.isClosing) = ([], false, true)
      result.append((key, read(value, inner)))
    case "propertyNames":
      let isAnyText = value == ["type": "string"]
      result.append((key, isAnyText ? ["$ref": "firestore.json#/$defs/fieldName"] : readKeys(value)))
    case "patternProperties":
      (inner.existing, inner.mayAnnotate, inner.isClosing) = ([], false, true)
      result.append((key, .object((value.fields ?? []).map { (Self.plain($0.0), read($0.1, inner)) })))
    case "items":
      inner.path = context.path + "[]"
      inner.existing = existingElement(context)
      inner.isClosing = true
      if ["array"].contains(value["type"]?.text) {
        note(inner.path, "Firestore stores no array in an array")
      }
      result.append((key, read(value, inner)))
    case "prefixItems":
      (inner.existing, inner.mayAnnotate, inner.isClosing) = ([], false, true)
      let parts = (value.list ?? []).enumerated().map { (index, part) -> JSONValue in
        inner.path = context.path + "[\(index)]"
        return read(part, inner)
      }
      // An empty prefix is none.
      if !parts.isEmpty { result.append((key, .array(parts))) }
    case "anyOf", "oneOf":
      let alternatives = value.list ?? []
      let isNullable = alternatives.count == 2 && alternatives[1] == ["type": "null"]
      inner.mayAnnotate = false
      if !isNullable { inner.existing = [] }
      result.append((key, .array(alternatives.map { read($0, inner) })))
      if isNullable, context.mayAnnotate, alternatives[0]["type"] == "integer" {
        result.append(("x-funnel", ["type": "int"]))
      }
    case "allOf":
      inner.isClosing = false
      result.append((key, .array((value.list ?? []).map { read($0, inner) })))
    case "not":
      inner.mayAnnotate = false
      result.append((key, read(value, inner)))
    case "$ref":
      result.append((key, value))
      let name = value.text?.split(separator: "/").last.map(String.init) ?? ""
      if openDefinitions.contains(name), context.isClosing {
        result.append(("unevaluatedProperties", false))
      }
    case "enum", "const", "default", "examples", "title", "description", "deprecated", "readOnly",
      "writeOnly",
      "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "uniqueItems",
      "minProperties", "maxProperties":
      result.append((key, value))
    case "multipleOf":
      // zod takes a negative one for its amount.
      switch value {
      case .int(let number) where number != 0: result.append((key, .int(Int64(clamping: number.magnitude))))
      case .double(let number) where number != 0: result.append((key, .double(number.magnitude)))
      default: note(context.path, "multipleOf \(value.compact()) was left out")
      }
    case "x-funnel":
      let kept = (value.fields ?? []).filter { $0.0 != "timestamp" }
      if !kept.isEmpty { result.append((key, .object(kept))) }
    case "$schema", "$defs", "id", "contentEncoding", "contentMediaType": break
    default: note(context.path, "the keyword \(key) is not zod's, and was left out")
    }
  }

  /// Closes an object, where zod does not say that it is open.
  private mutating func close(_ schema: JSONValue, _ context: Context, _ result: inout [(String, JSONValue)])
  {
    guard context.isClosing, !result.contains(where: { $0.0 == "unevaluatedProperties" }) else { return }
    if let parts = schema["allOf"]?.list {
      let isOfObjects = parts.allSatisfy { Self.isObject($0, in: root, depth: 0) }
      let isOpen = parts.contains { $0["additionalProperties"].map { $0 != false } ?? false }
      if isOfObjects, !isOpen {
        strippingObjects.append(context.path)
        result.append(("unevaluatedProperties", false))
      }
      return
    }
    guard schema["type"] == "object", schema["patternProperties"] == nil, schema["propertyNames"] == nil
    else {
      return
    }
    switch schema["additionalProperties"] {
    case nil:
      strippingObjects.append(context.path)
      result.append(("unevaluatedProperties", false))
    case .bool(false)?: result.append(("unevaluatedProperties", false))
    default: return
    }
  }
}
