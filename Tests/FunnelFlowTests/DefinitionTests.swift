import Testing

/// The definitions that the document schemas share: the tags of the file form, and `funnel.json`'s own schema.
@Suite struct DefinitionTests {
  static let rows: [(String, String, Bool)] = [
    ("firestore.json#/$defs/integer", #"{"$integer": "0"}"#, true),
    ("firestore.json#/$defs/integer", #"{"$integer": "-0"}"#, false),
    ("firestore.json#/$defs/integer", #"{"$integer": "9223372036854775807"}"#, true),
    ("firestore.json#/$defs/integer", #"{"$integer": "9223372036854775808"}"#, false),
    ("firestore.json#/$defs/integer", #"{"$integer": "-9223372036854775808"}"#, true),
    ("firestore.json#/$defs/integer", #"{"$integer": "-9223372036854775809"}"#, false),
    ("firestore.json#/$defs/integer", #"{"$integer": "01"}"#, false),
    ("firestore.json#/$defs/integer", #"{"$integer": "9223372036854775799"}"#, true),
    ("firestore.json#/$defs/integer", #"{"$integer": "9199999999999999999"}"#, true),
    ("firestore.json#/$defs/integer", #"{"$integer": "10000000000000000000"}"#, false),
    ("firestore.json#/$defs/integer", #"{"$integer": "-1"}"#, true),
    ("firestore.json#/$defs/integer", #"{"$integer": ""}"#, false),
    ("firestore.json#/$defs/bytes", #"{"$bytes": ""}"#, true),
    ("firestore.json#/$defs/bytes", #"{"$bytes": "aGVsbG8="}"#, true),
    ("firestore.json#/$defs/bytes", #"{"$bytes": "aGVsbG8"}"#, false),
    ("firestore.json#/$defs/bytes", #"{"$bytes": "aGVsbG9="}"#, false),
    ("firestore.json#/$defs/bytes", #"{"$bytes": "QQ=="}"#, true),
    ("firestore.json#/$defs/bytes", #"{"$bytes": "QR=="}"#, false),
    ("firestore.json#/$defs/bytes", #"{"$bytes": "aGVsbG8-"}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "users/u1"}"#, true),
    ("firestore.json#/$defs/reference", #"{"$reference": "users"}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "users/u1/x"}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "/projects/p/databases/d/documents/a/b"}"#, true),
    ("firestore.json#/$defs/reference", #"{"$reference": "/a/b"}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "users/.."}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "users/__x__"}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "users/__id7__"}"#, true),
    ("firestore.json#/$defs/reference", #"{"$reference": "a/b/c/d"}"#, true),
    ("firestore.json#/$defs/reference", #"{"$reference": "./b"}"#, false),
    ("firestore.json#/$defs/reference", #"{"$reference": "users/..."}"#, true),
    ("firestore.json#/$defs/geoPoint", #"{"$geoPoint": {"latitude": 47, "longitude": 8.5}}"#, true),
    ("firestore.json#/$defs/geoPoint", #"{"$geoPoint": {"latitude": 91, "longitude": 8.5}}"#, false),
    ("firestore.json#/$defs/geoPoint", #"{"$geoPoint": {"latitude": 1}}"#, false),
    ("firestore.json#/$defs/vector", #"{"$vector": [0.1]}"#, true),
    ("firestore.json#/$defs/vector", #"{"$vector": []}"#, false),
    ("firestore.json#/$defs/vector", #"{"$vector": [{"$double": "Infinity"}]}"#, true),
    ("firestore.json#/$defs/vector", #"{"$vector": [{"$double": "NaN"}]}"#, false),
    ("firestore.json#/$defs/value", #"1"#, true),
    ("firestore.json#/$defs/value", #"{"a": [1, {"b": null}]}"#, true),
    ("firestore.json#/$defs/value", #"{"$x": 1}"#, false),
    ("firestore.json#/$defs/value", #"{"$$x": 1}"#, true),
    ("firestore.json#/$defs/value", #"[[1]]"#, false),
    ("firestore.json#/$defs/value", #"[{"$vector": [1]}]"#, false),
    ("firestore.json#/$defs/value", #"{"a": {"$timestamp": "x"}}"#, false),
    ("firestore.json#/$defs/value", #"{"": 1}"#, false),
    ("firestore.json#/$defs/value", #"{"$double": "NaN"}"#, true),
    ("firestore.json#/$defs/value", #"[{"a": [1]}]"#, true),
    ("funnel.json", #"{"format": 1}"#, true),
    ("funnel.json", #"{}"#, false),
    ("funnel.json", #"{"format": 2}"#, false),
    ("funnel.json", #"{"format": 1, "fanOut": {"users": 3, "users/{u}/analyses": 1}}"#, true),
    ("funnel.json", #"{"format": 1, "fanOut": {"users/{u}": 3}}"#, false),
    ("funnel.json", #"{"format": 1, "fanOut": {"users": 0}}"#, false),
    ("funnel.json", #"{"format": 1, "fanOut": {"users": 5}}"#, false),
    ("funnel.json", #"{"format": 1, "x": 1}"#, false),
    ("funnel.json", #"{"format": 1, "ignoreTime": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}"#, true),
    ("funnel.json", #"{"format": 1, "ignoreTime": ["HEAD"]}"#, false),
  ]

  private static let verdicts = Result { try Verdicts() }

  @Test(arguments: rows)
  func definition(_ name: String, _ text: String, _ fits: Bool) throws {
    #expect(try Self.verdicts.get().accepts(name, text) == fits)
  }

  @Test(arguments: [(1, true), (2_048, true), (2_049, false)])
  func vectorsHaveUpTo2048Components(_ count: Int, _ fits: Bool) throws {
    let numbers = Array(repeating: "0.5", count: count).joined(separator: ",")
    #expect(
      try Self.verdicts.get().accepts("firestore.json#/$defs/vector", "{\"$vector\":[\(numbers)]}") == fits)
  }
}
