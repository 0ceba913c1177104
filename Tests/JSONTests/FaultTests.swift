import Diagnostics
import JSON
import Testing

/// Every way in which a text is not JSON, with its code, its place and a part of its words.
@Suite struct FaultTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var code: String
    var place: String
    var words: String
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ code: String, _ place: String, _ words: String) {
      self.text = text
      self.code = code
      self.place = place
      self.words = words
    }
  }

  static let rows: [Row] = [
    Row("", "empty", "1:1", "the text is empty"),
    Row(" \n ", "empty", "2:2", "the text is empty"),
    Row("{\"a\": 1,\n}", "trailing-comma", "1:8", "after the last member"),
    Row("[1, 2, ]", "trailing-comma", "1:6", "after the last element"),
    Row("[1 2]", "missing-comma", "1:3", "between two elements"),
    Row("{\"a\": 1\n \"b\": 2}", "missing-comma", "1:8", "between two members"),
    Row("{\"a\": \"x\"\"b\": 2}", "missing-comma", "1:10", "between two members"),
    Row("[1,,2]", "unexpected", "1:4", "a comma without a value"),
    Row("{,}", "unexpected", "1:2", "a comma without a member"),
    Row("{\"a\" 1}", "missing-colon", "1:6", "found 1"),
    Row("{\"a\" = 1}", "missing-colon", "1:6", "write : instead of ="),
    Row("{\"a\"}", "missing-colon", "1:5", "found }"),
    Row("{\"a\":}", "missing-value", "1:6", "follow the colon"),
    Row("{\"a\":,\"b\":1}", "missing-value", "1:6", "follow the colon"),
    Row("{:1}", "unexpected", "1:2", "a colon without a key"),
    Row("['a']", "single-quotes", "1:2", "double quotes"),
    Row("{'a':1}", "single-quotes", "1:2", "double quotes"),
    Row("{name: 1}", "unquoted-key", "1:2", "write \"name\""),
    Row("{1: 1}", "unquoted-key", "1:2", "write \"1\""),
    Row("{null: 1}", "unquoted-key", "1:2", "found null"),
    Row("// a\n{}", "comment", "1:1", "no comments"),
    Row("{\"a\":1 /* b */}", "comment", "1:8", "no comments"),
    Row("{} # b", "comment", "1:4", "no comments"),
    Row("[\"a\nb\"]", "control-character", "1:4", "starts at line 1, column 2"),
    Row("\"a\tb\"", "control-character", "1:3", "write it as \\t"),
    Row("\"a\u{1}b\"", "control-character", "1:3", "U+0001"),
    Row("\"\\x41\"", "bad-escape", "1:2", "\\x is no escape"),
    Row("\"C:\\Users\"", "bad-escape", "1:4", "\\U is no escape"),
    Row("\"\\u12G4\"", "bad-escape", "1:2", "four hexadecimal digits"),
    Row("\"\\u12", "bad-escape", "1:2", "four hexadecimal digits"),
    Row("\"\\ud83d\"", "lone-surrogate", "1:2", "\\ud83d is half"),
    Row("\"\\ude00x\"", "lone-surrogate", "1:2", "\\ude00 is half"),
    Row("\"\\ud83d\\ud83d\"", "lone-surrogate", "1:2", "\\ud83d is half"),
    Row("\"\\ud83d\\u0041\"", "lone-surrogate", "1:2", "half"),
    Row("[\"abc]", "unterminated-string", "1:2", "never closed"),
    Row("\"abc\\", "unterminated-string", "1:1", "never closed"),
    Row("\"abc\\\"", "unterminated-string", "1:1", "never closed"),
    Row("[01]", "leading-zero", "1:2", "write 1"),
    Row("-007", "leading-zero", "1:1", "write -7"),
    Row("00", "leading-zero", "1:1", "write 0"),
    Row("00.5", "leading-zero", "1:1", "write 0.5"),
    Row("+1", "number", "1:1", "no plus sign"),
    Row(".5", "number", "1:1", "before the decimal point"),
    Row("-.5", "number", "1:1", "write -0.5"),
    Row("[1.]", "number", "1:4", "follow the decimal point"),
    Row("1.e5", "number", "1:3", "follow the decimal point"),
    Row("1e", "number", "1:3", "exponent"),
    Row("1e+", "number", "1:4", "exponent"),
    Row("-", "number", "1:1", "minus sign"),
    Row("[0x1F]", "number", "1:2", "0x1F is no number"),
    Row("1.2.3", "number", "1:1", "1.2.3 is no number"),
    Row("1_000", "number", "1:1", "1_000 is no number"),
    Row("NaN", "unexpected", "1:1", "\"NaN\""),
    Row("Infinity", "unexpected", "1:1", "no such number"),
    Row("[-Infinity]", "unexpected", "1:2", "\"-Infinity\""),
    Row("True", "unexpected", "1:1", "write true"),
    Row("[None]", "unexpected", "1:2", "write null"),
    Row("undefined", "unexpected", "1:1", "write null"),
    Row("tru", "unexpected", "1:1", "tru is no value"),
    Row("hello", "unexpected", "1:1", "double quotes"),
    Row(
      "{\"a\":1,\"b\":2,\"a\":3}", "duplicate-key", "1:14",
      "\"a\" stands twice in one object, first at line 1, column 2"),
    Row("{\"b\":1,\n\"a\":2,\n\"\\u0062\":3}", "duplicate-key", "3:1", "first at line 1, column 2"),
    Row("{\"ab\":1,\"a\":2,\"ab\":3}", "duplicate-key", "1:15", "\"ab\""),
    Row("{\"\":1,\"\":2}", "duplicate-key", "1:7", "first at line 1, column 2"),
    Row("{\"x\":{\"k\":1},\"k\":2,\"x\":3}", "duplicate-key", "1:20", "\"x\""),
    Row("1 2", "after-end", "1:3", "one value"),
    Row("{}\n{}", "after-end", "2:1", "after the end"),
    Row("{}}", "after-end", "1:3", "} closes nothing"),
    Row("]", "after-end", "1:1", "] closes nothing"),
    Row("[1}", "mismatched-bracket", "1:3", "closed by }"),
    Row("[}", "mismatched-bracket", "1:2", "closed by }"),
    Row("{]", "mismatched-bracket", "1:2", "closed by ]"),
    Row("{\"a\":1]", "mismatched-bracket", "1:7", "write }"),
    Row("[\"a\": 1]", "unexpected", "1:5", "a colon in an array"),
    Row("{\"a\":", "unclosed", "1:6", "starts at line 1, column 1"),
    Row("{\"a\":1", "unclosed", "1:7", "add the missing }"),
    Row("[1,", "unclosed", "1:4", "add the missing ]"),
    Row("{\"a\"", "unclosed", "1:5", "the object"),
    Row("{\"a\":1;}", "unexpected", "1:7", "instead of ;"),
    Row("[\u{201C}a\u{201D}]", "unexpected", "1:2", "straight double quotes"),
    Row("[\u{A0}1]", "unexpected", "1:2", "U+00A0"),
    Row("[1,\u{FEFF}2]", "unexpected", "1:4", "U+FEFF"),
    Row("\u{FEFF}\u{FEFF}1", "unexpected", "1:1", "U+FEFF"),
    Row("\u{FEFF}[x]", "unexpected", "1:2", "x is no value"),
    Row("[\"\u{E4}\u{1F600}\", x]", "unexpected", "1:8", "x is no value"),
  ]

  @Test(arguments: rows) func namesTheFault(_ row: Row) throws {
    let error = try #require(throws: JSONError.self) { try JSONText(parsing: Array(row.text.utf8)) }
    #expect(error.code == "json/" + row.code)
    #expect(error.kind == .refused)
    let position = try #require(error.location?.position)
    #expect("\(position.line):\(position.column)" == row.place)
    #expect("\(error.message) \(error.hint ?? "")".contains(row.words), "\(error)")
    #expect(error.inFile("data/a.json").description.hasPrefix("data/a.json:\(row.place): "))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "UTF-16 (little endian)"),
      ([0xFE, 0xFF, 0, 0x7B, 0, 0x7D], "UTF-16 (big endian)"),
      ([0x7B, 0, 0x7D, 0], "UTF-16 (little endian)"),
      ([0, 0x7B, 0, 0x7D], "UTF-16 (big endian)"),
      ([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], "UTF-32 (little endian)"),
      ([0, 0, 0, 0x7B], "UTF-32 (big endian)"),
      ([0x22, 0xE4, 0x22], "0xE4, as in Latin-1"),
      ([0x22, 0xC0, 0x80, 0x22], "0xC0"),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], "0xED"),
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "0xF4"),
      ([0x22, 0xE2, 0x82], "0xE2"),
      ([0xC3], "0xC3"),
    ] as [([UInt8], String)]) func namesTheEncoding(_ bytes: [UInt8], _ words: String) throws
  {
    let error = try #require(throws: JSONError.self) { try JSONText(parsing: bytes) }
    #expect(["json/encoding", "json/invalid-utf8"].contains(error.code))
    #expect(error.message.contains(words), "\(error)")
  }

  @Test func limitsDepthAndSize() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONText(parsing: nested(200))
    var error = #expect(throws: JSONError.self) { try JSONText(parsing: nested(201)) }
    #expect(error?.code == "json/too-deep")
    #expect(error?.location?.position?.column == 201)
    error = #expect(throws: JSONError.self) {
      try JSONText(parsing: nested(100_000), options: JSONOptions(maximumDepth: .max))
    }
    #expect(error?.code == "json/too-deep")
    _ = try JSONText(parsing: Array("[1]".utf8), options: JSONOptions(maximumByteCount: 3))
    error = #expect(throws: JSONError.self) {
      try JSONText(parsing: Array("[1] ".utf8), options: JSONOptions(maximumByteCount: 3))
    }
    #expect(error?.code == "json/too-large")
  }
}
