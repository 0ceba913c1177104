import Diagnostics
import JSON
import JSONSchema
import Platform
import TestSupport

@testable import SchemaTools

/// The package's own folder.
let packageRoot = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))

/// The schemas at the package's root.
func shippedSchemas() throws -> SchemaLibrary {
  try SchemaLibrary(
    try Files.list(packageRoot + "/schemas").filter { $0.hasSuffix(".json") }.sorted().map { name in
      ("schemas/" + name, try Files.read(packageRoot + "/schemas/" + name))
    })
}

/// The names of those that govern documents.
let governingNames = [
  "analysis", "apiKey", "persona", "personaTemplate", "subscription", "systemConfiguration",
  "systemFeatureFlags",
  "systemSchemaVersion", "usageEvent", "user",
]

/// One schema as a library.
func library(_ text: String, _ file: String = "schemas/a.json") throws -> SchemaLibrary {
  try SchemaLibrary([(file, Array(text.utf8))])
}

/// `direction path text` of each change between two schemas.
func changes(_ old: String, _ new: String) throws -> [String] {
  try differences(old, new).map { "\($0.direction.rawValue) \($0.path.isEmpty ? "." : $0.path) \($0.text)" }
}

func differences(_ old: String, _ new: String) throws -> [SchemaChange] {
  SchemaDiff.changes(from: "schemas/a.json", in: try library(old), to: "schemas/a.json", in: try library(new))
}

/// A schema compiled beside `firestore.json`, as the store compiles it.
func compile(_ schema: JSONValue, assertFormats: Bool = true) throws -> CompiledSchema {
  let firestore = try JSONText(parsing: try Files.read(packageRoot + "/schemas/firestore.json"))
  let text = try JSONText(parsing: Array(schema.compact().utf8))
  return try CompiledSchema.compile(
    "schemas/a.json",
    in: SchemaRegistry([
      SchemaSource(uri: "schemas/firestore.json", text: firestore),
      SchemaSource(uri: "schemas/a.json", text: text),
    ]), options: SchemaOptions(assertFormats: assertFormats))
}
