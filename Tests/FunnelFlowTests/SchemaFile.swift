import JSON

/// What the tests read in a schema file without a validator: patterns, annotations, the schemas inside.
struct SchemaFile {
  let name: String
  let text: JSONText

  static func all() throws -> [SchemaFile] {
    try StoreFolder.schemas().map { SchemaFile(name: $0.name, text: $0.text) }
  }

  /// `x-funnel.collection`, split; nil for a file that governs no documents.
  var collection: [String]? {
    text.root.member("x-funnel")?.member("collection")?.string?.split(separator: "/").map(String.init)
  }

  /// The file that governs a document: of the patterns that fit, the one whose literal comes first.
  static func governing(_ path: [String], of files: [SchemaFile]) -> SchemaFile? {
    let fitting = files.filter { file in
      guard let pattern = file.collection, pattern.count == path.count else { return false }
      return zip(pattern, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    return fitting.min { left, right in
      let a = (left.collection ?? []).map { $0.hasPrefix("{") ? 1 : 0 }
      let b = (right.collection ?? []).map { $0.hasPrefix("{") ? 1 : 0 }
      return a.lexicographicallyPrecedes(b)
    }
  }

  /// A schema inside a file.
  struct Place {
    let file: String
    /// JSON pointer without the leading `#`.
    let pointer: String
    let node: JSONNode
    /// Whether annotations are read here: reached through `properties`, `items`, `allOf` and `$defs` alone.
    let isStatic: Bool

    var label: String { "\(file)#\(pointer)" }
  }

  /// Every schema in the file, the root first.
  func places() -> [Place] {
    var places: [Place] = []
    var open = [Place(file: name, pointer: "", node: text.root, isStatic: true)]
    while let place = open.popLast() {
      guard place.node.kind == .object else { continue }
      places.append(place)
      for (key, value) in place.node.members {
        let keyword = key.string ?? ""
        func add(_ node: JSONNode, _ pointer: String, static isStatic: Bool) {
          open.append(
            Place(
              file: name, pointer: "\(place.pointer)/\(pointer)", node: node,
              isStatic: place.isStatic && isStatic))
        }
        switch keyword {
        case "properties", "$defs", "patternProperties":
          for (name, schema) in value.members {
            add(schema, "\(keyword)/\(name.string ?? "")", static: keyword != "patternProperties")
          }
        case "allOf", "anyOf", "oneOf":
          for (index, schema) in value.elements.enumerated() {
            add(schema, "\(keyword)/\(index)", static: keyword == "allOf")
          }
        case "items", "not", "if", "then", "else", "additionalProperties", "unevaluatedProperties",
          "propertyNames":
          add(value, keyword, static: keyword == "items")
        default: break
        }
      }
    }
    return places
  }

  /// The properties with their dotted paths, through `$ref`s, not into arrays; one may be met as reference and target.
  func properties(in files: [SchemaFile]) -> [(path: String, node: JSONNode)] {
    var found: [(path: String, node: JSONNode)] = []
    func walk(_ node: JSONNode, _ file: SchemaFile, _ path: String, _ depth: Int) {
      guard depth < 20 else { return }
      if !path.isEmpty { found.append((path, node)) }
      if let reference = node.member("$ref")?.string {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let target = parts[0].isEmpty ? file : files.first { $0.name == parts[0] }
        if let target, let schema = target.text.node(at: parts[1]) { walk(schema, target, path, depth + 1) }
      }
      guard let properties = node.member("properties") else { return }
      for (key, value) in properties.members {
        let name = key.string ?? ""
        walk(value, file, path.isEmpty ? name : "\(path).\(name)", depth + 1)
      }
    }
    walk(text.root, self, "", 0)
    return found
  }

  /// The dotted paths of the properties that carry an annotation, sorted.
  func paths(marked annotation: String, in files: [SchemaFile]) -> [String] {
    properties(in: files)
      .filter { $0.node.member("x-funnel")?.member(annotation) != nil }
      .map(\.path).sorted()
  }
}
