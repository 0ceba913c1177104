internal import Diagnostics
internal import JSON
internal import JSONSchema
internal import Zod

/// How a schema is read: as JSON Schema has it, or as the zod schema that `z.toJSONSchema` wrote it from.
public enum SchemaReading: String, CaseIterable, Sendable {
  case jsonSchema = "json-schema"
  case zod
}

/// A schema ready to judge, in either reading.
enum SchemaJudge {
  case jsonSchema(CompiledSchema)
  case zod(ZodSchema)

  /// Whether a value fits.
  func accepts(_ text: JSONText) -> Bool {
    switch self {
    case .jsonSchema(let schema): schema.isValid(text.root)
    case .zod(let schema): schema.isValid(text.root)
    }
  }

  /// What is wrong with a value; empty if it fits.
  func findings(_ text: JSONText, file: String?) -> [Finding] {
    switch self {
    case .jsonSchema(let schema): schema.validate(text.root, file: file)
    case .zod(let schema): schema.issues(text.root).map { Finding($0, in: text, file: file) }
    }
  }
}

extension Finding {
  /// The same with its file named, where none is.
  func located(inFile file: String) -> Finding {
    guard location.file == nil || location.file?.isEmpty == true else { return self }
    var copy = self
    copy.location.file = file
    return copy
  }

  /// An issue of zod's, at the value that it is about; where that is missing, at what should hold it.
  init(_ issue: ZodIssue, in text: JSONText, file: String?) {
    var node = text.root
    for part in issue.path {
      let next: JSONNode? =
        switch (part, node.kind) {
        case (.index(let place), .array): node.elements.dropFirst(place).first { _ in true }
        default: node.member(part.description)
        }
      guard let next else { break }
      node = next
    }
    let expected = issue.fields.first { $0.name == "expected" }.flatMap { field in
      if case .string(let text) = field.value { text } else { nil }
    }
    self.init(
      code: "zod/\(issue.code)", message: issue.message,
      location: node.location(
        file: file, pointer: JSONPointer(tokens: issue.path.map(\.description)).description),
      expected: expected)
  }
}
