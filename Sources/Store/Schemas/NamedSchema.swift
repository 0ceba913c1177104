public import Changes
public import Diagnostics
public import JSON
internal import JSONSchema
internal import Platform
internal import Zod

/// A schema that judges what it is shown, whatever governs that: `validate --schema`.
public final class NamedSchema {
  /// How findings name its file.
  public let uri: String
  private let judge: SchemaJudge
  /// Replaced in what findings say of places in schemas: the folder that the command was started in.
  private let hiddenPrefix: String
  /// What it says of fields. Read when first asked for.
  public private(set) lazy var traits: FieldTraits = readTraits()
  private let readTraits: () -> FieldTraits

  /// One of a store's schemas.
  ///
  /// - Parameter uri: of the set, as `SchemaSet.uri(named:)` tells it.
  /// - Throws: the schema's faults, of kind configuration.
  public init(_ uri: String, in set: SchemaSet, reading: SchemaReading = .jsonSchema) throws(StoreError) {
    self.uri = uri
    hiddenPrefix = ""
    readTraits = { set.traits(ofFile: uri) }
    judge =
      switch reading {
      case .jsonSchema: .jsonSchema(try set.compile(uri))
      case .zod: .zod(try set.compileZod(uri))
      }
  }

  /// A schema file anywhere, with the files that it refers to by relative paths, or by the `$id` of a file in its
  /// folder. Nothing is fetched. Keywords that
  /// nobody knows are annotations, as the specification has it.
  ///
  /// - Throws: what keeps the file from being read; the faults of it and of what it refers to, of kind configuration.
  public init(file: String, reading: SchemaReading = .jsonSchema) throws(StoreError) {
    let here = Files.currentDirectory() + "/"
    let first = Files.resolve(file) ?? file
    hiddenPrefix = here
    uri = first.hasPrefix(here) ? String(first.dropFirst(here.count)) : first
    var loader = SchemaLoader(here: here)
    let registry = try loader.load(first)
    readTraits = {
      let texts = registry.sources.map { ($0.uri, $0.text) }
      var reader = TraitsReader(texts: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
      return reader.read(uri: SchemaLoader.uri(ofFile: first))
    }
    do throws(SchemaError) {
      switch reading {
      case .jsonSchema:
        judge = .jsonSchema(
          try CompiledSchema.compile(
            SchemaLoader.uri(ofFile: first), in: registry,
            options: SchemaOptions(assertFormats: true, unknownKeywords: .accept)))
      case .zod:
        // The loader's first source is the file itself.
        judge = .zod(try ZodSchema.compile(registry.sources[0].text.root))
      }
    } catch {
      // zod's reading knows one text and no name for it.
      throw loader.fault(error.findings.map { $0.located(inFile: SchemaLoader.uri(ofFile: first)) })
    }
  }

  /// Whether a value fits.
  public func accepts(_ text: JSONText) -> Bool { judge.accepts(text) }

  /// What is wrong with a value; empty if it fits.
  public func findings(_ text: JSONText, file: String?) -> [Finding] {
    if judge.accepts(text) { return [] }
    return judge.findings(text, file: file).map { finding in
      var shown = finding
      if let place = finding.keywordLocation, !hiddenPrefix.isEmpty {
        shown.keywordLocation = SchemaLoader.shown(place, from: hiddenPrefix)
        for index in shown.references.indices {
          let place = shown.references[index].location
          shown.references[index].location = SchemaLoader.shown(place, from: hiddenPrefix)
        }
      }
      return shown
    }
  }

  /// What is wrong with a text, that it is not JSON included. Accepts any JSON, not only objects.
  ///
  /// - Parameter file: nil for standard input.
  public func findings(in bytes: [UInt8], file: String?) -> (findings: [Finding], sources: [String: [UInt8]])
  {
    let text: JSONText
    do throws(JSONError) { text = try JSONText(parsing: bytes) } catch {
      let fault = file.map { error.inFile($0) } ?? error
      let finding = Finding(
        code: fault.code, message: fault.message, location: fault.location ?? .init(file: file),
        hint: fault.hint)
      return ([finding], [file ?? "": bytes])
    }
    return (findings(text, file: file), [file ?? "": bytes])
  }
}

/// Reads a schema file and the files that it refers to.
private struct SchemaLoader {
  /// The current folder with a slash.
  let here: String
  private var texts: [String: [UInt8]] = [:]
  /// How people call a file, by the name that the compiler knows it by.
  private var names: [String: String] = [:]
  private var sources: [SchemaSource] = []
  /// A hostile chain of files ends here.
  private static let largestCount = 1_000

  init(here: String) { self.here = here }

  /// - Parameter path: absolute.
  mutating func load(_ path: String) throws(StoreError) -> SchemaRegistry {
    var open = [path]
    var seen: Set<String> = [path]
    repeat {
      try read(&open, &seen, first: path)
      open = filesNamed(Self.absentNames(in: sources), in: Files.parent(of: path), without: seen)
      seen.formUnion(open)
    } while !open.isEmpty
    return SchemaRegistry(sources)
  }

  /// Reads what is open, and what that refers to by relative paths.
  private mutating func read(
    _ open: inout [String], _ seen: inout Set<String>, first path: String
  ) throws(StoreError) {
    while let next = open.popLast(), sources.count < Self.largestCount {
      // A file that is not there is the compiler's to tell, with the place of the `$ref`.
      if next != path, FileStatus.of(next) == nil { continue }
      let bytes = try storing { () throws(FileError) in try Files.read(next, limit: JSONOptions.largest) }
      let name = Self.shown(next, from: here)
      texts[name] = bytes
      names[Self.uri(ofFile: next)] = name
      let text: JSONText
      do throws(JSONError) { text = try JSONText(parsing: bytes) } catch {
        var fault = StoreError(error.inFile(name)).inFile(name, bytes)
        fault.kind = .configuration
        throw fault
      }
      sources.append(SchemaSource(uri: Self.uri(ofFile: next), text: text))
      for file in Self.references(in: text, from: next) where seen.insert(file).inserted { open.append(file) }
    }
  }

  /// Absolute URIs that are referred to (a meta-schema of one's own, say) and that no file read so far has as its `$id`.
  private static func absentNames(in sources: [SchemaSource]) -> Set<String> {
    var wanted: Set<String> = []
    var known: Set<String> = []
    for source in sources {
      for index in 0..<source.text.nodeCount {
        let node = source.text.node(index: index)
        guard node.kind == .object else { continue }
        if let id = node.member("$id")?.string { known.insert(name(id)) }
        for keyword in ["$schema", "$ref", "$dynamicRef"] {
          guard let reference = node.member(keyword)?.string, reference.contains(":") else { continue }
          let uri = name(reference)
          if !uri.hasPrefix("https://json-schema.org/"), !uri.hasPrefix("http://json-schema.org/") {
            wanted.insert(uri)
          }
        }
      }
    }
    return wanted.subtracting(known)
  }

  /// The JSON files of a folder whose `$id` is one of these. What is no JSON is nobody's.
  private func filesNamed(_ uris: Set<String>, in folder: String, without seen: Set<String>) -> [String] {
    guard !uris.isEmpty, let names = try? Files.list(folder) else { return [] }
    var files: [String] = []
    for file in names.sorted().prefix(Self.largestCount) where file.hasSuffix(".json") {
      let path = Files.join(folder, file)
      guard !seen.contains(path), FileStatus.of(path)?.kind == .file,
        let bytes = try? Files.read(path, limit: 1 << 20), let text = try? JSONText(parsing: bytes),
        text.root.kind == .object, let id = text.root.member("$id")?.string, uris.contains(Self.name(id))
      else { continue }
      files.append(path)
    }
    return files
  }

  /// A URI without its fragment.
  private static func name(_ uri: String) -> String { String(uri.prefix { $0 != "#" }) }

  /// The absolute paths of files that a schema's references name.
  private static func references(in text: JSONText, from path: String) -> [String] {
    var files: [String] = []
    for index in 0..<text.nodeCount {
      let node = text.node(index: index)
      guard node.kind == .object else { continue }
      for keyword in ["$ref", "$dynamicRef", "$schema"] {
        guard let reference = node.member(keyword)?.string else { continue }
        let name = reference.prefix { $0 != "#" && $0 != "?" }
        if name.isEmpty || name.contains(":") { continue }
        files.append(normalized(name.hasPrefix("/") ? String(name) : Files.parent(of: path) + "/" + name))
      }
    }
    return files
  }

  /// Without `.` and `..`, as RFC 3986 resolves references, and with `%XX` decoded.
  private static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in SchemaSource.percentDecoded(path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// An absolute path as a reference that others resolve against.
  static func uri(ofFile path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if byte <= 0x20 || byte >= 0x7F || "%#?\"<>\\^`{|}".utf8.contains(byte) {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A file's name or URI as seen from the current folder.
  static func shown(_ name: String, from here: String) -> String {
    for prefix in [here, uri(ofFile: here)] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  func fault(_ findings: [Finding]) -> StoreError {
    let shown = findings.map { finding in
      var copy = finding
      copy.location.file = finding.location.file.map { names[$0] ?? $0 }
      copy.keywordLocation = finding.keywordLocation.map { Self.shown($0, from: here) }
      return copy
    }
    return StoreError(
      shown.first?.code ?? "keyword/fault",
      shown.count == 1 ? shown[0].message : "\(shown.count) faults in the schema",
      location: shown.first?.location, hint: shown.first?.hint, kind: .configuration, findings: shown,
      sources: texts)
  }
}
