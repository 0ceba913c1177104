internal import JSON

/// Puts what says the same back into the form that it has in the existing file: its `$ref`s, its order of fields.
struct Settling {
  typealias Located = SchemaLibrary.Located

  private let translated: JSONValue
  private var library: SchemaLibrary
  private let file: String
  private static let draft = "translated.json"
  /// Definitions of the existing file that are used.
  private var needed: [String] = []

  /// - Parameter file: of the existing schema.
  init(translated: JSONValue, existing: SchemaLibrary, file: String) {
    self.translated = translated
    library = existing
    self.file = file
  }

  /// The translation, settled.
  mutating func settled() throws(SchemaToolsError) -> JSONValue {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let draft = folder.isEmpty ? Self.draft : folder + "/" + Self.draft
    try library.add(Array(translated.compact().utf8), as: draft)
    guard let new = library.schema(draft), let old = library.schema(file) else { return translated }
    var result = settle(new, [old], depth: 0)
    var definitions = result["$defs"]?.fields ?? []
    var index = 0
    while index < needed.count {
      let name = needed[index]
      index += 1
      guard !definitions.contains(where: { $0.0 == name }), let schema = old.member("$defs")?.member(name)
      else {
        continue
      }
      definitions.append((name, schema.value))
      collect(schema.value)
    }
    let order = (old.member("$defs")?.members ?? []).map(\.key)
    definitions = Self.inOrder(definitions, order)
    // In its own place: ordered() has put the keys where they belong.
    result = result.with("$defs", nil)
    if !definitions.isEmpty { result = result.with("$defs", .object(definitions)) }
    return result
  }

  private mutating func settle(_ new: Located, _ old: [Located], depth: Int) -> JSONValue {
    guard depth < 64, let before = old.first, new.value.fields != nil else { return new.value }
    let isWhole = depth == 0
    if !isWhole, old.count == 1, before.place.file == file, isFree(before.value),
      SchemaComparer(old: library, new: library).isSameButFormats([before], [new])
    {
      collect(before.value)
      return before.value
    }
    var result = new.value
    let known = Conjunction(old, in: library)
    if let fields = new.member("properties")?.members {
      let settled = fields.map { name, field in
        (name, settle(field, known.properties[name] ?? [], depth: depth + 1))
      }
      result = result.with("properties", .object(Self.inOrder(settled, known.propertyOrder)))
    }
    if let items = new.member("items"), items.value.fields != nil {
      result = result.with("items", settle(items, known.elements.compactMap(\.rest), depth: depth + 1))
    }
    if let required = result["required"]?.list?.compactMap(\.text) {
      let sorted = Self.inOrder(required.map { ($0, JSONValue.null) }, known.required).map(\.0)
      result = result.with("required", .array(sorted.map { .string($0) }))
    }
    return result
  }

  /// Whether the definitions that a schema refers to do not clash with those of the translation.
  private func isFree(_ schema: JSONValue) -> Bool {
    var seen: Set<String> = []
    var open = Self.references(schema)
    while let name = open.popLast() {
      guard seen.insert(name).inserted else { continue }
      if translated["$defs"]?[name] != nil { return false }
      if let target = library.schema(file)?.member("$defs")?.member(name) {
        open += Self.references(target.value)
      }
    }
    return true
  }

  private mutating func collect(_ schema: JSONValue) {
    for name in Self.references(schema) where !needed.contains(name) { needed.append(name) }
  }

  private static func references(_ schema: JSONValue) -> [String] {
    var names: [String] = []
    _ = SchemaWalk.map(schema) { value, _ in
      if let reference = value["$ref"]?.text, reference.hasPrefix("#/$defs/") {
        names.append(String(reference.dropFirst("#/$defs/".count)))
      }
      return value
    }
    return names
  }

  /// In the order of the existing file, then what is new.
  private static func inOrder(_ members: [(String, JSONValue)], _ order: [String]) -> [(String, JSONValue)] {
    members.enumerated().sorted { left, right in
      let a = order.firstIndex(of: left.element.0) ?? order.count + left.offset
      let b = order.firstIndex(of: right.element.0) ?? order.count + right.offset
      return a < b
    }.map(\.element)
  }
}
