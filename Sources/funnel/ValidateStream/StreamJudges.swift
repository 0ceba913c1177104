internal import Diagnostics
internal import JSON
internal import JSONSchema
internal import Store
internal import Zod

/// A schema of the stream, compiled.
enum StreamJudge {
  case jsonSchema(CompiledSchema)
  case zod(ZodSchema)

  /// What is wrong with the instance, as the answer's `issues`; empty if it fits.
  ///
  /// - Throws: what could not be decided within the limits of time and depth.
  func issues(_ instance: JSONNode) throws(StreamFault) -> [JSONValue] {
    switch self {
    case .jsonSchema(let schema):
      let findings = schema.validate(instance)
      if let undecided = findings.first(where: { CompiledSchema.undecidedCodes.contains($0.code) }) {
        throw StreamFault(message: undecided.message)
      }
      var tables = PointerTables()
      return findings.map { Self.issue($0, instance, &tables) }
    case .zod(let schema):
      let issues = schema.issues(instance)
      if let undecided = issues.first(where: { $0.code == ZodIssue.undecidedCode }) {
        throw StreamFault(message: undecided.message)
      }
      return issues.map(\.json)
    }
  }

  private static func issue(
    _ finding: Finding, _ instance: JSONNode, _ tables: inout PointerTables
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("code", .string(finding.code)),
      ("path", .array(path(finding.location.pointer ?? "", instance, &tables))),
      ("message", .string(finding.message)),
    ]
    for (name, value) in [
      ("keywordLocation", finding.keywordLocation.map { $0.hasPrefix("#") ? "schema\($0)" : $0 }),
      ("expected", finding.expected), ("found", finding.found),
      ("hint", finding.hint),
    ] {
      if let value { members.append((name, .string(value))) }
    }
    return .object(members)
  }

  /// A pointer as a list in which places of arrays are numbers.
  private static func path(
    _ pointer: String, _ instance: JSONNode, _ tables: inout PointerTables
  ) -> [JSONValue] {
    var node: JSONNode? = instance
    return (JSONPointer(pointer)?.tokens ?? []).map { token in
      guard let here = node, here.kind == .array, let place = Int(token) else {
        node = node.flatMap { tables.member(token, of: $0) }
        return .string(token)
      }
      node = tables.element(place, of: here)
      return .int(Int64(place))
    }
  }
}

/// Compiles each distinct schema of a stream once.
struct StreamJudges {
  /// What decides whether two questions ask for the same judge: the texts as they stand, and how they are read.
  private struct Key: Hashable {
    let schema: [UInt8]
    let registry: [UInt8]
    let reading: SchemaReading
    let assertsFormats: Bool

    init(_ request: StreamRequest) {
      schema = Array(request.schema.rawBytes)
      registry = request.registry.map { Array($0.rawBytes) } ?? []
      reading = request.reading
      assertsFormats = request.assertsFormats
    }

    /// By bytes at once; an array would hash them one by one.
    func hash(into hasher: inout Hasher) {
      for text in [schema, registry] {
        hasher.combine(text.count)
        text.withUnsafeBytes { hasher.combine(bytes: $0) }
      }
    }

    /// The comparison alone, without making a key of the request.
    func isMeant(by request: StreamRequest) -> Bool {
      reading == request.reading && assertsFormats == request.assertsFormats
        && request.schema.isWritten(schema)
        && (request.registry?.isWritten(registry) ?? registry.isEmpty)
    }
  }

  /// Compiled schemas kept at most; a stream of ever new schemas must not fill the memory.
  private static let countLimit = 1_024
  /// Bytes of their texts at most; what is compiled is some times larger.
  private static let byteLimit = 16 << 20

  private var known: [Key: Result<StreamJudge, StreamFault>] = [:]
  private var bytes = 0
  /// The one asked for last: most streams have one schema for long.
  private var last: (key: Key, judge: Result<StreamJudge, StreamFault>)?

  mutating func judge(for request: StreamRequest) throws(StreamFault) -> StreamJudge {
    if let last, last.key.isMeant(by: request) { return try last.judge.get() }
    let key = Key(request)
    if let judge = known[key] {
      last = (key, judge)
      return try judge.get()
    }
    let cost = key.schema.count + key.registry.count
    if known.count >= Self.countLimit || bytes + cost > Self.byteLimit {
      known.removeAll()
      bytes = 0
    }
    bytes += cost
    let judge = Result { () throws(StreamFault) in try Self.compile(request) }
    known[key] = judge
    last = (key, judge)
    return try judge.get()
  }

  private static func compile(_ request: StreamRequest) throws(StreamFault) -> StreamJudge {
    do {
      switch request.reading {
      case .jsonSchema:
        // The schema's own URI is its `$id`; without one, relative references name entries of the registry as they are.
        // Its URI before that is the empty one, which no reference but its own can name.
        var sources: [SchemaSource] = []
        for (uri, schema) in request.registry?.members.map({ $0 }) ?? [] {
          sources.append(SchemaSource(uri: uri.string ?? "", text: try text(schema)))
        }
        sources.append(SchemaSource(uri: "", text: try text(request.schema)))
        return .jsonSchema(
          try CompiledSchema.compile(
            "", in: SchemaRegistry(sources),
            options: SchemaOptions(assertFormats: request.assertsFormats, unknownKeywords: .accept)))
      case .zod: return .zod(try ZodSchema.compile(try text(request.schema).root))
      }
    } catch let error as SchemaError {
      throw StreamFault(
        message: error.findings.map { "\(shown($0.location)): \($0.message)" }.joined(separator: "; "))
    } catch let error as StreamFault {
      throw error
    } catch {
      throw StreamFault(message: "\(error)")
    }
  }

  /// The schema of the question itself has no name.
  private static func shown(_ location: SourceLocation) -> SourceLocation {
    var location = location
    if location.file?.isEmpty ?? false { location.file = "schema" }
    return location
  }

  /// A part of the line as a text of its own, so that what is compiled does not keep the line.
  private static func text(_ node: JSONNode) throws(JSONError) -> JSONText {
    try JSONText(parsing: Array(node.rawBytes), options: JSONOptions(maximumDepth: JSONOptions.deepest))
  }
}
