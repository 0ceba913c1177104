import Diagnostics
import JSON
import Reports

let source = ReportSource(tool: "funnel", version: "0.1.0", command: "funnel validate")

/// What a form prints for some items.
func print(_ form: some ReportForm, _ items: [ReportItem]) -> String {
  var form = form
  var totals = ReportTotals()
  var text = ""
  for item in items {
    totals.add(item)
    text += form.add(item)
  }
  return text + form.finish(totals)
}

func parse(_ text: String) throws -> JSONNode { try JSONText(parsing: Array(text.utf8)).root }

/// A finding of a document whose only line is `text`, at the first place of `token`.
func item(
  _ name: String, text: String, token: String, message: String, code: String = "schema/enum",
  pointer: String = "/theme", keyword: String? = "schemas/user.json#/properties/theme/enum",
  way: String? = "/properties/theme/enum", hint: String? = nil
) -> ReportItem {
  let bytes = Array(text.utf8)
  let wanted = Array(token.utf8)
  let offset = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
  let finding = Finding(
    code: code, message: message,
    location: SourceLocation(
      file: name, position: SourcePosition(offset: offset, in: bytes), length: wanted.count, pointer: pointer),
    keywordLocation: keyword, evaluationPath: way, expected: "one of \"dark\", \"light\"", found: token,
    hint: hint)
  return ReportItem(name: name, findings: [finding], sources: [name: bytes])
}

let valid = ReportItem(name: "data/users/ben.json", findings: [])
let wrong = item(
  "data/users/ada.json", text: "{\n  \"näme\": \"é💡\", \"theme\": \"lihgt\"\n}\n", token: "\"lihgt\"",
  message: "theme must be one of \"dark\", \"light\", found \"lihgt\"", hint: "did you mean \"light\"?")

/// All that a document could try to do to a reader: a terminal, a log's reader, XML, YAML, URIs.
let hostileText =
  "\u{1B}[31mred\u{7}\u{9B}2J\u{202E}txt\r\n::error file=x::injected\n]]></failure><x a=\"'&\">% %0A,:#\\ \u{0}\u{FFFE}"
let hostile = item(
  "data/users/a%2Fb c#?:,\u{1B}]0;x\u{7}.json", text: "{\"a\": 1}", token: "1", message: hostileText,
  pointer: "/" + hostileText, keyword: "schemas/x.json#/" + hostileText, hint: hostileText)
