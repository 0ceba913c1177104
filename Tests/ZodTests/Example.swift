import JSON
import Testing
import Zod

/// A schema, a document, and zod's issues as JSON.
struct Example: Sendable, CustomTestStringConvertible {
  let schema: String
  let document: String
  let issues: String

  init(_ schema: String, _ document: String, issues: String) {
    self.schema = schema
    self.document = document
    self.issues = issues
  }

  var testDescription: String { "\(document) by \(schema)" }

  func check() throws {
    let zod = try ZodSchema.compile(JSONText(parsing: Array(schema.utf8)).root)
    let root = try JSONText(parsing: Array(document.utf8)).root
    #expect(JSONValue.array(zod.issues(root).map(\.json)).compact() == issues)
    #expect(zod.isValid(root) == (issues == "[]"))
  }
}

/// A schema's verdict on each of some documents.
func verdicts(_ schema: String, _ documents: [JSONValue]) throws -> [Bool] {
  let zod = try ZodSchema.compile(JSONText(parsing: Array(schema.utf8)).root)
  return try documents.map { zod.isValid(try JSONText(parsing: Array($0.compact().utf8)).root) }
}
