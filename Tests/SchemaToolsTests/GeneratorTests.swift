import Diagnostics
import JSON
import Platform
import TestSupport
import Testing

@testable import SchemaTools

/// Generated types: as recorded, and Swift as its compiler takes it.
struct GeneratorTests {
  @Test(
    "All schemas of the project, as recorded",
    arguments: [
      (Generator.Language.zod, "schemas.zod.ts"), (.typeScript, "schemas.types.ts"),
      (.swift, "schemas.swift.txt"),
    ])
  func golden(_ language: Generator.Language, _ name: String) throws {
    let generated = try Generator(language, of: governingNames, in: try shippedSchemas())
    if let difference = GoldenFile(name).difference(from: Array(generated.text.utf8)) {
      Issue.record("\(difference)")
    }
  }

  /// A schema with everything that is hard in one of the languages.
  private static let odd = ##"""
    {"x-funnel":{"collection":"odd/{id}"},"type":"object","required":["default","maybe"],"properties":{
    "default":{"type":"string","pattern":"^a/b$","description":"Ends */ here"},"self":{"type":"integer"},
    "a-b":{"type":"number"},"$$x":{"type":"boolean"},"maybe":{"type":["string","null"]},"":{},
    "class":{"enum":["in","x y",""]},"mixed":{"enum":["a",1,null]},"one":{"const":"x"},
    "pair":{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}],"items":false,"minItems":1},
    "either":{"anyOf":[{"type":"string"},{"type":"integer"},{"$ref":"#/$defs/node"},{"type":"null"}]},
    "kinds":{"oneOf":[{"type":"object","required":["t"],"properties":{"t":{"const":"a"}},"additionalProperties":false},
    {"type":"object","required":["t"],"properties":{"t":{"const":"b"},"n":{"type":"number"}},"additionalProperties":false}]},
    "map":{"type":"object","additionalProperties":{"type":"array","items":{"enum":["p","q"]}}},
    "tree":{"$ref":"#/$defs/node"},"list":{"$ref":"#/$defs/list"},"Type":{"type":"object"},
    "String":{"type":"string"},"Int":{"type":"integer"},"Bool":{"type":"boolean"},"Double":{"type":"number"},
    "CodingKeys":{"type":"string"},"Node":{"$ref":"#/$defs/node"},"Size":{"enum":["Int","String","self"]},
    "Word":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"boolean"},{"type":"number"}]}},
    "if":{"required":["self"]},"then":{"required":["a-b"]},"not":{"required":["one","class"]},
    "unevaluatedProperties":false,"$defs":{"node":{"type":"object","required":["value"],"properties":{
    "value":{"type":"integer"},"next":{"$ref":"#/$defs/node"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},
    "unevaluatedProperties":false},"list":{"type":"array","items":{"anyOf":[{"type":"string"},{"$ref":"#/$defs/list"}]}}}}
    """##

  private static func odds() throws -> SchemaLibrary {
    var all = try shippedSchemas()
    try all.add(Array(odd.utf8), as: "schemas/odd.json")
    try all.add(
      Array(#"{"type":"object","required":["any"],"properties":{"any":{},"Any":{"type":"string"}}}"#.utf8),
      as: "schemas/any.json")
    return all
  }

  @Test(
    "What is hard in a language, as recorded",
    arguments: [
      (Generator.Language.zod, "odd.zod.ts"), (.typeScript, "odd.types.ts"), (.swift, "odd.swift.txt"),
    ])
  func odd(_ language: Generator.Language, _ name: String) throws {
    let generated = try Generator(language, of: ["odd", "any"], in: try Self.odds())
    if let difference = GoldenFile(name).difference(from: Array(generated.text.utf8)) {
      Issue.record("\(difference)")
    }
  }

  @Test("The Swift compiles, and documents survive the way through it")
  func roundTrip() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    let names = governingNames + ["odd", "any", "firestore", "common", "funnel"]
    try folder.write("Types.swift", try Generator(.swift, of: names, in: try Self.odds()).text)
    try folder.write(
      "odd.json",
      #"{"default":"a/b","maybe":null,"a-b":1.5,"$$x":true,"class":"x y","either":3,"pair":["x",1],"kinds":{"t":"b","n":1},"map":{"k":["p"]},"tree":{"value":1,"next":{"value":2},"children":[]},"one":"x","String":"s","Int":1,"Bool":true,"Double":1.5,"CodingKeys":"c","Node":{"value":3},"Size":"Int","Word":"w"}"#
    )
    let data = packageRoot + "/data/"
    // The compiled program needs a JSON decoder; the tests themselves do without it.
    let foundation = "Foundation"
    try folder.write(
      "main.swift",
      """
      import \(foundation)

      func check<Value: Codable>(_ type: Value.Type, _ file: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        let back = try JSONEncoder().encode(try JSONDecoder().decode(type, from: data))
        let before = try JSONSerialization.jsonObject(with: data) as? NSDictionary
        let after = try JSONSerialization.jsonObject(with: back) as? NSDictionary
        print(before != nil && before == after ? "same" : "DIFFERENT", file)
      }
      try check(Odd.self, "odd.json")
      try check(User.self, "\(data)users/ada.json")
      try check(Persona.self, "\(data)users/ada/personas/busy-parent.json")
      try check(SystemConfiguration.self, "\(data)system/configuration.json")
      try check(SystemFeatureFlags.self, "\(data)system/featureFlags.json")
      """)
    let built = try Command.run(
      [
        "swiftc", "-swift-version", "6", "-warnings-as-errors", "Types.swift", "main.swift", "-o",
        "roundtrip",
      ],
      in: folder.path)
    #expect(built.status == 0, "\(built.errorText.prefix(3_000))")
    guard built.status == 0 else { return }
    let outcome = try Command.run(["./roundtrip"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      outcome.text.split(separator: "\n").count == 5 && !outcome.text.contains("DIFFERENT"), "\(outcome.text)"
    )
  }

  @Test("A generated file knows its command, and is told when it is out of date")
  func header() throws {
    let library = try shippedSchemas()
    let text = try Generator(.zod, of: ["persona", "user"], in: library).text
    let header = try #require(GeneratedHeader(of: text))
    #expect(header.command == "to-zod" && header.names == ["persona", "user"])
    #expect(try SchemaDrift.finding(generated: text, file: "a.ts", in: library) == nil)
    let edited = try SchemaDrift.finding(generated: text + "// x\n", file: "a.ts", in: library)
    #expect(edited?.message.contains("edited") == true)
    var changed = library
    let common = try #require(library.bytes("schemas/common.json"))
    try changed.add(common + [0x0A], as: "schemas/common.json")
    let stale = try SchemaDrift.finding(generated: text, file: "a.ts", in: changed)
    #expect(stale?.message.contains("changed") == true)
    #expect(stale?.hint == "funnel schema to-zod persona user --out a.ts")
    #expect(
      try SchemaDrift.finding(generated: "let a = 1", file: "a.ts", in: library)?.code == "drift/no-header")
  }

  @Test("No schema of that name")
  func missing() throws {
    let error = #expect(throws: SchemaToolsError.self) {
      _ = try Generator(.zod, of: ["nope"], in: try shippedSchemas())
    }
    #expect(error?.code == "schema/no-such-schema")
  }
}
