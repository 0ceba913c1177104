internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import JSONSchema

/// What the keys of `x-funnel` may hold. A value of the wrong type would switch its rule off without a word.
extension AnnotationReader {
  private static let flags: Set<String> = ["personal", "volatile", "counter", "latest", "set"]

  mutating func checkValues(_ note: JSONNode, uri: String) {
    for (key, value) in note.members {
      guard let name = key.string, SchemaAnnotations.fieldKeys.contains(name),
        let wanted = Self.wanted(name, value)
      else { continue }
      fault("x-funnel/value", "x-funnel.\(name) must be \(wanted)", at: value, uri)
    }
  }

  /// What a key should hold; nil if it does.
  private static func wanted(_ name: String, _ value: JSONNode) -> String? {
    switch name {
    case _ where flags.contains(name): value.kind == .boolean ? nil : "true or false"
    case "type": ["int", "double"].contains(value.string) ? nil : "\"int\" or \"double\""
    case "ref": isCollection(value.string) ? nil : "a collection's path such as \"users\""
    case "id": value.string == nil ? "a variable of the collection's pattern, as a string" : nil
    default: value.string?.isEmpty ?? true ? "the name of a member, as a string" : nil
    }
  }

  /// `users`, `users/{userId}/personas`: an odd number of segments, each an id or a variable.
  private static func isCollection(_ text: String?) -> Bool {
    guard let text, text.split(separator: "/", omittingEmptySubsequences: false).count % 2 == 1,
      !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F })
    else { return false }
    return CollectionPattern(text + "/{id}") != nil
  }

  /// A field that must equal what the pattern does not name would never be checked.
  mutating func checkVariable(_ variable: String, at value: JSONNode, _ uri: String) {
    guard let pattern, !pattern.variables.contains(variable) else { return }
    let near = Spelling.nearest(to: variable, among: pattern.variables)
    let known = pattern.variables.joined(separator: ", ")
    fault(
      "x-funnel/id", "\(pattern) has no variable \(variable)", at: value, uri,
      hint: near.map { "did you mean \($0)?" }
        ?? (known.isEmpty ? "it has none: leave x-funnel.id out" : "it has \(known)"))
  }

  /// The fault of a root's `x-funnel` without a collection, if it has one: it may hold what a field's may, since other
  /// schemas may refer to it.
  static func rootFault(_ note: JSONNode, uri: String) -> Finding? {
    guard note.kind == .object else {
      return Finding(
        code: "x-funnel/form", message: "x-funnel must be an object",
        location: note.location(file: uri, pointer: "/x-funnel"))
    }
    let known = SchemaAnnotations.fieldKeys.union(SchemaAnnotations.rootKeys)
    let unknown = note.members.first { !known.contains($0.key.string ?? "") }
    return unknown.map { unknownKey($0.key, known: known, uri: uri) }
  }

  static func unknownKey(_ key: JSONNode, known: Set<String>, uri: String) -> Finding {
    let name = key.string ?? "?"
    let sorted = known.sorted()
    return Finding(
      code: "x-funnel/unknown", message: "x-funnel has no key \(name) here",
      location: key.location(file: uri, pointer: key.pointer),
      hint: Spelling.nearest(to: name, among: sorted).map { "did you mean \($0)?" }
        ?? "known are \(sorted.joined(separator: ", "))")
  }
}
