import Diagnostics
import DocumentCodec
import FirestoreModel
import JSON
import TestSupport
import Testing

/// Spellings that are read though none of them is what is printed.
@Suite struct DecodeTests {
  @Test(
    arguments: [
      ("-0", .integer(0)), ("9223372036854775807", .integer(.max)), ("1e2", .double(100)),
      ("1.0", .double(1)), ("-0.0", .double(-0.0)),
      ("0e5", .double(0)), ("{\"$integer\":\"7\"}", .integer(7)), ("{\"$integer\":\"0\"}", .integer(0)),
      ("{\"\\u0024double\":\"N\\u0061N\"}", .double(.nan)),
      ("{\"\\u0024\\u0024a\":1}", .map(["$a": .integer(1)])),
      (
        "{\"$timestamp\":\"2026-01-31T10:30:00.100000+01:00\"}",
        .timestamp(Timestamp(seconds: 1_769_851_800, nanoseconds: 100_000_000))
      ),
      ("{\"$timestamp\":\"2026-01-31T09:30:00.000Z\"}", .timestamp(Timestamp(seconds: 1_769_851_800))),
      ("{\"$bytes\":\"+\\/8=\"}", .bytes([0xFB, 0xFF])), ("{\"$bytes\":\"\"}", .bytes([])),
      (
        "{\"$geoPoint\":{\"longitude\":-180,\"latitude\":90}}",
        .geoPoint(GeoPoint(latitude: 90, longitude: -180))
      ),
      (
        "{\"$geoPoint\":{\"longitude\":-0,\"latitude\":1e1}}",
        .geoPoint(GeoPoint(latitude: 10, longitude: -0.0))
      ),
      (
        "{\"$vector\":[1, 9007199254740993, {\"$double\":\"-Infinity\"}]}",
        .vector([1, 9_007_199_254_740_992, -.infinity])
      ),
      ("[{\"v\":{\"$vector\":[1]}}]", .array([.map(["v": .vector([1])])])),
      ("[{\"a\":[1]}]", .array([.map(["a": .array([.integer(1)])])])),
      ("{}", .map([:])), ("[]", .array([])),
    ] as [(String, Value)]) func reads(_ text: String, _ value: Value) throws
  {
    #expect(try DocumentFile.decodeValue(JSONText(parsing: Array(text.utf8)).root) == value)
    let document = try DocumentFile.decode(Array("\u{FEFF}{\r\n\"f\": \(text)\r\n}".utf8), file: nil)
    #expect(document["f"] == value)
    let printed = DocumentFile.encodeValue(value)
    #expect(try DocumentFile.decodeValue(JSONText(parsing: printed).root) == value)
  }

  @Test func sortsByBytes() throws {
    let text = "{\"b\":1,\"a b\":2,\"a\":3,\"\u{1F600}\":4,\"\u{FFFF}\":5,\"a!\":6,\"B\":7}"
    let fields = try DocumentFile.decode(Array(text.utf8), file: nil)
    #expect(fields.entries.map(\.key) == ["B", "a", "a b", "a!", "b", "\u{FFFF}", "\u{1F600}"])
  }

  @Test(arguments: 0..<40) func printThenReadIsTheDocument(_ number: Int) throws {
    var random = RandomDocument(generator: Seeds.generator(11, case: number))
    for _ in 0..<60 {
      let seed = random.generator.seed
      let fields = random.fields()
      let bytes = DocumentFile.encode(fields)
      let decoded = try DocumentFile.decode(bytes, file: nil)
      #expect(decoded == fields, "seed \(seed)")
      #expect(DocumentFile.encode(decoded) == bytes, "seed \(seed)")
      let tree = DocumentFile.jsonValue(fields)
      for text in [tree.compact(), tree.pretty()] {
        #expect(try DocumentFile.decode(Array(text.utf8), file: nil) == fields, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<40) func mutatedFilesGiveADocumentOrAPlace(_ number: Int) {
    var random = RandomDocument(generator: Seeds.generator(12, case: number))
    let tokens = Tokens.all
    for _ in 0..<120 {
      let seed = random.generator.seed
      var bytes = DocumentFile.encode(random.fields())
      for _ in 0...random.below(3) {
        let at = random.below(bytes.count + 1)
        switch random.below(4) {
        case 0: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: random.generator.next()) }
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random.below(6)))
        default: bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: at)
        }
      }
      do {
        let fields = try DocumentFile.decode(bytes, file: "data/a/b.json")
        let again = DocumentFile.encode(fields)
        #expect(try DocumentFile.decode(again, file: nil) == fields, "seed \(seed)")
      } catch {
        #expect(error.description.hasPrefix("data/a/b.json:"), "seed \(seed): \(error)")
      }
    }
  }

  /// Whatever tags and values are put together: a value or a fault, and a value reads back.
  @Test(arguments: 0..<20) func tokensPutTogetherNeverCrash(_ number: Int) {
    var random = RandomDocument(generator: Seeds.generator(13, case: number))
    let keys = [
      "$timestamp", "$bytes", "$reference", "$geoPoint", "$vector", "$double", "$integer", "$$a", "$x", "a",
      "latitude", "longitude",
    ]
    let values = [
      "1", "1.5", "null", "true", "\"NaN\"", "\"7\"", "\"users/u1\"", "\"2026-01-31T09:30:00Z\"", "\"aGk=\"",
      "[]", "{}", "[1,2]", "1e999",
      "{\"latitude\":1,\"longitude\":2}", "-1e-999", "99999999999999999999",
      "\"/projects/p/databases/d/documents/a/b\"", "\"/a\"",
    ]
    func text(_ depth: Int, _ random: inout RandomDocument) -> String {
      switch random.below(depth > 3 ? 1 : 4) {
      case 0: return values[random.below(values.count)]
      case 1:
        return "[" + (0..<random.below(3)).map { _ in text(depth + 1, &random) }.joined(separator: ",") + "]"
      default:
        let members = (0...random.below(2)).map { _ in
          "\"\(keys[random.below(keys.count)])\":\(text(depth + 1, &random))"
        }
        return "{" + members.joined(separator: ",") + "}"
      }
    }
    for _ in 0..<400 {
      let source = text(0, &random)
      guard let parsed = try? JSONText(parsing: Array(source.utf8)) else { continue }
      guard let value = try? DocumentFile.decodeValue(parsed.root) else { continue }
      let printed = DocumentFile.encodeValue(value)
      let again = (try? JSONText(parsing: printed)).flatMap { try? DocumentFile.decodeValue($0.root) }
      #expect(again == value, "\(source) -> \(String(decoding: printed, as: UTF8.self))")
    }
  }

  enum Tokens {
    static let all: [[UInt8]] = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "$", "\"$x\":1,", "{\"$double\":\"NaN\"}", "1e999",
      "\n<<<<<<< HEAD\n", "-", "0", "\u{FEFF}",
    ].map { Array($0.utf8) }
  }
}
