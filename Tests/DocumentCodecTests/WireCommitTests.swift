import DocumentCodec
import FirestoreModel
import JSON
import Testing

/// Firestore's JSON form of commits, and of their answers.
@Suite struct WireCommitTests {
  private static let root = "projects/p/databases/(default)/documents"

  private func read(_ text: String) throws -> WireFormat.CommitRequest {
    try WireFormat.commitRequest(line: Array(text.replacing("$R", with: Self.root).utf8))
  }

  @Test func readsEveryKindOfWrite() throws {
    let request = try read(
      """
      {"writes": [
        {"currentDocument": {"exists": false}, "update": {"fields": {"a": {"integerValue": 1}}, "name": "$R/t/a",
          "createTime": "2001-01-01T00:00:00Z"}},
        {"update": {"name": "$R/t/b"}, "updateMask": {"fieldPaths": ["a", "`x.y`"]},
          "updateTransforms": [{"fieldPath": "n", "increment": {"doubleValue": 0.5}},
            {"fieldPath": "s", "setToServerValue": "REQUEST_TIME"}, {"fieldPath": "m", "maximum": {"integerValue": 1}},
            {"fieldPath": "l", "appendMissingElements": {"values": [{"referenceValue": "$R/t/a"}]}},
            {"fieldPath": "l", "removeAllFromArray": {}}, {"fieldPath": "m", "minimum": {"integerValue": 1}}]},
        {"delete": "$R/t/c", "currentDocument": {"updateTime": "2024-01-01T00:00:00.000001Z"}},
        {"verify": "$R/t/d", "currentDocument": {"exists": true}, "updateTransforms": []},
        {"transform": {"document": "$R/t/e", "fieldTransforms": [{"fieldPath": "n", "increment": {"integerValue": 1}}]}}
      ], "database": "projects/p/databases/(default)", "transaction": ""}
      """)
    #expect(request.database == (try DatabaseName(project: "p")))
    let paths = request.writes.map(\.document.description)
    #expect(paths == ["t/a", "t/b", "t/c", "t/d", "t/e"])
    try #require(request.writes.count == 5)
    #expect(request.writes[0].precondition == .exists(false))
    #expect(request.writes[0].operation == .update(fields: ["a": .integer(1)], mask: nil, transforms: []))
    #expect(
      request.writes[1].operation
        == .update(
          fields: [:], mask: FieldMask([try FieldPath("a"), try FieldPath("`x.y`")]),
          transforms: [
            FieldTransform(path: try FieldPath("n"), operation: .increment(.double(0.5))),
            FieldTransform(path: try FieldPath("s"), operation: .serverTimestamp),
            FieldTransform(path: try FieldPath("m"), operation: .maximum(.integer(1))),
            FieldTransform(
              path: try FieldPath("l"),
              operation: .appendMissing([.reference(Reference(path: try DocumentPath("t/a")))])),
            FieldTransform(path: try FieldPath("l"), operation: .removeAll([])),
            FieldTransform(path: try FieldPath("m"), operation: .minimum(.integer(1))),
          ]))
    #expect(request.writes[2].operation == .delete)
    #expect(
      request.writes[2].precondition == .updateTime(try Timestamp(rfc3339: "2024-01-01T00:00:00.000001Z")))
    #expect(request.writes[3].operation == .verify)
    #expect(
      request.writes[4].operation
        == .update(
          fields: [:], mask: FieldMask([]),
          transforms: [FieldTransform(path: try FieldPath("n"), operation: .increment(.integer(1)))]))
  }

  @Test(arguments: [
    #"{}"#, #"{"writes": null}"#, #"{"writes": []}"#, #"{"writes": [], "transaction": null}"#,
    #"{"writes": [], "database": null}"#,
  ]) func noWrites(text: String) throws { #expect(try read(text).writes.isEmpty) }

  @Test(arguments: [
    (#"{"update": {"name": "t/d"}, "updateMask": null, "currentDocument": null, "delete": null}"#, true),
    (#"{"update": {"name": "t/d", "fields": null}, "currentDocument": {"exists": null}}"#, true),
    (#"{"update": {"name": "t/d"}, "update_mask": {"field_paths": ["q"]}}"#, false),
    (#"{"update": {"name": "t/d"}, "updateMask": {"fieldPaths": null}}"#, false),
    (#"{"update": {"name": "t/d"}, "updateMask": {}}"#, false),
  ]) func whatIsLeftOut(write: String, replaces: Bool) throws {
    let request = try read(#"{"writes": [\#(write)]}"#)
    guard case .update(_, let mask, _) = request.writes[0].operation else { return }
    #expect((mask == nil) == replaces)
    #expect(request.writes[0].precondition == .none)
  }

  @Test func barePathsAndFullNames() throws {
    let request = try read(
      #"{"writes": [{"delete": "t/d"}, {"delete": "$R/t/e"}, {"delete": "projects/p1"}, {"delete": "t/f"}]}"#)
    #expect(request.writes.map(\.document.description) == ["t/d", "t/e", "projects/p1", "t/f"])
    #expect(request.database?.project == "p")
  }

  @Test(arguments: [
    (#"[]"#, "CommitRequest"), (#"{"writes": {}}"#, "list"), (#"{"writes": [null]}"#, "Write"),
    (#"{"foo": 1}"#, "foo"),
    (#"{"writes": [{}]}"#, "empty write operation"),
    (#"{"writes": [{"update": null}]}"#, "empty write operation"),
    (#"{"writes": [{"delete": "t/d", "foo": null}]}"#, "foo"),
    (#"{"transaction": "AAAA"}"#, "Invalid transaction"),
    (#"{"writes": [{"update": {"name": "t/d"}, "delete": "t/d"}]}"#, "oneof"),
    (#"{"writes": [{"update": {}}]}"#, "lacks"), (#"{"writes": [{"delete": ""}]}"#, "lacks"),
    (#"{"writes": [{"update": {"name": 5}}]}"#, "TYPE_STRING"),
    (#"{"writes": [{"update": {"name": "t"}}]}"#, "t"),
    (#"{"writes": [{"update": {"name": "t/d", "foo": 1}}]}"#, "foo"),
    (#"{"writes": [{"update": {"name": "t/d", "createTime": "x"}}]}"#, "timestamp"),
    (#"{"writes": [{"delete": "t/d", "updateMask": {}}]}"#, "a delete must not specify a document mask."),
    (#"{"writes": [{"verify": "t/d", "updateMask": {}}]}"#, "a verify must not specify a document mask."),
    (
      #"{"writes": [{"delete": "t/d", "updateTransforms": [{}]}]}"#,
      "a delete must not specify a update transform."
    ),
    (#"{"writes": [{"transform": {"document": "t/d", "fieldTransforms": []}}]}"#, "must not be empty"),
    (#"{"writes": [{"transform": {"fieldTransforms": []}}]}"#, "lacks"),
    (#"{"writes": [{"delete": "t/d", "currentDocument": {"exists": "false"}}]}"#, "TYPE_BOOL"),
    (#"{"writes": [{"delete": "t/d", "currentDocument": {"x": 1}}]}"#, "x"),
    (
      #"{"writes": [{"delete": "t/d", "currentDocument": {"exists": true, "updateTime": "2024-01-01T00:00:00Z"}}]}"#,
      "oneof"
    ),
    (#"{"writes": [{"update": {"name": "t/d"}, "updateMask": {"fieldPaths": "a"}}]}"#, "list"),
    (#"{"writes": [{"update": {"name": "t/d"}, "updateMask": {"fieldPaths": [null]}}]}"#, "TYPE_STRING"),
    (
      #"{"writes": [{"update": {"name": "t/d"}, "updateMask": {"fieldPaths": ["a-b"]}}]}"#,
      "Invalid property path"
    ),
    (
      #"{"writes": [{"update": {"name": "t/d"}, "updateTransforms": [{"fieldPath": "a"}]}]}"#,
      "Operation type"
    ),
    (
      #"{"writes": [{"update": {"name": "t/d"}, "updateTransforms": [{"increment": {"integerValue": 1}}]}]}"#,
      "empty property"
    ),
    (
      #"{"writes": [{"update": {"name": "t/d"}, "updateTransforms": [{"fieldPath": "a", "increment": {"integerValue": 1}, "maximum": {"integerValue": 1}}]}]}"#,
      "oneof"
    ),
    (
      #"{"writes": [{"update": {"name": "t/d"}, "updateTransforms": [{"fieldPath": "a", "setToServerValue": "SERVER_VALUE_UNSPECIFIED"}]}]}"#,
      "must be specified"
    ),
    (
      #"{"writes": [{"update": {"name": "t/d"}, "updateTransforms": [{"fieldPath": "a", "setToServerValue": "x"}]}]}"#,
      "ServerValue"
    ),
    (#"{"writes": [{"delete": "projects/p/databases/other/documents/t/d"}]}"#, "other"),
    (
      #"{"writes": [{"delete": "$R/t/d"}, {"delete": "projects/q/databases/(default)/documents/t/d"}]}"#,
      "projects/q"
    ),
    (#"{"writes": [{"delete": "$R/t/d"}], "database": "projects/q/databases/(default)"}"#, "projects/p"),
    (#"{"database": "p"}"#, "Database name"), (#"{"writes": [{"delete": "t/d"}]} x"#, "Invalid JSON payload"),
    (#"{"writes": [{'delete': "t/d"}]}"#, "Invalid JSON payload"),
    (#"{"writes": [/**/]}"#, "Invalid JSON payload"), ("", "JSON"),
  ]) func refused(text: String, part: String) {
    let error = #expect(throws: ModelError.self) { try read(text) }
    #expect(error?.status == .invalidArgument)
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
  }

  @Test func hostileNestingIsRefused() {
    let deep = String(repeating: #"{"mapValue":{"fields":{"a":"#, count: 100_000)
    #expect(throws: ModelError.self) {
      try read(#"{"writes":[{"update":{"name":"t/d","fields":{"a":"# + deep)
    }
  }

  @Test func printsAnswers() throws {
    let time = try Timestamp(rfc3339: "2024-01-01T00:00:00.5Z")
    let results = [
      WriteResult(updateTime: time, transformResults: [.integer(2), .null]), WriteResult(updateTime: nil),
    ]
    #expect(
      WireFormat.commitResponse(results, commitTime: time).compact()
        == #"{"writeResults":[{"updateTime":"2024-01-01T00:00:00.500Z","transformResults":"#
        + #"[{"integerValue":"2"},{"nullValue":null}]},{}],"commitTime":"2024-01-01T00:00:00.500Z"}"#)
    #expect(WireFormat.commitResponse([], commitTime: time).compact() == "{}")
    let error = ModelError(code: "write/not-found", message: "No document to update: t/d", status: .notFound)
    #expect(
      WireFormat.errorObject(error).compact()
        == #"{"error":{"code":404,"message":"No document to update: t/d","status":"NOT_FOUND"}}"#)
  }

  @Test func printsValues() throws {
    let fields: Fields = [
      "b": .bytes([251, 255]), "d": .double(.nan), "e": .array([]),
      "g": .geoPoint(GeoPoint(latitude: 1, longitude: -2)),
      "i": .integer(.max), "m": .map([:]), "n": .double(-0.0),
      "r": .reference(Reference(path: try DocumentPath("t/d"))),
      "v": .vector([1]),
    ]
    #expect(
      WireFormat.json(fields, database: try DatabaseName(project: "p")).compact()
        == #"{"b":{"bytesValue":"+/8="},"d":{"doubleValue":"NaN"},"e":{"arrayValue":{}},"#
        + #""g":{"geoPointValue":{"latitude":1.0,"longitude":-2.0}},"i":{"integerValue":"9223372036854775807"},"#
        + #""m":{"mapValue":{}},"n":{"doubleValue":-0.0},"#
        + #""r":{"referenceValue":"projects/p/databases/(default)/documents/t/d"},"#
        + #""v":{"mapValue":{"fields":{"__type__":{"stringValue":"__vector__"},"#
        + #""value":{"arrayValue":{"values":[{"doubleValue":1.0}]}}}}}}"#)
  }
}
