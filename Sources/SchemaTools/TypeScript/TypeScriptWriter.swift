internal import JSON

/// Shapes as TypeScript: interfaces for objects, literal types for enums.
struct TypeScriptWriter {
  private let reader: ShapeReader

  init(_ reader: ShapeReader) { self.reader = reader }

  /// All definitions, in the order in which they were met.
  func write() -> String {
    reader.definitions.map { definition in
      var text = ScriptText.comment(definition.note.lines(for: definition.ownName), indent: 0)
      if case .object(let record) = definition.shape.bare, record.isInterface {
        text += "export interface \(definition.name) \(body(record, indent: 0))\n"
      } else {
        text += "export type \(definition.name) = \(type(definition.shape, indent: 0));\n"
      }
      return text
    }.joined(separator: "\n")
  }

  private func body(_ record: Shape.Record, indent: Int) -> String {
    let inner = String(repeating: "  ", count: indent + 1)
    var text = "{\n"
    for field in record.fields {
      text += ScriptText.comment(field.note.lines(for: field.key), indent: indent + 1)
      text += inner + ScriptText.key(field.key) + (field.isRequired ? "" : "?") + ": "
      text += type(field.shape, indent: indent + 1) + ";\n"
    }
    for name in record.alsoRequired { text += inner + ScriptText.key(name) + ": unknown;\n" }
    var others = record.patterns.map(\.shape)
    if let rest = record.rest { others.append(rest) }
    if !others.isEmpty {
      // An index type must hold for the named fields too, so beside them only unknown does.
      let hasFields = !record.fields.isEmpty || !record.alsoRequired.isEmpty
      let value = hasFields ? "unknown" : union(others, indent: indent + 1)
      text += inner + "[key: string]: \(value);\n"
    }
    return text + String(repeating: "  ", count: indent) + "}"
  }

  private func union(_ shapes: [Shape], indent: Int) -> String {
    var parts: [String] = []
    for shape in shapes {
      let text = type(shape, indent: indent, isOperand: true)
      if !parts.contains(text) { parts.append(text) }
    }
    if parts.contains("unknown") { return "unknown" }
    return parts.isEmpty ? "never" : parts.joined(separator: " | ")
  }

  /// - Parameter isOperand: whether a union must stand in parentheses.
  func type(_ shape: Shape, indent: Int, isOperand: Bool = false) -> String {
    switch shape {
    case .any: return "unknown"
    case .never: return "never"
    case .null: return "null"
    case .boolean: return "boolean"
    case .string: return "string"
    case .number: return "number"
    case .literals(let values):
      let text = values.map { literal($0, indent: indent) }.joined(separator: " | ")
      return isOperand && values.count > 1 ? "(\(text))" : text
    case .array(let list):
      if list.prefix.isEmpty {
        guard let rest = list.rest else { return "[]" }
        return type(rest, indent: indent, isOperand: true) + "[]"
      }
      let least = Int(clamping: list.least ?? 0)
      var parts = list.prefix.enumerated().map { index, part in
        index < least ? type(part, indent: indent) : type(part, indent: indent, isOperand: true) + "?"
      }
      if let rest = list.rest { parts.append("..." + type(rest, indent: indent, isOperand: true) + "[]") }
      return "[" + parts.joined(separator: ", ") + "]"
    case .object(let record):
      if record.fields.isEmpty, record.alsoRequired.isEmpty {
        guard let rest = record.rest ?? record.patterns.first?.shape else { return "Record<string, never>" }
        if record.patterns.count < 2 { return "Record<string, \(type(rest, indent: indent))>" }
      }
      return body(record, indent: indent)
    case .union(let shapes, _, _):
      let text = union(shapes, indent: indent)
      return isOperand && text.contains(" | ") ? "(\(text))" : text
    case .all(let shapes):
      var parts: [String] = []
      for shape in shapes {
        let text = type(shape, indent: indent, isOperand: true)
        if text != "unknown", !parts.contains(text) { parts.append(text) }
      }
      // A named string beside string: the name says it.
      if parts.count > 1, shapes.allSatisfy({ isText($0) }) { parts.removeAll { $0 == "string" } }
      if parts.count > 1, isOperand { return "(" + parts.joined(separator: " & ") + ")" }
      return parts.isEmpty ? "unknown" : parts.joined(separator: " & ")
    case .named(let index): return reader.definitions[index].name
    case .refined(let inner, _): return type(inner, indent: indent, isOperand: isOperand)
    }
  }

  private func isText(_ shape: Shape) -> Bool {
    if case .string = reader.resolved(shape) { true } else { false }
  }

  private func literal(_ value: JSONValue, indent: Int) -> String {
    switch value {
    case .array(let elements):
      "[" + elements.map { literal($0, indent: indent) }.joined(separator: ", ") + "]"
    case .object(let members):
      "{ "
        + members.map { ScriptText.key($0.0) + ": " + literal($0.1, indent: indent) }.joined(separator: "; ")
        + " }"
    default: ScriptText.literal(value)
    }
  }
}

extension Shape {
  /// Without what only a validator checks.
  var bare: Shape { if case .refined(let inner, _) = self { inner.bare } else { self } }
}

extension Shape.Record {
  /// Whether it has named fields, or none at all: else it is a map.
  var isInterface: Bool { !fields.isEmpty || !alsoRequired.isEmpty }
}
