public import JSON

/// Prints a schema as the shipped ones stand in their files: two-space indent, and what is small on one line.
public enum SchemaPrinter {
  private static let width = 100

  /// The order of the keywords that come first and last; others keep theirs in between.
  private static let first = [
    "$schema", "$id", "$anchor", "$ref", "title", "description", "type", "const", "enum", "required",
  ]
  private static let last = [
    "default", "examples", "deprecated", "readOnly", "writeOnly", "x-funnel", "unevaluatedProperties",
    "$defs",
  ]

  /// The file's text, with a final newline.
  public static func print(_ schema: JSONValue) -> String {
    var text = ""
    write(schema, indent: 0, column: 0, isWhole: true, into: &text)
    return text + "\n"
  }

  /// The same schema with the keys of each subschema in the order of the shipped ones.
  static func ordered(_ schema: JSONValue) -> JSONValue {
    SchemaWalk.map(schema) { value, isRoot in
      guard case .object(let members) = value else { return value }
      func rank(_ key: String) -> Int {
        // Which documents a schema governs stands at its top, a field's annotations at its end.
        if isRoot, key == "x-funnel" { return 6 }
        if let place = first.firstIndex(of: key) { return place < 6 ? place : place + 1 }
        if let place = last.firstIndex(of: key) { return 1_000 + place }
        return 500
      }
      let sorted = members.enumerated().sorted {
        let (a, b) = (rank($0.element.0), rank($1.element.0))
        return a == b ? $0.offset < $1.offset : a < b
      }
      return .object(sorted.map(\.element))
    }
  }

  private static func write(
    _ value: JSONValue, indent: Int, column: Int, isWhole: Bool = false, into text: inout String
  ) {
    if !isWhole, let line = line(value, mayNest: true), column + line.unicodeScalars.count <= width {
      text += line
      return
    }
    let inner = String(repeating: "  ", count: indent + 1)
    switch value {
    case .object(let members) where !members.isEmpty:
      text += "{"
      for (index, member) in members.enumerated() {
        let key = JSONValue.string(member.0).compact() + ": "
        text += (index == 0 ? "\n" : ",\n") + inner + key
        // A comma may follow.
        let column = inner.unicodeScalars.count + key.unicodeScalars.count + 1
        write(member.1, indent: indent + 1, column: column, into: &text)
      }
      text += "\n" + String(repeating: "  ", count: indent) + "}"
    case .array(let elements) where !elements.isEmpty:
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner
        write(element, indent: indent + 1, column: inner.unicodeScalars.count + 1, into: &text)
      }
      text += "\n" + String(repeating: "  ", count: indent) + "]"
    default: text += value.compact()
    }
  }

  /// On one line, unless objects stand in it deeper than one level.
  private static func line(_ value: JSONValue, mayNest: Bool) -> String? {
    switch value {
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      guard mayNest else { return nil }
      var parts: [String] = []
      for (key, member) in members {
        if case .object(let inner) = member, !inner.isEmpty { return nil }
        guard let text = line(member, mayNest: false) else { return nil }
        parts.append(JSONValue.string(key).compact() + ": " + text)
      }
      return "{ " + parts.joined(separator: ", ") + " }"
    case .array(let elements):
      var parts: [String] = []
      for element in elements {
        guard let text = line(element, mayNest: mayNest) else { return nil }
        parts.append(text)
      }
      return "[" + parts.joined(separator: ", ") + "]"
    default: return value.compact()
    }
  }
}
