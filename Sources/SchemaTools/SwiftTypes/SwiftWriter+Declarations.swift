internal import JSON

extension SwiftWriter {
  /// - Parameters:
  ///   - inner: the struct's inside, with the names of the parts taken.
  ///   - parts: declarations of the definitions within it.
  mutating func structure(_ name: String, _ record: Shape.Record, inner: Scope, parts: [[String]]) -> [String]
  {
    var inner = inner
    var properties: [(name: String, key: String, type: String, isRequired: Bool)] = []
    var lines = ["public struct \(name): Codable, Sendable, Hashable {"]
    // A property is called as no type is that is named within: `Timestamp` would hide it.
    var used = inner.used.union(reader.definitions.flatMap { [$0.name, $0.ownName] })
    used.insert(name)
    let unknown = record.alsoRequired.map {
      Shape.Field(key: $0, shape: .any, isRequired: true, note: DocText(.null))
    }
    // A field that may not be there has no property.
    let fields = (record.fields + unknown).filter { if case .never = $0.shape { false } else { true } }
    let names = fields.map { SwiftNames.member($0.key, besides: &used) }
    // What is declared here for a field's value gets another name than the properties in turn.
    inner.used.formUnion(names)
    for (field, property) in zip(fields, names) {
      var type = type(field.shape, named: ShapeReader.typeName(field.key), in: &inner)
      if isCyclic(field.shape) {
        needsBox = true
        type = type.hasSuffix("?") ? "Box<\(type.dropLast())>?" : "Box<\(type)>"
      }
      if !field.isRequired, !type.hasSuffix("?") { type += "?" }
      properties.append((property, field.key, type, field.isRequired))
      lines += SwiftNames.comment(field.note.lines(for: field.key)).map { "  " + $0 }
      lines.append("  public var \(SwiftNames.quoted(property)): \(type)")
    }
    if record.rest != nil || !record.patterns.isEmpty {
      notes.append("\(name) does not keep fields that the schema does not name")
    }
    lines += initializer(properties) + coding(properties)
    for declaration in parts + (inner.lines.isEmpty ? [] : [inner.lines]) {
      lines.append("")
      lines += declaration.map { $0.isEmpty ? "" : "  " + $0 }
    }
    return lines + ["}"]
  }

  private func initializer(_ properties: [(name: String, key: String, type: String, isRequired: Bool)])
    -> [String]
  {
    var lines = ["", "  public init("]
    for (index, property) in properties.enumerated() {
      let standard = property.type.hasSuffix("?") && !property.isRequired ? " = nil" : ""
      let comma = index == properties.count - 1 ? "" : ","
      lines.append("    \(SwiftNames.quoted(property.name)): \(property.type)\(standard)\(comma)")
    }
    if properties.isEmpty { lines[1] = "  public init() {" } else { lines.append("  ) {") }
    for property in properties {
      let name = SwiftNames.quoted(property.name)
      lines.append("    self.\(name) = \(name)")
    }
    return lines + ["  }"]
  }

  /// Keys where the names differ, and an encoder where null must be written: the compiler's own would leave it out.
  private func coding(_ properties: [(name: String, key: String, type: String, isRequired: Bool)]) -> [String]
  {
    let writesNull = properties.contains { $0.isRequired && $0.type.hasSuffix("?") }
    guard writesNull || properties.contains(where: { $0.name != $0.key }) else { return [] }
    var lines = ["", "  private enum CodingKeys: String, CodingKey {"]
    for property in properties {
      let raw = property.name == property.key ? "" : " = \(SwiftNames.text(property.key))"
      lines.append("    case \(SwiftNames.quoted(property.name))\(raw)")
    }
    lines.append("  }")
    guard writesNull else { return lines }
    lines += [
      "", "  public func encode(to encoder: any Encoder) throws {",
      "    var container = encoder.container(keyedBy: CodingKeys.self)",
    ]
    for property in properties {
      let name = SwiftNames.quoted(property.name)
      let verb = property.isRequired ? "encode" : "encodeIfPresent"
      lines.append("    try container.\(verb)(self.\(name), forKey: .\(name))")
    }
    return lines + ["  }"]
  }

  func enumeration(_ name: String, _ values: [JSONValue]) -> [String] {
    var lines = ["public enum \(name): String, Codable, Sendable, Hashable, CaseIterable {"]
    var used: Set<String> = []
    for text in values.compactMap(\.text) {
      let member = SwiftNames.member(text, besides: &used)
      lines.append(
        "  case \(SwiftNames.quoted(member))" + (member == text ? "" : " = \(SwiftNames.text(text))"))
    }
    return lines + ["}"]
  }

  mutating func union(_ name: String, _ shapes: [Shape]) -> [String] {
    var inner = Scope()
    inner.used.insert(name)
    var used: Set<String> = []
    var cases: [(name: String, type: String)] = []
    for (index, shape) in shapes.enumerated() {
      let label = label(shape, index)
      let type = type(shape, named: ShapeReader.typeName(label), in: &inner)
      // Two alternatives of one type are one case.
      if cases.contains(where: { $0.type == type }) { continue }
      cases.append((SwiftNames.member(label, besides: &used), type))
    }
    var lines = ["public indirect enum \(name): Codable, Sendable, Hashable {"]
    for one in cases { lines.append("  case \(SwiftNames.quoted(one.name))(\(one.type))") }
    lines += ["", "  public init(from decoder: any Decoder) throws {"]
    for one in cases {
      lines += [
        "    if let value = try? \(one.type)(from: decoder) {",
        "      self = .\(SwiftNames.quoted(one.name))(value)", "      return", "    }",
      ]
    }
    lines += [
      "    throw DecodingError.dataCorrupted(",
      "      .init(codingPath: decoder.codingPath, debugDescription: \"no alternative of \(name) fits\"))",
      "  }", "",
      "  public func encode(to encoder: any Encoder) throws {", "    switch self {",
    ]
    for one in cases {
      lines.append("    case .\(SwiftNames.quoted(one.name))(let value): try value.encode(to: encoder)")
    }
    lines += ["    }", "  }"]
    if !inner.lines.isEmpty { lines += [""] + inner.lines.map { $0.isEmpty ? "" : "  " + $0 } }
    return lines + ["}"]
  }

  /// What an alternative is called: by its definition, the value that tells it apart, or its kind.
  private func label(_ shape: Shape, _ index: Int) -> String {
    if case .named(let definition) = shape {
      return SwiftNames.lowerFirst(reader.definitions[definition].ownName)
    }
    switch shape.bare {
    case .string: return "text"
    case .number(let numbers): return numbers.isInteger ? "integer" : "number"
    case .boolean: return "boolean"
    case .null: return "null"
    case .array: return "list"
    case .literals(let values):
      if values.count == 1, let text = values[0].text { return text }
      return "choice"
    case .object(let record):
      for field in record.fields {
        if case .literals(let values) = reader.resolved(field.shape).bare, values.count == 1,
          let text = values[0].text
        {
          return text
        }
      }
      return record.isInterface ? "object" : "map"
    default: return "alternative\(index + 1)"
    }
  }
}
