import Diagnostics
import DocumentCodec
import FirestoreModel
import FunnelFlow
import JSON
import Platform
import Testing

/// What the schemas accept and refuse: the real documents of `data/`, one place changed at a time.
@Suite struct SchemaVerdictTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let document: String
    /// Keys and array positions from the document's root.
    let place: String
    /// JSON in the file form; nil takes the member away.
    let text: String?
    let fits: Bool

    var testDescription: String { "\(document) \(place) \(text?.prefix(40) ?? "absent")" }
  }

  /// Compiled once for all rows.
  private static let verdicts = Result { try Verdicts() }

  @Test(arguments: all)
  func oneChange(_ change: Change) throws {
    var tree = JSONValue(
      try JSONText(parsing: DocumentFile.encode(try StoreFolder.document(change.document))).root)
    tree.change(
      change.place.split(separator: "/").map(String.init)[...], to: try change.text.map(JSONValue.init(text:))
    )
    let file = try #require(
      SchemaFile.governing(
        change.document.split(separator: "/").map(String.init), of: try Self.verdicts.get().files))
    let findings = try Self.verdicts.get().findings(file.name, Array(tree.pretty().utf8))
    #expect(findings.isEmpty == change.fits, "\(findings.map(\.message))")
    #expect(findings.allSatisfy { $0.location.position != nil && $0.keywordLocation != nil })
  }

  @Test func theDocumentsInDataFit() throws {
    for path in try StoreFolder.files(below: "data") {
      let findings = try Self.verdicts.get().findings(path, try StoreFolder.document(path))
      #expect(findings.isEmpty, "\(path): \(findings.map(\.message))")
      // What other validators see is the file in data/ alone.
      let alone = try DocumentFile.decode(try #require(try StoreFolder.bytes("data", path)), file: path)
      #expect(try Self.verdicts.get().findings(path, alone).isEmpty, "\(path) alone")
    }
  }

  @Test func everyDocumentOfTheDemoFits() throws {
    let verdicts = try Self.verdicts.get()
    let generator = DemoGenerator(seed: 13, users: 120)
    for document in generator.batches().flatMap({ $0 }) {
      let findings = try verdicts.findings(document.path.description, document.fields)
      #expect(findings.isEmpty, "\(document.path): \(findings.map(\.message))")
    }
    var edits = generator.edits(commits: 500)
    while let commit = edits.next() {
      for case (let path, let fields?) in commit.changes {
        let findings = try verdicts.findings(path.description, fields)
        #expect(findings.isEmpty, "\(commit.message): \(path): \(findings.map(\.message))")
      }
    }
    let branched = edits.branches().flatMap(\.commits).flatMap(\.changes)
    for case (let path, let fields?) in branched {
      #expect(try verdicts.findings(path.description, fields).isEmpty, "\(path)")
    }
    let verdictsByHand = try edits.handEdits().map {
      try verdicts.findings($0.path.description, $0.fields).isEmpty
    }
    #expect(verdictsByHand == [true, false])
  }

  /// The example that people see first: the finding leads to the rule, not to a reference on the way.
  @Test func aFindingNamesTheRuleInTheSchema() throws {
    var persona = try StoreFolder.document("users/ada/personas/busy-parent")
    let path = try FieldPath("characteristics.behavior.mediaConsumption")
    persona.set(.string("podcasts"), at: path)
    let findings = try Self.verdicts.get().findings("users/ada/personas/busy-parent", persona)
    #expect(findings.count == 1)
    let rule = "schemas/persona.json#/$defs/behavior/properties/mediaConsumption/type"
    #expect(findings.first?.keywordLocation == rule)
    #expect(findings.first?.location.pointer == "/characteristics/behavior/mediaConsumption")
  }

  @Test func theSettingsOfThisStoreFit() throws {
    #expect(
      try Self.verdicts.get().findings("funnel.json", Files.read("\(StoreFolder.root)/funnel.json")).isEmpty)
  }
}
