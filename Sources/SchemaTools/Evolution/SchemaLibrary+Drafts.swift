internal import JSON

extension SchemaLibrary {
  private static let draft = "https://json-schema.org/draft/2020-12/schema"

  /// Refuses a file that is written for an older draft, or that refers to one: `items`, `dependencies` and
  /// `definitions` mean other things there, so a comparison by this draft's rules would be wrong.
  ///
  /// - Throws: `schema/draft`.
  public func checkDraft(_ file: String) throws(SchemaToolsError) {
    var open = [file]
    var seen: Set<String> = [file]
    while let next = open.popLast() {
      guard let root = value(next) else { continue }
      if let named = root["$schema"]?.text, named != Self.draft, named != Self.draft + "#" {
        throw SchemaToolsError(
          "schema/draft", "\(next) is written for \(named), and only draft 2020-12 is compared",
          location: location(Place(file: next, pointer: "/$schema")),
          hint: "translate it: items as a list is prefixItems, definitions is $defs",
          sources: [next: bytes(next) ?? []])
      }
      var values = [root]
      while let value = values.popLast() {
        if let reference = value["$ref"]?.text,
          let target = target(of: reference, from: next)?.place.file, seen.insert(target).inserted
        {
          open.append(target)
        }
        values += value.fields?.map(\.1) ?? value.list ?? []
      }
    }
  }
}
