import Diagnostics
import JSON
import JSONSchema
import TestSupport
import Testing

/// The official JSON Schema test suite for 2020-12 (MIT; `Fixtures/suite/LICENSE`), every group of every file.
struct SuiteTests {
  static let files = FixtureFiles("suite")
  static let remotes = FixtureFiles("remotes")

  /// The suite's remote schemas, under the addresses that its tests use.
  static let registry: [SchemaSource] = remotes.names(ending: ".json").compactMap { name in
    guard let bytes = remotes.bytes(name), let text = try? JSONText(parsing: bytes) else { return nil }
    return SchemaSource(uri: "http://localhost:1234/\(name)", text: text)
  }

  @Test("the suite's files are there")
  func suiteIsComplete() {
    #expect(Self.files.names(ending: ".json").count >= 46)
    #expect(Self.registry.count >= 20)
  }

  @Test("verdicts of the official suite", arguments: files.names(ending: ".json"))
  func verdicts(_ name: String) throws {
    let text = try JSONText(parsing: try #require(Self.files.bytes(name)))
    try Self.check(name, text, SchemaOptions(assertFormats: false, unknownKeywords: .accept))
  }

  /// Compares all verdicts of a file of the suite.
  static func check(_ name: String, _ text: JSONText, _ options: SchemaOptions) throws {
    for group in text.root.elements {
      let title = group.member("description")?.string ?? ""
      let schema = try JSONText(parsing: Array(try #require(group.member("schema")).rawBytes))
      let registry = SchemaRegistry(Self.registry + [SchemaSource(uri: "schema.json", text: schema)])
      let compiled: CompiledSchema
      do {
        compiled = try CompiledSchema.compile("schema.json", in: registry, options: options)
      } catch {
        Issue.record("\(name): \(title): \(error)")
        continue
      }
      for test in try #require(group.member("tests")).elements {
        let data = try #require(test.member("data"))
        let wanted = try #require(test.member("valid")).isTrue
        let about = "\(name): \(title): \(test.member("description")?.string ?? "")"
        #expect(compiled.isValid(data) == wanted, "\(about)")
        let findings = compiled.validate(data)
        #expect(findings.isEmpty == wanted, "\(about): \(findings.map(\.message))")
        #expect(!findings.contains { $0.code == "schema/mismatch" }, "\(about): refused without a reason")
      }
    }
  }
}
