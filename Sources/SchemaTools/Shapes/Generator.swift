/// Writes an application's own types from the store's schemas.
public struct Generator: Sendable {
  /// A language to write.
  public enum Language: String, Sendable, CaseIterable {
    case zod = "to-zod"
    case typeScript = "to-typescript"
    case swift = "to-swift"
  }

  /// The text, with a header and a final newline.
  public let text: String
  /// What the language cannot say, sentences without full stop.
  public let notes: [String]

  /// Writes the types of some schemas, and of all that they refer to. The same schemas give the same text.
  ///
  /// - Parameter names: of files below `schemas/`, without `.json`.
  /// - Throws: `schema/no-such-schema`, `schema/name`.
  public init(_ language: Language, of names: [String], in library: SchemaLibrary) throws(SchemaToolsError) {
    for name in names { try SchemaName.check(name) }
    var reader = ShapeReader(library)
    for name in names { try reader.read(file: "schemas/\(name).json") }
    let used = Set(reader.definitions.map(\.place.file)).union(names.map { "schemas/\($0).json" })
    let header = GeneratedHeader(
      command: language.rawValue, names: names, files: used.map { ($0, library.bytes($0) ?? []) })
    let body: (text: String, notes: [String])
    switch language {
    case .zod:
      var writer = ZodWriter(reader)
      body = (writer.write(), writer.notes)
    case .typeScript: body = (TypeScriptWriter(reader).write(), [])
    case .swift:
      var writer = SwiftWriter(reader)
      body = (writer.write(), writer.notes)
    }
    text = header.line + "\n\n" + body.text
    notes = reader.problems + body.notes
  }
}
