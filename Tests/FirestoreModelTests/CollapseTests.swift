import FirestoreModel
import JSON
import Testing

/// One, two and three writes to one document, in every combination.
@Suite struct CollapseTests {
  private static let seed = Timestamp(seconds: 1_700_000_000)
  private static let now = Timestamp(seconds: 1_700_000_001)

  @Test(arguments: Fixture.records("collapse.json", "refused"))
  func refusesAsRecorded(record: Record) throws {
    let exists = try record.member("exists").isTrue
    let answer = try #require(try record.member("answer").string)
    for text in try record.member("writes").elements {
      let name = text.string ?? ""
      let error = #expect(throws: ModelError.self, "\(name)") { try outcome(name, exists: exists) }
      let found = error.map { error in
        error.status == .invalidArgument
          ? "INVALID_ARGUMENT: "
            + (error.message.hasPrefix("Cannot collapse") ? "Cannot collapse" : error.message)
          : error.status.rawValue
      }
      #expect(found == answer, "\(name)")
    }
  }

  @Test(arguments: Fixture.records("collapse.json", "taken"))
  func takesAsRecorded(record: Record) throws {
    let exists = try record.member("exists").isTrue
    let times = try record.member("updateTimes").elements.map { $0.string }
    let transforms = try record.member("transformResults").elements.map { $0.elements.compactMap(\.int64) }
    for text in try record.member("writes").elements {
      let name = text.string ?? ""
      let outcome = try outcome(name, exists: exists)
      #expect(outcome.results.map { Self.token($0.updateTime) } == times, "\(name)")
      #expect(
        outcome.results.map(\.transformResults) == transforms.map { $0.map { .integer($0) } }, "\(name)")
      let document = try record.member("document")
      let change = outcome.changes.first
      guard document.kind == .object else {
        #expect(change == nil ? !exists : change?.fields == nil, "\(name)")
        continue
      }
      let fields = try #require(document.member("fields"))
      let expected = Fields(
        unsorted: fields.members.map { ($0.key.string ?? "", .integer($0.value.int64 ?? 0)) })
      #expect((change.map(\.fields) ?? ["a": .integer(1)]) == expected, "\(name)")
      let isNew = document.member("create")?.string == "commit"
      #expect(isNew == (!exists || !outcome.recreated.isEmpty), "\(name)")
      #expect((document.member("update")?.string == "commit") == (change != nil), "\(name)")
    }
  }

  @Test func theFileIsThere() {
    let count = ["refused", "taken"].flatMap { Fixture.records("collapse.json", $0) }
      .reduce(0) { $0 + ($1.node.member("writes")?.count ?? 0) }
    #expect(count == 36 + 648 + 3_456)
  }

  private static func token(_ time: Timestamp?) -> String? {
    switch time {
    case nil: nil
    case now: "commit"
    case seed: "seed"
    case WriteEvaluation.absentTime: "verified"
    default: "?"
    }
  }

  private func outcome(_ names: String, exists: Bool) throws -> WriteEvaluation {
    let writes = try names.split(separator: " ").enumerated().map { try write(String($1), at: $0) }
    return try WriteEvaluation.evaluate(writes, commitTime: Self.now) { _ in
      exists ? DocumentState(fields: ["a": .integer(1)], createTime: Self.seed, updateTime: Self.seed) : nil
    }
  }

  private func write(_ name: String, at index: Int) throws -> Write {
    let precondition: Precondition =
      switch name.dropFirst() {
      case "T": .exists(true)
      case "F": .exists(false)
      case "V": .updateTime(Self.seed)
      case "W": .updateTime(Timestamp(seconds: 978_307_200))
      default: .none
      }
    let operation: Write.Operation =
      switch name.first {
      case "s": .update(fields: ["a": .integer(Int64(index + 5))], mask: nil, transforms: [])
      case "u":
        .update(
          fields: Fields(unsorted: [("b\(index)", .integer(Int64(index)))]),
          mask: FieldMask([try FieldPath("b\(index)")]), transforms: [])
      case "n":
        .update(
          fields: Fields(), mask: FieldMask([]),
          transforms: [FieldTransform(path: try FieldPath("a"), operation: .increment(.integer(1)))])
      case "d": .delete
      default: .verify
      }
    return Write(document: try DocumentPath("t/k"), operation: operation, precondition: precondition)
  }
}
