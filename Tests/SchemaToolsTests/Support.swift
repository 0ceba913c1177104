import JSON
@testable import SchemaTools

/// One schema as a library.
func library(_ text: String, _ file: String = "schemas/a.json") throws -> SchemaLibrary {
  try SchemaLibrary([(file, Array(text.utf8))])
}

/// `direction path text` of each change between two schemas.
func changes(_ old: String, _ new: String) throws -> [String] {
  SchemaDiff.changes(from: "schemas/a.json", in: try library(old), to: "schemas/a.json", in: try library(new))
    .map { "\($0.direction.rawValue) \($0.path.isEmpty ? "." : $0.path) \($0.text)" }
}
