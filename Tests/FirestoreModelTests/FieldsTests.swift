import FirestoreModel
import TestSupport
import Testing

@Suite struct FieldsTests {
  @Test func sortsByBytesAndTheLastOfEqualKeysCounts() {
    let fields = Fields(unsorted: [
      ("b", .integer(1)), ("a", .null), ("b", .integer(2)), ("B", .null), ("é", .null),
    ])
    #expect(fields.map(\.key) == ["B", "a", "b", "é"])
    #expect(fields["b"] == .integer(2))
    #expect(Fields(unsorted: [("é", .null), ("e\u{301}", .null)]).count == 2)
  }

  @Test(arguments: 0..<60) func laws(number: Int) throws {
    var random = RandomModel(generator: Seeds.generator(13, case: number))
    let seed = random.generator.seed
    let fields = random.fields()
    let path = random.fieldPath()
    let value = random.value()
    var set = fields
    set.set(value, at: path)
    #expect(set[path] == value, "seed \(seed)")
    var again = set
    again.set(value, at: path)
    #expect(again == set, "seed \(seed)")
    var removed = set
    let wasThere = removed.remove(at: path)
    #expect(wasThere, "seed \(seed)")
    #expect(removed[path] == nil, "seed \(seed)")
    let once = removed
    let isThere = removed.remove(at: path)
    #expect(!isThere, "seed \(seed)")
    #expect(removed == once, "seed \(seed)")
    #expect(Fields(unsorted: fields.map { ($0.key, $0.value) }.shuffled(using: &random.generator)) == fields)
    let other = random.fieldPath()
    if !path.isPrefix(of: other), !other.isPrefix(of: path), let kept = fields[other] {
      #expect(set[other] == kept, "seed \(seed)")
    }
  }

  @Test func pathsLeadThroughMapsOnly() throws {
    var fields: Fields = ["l": .array([.null]), "v": .vector([1]), "m": .map(["a": .null]), "n": .integer(1)]
    for text in ["l.a", "v.value", "m.b", "n.a", "q.r"] {
      let path = try FieldPath(text)
      #expect(fields[path] == nil)
      let changed = fields.remove(at: path)
      #expect(!changed)
    }
    fields.set(.integer(2), at: try FieldPath("v.value"))
    #expect(fields["v"] == .map(["value": .integer(2)]))
    fields.remove(at: try FieldPath("m.a"))
    #expect(fields["m"] == .map([:]))
  }
}
