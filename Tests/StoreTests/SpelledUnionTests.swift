import Diagnostics
import Store
import TestSupport
import Testing

/// A document's two files are judged in their own spelling.
struct SpelledUnionTests {
  @Test(
    "a value's verdict is the same with a live/ file as without",
    arguments: [
      "{\"n\": 1152921504606846976}", "{\"z\": {\"b\": 1, \"a\": 1e0}, \"n\": 1152921504606846976}",
    ])
  func verdicts(_ text: String) throws {
    let schema = """
      {"x-funnel": {"collection": "things/{id}"}, "properties": {
        "n": {"type": "integer"}, "live": {"type": "integer", "x-funnel": {"volatile": true}},
        "z": {"properties": {"seen": {"type": "integer", "x-funnel": {"volatile": true}}}}}}
      """
    let store = try TestStore(.clone, schemas: ["thing": schema])
    try store.store.write("data/things/a.json", text)
    func findings() throws -> [String] {
      try WorkingStore(directory: store.store.path).findings(ofFile: "data/things/a.json").findings.map {
        "\($0.location): \($0.message)"
      }
    }
    #expect(try findings() == [])
    for live in ["{\"live\": 9}", "{\"live\": 9, \"z\": {\"seen\": 1152921504606846976}}"] {
      try store.store.write("live/things/a.json", live)
      #expect(try findings() == [], "\(live)")
    }
    try store.store.write("live/things/a.json", "{\"z\": {\"seen\": \"x\"}, \"live\": 1}")
    #expect(try findings() == ["live/things/a.json:1:16: seen must be an integer, found a string"])
  }
}
