internal import JSON

extension ShapeReader {
  private static let objectKeys: Set<String> = [
    "properties", "required", "additionalProperties", "patternProperties", "propertyNames",
  ]
  private static let arrayKeys: Set<String> = ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]
  private static let textKeys: Set<String> = ["pattern", "minLength", "maxLength", "format"]
  private static let numberKeys: Set<String> = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
  ]

  /// What the schema's own keywords say of the value; nil when they say nothing.
  mutating func ownShape(_ schema: Located, types: ValueTypes, hasUnion: Bool, depth: Int) -> Shape? {
    let value = schema.value
    if let constant = value["const"] { return .literals([constant]) }
    if let values = value["enum"]?.list { return .literals(values) }
    let keys = Set(value.fields?.map(\.0) ?? [])
    let isTyped = types != .all
    // What is not typed is taken for what its keywords speak of.
    var kinds = types
    if !isTyped {
      kinds = []
      if !keys.isDisjoint(with: Self.objectKeys) { kinds.insert(.object) }
      if !keys.isDisjoint(with: Self.arrayKeys) { kinds.insert(.array) }
      if !keys.isDisjoint(with: Self.textKeys) { kinds.insert(.string) }
      if !keys.isDisjoint(with: Self.numberKeys) { kinds.formUnion(.number) }
      if kinds.isEmpty { return nil }
    }
    let speaks = !keys.isDisjoint(
      with: Self.objectKeys.union(Self.arrayKeys).union(Self.textKeys).union(Self.numberKeys))
    // The alternatives know the type already.
    let hasOthers = hasUnion || value["$ref"] != nil || value["allOf"] != nil
    if hasOthers, !speaks { return nil }
    if isTyped, value["type"] == nil, !speaks { return nil }
    var shapes: [Shape] = []
    if kinds.contains(.string) { shapes.append(.string(text(value))) }
    if !kinds.isDisjoint(with: .number) { shapes.append(.number(numbers(value, kinds))) }
    if kinds.contains(.boolean) { shapes.append(.boolean) }
    if kinds.contains(.array) { shapes.append(.array(list(schema, depth))) }
    if kinds.contains(.object) { shapes.append(.object(record(schema, depth))) }
    if kinds.contains(.null) { shapes.append(.null) }
    guard let first = shapes.first else { return .never }
    return shapes.count == 1 ? first : .union(shapes, isExclusive: false, discriminator: nil)
  }

  private func text(_ value: JSONValue) -> Shape.Text {
    var text = Shape.Text()
    text.least = value["minLength"].flatMap(Numeric.count)
    text.most = value["maxLength"].flatMap(Numeric.count)
    if let pattern = value["pattern"]?.text { text.patterns = [pattern] }
    if text.patterns.isEmpty { text.format = value["format"]?.text }
    return text
  }

  private func numbers(_ value: JSONValue, _ kinds: ValueTypes) -> Shape.Numbers {
    Shape.Numbers(
      isInteger: !kinds.contains(.fraction), minimum: value["minimum"], maximum: value["maximum"],
      exclusiveMinimum: value["exclusiveMinimum"], exclusiveMaximum: value["exclusiveMaximum"],
      multipleOf: value["multipleOf"])
  }

  private mutating func list(_ schema: Located, _ depth: Int) -> Shape.List {
    var list = Shape.List()
    list.prefix = (schema.member("prefixItems")?.elements ?? []).map { shape($0, depth: depth + 1) }
    let rest = schema.member("items") ?? schema.member("unevaluatedItems")
    if let rest { list.rest = rest.value == false ? nil : shape(rest, depth: depth + 1) }
    list.least = schema.value["minItems"].flatMap(Numeric.count)
    list.most = schema.value["maxItems"].flatMap(Numeric.count)
    list.isUnique = schema.value["uniqueItems"]?.isTrue ?? false
    return list
  }

  private mutating func record(_ schema: Located, _ depth: Int) -> Shape.Record {
    var record = Shape.Record()
    let required = (schema.value["required"]?.list ?? []).compactMap(\.text)
    for (key, field) in schema.member("properties")?.members ?? [] {
      record.fields.append(
        Shape.Field(
          key: key, shape: shape(field, depth: depth + 1), isRequired: required.contains(key),
          note: DocText(field.value)))
    }
    record.alsoRequired = required.filter { name in !record.fields.contains { $0.key == name } }
    record.patterns = (schema.member("patternProperties")?.members ?? []).map { pattern, inner in
      (pattern, shape(inner, depth: depth + 1))
    }
    if let names = schema.member("propertyNames") {
      record.names = shape(names, types: .string, depth: depth + 1)
    }
    let rest = schema.member("additionalProperties") ?? schema.member("unevaluatedProperties")
    if let rest { record.rest = rest.value == false ? nil : shape(rest, depth: depth + 1) }
    return record
  }
}
