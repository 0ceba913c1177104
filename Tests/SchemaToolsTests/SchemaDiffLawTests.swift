import JSON
import JSONSchema
import TestSupport
import Testing

@testable import SchemaTools

/// Random schemas, each with a change to it: the differences must tell every document that breaks.
struct SchemaDiffLawTests {
  @Test("What breaks a document is never called looser or equal")
  func soundness() throws {
    for number in 0..<1_500 {
      var random = RandomSchema(generator: Seeds.generator(20_260_131, case: number))
      let old = random.schema(depth: 3)
      var new = old
      for _ in 0..<Int.random(in: 1...3, using: &random.generator) { new = random.mutated(new, depth: 0) }
      let (before, after) = (try compile(old), try compile(new))
      let changes = try differences(old.compact(), new.compact())
      let tells = changes.contains { [.stricter, .changed, .renamed].contains($0.direction) }
      for _ in 0..<40 {
        let instance = random.instance(of: Bool.random(using: &random.generator) ? old : new, depth: 0)
        let text = try JSONText(parsing: Array(instance.compact().utf8))
        if before.isValid(text.root), !after.isValid(text.root) {
          #expect(
            tells,
            "seed \(random.generator.seed): \(old.compact()) → \(new.compact()) breaks \(instance.compact())")
        }
        if !changes.contains(where: { $0.direction != .neutral }) {
          #expect(
            before.isValid(text.root) == after.isValid(text.root),
            "seed \(random.generator.seed): \(old.compact()) and \(new.compact()) are called equal, \(instance.compact())"
          )
        }
      }
      #expect(
        try differences(old.compact(), old.compact()).isEmpty,
        "seed \(random.generator.seed): \(old.compact())")
    }
  }
}

/// Schemas over a small world of names and values, so that documents often meet what they say.
struct RandomSchema {
  var generator: SeededGenerator
  private static let names = ["a", "b", "c"]
  private static let texts = ["", "x", "xy", "xyz", "1"]

  init(generator: SeededGenerator) { self.generator = generator }

  private mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &generator)] }
  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }
  private mutating func number() -> JSONValue { .int(Int64.random(in: 0...4, using: &generator)) }

  mutating func schema(depth: Int) -> JSONValue {
    var members: [(String, JSONValue)] = []
    func has(_ key: String) -> Bool { members.contains { $0.0 == key } }
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let keyword = self.keyword(depth: depth)
      if !has(keyword.0) { members.append(keyword) }
    }
    return .object(members)
  }

  private mutating func keyword(depth: Int) -> (String, JSONValue) {
    let flat = [
      "type", "enum", "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "pattern",
      "minItems",
      "uniqueItems", "required", "maxProperties", "dependentRequired", "multipleOf",
    ]
    let deep = [
      "properties", "properties", "additionalProperties", "unevaluatedProperties", "items", "prefixItems",
      "anyOf",
      "oneOf", "allOf", "not", "if", "propertyNames", "patternProperties", "contains", "dependentSchemas",
    ]
    let key = depth > 0 && chance(65) ? pick(deep) : pick(flat)
    return (key, value(key, depth: depth - 1))
  }

  private mutating func value(_ key: String, depth: Int) -> JSONValue {
    switch key {
    case "type":
      let types: [JSONValue] = [
        "string", "integer", "number", "object", "array", "null", ["string", "integer"], ["object", "null"],
      ]
      return pick(types)
    case "enum":
      return .array(
        [scalar(), scalar(), scalar()].reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    case "pattern": return .string(pick(["x", "^x", "y$", "1"]))
    case "uniqueItems": return true
    case "required": return .array([.string(pick(Self.names))])
    case "dependentRequired": return .object([(pick(Self.names), .array([.string(pick(Self.names))]))])
    case "multipleOf": return .int(Int64.random(in: 1...3, using: &generator))
    case "properties", "dependentSchemas":
      var fields: [(String, JSONValue)] = []
      for name in Self.names where chance(60) { fields.append((name, schema(depth: depth))) }
      return .object(fields)
    case "patternProperties": return .object([(pick(["a", "[ab]", "c"]), schema(depth: depth))])
    case "additionalProperties", "unevaluatedProperties": return chance(60) ? false : schema(depth: depth)
    case "items", "not", "if", "then", "propertyNames", "contains": return schema(depth: depth)
    case "prefixItems", "anyOf", "oneOf", "allOf":
      return .array([schema(depth: depth), schema(depth: depth)])
    default: return number()
    }
  }

  mutating func mutated(_ schema: JSONValue, depth: Int) -> JSONValue {
    guard var members = schema.fields, depth < 5 else { return self.schema(depth: 1) }
    let place = members.isEmpty ? 0 : Int.random(in: 0..<members.count, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0:
      let extra = keyword(depth: 2)
      members.removeAll { $0.0 == extra.0 }
      members.append(extra)
      if extra.0 == "if" { members = members.filter { $0.0 != "then" } + [("then", self.schema(depth: 1))] }
    case 1: if !members.isEmpty { members.remove(at: place) }
    case 2: if !members.isEmpty { members[place].1 = value(members[place].0, depth: 1) }
    default:
      guard !members.isEmpty else { break }
      let (key, value) = members[place]
      if SchemaWalk.single.contains(key) {
        members[place].1 = mutated(value, depth: depth + 1)
      } else if SchemaWalk.lists.contains(key), var parts = value.list, !parts.isEmpty {
        let index = Int.random(in: 0..<parts.count, using: &generator)
        parts[index] = mutated(parts[index], depth: depth + 1)
        members[place].1 = .array(parts)
      } else if SchemaWalk.maps.contains(key), var fields = value.fields, !fields.isEmpty {
        let index = Int.random(in: 0..<fields.count, using: &generator)
        if chance(15) {
          fields[index].0 = pick(Self.names + ["d"])
          fields = fields.reduce(into: []) { list, field in
            if !list.contains(where: { $0.0 == field.0 }) { list.append(field) }
          }
        } else {
          fields[index].1 = mutated(fields[index].1, depth: depth + 1)
        }
        members[place].1 = .object(fields)
      }
    }
    return .object(members)
  }

  private mutating func scalar() -> JSONValue {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: .null
    case 1: .double(Double(Int.random(in: 0...6, using: &generator)) / 2)
    case 2: number()
    default: .string(pick(Self.texts))
    }
  }

  /// A value that leans towards what the schema speaks of.
  mutating func instance(of schema: JSONValue, depth: Int) -> JSONValue {
    if chance(20), let one = schema["enum"]?.list, !one.isEmpty { return pick(one) }
    var parts: [JSONValue] = [schema]
    for key in ["allOf", "anyOf", "oneOf"] { parts += schema[key]?.list ?? [] }
    for key in ["if", "then", "not"] { if let one = schema[key] { parts.append(one) } }
    let fields = parts.flatMap { $0["properties"]?.fields ?? [] }
    let isObject =
      !fields.isEmpty || parts.contains { $0["required"] != nil || $0["additionalProperties"] != nil }
    if isObject && chance(85) || (depth < 3 && chance(15)) {
      var result: [(String, JSONValue)] = []
      for name in Self.names + ["d"] where chance(45) {
        let inner = fields.first { $0.0 == name }?.1 ?? .object([])
        result.append((name, instance(of: inner, depth: depth + 1)))
      }
      return .object(result)
    }
    let items = parts.compactMap { $0["items"] ?? $0["prefixItems"]?.list?.first ?? $0["contains"] }.first
    if items != nil && chance(85) || (depth < 3 && chance(8)) {
      return .array(
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          instance(of: items ?? .object([]), depth: depth + 1)
        })
    }
    return scalar()
  }
}
