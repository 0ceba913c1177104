internal import Diagnostics
public import JSON
internal import JSONSchema

/// What `funnel schema from-zod` made of zod's JSON Schema.
public struct ZodReading: Sendable {
  /// How to read it.
  public struct Options: Sendable {
    /// The schema's name, for a title; nil when there is none.
    public var name: String?
    /// The documents that it governs: `users/{userId}/personas/{personaId}`.
    public var collection: String?
    /// Fields that hold a time and stand as `$timestamp` in the file: `createdAt`, `history[].at`.
    public var timestamps: [String]

    /// Options from their parts.
    public init(name: String? = nil, collection: String? = nil, timestamps: [String] = []) {
      self.name = name
      self.collection = collection
      self.timestamps = timestamps
    }
  }

  /// Something that the two sides do not say alike.
  public struct Note: Sendable, Hashable {
    /// The field; empty for the whole document.
    public var path: String
    /// A sentence without full stop.
    public var text: String
  }

  /// The store's schema, its keys in the order of the shipped ones.
  public let schema: JSONValue
  /// What could not be said, and what was decided.
  public let notes: [Note]

  /// Reads what `z.toJSONSchema(s, { io: "input", target: "draft-2020-12" })` wrote.
  ///
  /// - Parameters:
  ///   - file: the name that faults give the text.
  ///   - existing: the schema file that is there already; its annotations are kept by field, and what says the same
  ///     stays as it stands there.
  ///   - neighbours: the schemas that a `$ref` (by zod's `meta`) may lead to.
  /// - Throws: `json/…`, `keyword/…`, `zod/…`: no JSON, no sound schema, another draft, no schema of a document, a
  ///   time that is no field.
  public init(
    _ bytes: [UInt8], file: String, options: Options, existing: (library: SchemaLibrary, file: String)? = nil,
    beside neighbours: SchemaLibrary? = nil
  ) throws(SchemaToolsError) {
    let text: JSONText
    do throws(JSONError) { text = try JSONText(parsing: bytes) } catch {
      throw SchemaToolsError(error, file: file, bytes, kind: .refused)
    }
    let library = try SchemaLibrary([(file, bytes)])
    guard let root = library.value(file), root.fields != nil else {
      throw SchemaToolsError(
        "zod/form", "\(file) is no JSON Schema: an object was expected",
        hint: "write it with JSON.stringify(z.toJSONSchema(schema, { io: \"input\" }))")
    }
    if let draft = root["$schema"]?.text, draft != "https://json-schema.org/draft/2020-12/schema" {
      throw SchemaToolsError(
        "zod/draft", "\(file) is written for \(draft), not for draft 2020-12",
        location: library.location(.init(file: file, pointer: "/$schema")),
        hint: "z.toJSONSchema(schema, { target: \"draft-2020-12\", io: \"input\" })", sources: [file: bytes])
    }
    try Self.check(text, file: file, beside: neighbours ?? existing?.library)
    var reader = ZodReader(root: root, options: options, existing: existing)
    let translated = reader.readRoot()
    guard ZodReader.isObject(translated, in: translated, depth: 0) else {
      throw SchemaToolsError(
        "zod/not-a-document", "\(file) describes no object, and a document is one",
        location: library.location(.init(file: file, pointer: "/type")),
        hint: "give the schema of the whole document", sources: [file: bytes])
    }
    if let missing = options.timestamps.first(where: { !reader.usedTimestamps.contains($0) }) {
      throw SchemaToolsError(
        "zod/no-such-field", "--timestamps names \(missing), which the schema does not have",
        hint: "fields are named as in createdAt, metadata.lastUsedAt, history[].at", kind: .usage)
    }
    var result = SchemaPrinter.ordered(translated)
    if let existing {
      var settling = Settling(translated: result, existing: existing.library, file: existing.file)
      result = try settling.settled()
    }
    schema = result
    var notes = reader.finalNotes()
    if let existing { notes += try Self.losses(result, existing.library, existing.file) }
    self.notes = notes
  }

  /// A keyword with a value that it cannot hold, or a reference that leads nowhere, would be read as anything or
  /// nothing.
  private static func check(
    _ text: JSONText, file: String, beside neighbours: SchemaLibrary?
  ) throws(SchemaToolsError) {
    // A file's name may hold what a URI may not.
    let uri = "schemas/.zod.json"
    let sources = (neighbours?.sources ?? []) + [SchemaSource(uri: uri, text: text)]
    do throws(SchemaError) {
      _ = try CompiledSchema.compile(
        uri, in: SchemaRegistry(sources),
        options: SchemaOptions(assertFormats: false, unknownKeywords: .accept))
    } catch {
      // zod writes an empty prefix for a tuple without elements, and any amount for a step.
      let lenient = ["/prefixItems", "/multipleOf"]
      let findings = error.findings.filter { finding in
        // Those of other files are no fault of this one.
        finding.location.file == uri
          && !lenient.contains { (finding.location.pointer ?? "").hasSuffix($0) }
      }.map { finding in
        var shown = finding
        shown.location.file = file
        if let place = finding.keywordLocation, place.hasPrefix(uri) {
          shown.keywordLocation = file + place.dropFirst(uri.utf8.count)
        }
        return shown
      }
      guard let first = findings.first else { return }
      throw SchemaToolsError(
        first.code, findings.count == 1 ? first.message : "\(findings.count) faults in the schema",
        location: first.location, hint: first.hint, findings: findings, sources: [file: text.bytes])
    }
  }

  /// What the existing schema says and zod does not.
  private static func losses(
    _ result: JSONValue, _ library: SchemaLibrary, _ file: String
  ) throws(SchemaToolsError) -> [Note] {
    var new = library
    try new.add(Array(result.compact().utf8), as: file)
    return SchemaDiff.changes(from: file, in: library, to: file, in: new).compactMap { change in
      if change.fate == .removed {
        return Note(path: change.path, text: "in the schema and not in zod: left out")
      }
      return change.text == "condition removed"
        ? Note(path: change.path, text: "the condition (if) was left out") : nil
    }
  }
}
