public import Diagnostics
internal import JSON

/// How far an application's zod schema and the store's schema have drifted apart.
public struct SchemaDrift: Sendable {
  /// Each difference, at its place in the schema's file, with codes `drift/…`.
  public let findings: [Finding]
  /// What the store asks beyond what zod's JSON Schema can say: no drift, but not checked either.
  public let unsaid: [String]

  /// Keywords that `z.toJSONSchema` never writes.
  private static let unsayable: Set<String> = [
    "if", "not", "contains", "uniqueItems", "dependentRequired", "minProperties", "maxProperties",
    "unevaluatedProperties", "unevaluatedItems",
  ]

  /// Compares what z.toJSONSchema wrote with a schema of the store.
  ///
  /// - Throws: what reading zod's schema throws; `schema/no-such-schema`.
  public init(
    zod bytes: [UInt8], from source: String, to file: String, in library: SchemaLibrary
  ) throws(SchemaToolsError) {
    guard library.value(file) != nil else {
      throw SchemaToolsError(
        "schema/no-such-schema", "there is no schema \(file)",
        hint: "funnel schema from-zod \(source) --write makes it", kind: .missing)
    }
    let reading = try ZodReading(
      bytes, file: source, options: .init(), existing: (library, file), beside: library)
    var application = library
    try application.add(Array(reading.schema.compact().utf8), as: file)
    var findings: [Finding] = []
    var unsaid: [String] = []
    let changes = SchemaDiff.changes(from: file, in: application, to: file, in: library)
    let repatterned = Set(changes.filter { $0.keyword == "pattern" }.map(\.path))
    for change in changes where change.direction != .neutral && change.keyword != "x-funnel" {
      let name = change.path.isEmpty ? "the document" : change.path
      // A format is asserted beside an equal pattern, so the pattern alone decides.
      if change.keyword == "format", !repatterned.contains(change.path) { continue }
      if Self.unsayable.contains(change.keyword), change.fate == nil {
        let text = "\(name): \(change.keyword)"
        if !unsaid.contains(text) { unsaid.append(text) }
        continue
      }
      findings.append(
        Finding(
          code: Self.code(change), message: "\(name): \(Self.sentence(change))",
          location: library.location(change.newPlace ?? .init(file: file)),
          expected: change.old.map { $0.compact() }, found: change.new.map { $0.compact() }))
    }
    self.findings = findings
    self.unsaid = unsaid
  }

  private static func code(_ change: SchemaChange) -> String {
    switch (change.fate, change.direction) {
    case (.removed?, _): "drift/missing"
    case (.added?, _): "drift/extra"
    case (.retyped?, _): "drift/type"
    case (nil, .stricter): "drift/stricter"
    case (nil, .looser): "drift/looser"
    case (nil, .renamed): "drift/renamed"
    case (nil, _): "drift/changed"
    }
  }

  private static func sentence(_ change: SchemaChange) -> String {
    switch (change.fate, change.direction) {
    case (.removed?, _): "the application has this field, the schema does not"
    case (.added?, _): "the schema has this field, the application does not"
    case (.retyped?, _): "another type: application → schema \(change.text)"
    case (nil, .stricter): "the schema is stricter: application → schema \(change.text)"
    case (nil, .looser): "the schema is looser: application → schema \(change.text)"
    case (nil, .renamed): "application → schema \(change.text)"
    case (nil, _): "differs: application → schema \(change.text)"
    }
  }

  /// Whether a generated file is what funnel would write now; nil when it is.
  public static func finding(
    generated text: String, file: String, in library: SchemaLibrary
  ) throws(SchemaToolsError) -> Finding? {
    let place = SourceLocation(file: file, position: SourcePosition(line: 1, column: 1, offset: 0))
    guard let header = GeneratedHeader(of: text), let language = Generator.Language(rawValue: header.command)
    else {
      return Finding(
        code: "drift/no-header", message: "the first line does not say that funnel made this file",
        location: place,
        hint: "write it with funnel schema to-zod, to-typescript or to-swift")
    }
    let command = "funnel schema \(header.command) \(header.names.joined(separator: " ")) --out \(file)"
    let current = try Generator(language, of: header.names, in: library).text
    if current == text { return nil }
    let isOfTheseSchemas = GeneratedHeader(of: current)?.digest == header.digest
    return Finding(
      code: "drift/generated",
      message: isOfTheseSchemas
        ? "the file was edited, or made by another version of funnel"
        : "the schemas have changed since the file was made",
      location: place, hint: command)
  }
}
