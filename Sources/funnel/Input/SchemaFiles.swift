internal import ArgumentParser
internal import Diagnostics
internal import Git
internal import JSON
internal import Platform
internal import SchemaTools
internal import Store

/// The schema files that a command works on: the working tree's, a commit's, or a folder's.
struct SchemaFiles {
  let files: [(uri: String, bytes: [UInt8])]
  let library: SchemaLibrary
  /// The store's folder; nil for those of a commit or a bare store.
  var directory: String?

  init(_ files: [(uri: String, bytes: [UInt8])], directory: String? = nil) throws {
    self.files = files
    self.directory = directory
    library = try SchemaLibrary(files)
  }

  /// Those of the store that we are in: of the working tree, or of the last commit of a bare one.
  static func here() throws -> SchemaFiles {
    guard let directory = WorkingStore.directory(around: ".") else {
      let store = try Store()
      return try SchemaFiles(store.schemaFiles(at: store.tip(of: nil)))
    }
    return try SchemaFiles(Store.workTreeSchemaFiles(in: directory), directory: directory)
  }

  /// The same, or nil outside of a store.
  static func hereIfAny() throws -> SchemaFiles? {
    do { return try here() } catch let error as StoreError {
      guard ["store/none", "git/no-repository"].contains(error.code) else { throw error }
      return nil
    }
  }

  /// A schema file outside of a store, with its neighbours, since it may refer to them.
  static func around(_ file: String) throws -> (files: SchemaFiles, uri: String) {
    guard let full = Files.resolve(file) else {
      throw noFile(file)
    }
    let folder = Files.parent(of: full)
    var found: [(uri: String, bytes: [UInt8])] = []
    for name in try Files.list(folder) where name.hasSuffix(".json") && name != Files.lastComponent(of: full)
    {
      guard FileStatus.of(Files.join(folder, name))?.kind == .file else { continue }
      let bytes = try Files.read(Files.join(folder, name), limit: JSONOptions.largest)
      // A neighbour that is no JSON is none of this file's business.
      if (try? JSONText(parsing: bytes)) != nil { found.append((name, bytes)) }
    }
    let name = Files.lastComponent(of: full)
    found.append((name, try Files.read(full, limit: JSONOptions.largest)))
    return (try SchemaFiles(found), name)
  }

  static func noFile(_ file: String) -> StoreError {
    StoreError("schema/no-such-file", "there is no file \(Output.safe(file))", kind: .missing)
  }

  /// `schemas/persona.json` for `persona`.
  static func uri(_ name: String) -> String { "schemas/\(name).json" }

  /// The names of the schemas, sorted.
  var names: [String] {
    files.map(\.uri).filter { $0.hasPrefix("schemas/") }.map { String($0.dropFirst(8).dropLast(5)) }.sorted()
  }

  /// The names of those that govern documents, sorted.
  var governing: [String] {
    names.filter { library.value(Self.uri($0))?["x-funnel"]?["collection"] != nil }
  }

  /// - Throws: `schema/no-such-schema`.
  func check(_ names: [String]) throws {
    for name in names where !self.names.contains(name) {
      throw StoreError(
        "schema/no-such-schema", "there is no schema \(Output.safe(name)), schemas/\(Output.safe(name)).json",
        hint: "there are \(self.names.joined(separator: ", "))", kind: .missing)
    }
  }

  /// Refuses what cannot be compared or translated: a fault would be read as anything, or as nothing.
  ///
  /// - Parameter names: nil for all.
  /// - Throws: every fault of these schemas and of what they refer to, of kind configuration.
  func checkFaults(_ names: [String]?) throws {
    let set = try SchemaSet(files: files)
    guard let names else {
      if let fault = set.allFaults() { throw fault }
      return
    }
    for name in names { if let fault = set.fault(of: Self.uri(name)) { throw fault } }
  }

  /// The names of the working tree's schemas, for the shell's completion.
  static let completion = CompletionKind.custom { _, _, _ in (try? here().names) ?? [] }
}
