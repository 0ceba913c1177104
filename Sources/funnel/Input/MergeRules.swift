internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

/// One of the three files of a merge.
struct MergeInput {
  let bytes: [UInt8]
  /// Nil: there was no document.
  let fields: Fields?

  /// - Parameter mayBeEmpty: an empty file stands for no document, as git gives it where there is no common version.
  init(_ file: String, mayBeEmpty: Bool = false) throws {
    bytes = try Files.read(file, limit: JSONOptions.largest)
    fields = mayBeEmpty && bytes.isEmpty ? nil : try DocumentInput.decode(bytes, name: file)
  }
}

/// What a merge of single files goes by: what a schema says of fields, and what it allows.
struct MergeRules {
  private let traits: FieldTraits
  private let findings: ((JSONText) throws -> [Finding])?

  /// - Parameters:
  ///   - schema: a file, or the name of one of the store's schemas around `file`; nil for the one that governs `file`
  ///     where that lies below a store's `data/` or `live/`, and for none elsewhere.
  init(schema: String?, file: String) throws {
    guard let schema else {
      guard let place = try Self.place(of: file) else {
        traits = .none
        findings = nil
        return
      }
      let (set, path, folder) = place
      traits = set.traits(for: path)
      // What is required may stand in the other file.
      findings = folder == .data ? { try set.findings(for: path, $0, file: file) } : nil
      return
    }
    let named = try Self.named(schema, around: file)
    traits = named.traits
    findings = { named.findings($0, file: file) }
  }

  func merge(base: Fields?, ours: Fields?, theirs: Fields?, settledBy choice: MergeChoice?) throws
    -> MergeOutcome
  {
    var outcome = DocumentMerge.merge(base: base, ours: ours, theirs: theirs, traits: traits)
    // Twice, because what is chosen is judged too.
    for _ in 0..<2 {
      outcome = try DocumentMerge.settle(outcome, base: base, ours: ours, theirs: theirs, faults: faults)
      guard let choice, !outcome.isClean else { break }
      outcome.fields = try MergeResolution.apply(choice, to: outcome.conflicts, in: outcome.fields)
      outcome.conflicts = []
    }
    return outcome
  }

  private func faults(_ fields: Fields) throws -> [MergeFault] {
    do throws(ModelError) { try Limits.check(fields, at: nil) } catch {
      let fault = StoreError(error)
      return [MergeFault(code: fault.code, pointer: fault.location?.pointer ?? "", message: fault.message)]
    }
    guard let findings else { return [] }
    return try findings(try DocumentFile.parse(DocumentFile.encode(fields))).map {
      MergeFault(code: $0.code, pointer: $0.location.pointer ?? "", message: $0.message)
    }
  }

  private static func named(_ name: String, around file: String) throws -> NamedSchema {
    if FileStatus.of(name)?.kind != .directory, FileStatus.of(name) != nil {
      return try NamedSchema(file: name)
    }
    let directory =
      WorkingStore.directory(around: Files.parent(of: file)) ?? WorkingStore.directory(around: ".")
    let set = try directory.map { (directory) throws(StoreError) in try Store.workTreeSchemas(in: directory) }
    if let set, let uri = set.uri(named: name) { return try NamedSchema(uri, in: set) }
    throw StoreError(
      "validate/no-schema", "there is no schema \(Output.safe(name))",
      hint: set.map { "there are \($0.names.joined(separator: ", ")); or give the path of a file" },
      kind: .missing)
  }

  /// The document that a file of a store is, with the schemas of the working tree.
  private static func place(of file: String) throws -> (SchemaSet, DocumentPath, DocumentFolder)? {
    guard let folder = Files.resolve(Files.parent(of: file)),
      let directory = WorkingStore.directory(around: folder).flatMap({ Files.resolve($0) }),
      folder.hasPrefix(directory + "/")
    else { return nil }
    let name = Files.join(String(folder.dropFirst(directory.count + 1)), Files.lastComponent(of: file))
    let settingsFile = Files.join(directory, "funnel.json")
    let settings = try Settings(parsing: try Files.read(settingsFile), file: "funnel.json")
    guard case .document(let path, let part) = StoreFile(name, settings: settings) else { return nil }
    return (try Store.workTreeSchemas(in: directory), path, part)
  }
}
