import DocumentCodec
import FirestoreModel
import JSON
import Testing

@Suite struct TransformTests {
  private static let now = Timestamp(microsecondsSince1970: 1_700_000_000_123_456)

  @Test(arguments: Fixture.records("transforms.json", "records"))
  func answersAsRecorded(record: Record) throws { try check(record) }

  @Test(arguments: Fixture.records("minus-zero.json", "records"))
  func keepsTheSignOfZeroAsRecorded(record: Record) throws { try check(record) }

  @Test func bothFilesAreThere() {
    #expect(Fixture.records("transforms.json", "records").count > 100)
    #expect(Fixture.records("minus-zero.json", "records").count > 20)
  }

  private func check(_ record: Record) throws {
    let base = try record.member("base")
    let stored = base.kind == .null ? nil : try RecordedForm.fields(base)
    let transforms = try record.member("transforms").elements.map { try transform($0) }
    let path = try DocumentPath("t/d")
    let before = Timestamp(seconds: 1_600_000_000)
    let write = Write(
      document: path, operation: .update(fields: Fields(), mask: FieldMask([]), transforms: transforms))
    let state = stored.map { DocumentState(fields: $0, createTime: before, updateTime: before) }
    if let status = record.node.member("error")?.string {
      let error = #expect(throws: ModelError.self) {
        try WriteEvaluation.evaluate([write], commitTime: Self.now) { _ in state }
      }
      #expect(error?.status.rawValue == status)
      #expect(error?.message == record.node.member("message")?.string)
      return
    }
    let outcome = try WriteEvaluation.evaluate([write], commitTime: Self.now) { _ in state }
    let after = outcome.changes.first?.fields ?? stored
    #expect(after == (try RecordedForm.fields(timed(record.member("result")))))
    if let results = record.node.member("transformResults") {
      let expected = try timed(results).elements.map { try RecordedForm.value($0) }
      #expect(outcome.results.first?.transformResults == expected)
    }
  }

  /// `$s1` is the server's time.
  private func timed(_ node: JSONNode) throws -> JSONNode {
    let text = JSONValue(node).compact().replacing("$s1", with: Self.now.description)
    return try JSONText(parsing: Array(text.utf8)).root
  }

  private func transform(_ node: JSONNode) throws -> FieldTransform {
    let path = try FieldPath(node.member("fieldPath")?.string ?? "")
    func operand(_ name: String) throws -> Value? { try node.member(name).map { try RecordedForm.value($0) } }
    func operands(_ name: String) throws -> [Value]? {
      try node.member(name).map { try $0.member("values")?.elements.map { try RecordedForm.value($0) } ?? [] }
    }
    let operation: FieldTransform.Operation
    if let value = try operand("increment") {
      operation = .increment(value)
    } else if let value = try operand("maximum") {
      operation = .maximum(value)
    } else if let value = try operand("minimum") {
      operation = .minimum(value)
    } else if let values = try operands("appendMissingElements") {
      operation = .appendMissing(values)
    } else if let values = try operands("removeAllFromArray") {
      operation = .removeAll(values)
    } else {
      operation = .serverTimestamp
    }
    return FieldTransform(path: path, operation: operation)
  }
}
