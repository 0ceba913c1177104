internal import Diagnostics
internal import JSON
internal import Platform
internal import Store

/// `validate --ndjson`: a question a line on standard input, an answer a line on standard output, in order.
///
/// A line that is wrong gets an error line, and the stream goes on. Answers are held back while more questions are
/// waiting already, so that a long stream is not written line by line, and a conversation is.
enum ValidateStream {
  /// Levels of JSON in a line; the schema and the instance stand one below the line itself.
  private static let parsing = JSONOptions(maximumDepth: JSONOptions.deepest)
  private static let heldBytes = 1 << 16

  /// - Parameter usual: how schemas are read where a line does not say it.
  static func run(usual: SchemaReading) throws {
    var lines = LineReader(limit: JSONOptions.largest)
    var judges = StreamJudges()
    var answers: [UInt8] = []
    while let (line, isTooLong) = try lines.next() {
      if !isTooLong, line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      let answer = isTooLong ? tooLong : answer(line, usual, &judges)
      answers += Array(answer.compact().utf8)
      answers.append(0x0A)
      if answers.count >= heldBytes || !lines.hasWaitingLine {
        Output.bytes(answers)
        answers.removeAll(keepingCapacity: true)
      }
    }
    if !answers.isEmpty { Output.bytes(answers) }
  }

  private static func answer(_ line: [UInt8], _ usual: SchemaReading, _ judges: inout StreamJudges)
    -> JSONValue
  {
    let text: JSONText
    do throws(JSONError) { text = try JSONText(parsing: line, options: parsing) } catch {
      return .object([("error", .string("column \(error.column): \(error.message)"))])
    }
    let id = text.root.member("id").map { [("id", JSONValue($0))] } ?? []
    do throws(StreamFault) {
      let request = try StreamRequest(text.root, usual: usual)
      let issues = try judges.judge(for: request).issues(request.instance)
      guard !issues.isEmpty else { return .object(id + [("valid", true)]) }
      return .object(id + [("valid", false), ("issues", .array(issues))])
    } catch {
      return .object(id + [("error", .string(error.message))])
    }
  }

  private static let tooLong = JSONValue.object([
    ("error", .string("the line is longer than \(JSONOptions.largest) bytes"))
  ])
}

extension JSONError {
  /// Of the fault in its line; lines of a stream have no other place.
  fileprivate var column: Int { location?.position?.column ?? 1 }
}
