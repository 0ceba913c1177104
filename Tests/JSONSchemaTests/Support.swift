import Diagnostics
import JSON
import JSONSchema

/// Parses a text that a test wrote itself.
func parse(_ text: String) throws -> JSONText { try JSONText(parsing: Array(text.utf8)) }

/// A registry of a schema that a test wrote itself, under the name `schemas/s.json`, and of others.
func registry(_ schema: String, others: [String: String] = [:]) throws -> SchemaRegistry {
  var sources = [SchemaSource(uri: "schemas/s.json", text: try parse(schema))]
  for (name, text) in others.sorted(by: { $0.key < $1.key }) {
    sources.append(SchemaSource(uri: name, text: try parse(text)))
  }
  return SchemaRegistry(sources)
}

func compile(
  _ schema: String, others: [String: String] = [:], options: SchemaOptions = .init()
) throws -> CompiledSchema {
  try CompiledSchema.compile("schemas/s.json", in: try registry(schema, others: others), options: options)
}

/// The faults of a schema; empty if it compiles.
func faults(_ schema: String, others: [String: String] = [:]) throws -> [Finding] {
  let registry = try registry(schema, others: others)
  do throws(SchemaError) {
    _ = try CompiledSchema.compile("schemas/s.json", in: registry)
    return []
  } catch {
    return error.findings
  }
}

/// A finding on one line: place, message, hint.
func line(_ finding: Finding) -> String {
  "\(finding.location.description): \(finding.message)" + (finding.hint.map { " (\($0))" } ?? "")
}
