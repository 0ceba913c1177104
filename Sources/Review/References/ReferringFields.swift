internal import Changes
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Store

/// The fields of one schema's documents that refer to documents.
struct ReferringFields {
  /// A collection that is referred to: `users/{userId}/personas`.
  struct Target {
    let steps: [FieldTraits.Step]
    /// Of a document in it.
    let pattern: CollectionPattern
  }

  let schema: SchemaSet.Governing
  let targets: [Target]

  /// nil where the schema has none.
  init?(_ schema: SchemaSet.Governing, in set: SchemaSet) {
    self.schema = schema
    targets = set.traits(of: schema).references().compactMap { place in
      CollectionPattern(place.collection + "/{id}").map { Target(steps: place.steps, pattern: $0) }
    }
    if targets.isEmpty { return nil }
  }

  /// The document that an id in such a field means.
  ///
  /// - Parameter variables: of the referring document's path.
  static func path(of id: String, in target: Target, _ variables: [String: String]) -> DocumentPath? {
    var segments: [String] = []
    for segment in target.pattern.segments.dropLast() {
      switch segment {
      case .literal(let text): segments.append(text)
      case .wildcard(let name):
        guard let value = variables[name] else { return nil }
        segments.append(value)
      }
    }
    return try? DocumentPath(segments: segments + [id])
  }
}

/// A reference in a document, and where it stands.
struct FoundReference {
  let target: DocumentPath
  /// RFC 6901, in the file form.
  let pointer: [String]
}

extension ReferringFields {
  /// The references of a document, by its schema; those of another database are none of this store's.
  func references(in fields: Fields, of path: DocumentPath) -> [FoundReference] {
    guard let variables = schema.pattern.match(path) else { return [] }
    var result: [FoundReference] = []
    for target in targets {
      Self.walk(.map(fields), target.steps[...], []) { value, pointer in
        switch value {
        case .string(let id):
          if let found = Self.path(of: id, in: target, variables) {
            result.append(FoundReference(target: found, pointer: pointer))
          }
        case .reference(let reference) where reference.database == nil:
          result.append(FoundReference(target: reference.path, pointer: pointer))
        default: break
        }
      }
    }
    return result
  }

  private static func walk(
    _ value: Value, _ steps: ArraySlice<FieldTraits.Step>, _ pointer: [String],
    _ body: (Value, [String]) -> Void
  ) {
    guard let step = steps.first else { return body(value, pointer) }
    switch (step, value) {
    case (.member(let name), .map(let fields)):
      guard let next = fields[name] else { return }
      walk(next, steps.dropFirst(), pointer + [FileForm.key(name)], body)
    case (.elements, .array(let values)):
      for (index, next) in values.enumerated() {
        walk(next, steps.dropFirst(), pointer + [String(index)], body)
      }
    default: return
    }
  }

  /// The same for a document's text: calls `body` with each node that stands at such a place.
  static func walk(
    _ node: JSONNode, _ steps: ArraySlice<FieldTraits.Step>, _ body: (JSONNode) -> Void
  ) {
    guard let step = steps.first else { return body(node) }
    switch step {
    case .member(let name):
      guard node.kind == .object, let next = node.member(FileForm.key(name)) else { return }
      walk(next, steps.dropFirst(), body)
    case .elements:
      guard node.kind == .array else { return }
      for element in node.elements { walk(element, steps.dropFirst(), body) }
    }
  }
}

/// Names as a document's file spells them.
enum FileForm {
  /// A user's own first `$` is doubled (docs/format.md).
  static func key(_ name: String) -> String { name.utf8.first == 0x24 ? "$" + name : name }

  /// A field's place in the file.
  static func tokens(_ path: FieldPath) -> [String] { path.segments.map(key) }
}
