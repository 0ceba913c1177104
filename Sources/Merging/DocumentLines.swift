package import FirestoreModel
internal import DocumentCodec
internal import JSON

/// A document as lines for git's own diff: one field a line, each with its whole path, so that a line that changed says
/// by itself which field it is. Elements of arrays have no number: one that is inserted does not change the others.
package enum DocumentLines {
  /// - Returns: lines without line feeds; `{}` for an empty document.
  package static func text(_ fields: Fields) -> [String] {
    if fields.isEmpty { return ["{}"] }
    var lines: [String] = []
    for (key, value) in fields { add(value, FieldPath.quoted(key), &lines, depth: 0) }
    return lines
  }

  private static func add(_ value: Value, _ path: String, _ lines: inout [String], depth: Int) {
    switch value {
    case .map(let fields) where !fields.isEmpty && depth < Limits.valueDepth:
      for (key, member) in fields {
        add(member, path + "." + FieldPath.quoted(key), &lines, depth: depth + 1)
      }
    case .array(let elements) where !elements.isEmpty && depth < Limits.valueDepth:
      for element in elements { add(element, path + "[]", &lines, depth: depth + 1) }
    case .string(let text) where text.utf8.contains(0x0A):
      // A text of several lines stands line by line, so that one that changed shows alone.
      lines.append("\(path): |")
      for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
        let shown = DocumentFile.jsonValue(Value.string(String(Substring(line)))).compact()
        lines.append("  " + shown.dropFirst().dropLast())
      }
    case .timestamp(let time): lines.append("\(path): \(time)")
    case .reference(let reference): lines.append("\(path): → \(visible(reference.description))")
    default: lines.append("\(path): \(DocumentFile.jsonValue(value).compact())")
    }
  }

  private static func visible(_ text: String) -> String {
    String(DocumentFile.jsonValue(Value.string(text)).compact().dropFirst().dropLast())
  }
}
