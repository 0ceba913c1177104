internal import Changes
internal import FirestoreModel
internal import JSON
internal import Store

/// Changes of documents as people read them: one change, one line.
enum DeltaText {
  /// `Busy parent  (users/ada/personas/busy-parent)` and a line for each field.
  static func lines(_ delta: DocumentDelta) -> [String] {
    let style = Style.output
    var lines = [heading(delta)]
    if let problem = delta.problem {
      return lines + ["  " + style.red("cannot be read: \(problem.message)")]
    }
    let fields = delta.fields
    let width = min(28, fields.map { $0.path.description.unicodeScalars.count }.max() ?? 0)
    for field in fields {
      let name = pad(Output.safe(field.path.description), width)
      lines += body(field).enumerated().map { index, text in
        "  " + (index == 0 ? name : pad("", width)) + "  " + text
      }
    }
    return lines
  }

  static func heading(_ delta: DocumentDelta) -> String {
    let style = Style.output
    let path = Output.safe(delta.path.description)
    let word: String =
      if delta.problem != nil {
        ""
      } else if delta.old == nil {
        "  " + style.green("added")
      } else if delta.new == nil {
        "  " + style.red("deleted")
      } else {
        ""
      }
    guard let title = title(delta.new ?? delta.old) else { return style.bold(path) + word }
    return style.bold(title) + "  (\(path))" + word
  }

  /// A document's name for people: its `name` or `title` field.
  static func title(_ fields: Fields?) -> String? {
    for key in ["name", "title"] {
      if case .string(let text)? = fields?[key], !text.isEmpty { return Output.safe(text) }
    }
    return nil
  }

  private static func body(_ field: FieldChange) -> [String] {
    let style = Style.output
    switch (field.old, field.new) {
    case (.array(let old)?, .array(let new)?):
      let added = new.filter { value in !old.contains { $0 == value } }
      let removed = old.filter { value in !new.contains { $0 == value } }
      if added.isEmpty, removed.isEmpty { return ["reordered: \(ValueText.line(.array(new)))"] }
      return added.map { style.green("+ " + ValueText.line($0)) }
        + removed.map { style.red("- " + ValueText.line($0)) }
    case (nil, let new?): return [style.green("+ " + ValueText.line(new))]
    case (let old?, nil): return [style.red("- " + ValueText.line(old))]
    case (let old, let new): return ["\(ValueText.line(old)) → \(ValueText.line(new))"]
    }
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  /// `description changed`, `3 fields changed`, `created`, `deleted`: what a write did, in a few words.
  static func summary(_ change: DocumentChange) -> String {
    guard let old = change.old else { return "created" }
    guard let new = change.new else { return "deleted" }
    let fields = FieldDiff.changes(from: old, to: new)
    switch fields.count {
    case 0: return "written again"
    case 1...3: return fields.map { Output.safe($0.path.description) }.joined(separator: ", ") + " changed"
    default: return "\(fields.count) fields changed"
    }
  }

  static func json(_ delta: DocumentDelta) -> JSONValue {
    var members: [(String, JSONValue)] = [("path", .string(delta.path.description))]
    if let problem = delta.problem { return .object(members + [("problem", ErrorReport.json(problem))]) }
    members.append(
      ("change", .string(delta.old == nil ? "added" : delta.new == nil ? "deleted" : "modified")))
    members.append(
      (
        "fields",
        .array(
          delta.fields.map { field in
            var parts: [(String, JSONValue)] = [("field", .string(field.path.description))]
            if let old = field.old { parts.append(("old", ValueText.json(old))) }
            if let new = field.new { parts.append(("new", ValueText.json(new))) }
            return .object(parts)
          })
      ))
    return .object(members)
  }
}
