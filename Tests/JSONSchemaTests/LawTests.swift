import Diagnostics
import JSON
import JSONSchema
import TestSupport
import Testing

/// Laws that hold for every schema and every document, on generated ones.
struct LawTests {
  /// A schema over a small world of keys and values, so that both answers are common.
  static func schema(_ depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    if depth == 0 || Int.random(in: 0..<8, using: &random) == 0 {
      return .bool(Int.random(in: 0..<6, using: &random) > 0)
    }
    var members: [(String, JSONValue)] = []
    func child(_ random: inout SeededGenerator) -> JSONValue { schema(depth - 1, &random) }
    func list(_ random: inout SeededGenerator) -> JSONValue {
      .array((0..<Int.random(in: 1...3, using: &random)).map { _ in child(&random) })
    }
    func map(_ keys: [String], _ random: inout SeededGenerator) -> JSONValue {
      .object(keys.filter { _ in Bool.random(using: &random) }.map { ($0, child(&random)) })
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let member: (String, JSONValue)
      switch Int.random(in: 0..<26, using: &random) {
      case 0:
        member = (
          "type",
          .string(["object", "array", "string", "integer", "null"].randomElement(using: &random) ?? "null")
        )
      case 1: member = ("properties", map(["a", "b", "c"], &random))
      case 2: member = ("required", .array([.string(["a", "b"].randomElement(using: &random) ?? "a")]))
      case 3: member = ("additionalProperties", child(&random))
      case 4: member = ("unevaluatedProperties", child(&random))
      case 5: member = ("patternProperties", map(["^[ab]$", "c"], &random))
      case 6: member = ("anyOf", list(&random))
      case 7: member = ("allOf", list(&random))
      case 8: member = ("oneOf", list(&random))
      case 9: member = ("not", child(&random))
      case 10: member = ("if", child(&random))
      case 11: member = ("then", child(&random))
      case 12: member = ("else", child(&random))
      case 13: member = ("items", child(&random))
      case 14: member = ("prefixItems", list(&random))
      case 15: member = ("contains", child(&random))
      case 16: member = ("unevaluatedItems", child(&random))
      case 17: member = ("enum", .array([.int(1), .string("a"), .null]))
      case 18: member = ("minimum", .int(1))
      case 19: member = ("dependentSchemas", map(["a", "b"], &random))
      case 20: member = ("propertyNames", child(&random))
      case 21: member = ("minLength", .int(1))
      case 22: member = ("uniqueItems", .bool(true))
      case 23: member = ("maxContains", .int(1))
      case 24: member = ("dependentRequired", .object([("a", .array([.string("b")]))]))
      default: member = ("maxProperties", .int(2))
      }
      if !members.contains(where: { $0.0 == member.0 }) { members.append(member) }
    }
    return .object(members)
  }

  static func instance(_ depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth == 0 ? 4 : 8), using: &random) {
    case 0: return .null
    case 1: return .int(Int64.random(in: 0...2, using: &random))
    case 2: return .string(["", "a", "ab"].randomElement(using: &random) ?? "")
    case 3: return .double(1.5)
    case 4, 5:
      return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in instance(depth - 1, &random) })
    default:
      return .object(
        ["a", "b", "c", "d"].filter { _ in Bool.random(using: &random) }.map {
          ($0, instance(depth - 1, &random))
        })
    }
  }

  @Test("the two readings agree, and a wrapped schema judges as the bare one", arguments: 0..<200)
  func readings(_ number: Int) throws {
    var random = Seeds.generator(0x5EED_0002, case: number)
    let comment: Comment = "seed \(Seeds.seed(0x5EED_0002)), case \(number)"
    let schema = Self.schema(4, &random).compact()
    let bare = try compile(schema)
    let referred = try compile("{\"$ref\":\"#/$defs/s\",\"$defs\":{\"s\":\(schema)}}")
    let wrapped = try compile(
      "{\"allOf\":[{\"anyOf\":[false,\(schema)]}],\"unevaluatedItems\":true,\"unevaluatedProperties\":true}")
    let negated = try compile("{\"not\":\(schema)}")
    for _ in 0..<40 {
      let text = try parse(Self.instance(3, &random).compact())
      let answer = bare.isValid(text.root)
      let findings = bare.validate(text.root)
      #expect(findings.isEmpty == answer, comment)
      #expect(!findings.contains { $0.code == "schema/mismatch" }, comment)
      #expect(findings.allSatisfy { text.node(at: $0.location.pointer ?? "?") != nil }, comment)
      #expect(referred.isValid(text.root) == answer, comment)
      #expect(wrapped.isValid(text.root) == answer, comment)
      #expect(negated.isValid(text.root) != answer, comment)
    }
  }

  /// Forty levels, each of which asks the one below twice.
  private static func doubling(_ keyword: String) -> String {
    var definitions = "\"d0\":{\"type\":\"integer\"}"
    for level in 1...40 {
      let below = "{\"$ref\":\"#/$defs/d\(level - 1)\"}"
      definitions += ",\"d\(level)\":{\"\(keyword)\":[\(below),\(below)]}"
    }
    return "{\"$ref\":\"#/$defs/d40\",\"$defs\":{\(definitions)}}"
  }

  @Test("a flood of levels, alternatives or references ends in a finding, not in a crash or a hang")
  func floods() throws {
    // Each level doubles the work; of references and `allOf` alone the compiler takes it away again.
    for (keyword, codes) in [("oneOf", ["schema/work"]), ("allOf", [])] {
      let doubling = try compile(Self.doubling(keyword))
      #expect(doubling.validate(try parse("1").root).map(\.code) == codes)
    }
    // The deepest document that the parser takes, with a schema that recurses at each level.
    let recursive = try compile(
      ##"{"anyOf":[{"items":{"$ref":"#"}},{"type":"null"}],"unevaluatedItems":false}"##)
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(recursive.isValid(try parse(deep).root))
    // A chain of references without an end in sight.
    var chain = "\"c0\":{}"
    for link in 1...2_000 { chain += ",\"c\(link)\":{\"$ref\":\"#/$defs/c\(link - 1)\"}" }
    #expect(try faults("{\"$defs\":{\(chain)}}").contains { $0.code == "keyword/loop" })
  }
}
