import FirestoreModel
import Testing

/// The sizes, depths and lengths at which the emulator refuses, found by bisection.
@Suite struct LimitsTests {
  private func isTaken(_ fields: Fields, at path: String = "t/d") throws -> Bool {
    do {
      try Limits.check(fields, at: try DocumentPath(path))
      return true
    } catch {
      #expect(error.status == .invalidArgument)
      return false
    }
  }

  private func text(_ count: Int) -> Value { .string(String(repeating: "x", count: count)) }

  /// `count` maps around a value.
  private func nest(_ count: Int, _ value: Value) -> Value {
    (0..<count).reduce(value) { inner, _ in .map(["a": inner]) }
  }

  @Test(arguments: [
    (Value.null, 1), (.boolean(true), 1), (.integer(5), 8), (.double(1.5), 8),
    (.timestamp(Timestamp(seconds: 0)), 8),
    (.geoPoint(GeoPoint(latitude: 1, longitude: 2)), 16), (.array([]), 1), (.array([.null]), 1),
    (.map([:]), 1),
    (.array([.map([:])]), 1), (.map(["a": .map([:])]), 3), (.map(["a": .array([])]), 3),
    (.bytes([1, 2, 3, 4, 5]), 5),
    (.bytes([]), 0), (.string(""), 1), (.string("éé"), 5), (.vector([1, 2]), 16),
    (.map(["q": .vector([1, 2])]), 18),
    (.array([.map(["a": .integer(1)])]), 10), (.map(["a": .integer(1)]), 10),
  ]) func storageSizes(value: Value, size: Int) { #expect(StorageSize.value(value) == size) }

  @Test(arguments: [("a/b", 20), ("abc/defg/h/ijk", 31), ("a/__id7__", 26), ("a/__id-77__", 26), ("a/é", 21)])
  func nameSizes(text: String, size: Int) throws {
    #expect(StorageSize.name(try DocumentPath(text)) == size)
    #expect(StorageSize.value(.reference(Reference(path: try DocumentPath(text)))) == size)
  }

  /// Firestore: storage size calculations, the page's own example.
  @Test func theDocumentationsExample() throws {
    let fields: Fields = [
      "type": .string("Personal"), "done": .boolean(false), "priority": .integer(1),
      "description": .string("Learn Cloud Firestore"),
    ]
    #expect(StorageSize.document(fields, at: try DocumentPath("users/jeff/tasks/my_task_id")) == 147)
  }

  @Test func oneMebibyte() throws {
    #expect(try isTaken(["a": text(600_000), "b": text(448_518)]))
    #expect(try !isTaken(["a": text(600_000), "b": text(448_519)]))
    #expect(try isTaken(["a": text(600_000), "b": text(448_506), "i": .map(["a": .integer(1)])]))
    #expect(try !isTaken(["a": text(600_000), "b": text(448_507), "i": .map(["a": .integer(1)])]))
    #expect(try isTaken(["a": text(600_000), "b": text(448_512)], at: "t/__id77__"))
    #expect(try !isTaken(["a": text(600_000), "b": text(448_513)], at: "t/__id77__"))
    #expect(try isTaken(["a": text(1_048_487)]))
    #expect(try !isTaken(["a": text(1_048_488)]))
    #expect(try isTaken(["a": .map(["b": text(1_048_487)])]))
    #expect(try !isTaken(["a": .map(["b": text(1_048_488)])]))
    #expect(throws: Never.self) { try Limits.check(["a": text(600_000), "b": text(448_522)], at: nil) }
    #expect(throws: ModelError.self) { try Limits.check(["a": text(600_000), "b": text(448_523)], at: nil) }
  }

  @Test(arguments: [
    (Value.integer(1), 20), (.map([:]), 19), (.array([]), 20), (.array([.integer(1)]), 19),
    (.vector([1]), 20),
    (.array([.map([:])]), 18), (.array([.map(["a": .integer(1)])]), 18),
    (.array([.map(["a": .array([])])]), 18),
  ]) func depth(leaf: Value, maps: Int) throws {
    #expect(try isTaken(["x": nest(maps, leaf)]))
    #expect(try !isTaken(["x": nest(maps + 1, leaf)]))
    #expect(try isTaken(["x": .array([nest(maps - 1, leaf)])]))
    #expect(try !isTaken(["x": .array([nest(maps, leaf)])]))
  }

  @Test(arguments: [
    ([1_500], true), ([1_501], false), ([1, 1_498], true), ([1, 1_499], false), ([700, 799], true),
    ([700, 800], false), ([500, 500, 498], true), ([500, 500, 499], false), ([1_500, 1], false),
  ]) func lengthsOfNames(lengths: [Int], taken: Bool) throws {
    let names = lengths.map { String(repeating: "m", count: $0) }
    let plain = names.reversed().reduce(Value.integer(1)) { .map(Fields(unsorted: [($1, $0)])) }
    guard case .map(let fields) = plain else { return }
    #expect(try isTaken(fields) == taken)
    let listed = names.dropFirst().reversed().reduce(Value.integer(1)) {
      .array([.map(Fields(unsorted: [($1, $0)]))])
    }
    #expect(try isTaken(Fields(unsorted: [(names[0], listed)])) == taken)
  }

  @Test(
    arguments: [
      ("", "field/empty"), ("__x__", "field/reserved"), ("__name__", "field/reserved"),
      ("_____", "field/reserved"),
      ("__type__", "field/reserved"), ("__id5__", "field/reserved"), ("____", nil), ("__", nil), ("__x", nil),
      ("x__", nil),
      (".", nil), (" ", nil), ("\u{0}", nil), ("`", nil), ("$x", nil), ("😀", nil), ("0", nil), ("/", nil),
    ] as [(String, String?)]) func names(name: String, code: String?) throws
  {
    for fields: Fields in [
      Fields(unsorted: [(name, .null)]), ["m": .map(Fields(unsorted: [(name, .null)]))],
      ["l": .array([.map(Fields(unsorted: [(name, .null)]))])],
    ] {
      var found: ModelError?
      do throws(ModelError) { try Limits.check(fields, at: nil) } catch { found = error }
      #expect(found?.code == code)
    }
  }

  @Test(arguments: [
    (Value.array([.array([])]), "value/array-in-array"), (.array([.vector([1])]), "value/vector-in-array"),
    (.vector([]), "value/vector"), (.vector([.nan]), "value/vector"),
    (.vector(Array(repeating: 0, count: 2_049)), "value/vector"),
    (.geoPoint(GeoPoint(latitude: 90.1, longitude: 0)), "value/geo-point"),
    (.geoPoint(GeoPoint(latitude: 0, longitude: -180.1)), "value/geo-point"),
    (.geoPoint(GeoPoint(latitude: .nan, longitude: 0)), "value/geo-point"),
    (.geoPoint(GeoPoint(latitude: 0, longitude: .infinity)), "value/geo-point"),
    (.timestamp(Timestamp(seconds: 253_402_300_800)), "timestamp/range"),
    (.timestamp(Timestamp(seconds: 0, nanoseconds: 1)), "timestamp/precision"),
  ]) func values(value: Value, code: String) throws {
    let error = #expect(throws: ModelError.self) {
      try Limits.check(["m": .map(["x.y": value])], at: try DocumentPath("t/d"))
    }
    #expect(error?.code == code)
    #expect(error?.fieldPath?.description == "m.`x.y`")
  }

  @Test func whatMayBe() throws {
    #expect(try isTaken(["x": .array([.map(["a": .array([.null])])])]))
    #expect(try isTaken(["x": .array([.map(["v": .vector([.infinity, -.infinity, -0.0])])])]))
    #expect(try isTaken(["x": .vector(Array(repeating: 0.5, count: 2_048))]))
    #expect(try isTaken(["x": .geoPoint(GeoPoint(latitude: -90, longitude: 180))]))
  }
}
