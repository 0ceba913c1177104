import DocumentCodec
import FirestoreModel
import JSON
import TestSupport
import Testing

/// The canonical form of every type, as recorded files: encode gives the bytes, decode gives the value.
@Suite struct GoldenTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var fields: Fields
    var testDescription: String { name }

    init(_ name: String, _ entries: [(String, Value)]) {
      self.name = name
      fields = Fields(unsorted: entries)
    }
  }

  static func rows() throws -> [Row] {
    let path = try DocumentPath("users/u1")
    let odd = try DocumentPath(segments: ["users", "a b.json", "personas", "\u{65E5}\"x"])
    let other = try DatabaseName(project: "demo-data", database: "(default)")
    return [
      Row("empty", []),
      Row("null-and-boolean", [("nothing", .null), ("yes", .boolean(true)), ("no", .boolean(false))]),
      Row(
        "integers",
        [
          ("zero", .integer(0)), ("minus", .integer(-42)), ("largestPlain", .integer(9_007_199_254_740_991)),
          ("smallestPlain", .integer(-9_007_199_254_740_991)),
          ("firstTagged", .integer(9_007_199_254_740_992)),
          ("max", .integer(.max)), ("min", .integer(.min)),
        ]),
      Row(
        "doubles",
        [
          ("zero", .double(0)), ("minusZero", .double(-0.0)), ("whole", .double(100)),
          ("tenth", .double(0.1)),
          ("smallestPlain", .double(1e-7)), ("belowPlain", .double(9.9e-8)), ("largePlain", .double(1e20)),
          ("firstExponent", .double(1e21)), ("exponent", .double(-1.5e300)),
          ("least", .double(.leastNonzeroMagnitude)),
          ("greatest", .double(.greatestFiniteMagnitude)), ("third", .double(1.0 / 3)),
          ("nan", .double(.nan)),
          ("infinity", .double(.infinity)), ("minusInfinity", .double(-.infinity)),
        ]),
      Row(
        "strings",
        [
          ("empty", .string("")), ("plain", .string("R\u{F6}slein \u{65E5}\u{672C} \u{1F600} / '")),
          ("quotes", .string("\" \\ \u{8} \u{C} \n \r \t")),
          ("control", .string("\u{0}\u{1F}\u{7F}\u{80}\u{9F}\u{A0}")),
          (
            "invisible",
            .string("\u{61C}\u{200D}\u{200E}\u{200F}\u{2028}\u{2029}\u{202E}\u{2066}\u{2069}\u{FEFF}")
          ),
          ("twoSpellings", .string("\u{E9} e\u{301}")),
        ]),
      Row(
        "timestamps",
        [
          ("second", .timestamp(Timestamp(seconds: 1_769_851_800))),
          ("milli", .timestamp(Timestamp(seconds: 1_769_851_800, nanoseconds: 120_000_000))),
          ("micro", .timestamp(Timestamp(seconds: 1_769_851_800, nanoseconds: 123_456_000))),
          ("cut", .timestamp(Timestamp(seconds: 1_769_851_800, nanoseconds: 123_456_789))),
          ("first", .timestamp(.minimum)), ("last", .timestamp(.maximum)),
          ("before1970", .timestamp(Timestamp(seconds: -1))),
        ]),
      Row(
        "bytes",
        [
          ("empty", .bytes([])), ("one", .bytes([0])), ("two", .bytes([0xFB, 0xFF])),
          ("three", .bytes(Array("hey".utf8))),
        ]),
      Row(
        "references",
        [
          ("here", .reference(Reference(path: path))), ("odd", .reference(Reference(path: odd))),
          ("elsewhere", .reference(Reference(database: other, path: path))),
        ]),
      Row(
        "geo-points",
        [
          ("zurich", .geoPoint(GeoPoint(latitude: 47.4, longitude: 8.5))),
          ("corner", .geoPoint(GeoPoint(latitude: -90, longitude: 180))),
          ("minusZero", .geoPoint(GeoPoint(latitude: -0.0, longitude: 0))),
        ]),
      Row(
        "arrays-and-maps",
        [
          ("emptyArray", .array([])), ("emptyMap", .map([:])),
          ("numbers", .array([.integer(1), .double(1)])),
          ("maps", .array([.map([:]), .map(["a": .array([.null])])])),
          ("map", .map(["b": .integer(1), "a": .map(["c": .null])])),
        ]),
      Row(
        "vectors",
        [("one", .vector([0.1])), ("several", .vector([0.1, 2, -0.0, 1e21, .infinity, -.infinity]))]),
      Row(
        "keys",
        [
          ("$name", .null), ("$", .null), ("$$", .null), ("$timestamp", .string("mine")), ("", .null),
          ("a.b", .null),
          ("Z", .null), ("a", .null), ("\u{E9}", .null), ("e\u{301}", .null), ("\u{FFFF}", .null),
          ("\u{1F600}", .null),
          ("nested", .map(["$schema": .null])), ("a\"\n", .null),
        ]),
    ]
  }

  @Test(arguments: try rows()) func encodesAndDecodes(_ row: Row) throws {
    let golden = GoldenFile(row.name + ".json")
    let bytes = DocumentFile.encode(row.fields)
    if let difference = golden.difference(from: bytes) { Issue.record("\(difference)") }
    // What Firestore does not keep is gone after the first time.
    let decoded = try DocumentFile.decode(bytes, file: nil)
    #expect(DocumentFile.encode(decoded) == bytes)
    if row.name != "timestamps" { #expect(decoded == row.fields) }
    let tree = try JSONText(parsing: Array(DocumentFile.jsonValue(row.fields).compact().utf8))
    #expect(try DocumentFile.decode(tree) == decoded)
  }
}
