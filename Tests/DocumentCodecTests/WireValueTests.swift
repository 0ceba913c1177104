import Diagnostics
import DocumentCodec
import FirestoreModel
import JSON
import TestSupport
import Testing

/// Firestore's JSON form of values. The tables say what Google's emulator answered, but for what only its lax reader
/// takes, which is refused.
@Suite struct WireValueTests {
  private func read(_ text: String, database: DatabaseName? = nil) throws -> Value {
    let json = try JSONText(parsing: Array(text.utf8), options: JSONOptions(duplicateKeys: .lastWins))
    return try WireFormat.value(json.root, database: database)
  }

  @Test(
    arguments: [
      (#"7"#, 7), (#""7""#, 7), (#"1.0"#, 1), (#""1.0""#, 1), (#"1e3"#, 1_000), (#""1e3""#, 1_000),
      (#""1E+3""#, 1_000),
      (#"10e-1"#, 1), (#"0.5e1"#, 5), (#""-0""#, 0), (#"-0.0"#, 0), (#""0e400""#, 0), (#""-1e0""#, -1),
      (#"9223372036854775807.0"#, .max), (#"9.223372036854775807e18"#, .max),
      (#""9223372036854775807""#, .max),
      (#""-9223372036854775808""#, .min), (#"-9223372036854775808"#, .min), (#""120e-1""#, 12),
      (#""0.00""#, 0),
    ] as [(String, Int64)]) func integers(text: String, value: Int64) throws
  {
    #expect(try read(#"{"integerValue": \#(text)}"#) == .integer(value))
  }

  @Test(
    arguments: [
      (#"1"#, 1), (#""1.5""#, 1.5), (#""-1.5e3""#, -1_500), (#""1E5""#, 100_000), (#"1e-400"#, 0),
      (#""1e-400""#, 0),
      (#"-0.0"#, 0), (#""-0.0""#, 0), (#""-0""#, 0), (#""0.1000000000000000055511151231257827""#, 0.1),
      (#""Infinity""#, .infinity), (#""-Infinity""#, -.infinity), (#""NaN""#, .nan),
      (#""1.7976931348623158e308""#, .greatestFiniteMagnitude),
    ] as [(String, Double)]) func doubles(text: String, value: Double) throws
  {
    #expect(try read(#"{"doubleValue": \#(text)}"#) == .double(value))
  }

  @Test(
    arguments: [
      (#""AP8=""#, [0, 255]), (#""AP8""#, [0, 255]), (#""-_8=""#, [251, 255]), (#""+/8=""#, [251, 255]),
      (#""-_8""#, [251, 255]),
      (#""""#, []), (#""AP9=""#, [0, 255]), (#""AA""#, [0]), (#""AB""#, [0]),
    ] as [(String, [UInt8])]) func bytes(text: String, value: [UInt8]) throws
  {
    #expect(try read(#"{"bytesValue": \#(text)}"#) == .bytes(value))
  }

  @Test(arguments: [
    ("2024-01-01T02:00:00+02:00", "2024-01-01T00:00:00Z"),
    ("2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00Z"),
    ("2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00.123456Z"),
    ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999Z"),
    ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
  ]) func timestamps(text: String, kept: String) throws {
    #expect(try read(#"{"timestampValue": "\#(text)"}"#) == .timestamp(try Timestamp(rfc3339: kept)))
  }

  @Test(arguments: [
    (#"{"nullValue": null}"#, Value.null), (#"{"nullValue": "NULL_VALUE"}"#, .null),
    (#"{"nullValue": 0}"#, .null),
    (#"{"booleanValue": true}"#, .boolean(true)), (#"{"stringValue": "a\u0000b"}"#, .string("a\u{0}b")),
    (#"{"geoPointValue": {}}"#, .geoPoint(GeoPoint(latitude: 0, longitude: 0))),
    (
      #"{"geoPointValue": {"latitude": "1.5", "longitude": null}}"#,
      .geoPoint(GeoPoint(latitude: 1.5, longitude: 0))
    ),
    (#"{"arrayValue": {}}"#, .array([])), (#"{"arrayValue": {"values": null}}"#, .array([])),
    (#"{"mapValue": {}}"#, .map([:])), (#"{"mapValue": {"fields": null}}"#, .map([:])),
    (#"{"integerValue": null, "stringValue": "x"}"#, .string("x")), (#"{"integer_value": "5"}"#, .integer(5)),
    (#"{"stringValue": "x", "stringValue": "y"}"#, .string("y")),
    (
      #"{"mapValue": {"fields": {"__type__": {"stringValue": "__vector__"}, "value": {"arrayValue": {"values": [{"doubleValue": 1}]}}}}}"#,
      .vector([1])
    ),
    (
      #"{"arrayValue": {"values": [{"nullValue": null}, {"mapValue": {"fields": {"a": {"integerValue": 1}}}}]}}"#,
      .array([.null, .map(["a": .integer(1)])])
    ),
  ]) func others(text: String, value: Value) throws { #expect(try read(text) == value) }

  @Test(arguments: [
    #"{"integerValue": "9223372036854775808"}"#, #"{"integerValue": "1.5"}"#, #"{"integerValue": 1.5}"#,
    #"{"integerValue": ""}"#, #"{"integerValue": "abc"}"#, #"{"integerValue": " 5 "}"#,
    #"{"integerValue": 1e19}"#,
    #"{"integerValue": "+5"}"#, #"{"integerValue": "007"}"#, #"{"integerValue": "5."}"#,
    #"{"integerValue": ".5"}"#,
    #"{"integerValue": "0x5"}"#, #"{"integerValue": 1e1000000000}"#, #"{"integerValue": "1e-1"}"#,
    #"{"integerValue": true}"#, #"{"integerValue": []}"#, #"{"integerValue": null}"#,
    #"{"integerValue": "-"}"#,
    #"{"doubleValue": "inf"}"#, #"{"doubleValue": "nan"}"#, #"{"doubleValue": "x"}"#,
    #"{"doubleValue": "1e400"}"#,
    #"{"doubleValue": 1e400}"#, #"{"doubleValue": ""}"#, #"{"doubleValue": "+1"}"#,
    #"{"doubleValue": "0x10"}"#,
    #"{"doubleValue": " 1"}"#, #"{"doubleValue": "1f"}"#, #"{"doubleValue": "-NaN"}"#,
    #"{"doubleValue": true}"#,
    #"{"booleanValue": 1}"#, #"{"booleanValue": "true"}"#, #"{"booleanValue": null}"#, #"{"nullValue": "x"}"#,
    #"{"nullValue": 1}"#, #"{"nullValue": false}"#, #"{"stringValue": 5}"#, #"{"stringValue": null}"#,
    #"{"timestampValue": "2024-01-01"}"#, #"{"timestampValue": 1704067200}"#,
    #"{"timestampValue": "2023-02-29T00:00:00Z"}"#,
    #"{"timestampValue": "2024-01-01T24:00:00Z"}"#, #"{"bytesValue": "AP 8="}"#, #"{"bytesValue": "***"}"#,
    #"{"bytesValue": "A"}"#, #"{"bytesValue": "+_8="}"#, #"{"bytesValue": 5}"#,
    #"{"bytesValue": "AAA=AAA="}"#,
    #"{"geoPointValue": [1, 2]}"#, #"{"geoPointValue": {"lat": 1}}"#,
    #"{"geoPointValue": {"latitude": true}}"#, #"{}"#,
    #"{"integerValue": "1", "stringValue": "x"}"#, #"{"nullValue": null, "stringValue": "x"}"#,
    #"{"floatValue": 1}"#,
    #"5"#, #"null"#, #""a""#, #"[]"#, #"{"arrayValue": [1]}"#, #"{"arrayValue": {"values": [{}]}}"#,
    #"{"arrayValue": {"values": [null]}}"#, #"{"arrayValue": {"values": {}}}"#, #"{"arrayValue": {"x": 1}}"#,
    #"{"mapValue": {"fields": {"a": {}}}}"#, #"{"mapValue": {"fields": {"a": null}}}"#, #"{"mapValue": []}"#,
    #"{"stringValue": "x", "string_value": "y"}"#,
    #"{"mapValue": {"fields": {"__type__": {"integerValue": 1}}}}"#,
    #"{"mapValue": {"fields": {"__type__": {"stringValue": "__vector__"}}}}"#,
    #"{"mapValue": {"fields": {"__type__": {"stringValue": "__vector__"}, "value": {"arrayValue": {"values": [{"integerValue": 1}]}}}}}"#,
    #"{"mapValue": {"fields": {"__type__": {"stringValue": "__vector__"}, "value": {"arrayValue": {}}, "x": {"nullValue": null}}}}"#,
  ]) func refused(text: String) {
    let error = #expect(throws: ModelError.self) { try read(text) }
    #expect(error?.status == .invalidArgument)
  }

  @Test(
    arguments: [
      ("t/d", nil, "t/d"),
      ("projects/p/databases/(default)/documents/t/d", nil, "/projects/p/databases/(default)/documents/t/d"),
      ("projects/p/databases/(default)/documents/t/d", "p", "t/d"),
      ("projects/q/databases/(default)/documents/t/d", "p", "/projects/q/databases/(default)/documents/t/d"),
      ("projects/p/databases/other/documents/t/d", "p", "/projects/p/databases/other/documents/t/d"),
      ("projects/x", nil, "projects/x"),
    ] as [(String, String?, String)]) func references(text: String, project: String?, kept: String) throws
  {
    let own = try project.map { try DatabaseName(project: $0) }
    guard case .reference(let reference) = try read(#"{"referenceValue": "\#(text)"}"#, database: own) else {
      Issue.record("no reference")
      return
    }
    #expect(reference.description == kept)
  }

  @Test(arguments: [
    "", "t/d", "projects/x", "projects/p/databases/(default)/documents",
    "projects/p/databases/(default)/documents/t",
    "projects/p/databases/(default)/documents/t//d/e", "projects/p/databases/(default)/documents/t/.",
    "projects/p/databases/(default)/documents/t/__x__", "projects/p/databases/(default)/documents/t/d/",
    "projects//databases/(default)/documents/t/d", "projects/p/databases//documents/t/d",
    "projects/p/database/(default)/documents/t/d", "/projects/p/databases/(default)/documents/t/d",
    "projects/p/databases/a b/documents/t/d",
  ]) func referencesThatAreRefused(text: String) throws {
    let own = try DatabaseName(project: "p")
    #expect(throws: ModelError.self) { try read(#"{"referenceValue": "\#(text)"}"#, database: own) }
  }

  @Test(arguments: 0..<60) func readsWhatItPrints(number: Int) throws {
    var random = RandomDocument(generator: Seeds.generator(21, case: number))
    let seed = random.generator.seed
    let own = try DatabaseName(project: "p")
    let fields = random.fields()
    let text = WireFormat.json(fields, database: own).compact()
    let json = try JSONText(parsing: Array(text.utf8))
    let again = WireFormat.json(try WireFormat.fields(json.root, database: own), database: own).compact()
    // Only the sign of zero is lost on the way in.
    #expect(again == text.replacing("-0.0", with: "0.0"), "seed \(seed)")
  }

  @Test func faultsAreWordedAsGooglesAPIsDo() throws {
    let error = #expect(throws: ModelError.self) {
      try WireFormat.commitRequest(
        line: Array(
          #"{"writes": [{"delete": "t/a"}, {"update": {"name": "t/d", "fields": {"a": {"arrayValue": {"values": [{"integerValue": "x"}]}}}}}]}"#
            .utf8))
    }
    #expect(
      error?.message
        == "Invalid value at 'writes[1].update.fields[0].value.array_value.values[0].integer_value' (TYPE_INT64), \"x\""
    )
    #expect(error?.location?.position?.column == 119)
    let json = WireFormat.errorObject(try #require(error))
    #expect(json["error"]?["code"] == 400)
    #expect(json["error"]?["status"] == "INVALID_ARGUMENT")
  }
}
