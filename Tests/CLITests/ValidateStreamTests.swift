import Glibc
import JSON
import Platform
import TestSupport
import Testing

/// `validate --ndjson`: the machine contract. An answer a line, in order, and a wrong line ends nothing.
struct ValidateStreamTests {
  private func answers(_ lines: [String]) throws -> [String] {
    let folder = try Sandbox()
    let outcome = try Command.run(
      [WorkFolder.binary, "validate", "--ndjson"], in: folder.path,
      input: Array(lines.joined(separator: "\n").utf8))
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.errorText.isEmpty)
    return outcome.text.split(separator: "\n").map(String.init)
  }

  @Test("verdicts, in order, with the id given back as it came")
  func verdicts() throws {
    let answers = try answers([
      #"{"id": 1, "schema": {"type": "integer"}, "instance": 1.0}"#,
      #"{"id": {"a": [null]}, "schema": true, "instance": {}}"#,
      "", "  \r",
      #"{"schema": {"type": "string"}, "instance": "x"}"#,
    ])
    #expect(
      answers == [
        #"{"id":1,"valid":true}"#, #"{"id":{"a":[null]},"valid":true}"#, #"{"valid":true}"#,
      ])
  }

  @Test("issues have a code, a path with numbers for places of arrays, and a message")
  func issues() throws {
    let schema = #"{"properties": {"0": {"items": {"type": "string"}}, "a/b": {"minimum": 5}}}"#
    let answer = try #require(
      try answers([#"{"schema": \#(schema), "instance": {"0": ["x", 2], "a/b": 1}}"#]).first)
    let value = JSONValue(try JSONText(parsing: Array(answer.utf8)).root)
    guard case .array(let issues)? = value["issues"] else {
      Issue.record("no issues: \(answer)")
      return
    }
    #expect(value["valid"] == .bool(false))
    #expect(issues.map { $0["path"]?.compact() } == [#"["0",1]"#, #"["a/b"]"#])
    #expect(issues.map { $0["code"]?.compact() } == [#""schema/type""#, #""schema/minimum""#])
    #expect(issues.allSatisfy { if case .string? = $0["message"] { true } else { false } })
  }

  @Test("formats decide only when asked to; the registry is looked into, and nothing else")
  func options() throws {
    let date = #""schema": {"format": "date"}, "instance": "31 January""#
    let other = #""schema": {"$ref": "http://x.test/s"}, "instance": 1"#
    let answers = try answers([
      "{\(date)}", "{\(date), \"formatAssertion\": false}", "{\(date), \"formatAssertion\": true}",
      #"{\#(other), "registry": {"http://x.test/s": {"type": "string"}}}"#,
      #"{\#(other), "registry": {"http://x.test/s": {"type": "number"}}}"#,
      "{\(other)}",
    ])
    #expect(answers[0] == #"{"valid":true}"#)
    #expect(answers[1] == #"{"valid":true}"#)
    #expect(answers[2].hasPrefix(#"{"valid":false,"#))
    #expect(answers[3].hasPrefix(#"{"valid":false,"#))
    #expect(answers[4] == #"{"valid":true}"#)
    #expect(answers[5].contains(#"{"error":"#) && answers[5].contains("http://x.test/s"))
  }

  @Test("a dynamic reference into another resource leads there, in whatever order resources are met")
  func dynamicReferences() throws {
    let answers = try answers([
      #"{"schema": {"$dynamicRef": "a#p", "$defs": {"a": {"$id": "a", "$dynamicAnchor": "p", "type": "string"}}}, "instance": 1}"#,
      #"{"schema": {"items": {"$dynamicRef": "http://x.test/a#p"}}, "instance": [1], "registry": {"http://x.test/a": {"$dynamicAnchor": "p", "type": "string"}}}"#,
      #"{"schema": {"$id": "http://x.test/", "$dynamicRef": "https://json-schema.org/draft/2020-12/schema#meta"}, "instance": {"type": 1}}"#,
      #"{"id": -0, "schema": {"$dynamicRef": "a#p", "$defs": {"a": {"$id": "a", "$dynamicAnchor": "p"}}}, "instance": 1}"#,
    ])
    #expect(
      answers.map { $0.prefix(14) } == [
        #"{"valid":false"#, #"{"valid":false"#, #"{"valid":false"#, #"{"id":-0,"vali"#,
      ])
  }

  @Test(
    "a line that is wrong is answered by an error, and the stream goes on",
    arguments: [
      ("{\"schema\": true, \"instance\": }", ["column 30"]),
      ("[]", ["object"]), ("{\"instance\": 1}", ["schema"]), ("{\"schema\": true}", ["instance"]),
      ("{\"id\": 7, \"schema\": {\"type\": \"strnig\"}, \"instance\": 1}", ["\"id\":7", "strnig", "1:10"]),
      ("{\"schema\": {\"pattern\": \"(\"}, \"instance\": 1}", ["pattern", "("]),
      ("{\"schema\": 3, \"instance\": 1}", ["schema"]),
      ("{\"schema\": true, \"instance\": 1, \"mode\": \"ajv\"}", ["mode", "zod"]),
      ("{\"schema\": true, \"instance\": 1, \"registry\": []}", ["registry"]),
      ("{\"schema\": true, \"instance\": 1, \"formatAssertion\": 1}", ["formatAssertion"]),
      (String(repeating: "[", count: 2_000), ["nest"]),
      (
        "{\"schema\": {\"pattern\": \"^(?=a)(a+)+$\"}, \"instance\": \"\(String(repeating: "a", count: 40))b\"}",
        ["^(?=a)(a+)+$", "limit"]
      ),
    ])
  func faults(_ line: String, _ words: [String]) throws {
    let good = #"{"schema": true, "instance": 1}"#
    let answers = try answers([good, line, good])
    try #require(answers.count == 3)
    #expect(answers[0] == #"{"valid":true}"# && answers[2] == answers[0])
    #expect(answers[1].contains("\"error\":") && !answers[1].contains("\"valid\""))
    for word in words {
      #expect(answers[1].contains(word))
    }
  }

  @Test("a question is answered before the next one is asked")
  func conversation() throws {
    let folder = try Sandbox()
    // The reader of the answer asks the second question: a program that held answers back would hang here.
    let script = """
      coproc F { "$FUNNEL" validate --ndjson; }
      echo '{"id": 1, "schema": true, "instance": 1}' >&${F[1]}
      read -r -t 20 first <&${F[0]} || exit 3
      echo '{"id": 2, "schema": false, "instance": 1}' >&${F[1]}
      read -r -t 20 second <&${F[0]} || exit 4
      echo "$first"; echo "$second" | cut -c1-21
      """
    let outcome = try Command.run(
      ["bash", "-c", script], in: folder.path, environment: ["FUNNEL": WorkFolder.binary])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text == "{\"id\":1,\"valid\":true}\n{\"id\":2,\"valid\":false\n")
  }
}
