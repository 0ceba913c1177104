import DocumentCodec
import FirestoreModel
import JSON
import Testing

/// Replays recorded commits against a database that is a dictionary.
@Suite struct RecordedCommitTests {
  @Test(arguments: Fixture.records("recorded.json", "cases"))
  func corpus(record: Record) throws { try replay(record) }

  @Test(arguments: Fixture.records("random.json", "cases"))
  func random(record: Record) throws { try replay(record) }

  @Test func bothFilesAreThere() {
    #expect(Fixture.records("recorded.json", "cases").count == 310)
    #expect(Fixture.records("random.json", "cases").count == 70)
  }

  private func replay(_ record: Record) throws {
    var database = Database()
    if let seed = record.node.member("seed") {
      let writes = JSONValue.array(
        try seed.elements.map { document in
          let record = Record(node: document)
          return [
            "update": [
              "name": JSONValue(try record.member("path")), "fields": JSONValue(try record.member("fields")),
            ]
          ]
        })
      _ = try database.commit(["writes": writes], number: 0)
    }
    for step in try record.member("steps").elements {
      if let writes = step.member("commit") {
        try commit(writes, Record(node: step), &database)
      } else if let path = step.member("get")?.string {
        let document = try #require(step.member("document"))
        try expect(database.documents[try DocumentPath(path)], document, database)
      } else {
        let documents = try #require(step.member("documents"))
        #expect(documents.count == database.documents.count)
        for (key, document) in documents.members {
          try expect(database.documents[try DocumentPath(key.string ?? "")], document, database)
        }
      }
    }
  }

  private func commit(_ writes: JSONNode, _ step: Record, _ database: inout Database) throws {
    let status = try step.member("status").string
    let request: JSONValue = ["writes": database.named(database.expand(JSONValue(writes)))]
    do {
      let results = try database.commit(request)
      #expect(status == "OK")
      let expected = try step.member("results").elements.map { $0 }
      try #require(results.count == expected.count)
      for (result, node) in zip(results, expected) {
        let time = node.member("updateTime")?.string
        #expect(result.updateTime == time.map { database.time($0) })
        let transforms = try database.timed(node.member("transforms")).map { node in
          try node.elements.map { try WireFormat.value($0) }
        }
        #expect(result.transformResults == transforms ?? [])
      }
    } catch let error as ModelError {
      #expect(error.status.rawValue == status, "\(error)")
    }
  }

  private func expect(_ state: DocumentState?, _ node: JSONNode, _ database: Database) throws {
    guard node.kind == .object else {
      #expect(state == nil)
      return
    }
    let state = try #require(state)
    let fields = try #require(try database.timed(node.member("fields")))
    #expect(state.fields == (try WireFormat.fields(fields)))
    if let time = node.member("createTime")?.string { #expect(state.createTime == database.time(time)) }
    if let time = node.member("updateTime")?.string { #expect(state.updateTime == database.time(time)) }
  }
}

/// Commit i happens at a time of its own; the seed is commit 0.
private struct Database {
  var documents: [DocumentPath: DocumentState] = [:]
  private var count = 1

  mutating func commit(_ request: JSONValue, number: Int? = nil) throws -> [WriteResult] {
    let writes = try WireFormat.commitRequest(line: Array(request.compact().utf8)).writes
    let now = time("@\(number ?? count)")
    let outcome = try WriteEvaluation.evaluate(writes, commitTime: now) { documents[$0] }
    for (path, fields) in outcome.changes {
      let old = outcome.recreated.contains(path) ? nil : documents[path]
      documents[path] = fields.map {
        DocumentState(fields: $0, createTime: old?.createTime ?? now, updateTime: now)
      }
    }
    if number == nil, !writes.isEmpty { count += 1 }
    return outcome.results
  }

  init() {}

  func time(_ token: String) -> Timestamp {
    if token == "absent" { return WriteEvaluation.absentTime }
    return Timestamp(seconds: 1_700_000_000 + (Int64(token.dropFirst()) ?? 0))
  }

  /// An answer with `@i` in the place of times, readable as values.
  func timed(_ node: JSONNode?) throws -> JSONNode? {
    guard let node else { return nil }
    let value = replace(JSONValue(node)) { text in
      text.count > 1 && text.hasPrefix("@") && Int64(text.dropFirst()) != nil ? time(text).description : text
    }
    return try JSONText(parsing: Array(value.compact().utf8)).root
  }

  /// A request with `$t(c/d)+1`, `$seed` and `$(a*3)` written out.
  func expand(_ value: JSONValue) -> JSONValue {
    replace(value) { text in
      if text.hasPrefix("$seed") { return shifted(time("@0"), text.dropFirst(5)) }
      if text.hasPrefix("$t("), let end = text.lastIndex(of: ")") {
        let path = text[text.index(text.startIndex, offsetBy: 3)..<end]
        let state = (try? DocumentPath(String(path))).flatMap { documents[$0] }
        return shifted(state?.updateTime ?? Timestamp(seconds: 1), text[text.index(after: end)...])
      }
      return repeated(text).replacing("$P", with: "P")
    }
  }

  private func shifted(_ time: Timestamp, _ shift: Substring) -> String {
    Timestamp(microsecondsSince1970: time.microsecondsSince1970 + (Int64(shift) ?? 0)).description
  }

  private func repeated(_ text: String) -> String {
    guard let start = text.firstRange(of: "$("), let star = text[start.upperBound...].firstIndex(of: "*"),
      let end = text[star...].firstIndex(of: ")"), let count = Int(text[text.index(after: star)..<end])
    else { return text }
    let many = String(repeating: String(text[start.upperBound..<star]), count: count)
    return repeated(text[..<start.lowerBound] + many + text[text.index(after: end)...])
  }

  private func replace(_ value: JSONValue, _ change: (String) -> String) -> JSONValue {
    switch value {
    case .string(let text): .string(change(text))
    case .array(let elements): .array(elements.map { replace($0, change) })
    case .object(let members): .object(members.map { (repeated($0.0), replace($0.1, change)) })
    default: value
    }
  }

  /// The full names that the recorded requests had in the place of paths.
  func named(_ value: JSONValue, key: String = "") -> JSONValue {
    switch value {
    case .string(let text):
      ["name", "delete", "verify", "document", "referenceValue"].contains(key) && !text.hasPrefix("projects/")
        ? .string("projects/P/databases/(default)/documents" + (text.isEmpty ? "" : "/" + text)) : value
    case .array(let elements): .array(elements.map { named($0, key: key) })
    case .object(let members): .object(members.map { ($0.0, named($0.1, key: $0.0)) })
    default: value
    }
  }
}
