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

  /// A schema file outside of a store, with its neighbours, since it may refer to them.
  static func around(_ file: String) throws -> (files: SchemaFiles, uri: String) {
    guard let full = Files.resolve(file) else {
      throw StoreError("schema/no-such-file", "there is no file \(Output.safe(file))", kind: .missing)
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

  /// The names of the working tree's schemas, for the shell's completion.
  static let completion = CompletionKind.custom { _, _, _ in (try? here().names) ?? [] }
}
