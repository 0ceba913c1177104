import Diagnostics
import Review
import Store
import Testing

@Suite struct ReviewSettingsTests {
  private func settings(_ review: String) throws -> ReviewSettings {
    let text = "{\n  \"format\": 1,\n  \"review\": \(review)\n}\n"
    return try ReviewSettings(Settings(parsing: Array(text.utf8), file: "funnel.json").review)
  }

  @Test func nothingConfiguredIsSensible() throws {
    let standard = try ReviewSettings(nil)
    #expect(standard.level(.invalidDocument) == .fail)
    #expect(standard.level(.brokenBySchema) == .fail)
    #expect(standard.level(.emptiedList) == .warn)
    #expect(standard.documentChecks.isEmpty)
  }

  @Test(arguments: [
    ("\"off\"", ReviewLevel.off), ("false", .off), ("\"warn\"", .warn), ("\"on\"", .warn), ("true", .warn),
    ("\"fail\"", .fail),
  ])
  func levelsHaveNames(_ text: String, _ level: ReviewLevel) throws {
    #expect(try settings("{\"checks\": {\"emptied-list\": \(text)}}").level(.emptiedList) == level)
  }

  @Test(arguments: [
    ("{\"chekcs\": {}}", "review/unknown", 3),
    ("{\"checks\": []}", "review/form", 3),
    ("{\n\"checks\": {\n\"emptied-lists\": \"fail\"}}", "review/unknown", 5),
    ("{\"checks\": {\"emptied-list\": \"loud\"}}", "review/level", 3),
    ("{\"checks\": {\"emptied-list\": 1}}", "review/level", 3),
    ("{\"checks\": {\"x\": {}}}", "review/form", 3),
    ("{\"checks\": {\"x y\": {\"when\": \"a == 1\"}}}", "review/form", 3),
    ("{\"checks\": {\"x\": {\"wen\": \"a == 1\"}}}", "review/unknown", 3),
    ("{\"checks\": {\"x\": {\n\"when\": \"a == \"}}}", "review/condition", 4),
    ("{\"checks\": {\"x\": {\"when\": true}}}", "review/condition", 3),
    ("{\"checks\": {\"x\": {\"collection\": \"users\"}}}", "review/collection", 3),
    ("{\"checks\": {\"x\": {\"fields\": [\"a..b\"]}}}", "review/form", 3),
    ("{\"checks\": {\"x\": {\"when\": \"a == 1\", \"level\": \"high\"}}}", "review/level", 3),
    ("{\"checks\": {\"x\": {\"when\": \"a == 1\", \"message\": \"\"}}}", "review/form", 3),
  ])
  func whatIsWrongIsRefusedWithItsLine(_ text: String, _ code: String, _ line: Int) {
    let error = #expect(throws: StoreError.self) { try settings(text) }
    #expect(error?.code == code)
    #expect(error?.location?.position?.line == line)
    #expect(error?.kind == .configuration)
  }

  @Test func bothSidesChecksHold() throws {
    let one = try settings("{\"checks\": {\"emptied-list\": \"fail\", \"personal-data\": \"off\"}}")
    let other = try settings("{\"checks\": {\"emptied-list\": \"off\", \"x\": {\"when\": \"a == 1\"}}}")
    let both = one.joined(with: other)
    #expect(both.level(.emptiedList) == .fail)
    #expect(both.level(.personalData) == .warn)
    #expect(both.documentChecks.map(\.name) == ["x"])
    #expect(other.joined(with: one).documentChecks.map(\.name) == ["x"])
  }
}
