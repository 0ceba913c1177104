public import Changes
public import Diagnostics
public import FirestoreModel
public import JSON
internal import JSONSchema
internal import Platform
internal import Zod

/// The schemas of one commit, or of the working tree: which governs a document, and what it says of one.
///
/// Files are parsed when the set is made (some microseconds each); a schema is compiled when it is first asked for.
public final class SchemaSet {
  /// A schema that governs documents.
  public final class Governing {
    public let name: String
    public let uri: String
    public let pattern: CollectionPattern
    let root: JSONNode
    fileprivate(set) var annotations: SchemaAnnotations?
    fileprivate(set) var compiled: CompiledSchema?
    fileprivate var traits: FieldTraits?

    /// What one document of its kind is called, in small letters; nil where the schema has no title.
    package var kind: String? { root.member("title")?.string.map { $0.lowercased() } }

    fileprivate init(name: String, uri: String, pattern: CollectionPattern, root: JSONNode) {
      self.name = name
      self.uri = uri
      self.pattern = pattern
      self.root = root
    }
  }

  public let governing: [Governing]
  let texts: [String: JSONText]
  private let registry: SchemaRegistry

  /// - Parameter files: path below the store's root (`schemas/user.json`) and bytes.
  /// - Throws: `schema/…` of kind configuration: a file that does not parse, two equal patterns.
  public init(files: [(uri: String, bytes: [UInt8])]) throws(StoreError) {
    var texts: [String: JSONText] = [:]
    var sources: [SchemaSource] = []
    var governing: [Governing] = []
    for file in files {
      let text: JSONText
      do throws(JSONError) { text = try JSONText(parsing: file.bytes) } catch {
        var fault = StoreError(error.inFile(file.uri)).inFile(file.uri, file.bytes)
        fault.kind = .configuration
        throw fault
      }
      texts[file.uri] = text
      sources.append(SchemaSource(uri: file.uri, text: text))
      if let one = try SchemaSet.governing(file.uri, text) {
        if let twin = governing.first(where: { $0.pattern.shape == one.pattern.shape }) {
          let node = text.root.member("x-funnel")?.member("collection") ?? text.root
          throw StoreError(
            "schema/same-collection", "\(twin.uri) and \(file.uri) govern the same documents, \(one.pattern)",
            location: node.location(file: file.uri, pointer: "/x-funnel/collection"),
            hint: "keep one of them, or make one pattern more specific", kind: .configuration,
            sources: [file.uri: file.bytes])
        }
        governing.append(one)
      }
    }
    self.texts = texts
    self.governing = governing
    registry = SchemaRegistry(sources)
  }

  private static func governing(_ uri: String, _ text: JSONText) throws(StoreError) -> Governing? {
    guard text.root.kind == .object, let note = text.root.member("x-funnel") else { return nil }
    guard let node = note.member("collection") else {
      // A schema that governs nothing by mistake would be a rule that is silently off.
      if let finding = AnnotationReader.rootFault(note, uri: uri) {
        throw StoreError(
          finding.code, finding.message, location: finding.location, hint: finding.hint, kind: .configuration,
          sources: [uri: text.bytes])
      }
      return nil
    }
    guard let collection = node.string, let pattern = CollectionPattern(collection) else {
      throw StoreError(
        "x-funnel/collection", "x-funnel.collection must be a document's pattern such as users/{userId}",
        location: node.location(file: uri, pointer: "/x-funnel/collection"), kind: .configuration,
        sources: [uri: text.bytes])
    }
    if let variable = pattern.repeatedVariable {
      throw StoreError(
        "x-funnel/collection", "x-funnel.collection has the variable {\(variable)} twice",
        location: node.location(file: uri, pointer: "/x-funnel/collection"),
        hint: "give each id a name of its own", kind: .configuration, sources: [uri: text.bytes])
    }
    let name = String(Files.lastComponent(of: uri).dropLast(".json".count))
    return Governing(name: name, uri: uri, pattern: pattern, root: text.root)
  }

  /// The schema that governs a document; nil when none does.
  public func schema(for path: DocumentPath) -> Governing? {
    var best: Governing?
    for candidate in governing where candidate.pattern.fits(path) {
      if best.map({ candidate.pattern.isMoreSpecific(than: $0.pattern) }) ?? true { best = candidate }
    }
    return best
  }

  /// What the schema that governs a document says of its fields; `.none` where none does.
  public func traits(for path: DocumentPath) -> FieldTraits {
    schema(for: path).map(traits) ?? .none
  }

  /// What a schema says of the fields of the documents that it governs. Read once.
  public func traits(of schema: Governing) -> FieldTraits {
    if let known = schema.traits { return known }
    var reader = TraitsReader(texts: texts)
    let traits = reader.read(uri: schema.uri)
    schema.traits = traits
    return traits
  }

  /// What one of the files says, whatever it governs.
  func traits(ofFile uri: String) -> FieldTraits {
    var reader = TraitsReader(texts: texts)
    return reader.read(uri: uri)
  }

  /// The fields of a document that are written below `live/`.
  public func volatilePaths(for path: DocumentPath) throws(StoreError) -> [FieldPath] {
    guard let schema = schema(for: path) else { return [] }
    return try annotations(of: schema).volatile
  }

  func annotations(of schema: Governing) throws(StoreError) -> SchemaAnnotations {
    if let known = schema.annotations { return known }
    var reader = AnnotationReader(texts: texts, pattern: schema.pattern)
    reader.read(root: schema.root, uri: schema.uri)
    if !reader.result.findings.isEmpty { throw fault(reader.result.findings) }
    schema.annotations = reader.result
    return reader.result
  }

  /// What is wrong with the annotations of a file that governs nothing: others may refer to it.
  func checkAnnotations(ofShared uri: String) throws(StoreError) {
    guard let text = texts[uri] else { return }
    var reader = AnnotationReader(texts: texts, pattern: nil)
    reader.readPlaces(root: text.root, uri: uri)
    if !reader.result.findings.isEmpty { throw fault(reader.result.findings) }
  }

  private func fault(_ findings: [Finding]) -> StoreError {
    let first = findings[0]
    var sources: [String: [UInt8]] = [:]
    for finding in findings {
      if let file = finding.location.file, let text = texts[file] { sources[file] = text.bytes }
    }
    return StoreError(
      first.code, findings.count == 1 ? first.message : "\(findings.count) faults in the schemas",
      location: first.location,
      hint: first.hint, kind: .configuration, findings: findings, sources: sources)
  }

  func compiled(_ schema: Governing) throws(StoreError) -> CompiledSchema {
    if let known = schema.compiled { return known }
    let compiled = try compile(schema.uri)
    schema.compiled = compiled
    return compiled
  }

  /// Compiles one of the files, each time anew.
  func compile(_ uri: String) throws(StoreError) -> CompiledSchema {
    do throws(SchemaError) { return try CompiledSchema.compile(uri, in: registry) } catch {
      throw fault(error.findings)
    }
  }

  /// Reads one of the files as zod would.
  func compileZod(_ uri: String) throws(StoreError) -> ZodSchema {
    guard let text = texts[uri] else {
      throw StoreError("validate/no-schema", "there is no schema \(uri)", kind: .missing)
    }
    do throws(SchemaError) { return try ZodSchema.compile(text.root) } catch {
      throw fault(error.findings.map { $0.located(inFile: uri) })
    }
  }

  /// Compiles every file and reads every annotation: what `commit`, `validate` and `doctor` report of the schemas
  /// themselves, also of those that no document is governed by.
  public func check() -> [StoreError] {
    var faults: [StoreError] = []
    for schema in governing {
      do throws(StoreError) {
        _ = try annotations(of: schema)
        _ = try compiled(schema)
      } catch { faults.append(error) }
    }
    let known = Set(governing.map(\.uri))
    for uri in texts.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !known.contains(uri) {
      do throws(StoreError) {
        try checkAnnotations(ofShared: uri)
        _ = try compile(uri)
      } catch { faults.append(error) }
    }
    return faults
  }

  /// An id as a message shows it.
  private static func quoted(_ id: String) -> String {
    id.unicodeScalars.count > 40
      ? "\"\(String(String.UnicodeScalarView(id.unicodeScalars.prefix(40))))…\"" : "\"\(id)\""
  }

  /// What is wrong with a document under the schema that governs it; empty when none does or all is well.
  ///
  /// - Parameter text: the document in the file form, the union of its files.
  public func findings(for path: DocumentPath, _ text: JSONText, file: String) throws(StoreError) -> [Finding]
  {
    guard let schema = schema(for: path) else { return [] }
    let program = try compiled(schema)
    var findings = program.isValid(text.root) ? [] : program.validate(text.root, file: file)
    for (field, variable) in try annotations(of: schema).ids {
      guard let wanted = schema.pattern.match(path)?[variable] else { continue }
      let pointer = JSONPointer(tokens: field.segments).description
      guard let node = text.node(at: pointer), let found = node.string, !found.utf8.elementsEqual(wanted.utf8)
      else { continue }
      findings.append(
        Finding(
          code: "schema/x-funnel-id",
          message:
            "\(field) must be the \(variable) in the document's path, \(Self.quoted(wanted)), found \(Self.quoted(found))",
          location: node.location(file: file, pointer: pointer),
          keywordLocation: "\(schema.uri)#/properties/\(field)/x-funnel/id",
          expected: wanted, found: found, hint: "write \(Self.quoted(wanted))"))
    }
    return findings
  }
}
