import Diagnostics
import JSON
import TestSupport
import Testing

@Suite struct ParseTests {
  static func parse(_ text: String, _ options: JSONOptions = .init()) throws -> JSONText {
    try JSONText(parsing: Array(text.utf8), options: options)
  }

  @Test(
    arguments: [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .int(0)), ("-0", .int(0)),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", .number("9223372036854775808")), ("-0.0", .double(-0.0)), ("1e2", .double(100)),
      ("1E+2", .double(100)), ("1.5e-3", .double(0.0015)), ("1e400", .number("1e400")),
      ("1e-400", .number("1e-400")),
      ("0e999999999999", .double(0)), ("\"\"", .string("")),
      ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", .string("\"\\/\u{8}\u{C}\n\r\t")),
      ("\"\\u00e4\\u20AC\\ud83d\\ude00\\u0000\"", .string("\u{E4}\u{20AC}\u{1F600}\u{0}")),
      ("\"\u{7F}\u{2028}\"", .string("\u{7F}\u{2028}")),
      ("[]", .array([])), ("{}", .object([])), (" [ ] ", .array([])), ("\t{\r\n}\r\n", .object([])),
      ("\u{FEFF}[1]", .array([.int(1)])),
      ("[[],{},[{}]]", .array([.array([]), .object([]), .array([.object([])])])),
      (
        "{\"b\":{\"x\":[1,2]},\"a\":null}",
        .object([("b", .object([("x", .array([.int(1), .int(2)]))])), ("a", .null)])
      ),
      ("{\"a b\":1,\"a\":2,\"a!\":3}", .object([("a b", .int(1)), ("a", .int(2)), ("a!", .int(3))])),
    ] as [(String, JSONValue)]) func readsValues(_ text: String, _ value: JSONValue) throws
  {
    #expect(JSONValue(try Self.parse(text).root) == value)
  }

  @Test func cursorsKnowTheirPlaceAndPointer() throws {
    let text = try Self.parse("{\n  \"a/b\": [1, {\"~\": \"\u{E4}\"}],\n  \"c\": true\n}\n")
    let inner = try #require(text.node(at: "/a~1b/1/~0"))
    #expect(inner.string == "\u{E4}")
    #expect(inner.pointer == "/a~1b/1/~0")
    #expect(inner.position.line == 2 && inner.position.column == 20)
    #expect(inner.byteCount == 4)
    let last = try #require(text.root.member("c"))
    #expect(last.isTrue && last.location(file: "x.json").description == "x.json:3:8")
    #expect(text.root.pointer == "" && text.root.count == 2 && text.root.byteCount == text.bytes.count - 1)
    #expect(Array(text.root.members).map(\.key.pointer) == ["/a~1b", "/c"])
    for pointer in ["/x", "/a~1b/2", "/a~1b/01", "/a~1b/-", "a", "/~2", "/c/0"] {
      #expect(text.node(at: pointer) == nil)
    }
  }

  @Test func comparesStringsByBytes() throws {
    let text = try Self.parse("{\"\u{E9}\": 1, \"e\u{301}\": 2, \"\\u0061\": 3}")
    #expect(text.root.member("\u{E9}")?.int64 == 1)
    #expect(text.root.member("e\u{301}")?.int64 == 2)
    #expect(text.root.member("a")?.int64 == 3)
    #expect(text.root.member("b") == nil)
    let key = try #require(text.root.members.first { _ in true }).key
    #expect(key.stringEquals("\u{E9}") && !key.stringEquals([0x65]) && key.stringEquals(Array("\u{E9}".utf8)))
  }

  @Test func lastOfEqualKeysWinsWhenAsked() throws {
    let options = JSONOptions(duplicateKeys: .lastWins)
    let text = try Self.parse("{\"a\":1,\"b\":{\"x\":1,\"x\":2},\"\\u0061\":[3]}", options)
    #expect(JSONValue(text.root) == .object([("b", .object([("x", .int(2))])), ("a", .array([.int(3)]))]))
    #expect(text.root.count == 2)
    #expect(text.root.member("a")?.pointer == "/a")
  }

  /// Keys in descending order, with long equal beginnings, and 100,000 of them: still a fraction of a second.
  @Test(.endsAtAll) func hostileKeysCostNoMoreThanSorting() throws {
    let prefix = String(repeating: "k", count: 100)
    var text = "{"
    for number in (0..<100_000).reversed() { text += "\"\(prefix)\(number)\":0," }
    let bytes = Array((text + "\"z\":0}").utf8)
    #expect(try JSONText(parsing: bytes).root.count == 100_001)
    let twice = Array((text + "\"\(prefix)5\":0}").utf8)
    let error = #expect(throws: JSONError.self) { try JSONText(parsing: twice) }
    #expect(error?.code == "json/duplicate-key")
  }

  @Test(arguments: 0..<40) func mutatedTextsGiveAValueOrAPlace(_ number: Int) {
    var random = RandomJSON(generator: Seeds.generator(41, case: number))
    for _ in 0..<150 {
      let value = random.value()
      let bytes = random.mutate(Array((random.below(2) == 0 ? value.pretty() : value.compact()).utf8))
      do {
        let text = try JSONText(parsing: bytes)
        let again = try JSONText(parsing: Array(JSONValue(text.root).compact().utf8))
        #expect(JSONValue(again.root) == JSONValue(text.root), "seed \(random.generator.seed)")
      } catch {
        let offset = error.location?.position?.offset ?? -1
        #expect(
          offset >= 0 && offset <= bytes.count && !error.message.isEmpty, "seed \(random.generator.seed)")
      }
    }
  }

  @Test(arguments: 0..<20) func randomBytesNeverCrash(_ number: Int) {
    var random = RandomJSON(generator: Seeds.generator(42, case: number))
    let alphabet =
      Array("{}[]\",:\\u0123456789-+.eEtruefalsn \n\u{E4}'/*#x".utf8) + [0xC3, 0xFF, 0, 0xE2, 0xF0]
    for _ in 0..<500 {
      let bytes = (0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] }
      do { _ = JSONValue(try JSONText(parsing: bytes).root) } catch {
        #expect(
          error.location?.position != nil && error.code.hasPrefix("json/"), "seed \(random.generator.seed)")
      }
    }
  }
}
