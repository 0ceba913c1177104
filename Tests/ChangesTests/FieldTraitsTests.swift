import Changes
import FirestoreModel
import Testing

@Suite struct FieldTraitsTests {
  /// `a` is personal and titled, `a.b` has no label, `list` holds keyed objects, `again` leads back to the root.
  private let traits: FieldTraits = {
    var nodes = (0..<5).map { _ in FieldTraits.Node() }
    nodes[0].members = ["a": 1, "list": 3, "again": 0]
    nodes[1].notes.title = "First"
    nodes[1].notes.isPersonal = true
    nodes[1].members = ["b": 2]
    nodes[3].notes.key = "id"
    nodes[3].items = 4
    nodes[4].notes.title = "Entry"
    return FieldTraits(nodes)
  }()

  @Test func personalHoldsBelow() throws {
    #expect(traits.isPersonal(try FieldPath("a.b.c")))
    #expect(!traits.isPersonal(try FieldPath("list")))
  }

  @Test func labelsFallBackToNames() throws {
    #expect(traits.labels(try FieldPath("a.b")) == ["First", "b"])
    #expect(traits.labels(try FieldPath("nowhere.at")) == ["nowhere", "at"])
  }

  @Test func arraysAndCycles() throws {
    #expect(traits.member("list").notes.key == "id")
    #expect(traits.member("list").items.notes.title == "Entry")
    #expect(traits.at(try FieldPath("again.again.a")).notes.title == "First")
    #expect(traits.member("nowhere").isNone)
  }
}
