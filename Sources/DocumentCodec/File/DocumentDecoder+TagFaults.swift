internal import JSON

/// What to say about keys that start with `$` where they cannot stand.
extension DocumentDecoder {
  func unknownTag(_ key: Int) -> DecodeFault {
    let name = tape.string(key)
    if let fault = schemaKey(name, key) { return fault }
    return DecodeFault(
      "unknown-tag", "\(shown(name)) is no tag of funnel's", hint: advice(name), at: key)
  }

  /// A tag with other members beside it: a wrong name is the likelier fault, then the company.
  func tagAmongOthers(_ key: Int, in object: Int) -> DecodeFault {
    let name = tape.string(key)
    if let fault = schemaKey(name, key) { return fault }
    guard Tag(rawValue: name) != nil else { return unknownTag(key) }
    return DecodeFault(
      "tag-company",
      "an object that holds \(name) holds nothing else, found \(tape.nodes[object].count) members",
      hint:
        "move the others out; a field of your own that starts with $ is written with one more: \"$\(name)\"",
      at: key)
  }

  /// A document that is itself a tag.
  func tagOnTop(_ key: Int) -> DecodeFault {
    let name = tape.string(key)
    if let fault = schemaKey(name, key) { return fault }
    guard Tag(rawValue: name) != nil else { return unknownTag(key) }
    return DecodeFault(
      "tag-on-top", "a document is a map of fields, not a \(name)",
      hint: "put it under a field's name: { \"field\": { \"\(name)\": … } }", at: key)
  }

  private func schemaKey(_ name: String, _ key: Int) -> DecodeFault? {
    guard name == "$schema" else { return nil }
    return DecodeFault(
      "schema-key", "a document holds no $schema",
      hint: "remove it: schemas/ governs whole collections (x-funnel.collection), and editors learn it from "
        + ".vscode/settings.json", at: key)
  }

  private func advice(_ name: String) -> String {
    let own = "a field of your own that starts with $ is written with one more: \"$\(shown(name))\""
    guard let tag = Tag.suggestion(for: name) else {
      return own + "; the tags are \(Tag.allCases.map(\.rawValue).joined(separator: " "))"
    }
    return "did you mean \(tag.rawValue), as in \(tag.example)? " + own
  }

  private func shown(_ name: String) -> String {
    let scalars = name.unicodeScalars
    return scalars.count <= 40 ? name : String(String.UnicodeScalarView(scalars.prefix(40))) + "…"
  }
}
