import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import Platform
import TestSupport
import Testing

@testable import Store

/// `funnel.json` and `schemas/` that are wrong: which file, which line.
struct SettingsTests {
  private func refusal(of text: String) -> StoreError? {
    do throws(StoreError) {
      _ = try Settings(parsing: Array(text.utf8), file: "funnel.json")
      return nil
    } catch { return error }
  }

  @Test(
    "settings that are wrong name the line",
    arguments: [
      ("", "json/", 1), ("{", "json/", 1), ("[]", "settings/form", 1), ("{}", "settings/format", 1),
      ("{\n\"format\": 2}", "settings/format", 2), ("{\n\"format\": \"1\"}", "settings/format", 2),
      ("{\"format\": 1,\n\"strictCollection\": true}", "settings/unknown", 2),
      ("{\"$schema\": \"x\", \"format\": 1}", "settings/unknown", 1),
      ("{\"format\": 1,\n\"strictCollections\": 1}", "settings/strictCollections", 2),
      ("{\"format\": 1,\n\n\"fanOut\": {\"users\": 5}}", "settings/fanOut", 3),
      ("{\"format\": 1, \"fanOut\": []}", "settings/fanOut", 1),
      ("{\"format\": 1, \"fanOut\": {\"users/a\": 1}}", "settings/fanOut", 1),
      ("{\"format\": 1, \"fanOut\": {\"users/{a}/b\": 1, \"users/{c}/b\": 2}}", "settings/fanOut", 1),
      ("{\"format\": 1,\n\"ignoreTime\": [\n\"abc\"]}", "settings/ignoreTime", 3),
      ("{\"format\": 1, \"ignoreTime\": 1}", "settings/ignoreTime", 1),
      ("{\"format\": 1, \"format\": 1}", "json/", 1),
    ])
  func wrong(_ text: String, _ code: String, _ line: Int) throws {
    let fault = try #require(refusal(of: text))
    #expect(fault.code.hasPrefix(code) && fault.kind == .configuration, "\(fault.code)")
    #expect(fault.location?.file == "funnel.json" && fault.location?.position?.line == line, "\(fault)")
  }

  @Test("settings that are right")
  func right() throws {
    let settings = try Settings(
      parsing: Array(
        #"{"format": 1, "strictCollections": true, "fanOut": {"users": 2}, "ignoreTime": ["0123456789abcdef0123456789abcdef01234567"]}"#
          .utf8), file: "funnel.json")
    #expect(settings.strictCollections && settings.ignoredTimes.count == 1)
    #expect(try settings.fanOut.digits(for: CollectionPath("users")) == 2)
    #expect(refusal(of: Settings.initialText) == nil)
  }

  private static let notes = """
    {
      "x-funnel": { "collection": "notes/{id}" },
      "type": "object",
      "properties": {
        "n": PROPERTY
      }
    }

    """

  @Test(
    "schemas that are wrong name the file and the line",
    arguments: [
      ("\"type\": \"strin\"", 5), ("\"pattern\": \"(\"", 5), ("\"$ref\": \"nowhere.json\"", 5),
      ("\"x-funnel\": { \"volatil\": true }", 5), ("\"x-funnel\": 3", 5), ("\"minLength\": -1", 5),
      ("\"type\": \"string\", \"unknownKeyword\": 1", 5),
      ("\"type\": \"array\",\n\"items\": { \"x-funnel\": { \"volatile\": true } }", 6),
      ("\"anyOf\": [\n{ \"x-funnel\": { \"volatile\": true } } ]", 6),
    ])
  func wrongSchema(_ property: String, _ line: Int) throws {
    let store = try TestStore(schemas: [:])
    let text = Self.notes.replacing("PROPERTY", with: "{ \(property) }")
    try store.store.write("schemas/note.json", text)
    let tip = try store.open().tip(of: nil)
    do {
      _ = try store.open().commitHandEdits([], options: store.options())
      Issue.record("\(property) was taken")
    } catch let error as StoreError {
      #expect(error.kind == .configuration, "\(property): \(error)")
      let location = error.findings.first?.location ?? error.location
      #expect(
        location?.file == "schemas/note.json" && location?.position?.line == line,
        "\(property): \(error) \(error.findings)")
    }
    #expect(try store.open().tip(of: nil) == tip)
  }

  @Test("a schema that does not parse, and two for one collection")
  func unusableSchemas() throws {
    let store = try TestStore(schemas: [:])
    try store.store.write("schemas/a.json", "{\n  \"type\": }\n")
    do {
      _ = try store.open().commitHandEdits([], options: store.options())
      Issue.record("was taken")
    } catch let error as StoreError {
      #expect(
        error.kind == .configuration && error.location?.file == "schemas/a.json"
          && error.location?.position?.line == 2)
    }
    try store.store.write("schemas/a.json", "{\"x-funnel\": {\"collection\": \"notes/{a}\"}}")
    try store.store.write("schemas/b.json", "{\n\"x-funnel\": {\n\"collection\": \"notes/{b}\"}}")
    do {
      _ = try store.open().commitHandEdits([], options: store.options())
      Issue.record("was taken")
    } catch let error as StoreError {
      #expect(
        error.code == "schema/same-collection" && error.location?.file == "schemas/b.json"
          && error.location?.position?.line == 3)
      #expect(error.message.contains("schemas/a.json"))
    }
    // A literal segment beats a wildcard; both may be there.
    try store.store.write(
      "schemas/b.json", "{\"x-funnel\": {\"collection\": \"notes/special\"}, \"required\": [\"x\"]}")
    _ = try store.open().commitHandEdits([], options: store.options())
    #expect(code { try store.set("notes/special", "{}") } == "store/schema")
    try store.set("notes/other", "{}")
  }

  @Test("a broken schema at the tip stops writes and not reads")
  func brokenTip() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada"}"#)
    try store.store.write("schemas/user.json", "{")
    try store.commitByHand()
    do {
      try store.set("users/ada", #"{"name": "B"}"#)
      Issue.record("was written")
    } catch let error as StoreError {
      #expect(error.kind == .configuration && error.location?.file == "schemas/user.json")
    }
    #expect(try store.get("users/ada")?["name"] == .string("Ada"))
  }

  @Test("strictCollections refuses what no schema governs")
  func strict() throws {
    let store = try TestStore(settings: #"{"format": 1, "strictCollections": true}"#)
    #expect(code { try store.set("notes/a", "{}") } == "store/schema")
    try store.set("users/ada", #"{"name": "Ada"}"#)
    try store.store.write("data/notes/a.json", "{}\n")
    #expect(code { _ = try store.open().commitHandEdits([], options: store.options()) } == "store/schema")
    #expect(try store.open().editedItems().first?.findings.first?.code == "store/no-schema")
  }

  @Test("an id field must be the document's own id; findings of several documents come together")
  func findings() throws {
    let store = try TestStore()
    #expect(code { try store.set("users/ada", #"{"name": "Ada", "own": "ben"}"#) } == "store/schema")
    try store.set("users/ada", #"{"name": "Ada", "own": "ada"}"#)
    do {
      try store.write(
        .set(try TestStore.fields(#"{"age": -1}"#), at: DocumentPath("users/a")),
        .set(try TestStore.fields(#"{"name": ""}"#), at: DocumentPath("users/b")))
      Issue.record("was written")
    } catch let error as StoreError {
      #expect(Set(error.findings.compactMap(\.location.file)) == ["data/users/a.json", "data/users/b.json"])
      #expect(error.findings.count == 3 && error.kind == .refused)
      #expect(error.findings.allSatisfy { $0.location.position != nil })
    }
  }

  @Test("a folder without a store, one without commits, one inside .git")
  func noStore() throws {
    let sandbox = try Sandbox()
    #expect(code { _ = try Store(at: sandbox.path) } == "store/none")
    #expect(code { _ = try Store(at: sandbox("missing")) } == "store/none")
    let folder = WorkFolder(sandbox.path)
    try folder.git("init", "-q")
    #expect(code { _ = try Store(at: sandbox.path) } == "store/none")
    try folder.write("funnel.json", "{\"format\": 1}")
    let store = try Store(at: sandbox.path)
    #expect(code { _ = try store.tip(of: nil) } == "store/no-commit")
    let made = try Store.initialize(
      at: sandbox.path, bare: false, options: WriteOptions(author: ("A", "a"), now: { 1_767_225_600_000_000 })
    )
    #expect(try made.tip(of: nil).short.count == 7)
    #expect(try folder.read("funnel.json") == "{\"format\": 1}" && folder.git("status", "--porcelain") == "")
    #expect(
      code {
        _ = try Store.initialize(
          at: sandbox.path, bare: false, options: WriteOptions(author: ("A", "a"), now: { 0 }))
      } == "store/exists")
  }
}
