import FirestoreModel
import Testing

/// What the recorded commits do not show: order of results and changes, limits of masks, what only transforms can do.
@Suite struct WriteEvaluationTests {
  private static let now = Timestamp(seconds: 2_000)

  private func evaluate(_ writes: [Write], _ stored: [String: Fields] = [:]) throws -> WriteEvaluation {
    try WriteEvaluation.evaluate(writes, commitTime: Self.now) { path in
      stored[path.description].map {
        DocumentState(fields: $0, createTime: Timestamp(seconds: 1), updateTime: Timestamp(seconds: 1))
      }
    }
  }

  private func update(
    _ path: String, _ fields: Fields = [:], mask: [String] = [],
    _ transforms: [(String, FieldTransform.Operation)] = []
  ) throws -> Write {
    Write(
      document: try DocumentPath(path),
      operation: .update(
        fields: fields, mask: FieldMask(try mask.map { try FieldPath($0) }),
        transforms: try transforms.map { FieldTransform(path: try FieldPath($0.0), operation: $0.1) }))
  }

  @Test func changesStandInPathOrderAndResultsInTheRequests() throws {
    let writes = try ["t/b", "t/__id7__", "s/z", "t/a"].map {
      Write.set(["a": .null], at: try DocumentPath($0))
    }
    let outcome = try evaluate(writes)
    #expect(outcome.changes.map(\.path.description) == ["s/z", "t/__id7__", "t/a", "t/b"])
    #expect(outcome.results.count == 4)
  }

  @Test func manyWritesAreTaken() throws {
    let writes = try (0..<501).map { Write.set(["i": .integer(Int64($0))], at: try DocumentPath("m/\($0)")) }
    #expect(try evaluate(writes).changes.count == 501)
  }

  @Test func aRecreatedDocumentIsAChangeEvenWhenItsFieldsAreTheSame() throws {
    let path = try DocumentPath("t/d")
    let writes = [Write.delete(path), .set(["a": .null], at: path)]
    let outcome = try evaluate(writes, ["t/d": ["a": .null]])
    #expect(outcome.recreated == [path])
    #expect(outcome.changes.count == 1)
    #expect(outcome.results.map(\.updateTime) == [Self.now, Self.now])
    #expect(try evaluate(writes).recreated.isEmpty)
  }

  @Test func deletingWhatIsNotThereChangesNothing() throws {
    let outcome = try evaluate([.delete(try DocumentPath("t/d"))])
    #expect(outcome.changes.isEmpty)
    #expect(outcome.results == [WriteResult(updateTime: nil)])
  }

  @Test func theSignOfZeroIsAChange() throws {
    let writes = [Write.set(["x": .double(-0.0)], at: try DocumentPath("t/d"))]
    #expect(try evaluate(writes, ["t/d": ["x": .double(0)]]).changes.count == 1)
    #expect(try evaluate(writes, ["t/d": ["x": .double(-0.0)]]).changes.isEmpty)
  }

  @Test(arguments: [
    "__x__", "b.__x__", "b.__name__", "__key__", "v.__type__", "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a",
  ]) func masksThatAreRefused(path: String) throws {
    #expect(throws: ModelError.self) { try evaluate([try update("t/d", mask: [path])]) }
  }

  @Test func longMaskPaths() throws {
    let long = String(repeating: "x", count: 1_499)
    #expect(throws: Never.self) { try evaluate([try update("t/d", mask: [long])]) }
    #expect(throws: ModelError.self) { try evaluate([try update("t/d", mask: [long + "x"])]) }
    #expect(throws: Never.self) { try evaluate([try update("t/d", mask: ["__name__"])]) }
  }

  @Test(arguments: [
    ("__name__", FieldTransform.Operation.increment(.integer(1))), ("b.__name__", .serverTimestamp),
    ("x", .appendMissing([.array([])])), ("x", .appendMissing([.vector([1])])),
    ("x", .appendMissing([.map(["": .null])])), ("x", .appendMissing([.map(["a": .array([.array([])])])])),
    ("x", .removeAll([.geoPoint(GeoPoint(latitude: 99, longitude: 0))])),
    ("x", .removeAll([.map(["__x__": .null])])),
    ("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", .increment(.integer(1))),
  ]) func transformsThatAreRefused(path: String, operation: FieldTransform.Operation) throws {
    let error = #expect(throws: ModelError.self) {
      try evaluate([try update("t/d", [:], [(path, operation)])])
    }
    #expect(error?.status == .invalidArgument)
  }

  @Test func removingMayMentionWhatNoArrayCanHold() throws {
    let write = try update("t/d", [:], [("x", .removeAll([.array([]), .vector([1]), .map(["": .null])]))])
    #expect(try evaluate([write], ["t/d": ["x": .array([.null])]]).changes.isEmpty)
  }

  @Test func longArraysCostNoProduct() throws {
    let many = (0..<50_000).map { Value.integer(Int64($0)) }
    let write = try update("t/d", [:], [("x", .appendMissing(many)), ("x", .removeAll(many.reversed()))])
    let outcome = try evaluate([write], ["t/d": ["x": .array(many)]])
    #expect(outcome.changes.first?.fields == ["x": .array([])])
  }

  @Test func theResultOfTransformsIsLimitedToo() throws {
    let long = Value.string(String(repeating: "x", count: 600_000))
    let write = try update("t/d", [:], [("x", .appendMissing([long]))])
    let other = Value.string(String(repeating: "y", count: 600_000))
    #expect(throws: ModelError.self) { try evaluate([write], ["t/d": ["x": .array([other])]]) }
  }

  @Test func errorsNameDocumentAndField() throws {
    let write = Write.set(["m": .map(["a b": .array([.array([])])])], at: try DocumentPath("t/d"))
    let error = #expect(throws: ModelError.self) { try evaluate([write]) }
    #expect(error?.fieldPath?.description == "m.`a b`")
    let missing = Write.delete(try DocumentPath("t/d"), precondition: .exists(true))
    #expect(#expect(throws: ModelError.self) { try evaluate([missing]) }?.message.contains("t/d") == true)
  }
}
