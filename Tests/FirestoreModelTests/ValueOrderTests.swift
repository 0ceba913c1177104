import FirestoreModel
import JSON
import TestSupport
import Testing

@Suite struct ValueOrderTests {
  /// All pairs of the recorded values: order between classes, equality within.
  @Test func everyPairIsOrderedAsRecorded() throws {
    let classes = try Fixture.text("order.json").root.member("classes")
    var values: [(rank: Int, label: String, value: Value)] = []
    for (rank, group) in try #require(classes).elements.enumerated() {
      for entry in group.elements {
        let value = try RecordedForm.value(try #require(entry.member("value")))
        values.append((rank, entry.member("label")?.string ?? "", value))
      }
    }
    #expect(values.count > 90)
    for a in values {
      for b in values {
        let order = Value.compare(a.value, b.value)
        #expect(order.signum() == (a.rank - b.rank).signum(), "\(a.label) and \(b.label)")
        #expect(a.value.isEquivalent(to: b.value) == (a.rank == b.rank), "\(a.label) and \(b.label)")
      }
    }
  }

  @Test(arguments: 0..<40) func theOrderIsTotal(number: Int) {
    var random = RandomModel(generator: Seeds.generator(11, case: number))
    let seed = random.generator.seed
    let values = (0..<20).map { _ in random.value() }
    for a in values {
      #expect(Value.compare(a, a) == 0, "seed \(seed)")
      for b in values {
        #expect(Value.compare(a, b).signum() == -Value.compare(b, a).signum(), "seed \(seed): \(a) \(b)")
        if a == b { #expect(a.isEquivalent(to: b), "seed \(seed): \(a)") }
        for c in values where Value.compare(a, b) <= 0 && Value.compare(b, c) <= 0 {
          #expect(Value.compare(a, c) <= 0, "seed \(seed): \(a) \(b) \(c)")
        }
      }
    }
  }

  @Test(arguments: [
    (Value.integer(1), Value.double(1), false), (.double(0), .double(-0.0), false),
    (.double(.nan), .double(.nan), true),
    (.string("é"), .string("e\u{301}"), false), (.null, .null, true), (.vector([0]), .vector([-0.0]), false),
    (.array([.integer(1)]), .array([.double(1)]), false), (.map(["a": .null]), .map(["a": .null]), true),
    (
      .geoPoint(GeoPoint(latitude: 0, longitude: 0)), .geoPoint(GeoPoint(latitude: -0.0, longitude: 0)), false
    ),
    (.bytes([]), .string(""), false),
  ]) func strictEqualityTellsApartWhatIsStoredDifferently(a: Value, b: Value, equal: Bool) {
    #expect((a == b) == equal)
  }
}
