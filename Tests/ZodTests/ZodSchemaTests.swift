import JSON
import Testing
import Zod

@Suite("The zod reading")
struct ZodSchemaTests {
  @Test("a document that fits has no issue")
  func fits() throws {
    let schema = try JSONText(parsing: Array(#"{"type":"object","properties":{"a":{"type":"string"}}}"#.utf8))
    let zod = try ZodSchema.compile(schema.root)
    #expect(zod.issues(try JSONText(parsing: Array(#"{"a":"x"}"#.utf8)).root).isEmpty)
  }
}
