import FirestoreModel
import Testing

@testable import FieldHistory

/// Places in documents, as text.
struct PlaceTests {
  @Test("a place as people write it")
  func text() {
    let place = FieldPlace([.field("a"), .field("odd-name"), .index(2), .field("b")])
    #expect(place.description == "a.`odd-name`[2].b")
    #expect(
      FieldPlace([.field("items"), .key("id", .string("7")), .field("n")]).description == "items[id=\"7\"].n")
    #expect(place.fieldPath == ["a", "odd-name"])
  }
}
