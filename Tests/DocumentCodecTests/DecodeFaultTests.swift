import Diagnostics
import DocumentCodec
import FirestoreModel
import JSON
import Testing

/// Every rule of the file form, broken once: code, pointer, column and a part of the words.
@Suite struct DecodeFaultTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var code: String
    var pointer: String
    var column: Int
    var words: String
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ code: String, _ pointer: String, _ column: Int, _ words: String) {
      self.text = text
      self.code = code
      self.pointer = pointer
      self.column = column
      self.words = words
    }
  }

  static let rows: [Row] = [
    Row("[]", "document/not-an-object", "", 1, "found an array"),
    Row("1", "document/not-an-object", "", 1, "found a number"),
    Row("{\"$schema\":\"x\"}", "document/schema-key", "/$schema", 2, "remove it"),
    Row("{\"a\":1,\"$schema\":\"x\"}", "document/schema-key", "/$schema", 8, "remove it"),
    Row(
      "{\"$timestamp\":\"2026-01-31T09:30:00Z\"}", "document/tag-on-top", "/$timestamp", 2,
      "under a field's name"),
    Row("{\"$double\":1,\"a\":2}", "document/tag-company", "/$double", 2, "\"$$double\""),
    Row(
      "{\"f\":{\"$timestmp\":\"x\"}}", "document/unknown-tag", "/f/$timestmp", 7, "did you mean $timestamp"),
    Row("{\"f\":{\"$geopoint\":{}}}", "document/unknown-tag", "/f/$geopoint", 7, "did you mean $geoPoint"),
    Row("{\"f\":{\"$ref\":\"x\"}}", "document/unknown-tag", "/f/$ref", 7, "did you mean $reference"),
    Row("{\"f\":{\"$date\":\"x\"}}", "document/unknown-tag", "/f/$date", 7, "did you mean $timestamp"),
    Row("{\"f\":{\"$name\":\"x\"}}", "document/unknown-tag", "/f/$name", 7, "\"$$name\""),
    Row("{\"$name\":\"x\"}", "document/unknown-tag", "/$name", 2, "\"$$name\""),
    Row("{\"f\":{\"$\":1}}", "document/unknown-tag", "/f/$", 7, "\"$$\""),
    Row("{\"f\":{\"a\":1,\"$x\":1}}", "document/unknown-tag", "/f/$x", 13, "\"$$x\""),
    Row(
      "{\"f\":{\"$double\":\"NaN\",\"$integer\":\"1\"}}", "document/tag-company", "/f/$double", 7,
      "found 2 members"),
    Row("{\"f\":{\"a\":1,\"$bytes\":\"\"}}", "document/tag-company", "/f/$bytes", 13, "holds nothing else"),
    Row(
      "{\"f\":{\"$timestamp\":1}}", "document/tag-value", "/f/$timestamp", 20,
      "holds a string, found a number"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31T09:30:00.1Z\"}}", "document/timestamp-digits", "/f/$timestamp", 20,
      "found 1"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31T09:30:00.1200Z\"}}", "document/timestamp-digits", "/f/$timestamp",
      20, "write 2026-01-31T09:30:00.120Z"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31T09:30:00.123456789Z\"}}", "document/timestamp-digits",
      "/f/$timestamp", 20, "00.123456Z"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-02-30T09:30:00Z\"}}", "timestamp/range", "/f/$timestamp", 20, "no day 30"
    ),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31T09:30:60Z\"}}", "timestamp/range", "/f/$timestamp", 20,
      "leap seconds"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31t09:30:00Z\"}}", "timestamp/form", "/f/$timestamp", 20,
      "between date and time"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31T09:30:00-00:00\"}}", "timestamp/form", "/f/$timestamp", 20,
      "write Z"),
    Row(
      "{\"f\":{\"$timestamp\":\"2026-01-31\"}}", "timestamp/form", "/f/$timestamp", 20,
      "between date and time"),
    Row("{\"f\":{\"$bytes\":\"aGk\"}}", "document/base64", "/f/$bytes", 16, "no multiple of four"),
    Row("{\"f\":{\"$bytes\":\"aGk=aGk=\"}}", "document/base64", "/f/$bytes", 16, "character 4"),
    Row("{\"f\":{\"$bytes\":\"a===\"}}", "document/base64", "/f/$bytes", 16, "character 2"),
    Row("{\"f\":{\"$bytes\":\"aGl=\"}}", "document/base64", "/f/$bytes", 16, "belong to no byte"),
    Row("{\"f\":{\"$bytes\":\"a-_=\"}}", "document/base64", "/f/$bytes", 16, "write + for -"),
    Row("{\"f\":{\"$bytes\":\"aG k\"}}", "document/base64", "/f/$bytes", 16, "character 3"),
    Row("{\"f\":{\"$reference\":\"users\"}}", "name/shape", "/f/$reference", 20, "no document's path"),
    Row("{\"f\":{\"$reference\":\"users//a/b\"}}", "name/empty", "/f/$reference", 20, "empty"),
    Row(
      "{\"f\":{\"$reference\":\"/users/u1\"}}", "document/reference", "/f/$reference", 20,
      "leave out the leading /"),
    Row(
      "{\"f\":{\"$reference\":\"/projects//databases/d/documents/a/b\"}}", "name/database", "/f/$reference",
      20, "cannot name a project"),
    Row("{\"f\":{\"$geoPoint\":[1,2]}}", "document/tag-value", "/f/$geoPoint", 19, "holds an object"),
    Row(
      "{\"f\":{\"$geoPoint\":{\"latitude\":1}}}", "document/geo-point", "/f/$geoPoint", 19, "both latitude"),
    Row(
      "{\"f\":{\"$geoPoint\":{\"latitude\":91,\"longitude\":0}}}", "document/geo-point",
      "/f/$geoPoint/latitude", 31, "-90 and 90"),
    Row(
      "{\"f\":{\"$geoPoint\":{\"latitude\":1,\"longitude\":\"2\"}}}", "document/geo-point",
      "/f/$geoPoint/longitude", 45, "found a string"),
    Row(
      "{\"f\":{\"$geoPoint\":{\"latitude\":1,\"longitude\":180.0001}}}", "document/geo-point",
      "/f/$geoPoint/longitude", 45, "-180"),
    Row(
      "{\"f\":{\"$geoPoint\":{\"lat\":1,\"longitude\":2}}}", "document/geo-point", "/f/$geoPoint/lat", 20,
      "only"),
    Row("{\"f\":{\"$vector\":{}}}", "document/tag-value", "/f/$vector", 17, "holds an array"),
    Row("{\"f\":{\"$vector\":[]}}", "document/vector", "/f/$vector", 17, "found 0"),
    Row("{\"f\":{\"$vector\":[1,\"2\"]}}", "document/vector", "/f/$vector/1", 20, "found a string"),
    Row("{\"f\":{\"$vector\":[{\"$double\":\"NaN\"}]}}", "document/vector", "/f/$vector/0", 18, "NaN"),
    Row(
      "{\"f\":{\"$vector\":[{\"$double\":\"nan\"}]}}", "document/tag-value", "/f/$vector/0/$double", 29,
      "Infinity"),
    Row(
      "{\"f\":[{\"$vector\":[1]}]}", "document/vector-in-array", "/f/0/$vector", 8,
      "may not stand in an array"),
    Row("{\"f\":[1,[2]]}", "document/nested-array", "/f/1", 9, "into a map"),
    Row("{\"f\":{\"$double\":\"1.5\"}}", "document/tag-value", "/f/$double", 17, "plain number"),
    Row("{\"f\":{\"$double\":1.5}}", "document/tag-value", "/f/$double", 17, "found a number"),
    Row("{\"f\":{\"$integer\":\"+1\"}}", "document/tag-value", "/f/$integer", 18, "plus sign"),
    Row("{\"f\":{\"$integer\":\"-0\"}}", "document/tag-value", "/f/$integer", 18, "decimal"),
    Row("{\"f\":{\"$integer\":\"01\"}}", "document/tag-value", "/f/$integer", 18, "leading zeros"),
    Row("{\"f\":{\"$integer\":\"\"}}", "document/tag-value", "/f/$integer", 18, "decimal"),
    Row(
      "{\"f\":{\"$integer\":\"9223372036854775808\"}}", "document/integer-range", "/f/$integer", 18, "int64"),
    Row("{\"f\":9223372036854775808}", "document/integer-range", "/f", 6, "with a fraction"),
    Row("{\"f\":-9223372036854775809}", "document/integer-range", "/f", 6, "int64"),
    Row("{\"f\":1e309}", "document/double-overflow", "/f", 6, "largest double"),
    Row("{\"f\":1e-400}", "document/double-underflow", "/f", 6, "not zero"),
    Row("{\"f\":{\"$vector\":[1e-400]}}", "document/double-underflow", "/f/$vector/0", 18, "write 0.0"),
    Row("{\"a/b\":{\"~\":[null,1e309]}}", "document/double-overflow", "/a~1b/~0/1", 19, "largest"),
  ]

  @Test(arguments: rows) func namesTheFault(_ row: Row) throws {
    let error = try #require(throws: CodecError.self) {
      try DocumentFile.decode(Array(row.text.utf8), file: "data/a/b.json")
    }
    #expect(error.code == row.code)
    #expect(error.kind == .refused)
    #expect(error.location?.pointer == row.pointer)
    #expect(error.location?.position?.column == row.column, "\(error)")
    #expect(error.location?.file == "data/a/b.json")
    #expect("\(error.message) \(error.hint ?? "")".contains(row.words), "\(error)")
  }

  @Test func passesOnWhatDoesNotParse() throws {
    let error = try #require(throws: CodecError.self) {
      try DocumentFile.decode(Array("{\"a\":1,}".utf8), file: "x.json")
    }
    #expect(error.code == "json/trailing-comma")
    #expect(error.description == "x.json:1:7: a comma after the last member (remove the comma)")
    let bare = try #require(throws: CodecError.self) { try DocumentFile.decode([], file: nil) }
    #expect(bare.code == "json/empty" && bare.location?.file == nil)
  }

  @Test(arguments: [
    ("{\n<<<<<<< HEAD\n  \"a\": 1\n=======\n  \"a\": 2\n>>>>>>> branch\n}\n", 2),
    ("{\r\n  \"a\": 1,\r\n<<<<<<< ours\r\n}\r\n", 3), ("{\n  \"a\": 1\n}\n=======\n{}", 4),
    ("||||||| base", 1),
  ]) func namesConflictMarkers(_ text: String, _ line: Int) throws {
    let error = try #require(throws: CodecError.self) {
      try DocumentFile.decode(Array(text.utf8), file: "x.json")
    }
    #expect(error.code == "document/conflict-markers")
    #expect(error.location?.position?.line == line && error.location?.position?.column == 1)
    #expect(error.hint?.contains("git add") == true)
  }

  @Test func markersInsideAStringAreData() throws {
    let text = "{\"a\": \"<<<<<<< HEAD\"}"
    #expect(try DocumentFile.decode(Array(text.utf8), file: nil)["a"] == .string("<<<<<<< HEAD"))
    let error = try #require(throws: CodecError.self) {
      try DocumentFile.decode(Array("{\"a\": \"<<<<<<< \",}".utf8), file: nil)
    }
    #expect(error.code == "json/trailing-comma")
  }

  /// As deep as the parser lets a text be, tags and maps included.
  @Test func deepTextsAreReadOrRefused() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)).utf8)
    }
    let fields = try DocumentFile.decode(nested(200), file: nil)
    #expect(try DocumentFile.decode(DocumentFile.encode(fields), file: nil) == fields)
    let error = #expect(throws: CodecError.self) { try DocumentFile.decode(nested(201), file: nil) }
    #expect(error?.code == "json/too-deep")
    let deep = try JSONText(parsing: nested(1_000), options: JSONOptions(maximumDepth: 1_000))
    #expect(try DocumentFile.decode(deep).count == 1)
  }
}
