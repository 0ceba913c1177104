import Diagnostics
import JSON
import JSONSchema
import TestSupport
import Testing

/// The optional parts of the official JSON Schema test suite for 2020-12 (MIT; `Fixtures/optional/LICENSE`), every
/// group of every file: formats asserted below `format/`, annotations elsewhere.
struct OptionalSuiteTests {
  static let files = FixtureFiles("optional")

  @Test("the optional files are there")
  func suiteIsComplete() {
    #expect(Self.files.names(ending: ".json").count >= 33)
  }

  @Test("verdicts of the official suite's optional parts", arguments: files.names(ending: ".json"))
  func verdicts(_ name: String) throws {
    let text = try JSONText(parsing: try #require(Self.files.bytes(name)))
    let options = SchemaOptions(
      assertFormats: name.utf8.starts(with: "format/".utf8), unknownKeywords: .accept)
    try SuiteTests.check(name, text, options)
  }
}
