import Changes
import FirestoreModel
import Store
import Testing

/// What `SchemaSet.traits` reads out of schemas.
@Suite struct TraitsTests {
  private func traits(_ schema: String, common: String = "{}") throws -> FieldTraits {
    let set = try SchemaSet(files: [
      ("schemas/common.json", Array(common.utf8)), ("schemas/thing.json", Array(schema.utf8)),
    ])
    return set.traits(for: try DocumentPath("things/one"))
  }

  @Test func readsThroughReferencesAllOfAndItems() throws {
    let traits = try traits(
      """
      {"x-funnel": {"collection": "things/{id}"}, "properties": {
        "name": {"title": "Name", "x-funnel": {"personal": true}},
        "tags": {"x-funnel": {"set": true}, "items": {"title": "Tag"}},
        "rows": {"x-funnel": {"key": "id"}, "items": {"$ref": "common.json#/$defs/row"}},
        "stats": {"$ref": "common.json#/$defs/stats", "title": "Numbers"},
        "$$odd": {"title": "Odd"}
      }, "allOf": [{"properties": {"late": {"x-funnel": {"latest": true}}}}]}
      """,
      common: """
        {"$defs": {
          "row": {"properties": {"n": {"x-funnel": {"counter": true}}}},
          "stats": {"title": "Stats", "properties": {"used": {"x-funnel": {"counter": true, "volatile": true}}}}
        }}
        """)
    #expect(traits.member("name").notes.title == "Name")
    #expect(traits.isPersonal(try FieldPath("name")))
    #expect(traits.member("tags").notes.isSet)
    #expect(traits.member("tags").items.notes.title == "Tag")
    #expect(traits.member("rows").items.member("n").notes.isCounter)
    #expect(traits.member("stats").notes.title == "Numbers")
    #expect(traits.at(try FieldPath("stats.used")).notes.isVolatile)
    #expect(traits.member("late").notes.isLatest)
    #expect(traits.member("$odd").notes.title == "Odd")
  }

  @Test func aSchemaThatRefersToItselfEnds() throws {
    let traits = try traits(
      """
      {"x-funnel": {"collection": "things/{id}"}, "title": "Node", "properties": {
        "left": {"$ref": "#"}, "right": {"$ref": "#"}, "children": {"items": {"$ref": "#"}}}}
      """)
    let deep = try FieldPath(segments: Array(repeating: "left", count: 90))
    #expect(traits.at(deep).member("children").items.notes.title == "Node")
  }

  @Test func anUngovernedDocumentHasNone() throws {
    #expect(try SchemaSet(files: []).traits(for: try DocumentPath("things/one")).isNone)
  }
}
