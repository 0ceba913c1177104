import JSONSchema
import Diagnostics
import JSON
import Testing

@testable import SchemaTools

/// What from-zod makes of zod's JSON Schema, and what it keeps of a schema that is there.
struct ZodReadingTests {
  private func reading(
    _ text: String, timestamps: [String] = [], collection: String? = nil, name: String? = nil,
    existing: SchemaLibrary? = nil
  ) throws -> ZodReading {
    try ZodReading(
      Array(text.utf8), file: "user.json",
      options: .init(name: name, collection: collection, timestamps: timestamps),
      existing: existing.map { ($0, "schemas/user.json") })
  }

  private static let zod = #"""
    {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{
    "userId":{"type":"string"},"theme":{"type":"string","enum":["dark","light"]},
    "logins":{"type":"integer","minimum":0,"maximum":9007199254740991},
    "createdAt":{"type":"string","format":"date-time","pattern":"^x$"},"$odd":{"type":["string","null"]},
    "tags":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"boolean"}}},
    "required":["userId","logins","$odd"],"additionalProperties":false}
    """#

  @Test("A new schema: closed, titled, ids and integers marked, the file form's keys")
  func fresh() throws {
    let result = try reading(Self.zod, timestamps: ["createdAt"], collection: "users/{userId}", name: "user")
    #expect(
      SchemaPrinter.print(result.schema) == #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "User",
          "x-funnel": { "collection": "users/{userId}" },
          "type": "object",
          "required": ["userId", "logins", "$$odd"],
          "properties": {
            "userId": {
              "title": "User id",
              "type": "string",
              "x-funnel": { "id": "userId" }
            },
            "theme": { "title": "Theme", "enum": ["dark", "light"] },
            "logins": {
              "title": "Logins",
              "type": "integer",
              "minimum": 0,
              "maximum": 9007199254740991,
              "x-funnel": { "type": "int" }
            },
            "createdAt": { "$ref": "firestore.json#/$defs/timestamp", "title": "Created at" },
            "$$odd": { "title": "$odd", "type": ["string", "null"] },
            "tags": {
              "title": "Tags",
              "type": "object",
              "propertyNames": { "$ref": "firestore.json#/$defs/fieldName" },
              "additionalProperties": { "type": "boolean" }
            }
          },
          "unevaluatedProperties": false
        }

        """#)
  }

  @Test("An existing schema keeps its annotations, its references and its order where it says the same")
  func merged() throws {
    let existing = try library(
      ##"""
      {"x-funnel":{"collection":"users/{userId}"},"type":"object","required":["logins"],
      "properties":{"theme":{"$ref":"#/$defs/theme","title":"Look"},
      "seen":{"type":"string"},
      "logins":{"title":"Count","type":"integer","minimum":5,"x-funnel":{"type":"int","personal":true}},
      "createdAt":{"$ref":"firestore.json#/$defs/timestamp"}},
      "$defs":{"theme":{"enum":["dark","light"]}},"unevaluatedProperties":false}
      """##, "schemas/user.json")
    var both = existing
    try both.add(Array(#"{"$defs":{"timestamp":{"type":"object"}}}"#.utf8), as: "schemas/firestore.json")
    let result = try reading(Self.zod, existing: both)
    let properties = try #require(result.schema["properties"]?.fields)
    #expect(properties.map(\.0).prefix(3) == ["theme", "logins", "createdAt"])
    #expect(properties[0].1.compact() == ##"{"$ref":"#/$defs/theme","title":"Look"}"##)
    #expect(properties[1].1["title"] == "Count" && properties[1].1["minimum"] == 0)
    #expect(properties[1].1["x-funnel"]?.compact() == #"{"type":"int","personal":true}"#)
    #expect(properties[2].1["$ref"] == "firestore.json#/$defs/timestamp")
    #expect(result.schema["$defs"]?["theme"] != nil)
    #expect(result.notes.contains { $0.path == "seen" && $0.text.contains("left out") })
    #expect(result.notes.contains { $0.path == "createdAt" && $0.text.contains("timestamp") })
  }

  @Test("An intersection of objects is closed as a whole")
  func intersection() throws {
    let result = try reading(
      ##"{"allOf":[{"$ref":"#/$defs/a"},{"type":"object","properties":{"y":{"type":"number"}}}],"$defs":{"a":{"type":"object","properties":{"x":{"type":"number"}}}}}"##
    )
    let schema = try compile(result.schema)
    func fits(_ text: String) throws -> Bool { schema.isValid(try JSONText(parsing: Array(text.utf8)).root) }
    #expect(try fits(#"{"x":1,"y":2}"#))
    #expect(try fits(#"{"x":1,"y":2,"z":3}"#) == false)
  }

  @Test("What was written by to-zod comes back as tags")
  func tags() throws {
    let tag =
      #"{"type":"object","properties":{"$timestamp":{"type":"string"}},"required":["$timestamp"],"additionalProperties":false}"#
    let result = try reading(#"{"type":"object","properties":{"at":\#(tag)},"additionalProperties":false}"#)
    #expect(result.schema["properties"]?["at"]?["$ref"] == "firestore.json#/$defs/timestamp")
  }

  @Test(
    "What cannot be read",
    arguments: [
      ("[1]", "zod/form"), ("{", "json/"), (#"{"type":"string"}"#, "zod/not-a-document"),
      (#"{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}"#, "zod/draft"),
    ])
  func faults(_ text: String, _ code: String) {
    let error = #expect(throws: SchemaToolsError.self) { _ = try reading(text) }
    #expect(error?.code.hasPrefix(code) == true, "\(String(describing: error))")
  }

  @Test(
    "What is no sound schema is refused at its line",
    arguments: [
      ("{\"type\":\"object\",\n\"properties\":{\"a\":{\"type\":\"strng\"}}}", "keyword/value"),
      ("{\"type\":\"object\",\n\"properties\":{\"a\":{\"$ref\":\"#/$defs/nope\"}}}", "keyword/reference"),
      ("{\"type\":\"object\",\n\"properties\":{\"a\":{\"$ref\":\"http://x/y\"}}}", "keyword/reference"),
      ("{\"type\":\"object\",\n\"properties\":[]}", "keyword/value"), ("{\"type\":\n", "json/"),
    ])
  func unsound(_ text: String, _ code: String) {
    let error = #expect(throws: SchemaToolsError.self) { _ = try reading(text) }
    #expect(error?.code.hasPrefix(code) == true, "\(String(describing: error))")
    #expect(error?.kind == .refused && error?.sources["user.json"] != nil)
    #expect(error?.location?.file == "user.json" && (error?.location?.position?.line ?? 0) > 0)
  }

  @Test("zod's bounds of integers stay, but where the schema that is there has integers of any size")
  func integers() throws {
    let int = #"{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}"#
    let zod = #"{"type":"object","properties":{"n":\#(int)},"additionalProperties":false}"#
    let fresh = try compile(try reading(zod).schema)
    for text in [#"{"n":1e39}"#, #"{"n":9007199254740993.0}"#] {
      #expect(!fresh.isValid(try JSONText(parsing: Array(text.utf8)).root))
    }
    #expect(fresh.isValid(try JSONText(parsing: Array(#"{"n":9007199254740991}"#.utf8)).root))
    let unbounded = try library(
      #"{"type":"object","properties":{"n":{"type":"integer"}},"unevaluatedProperties":false}"#,
      "schemas/user.json")
    let kept = try reading(zod, existing: unbounded)
    #expect(kept.schema["properties"]?["n"]?["maximum"] == nil)
    #expect(kept.notes.contains { $0.text.contains("1e39") })
  }

  @Test("A reference to a pattern with a format stays where zod has the pattern alone")
  func formats() throws {
    var existing = try library(
      ##"{"type":"object","properties":{"mail":{"$ref":"common.json#/$defs/email"}},"unevaluatedProperties":false}"##,
      "schemas/user.json")
    try existing.add(
      Array(#"{"$defs":{"email":{"type":"string","format":"email","maxLength":9,"pattern":"^.@.$"}}}"#.utf8),
      as: "schemas/common.json")
    func mail(_ pattern: String) throws -> JSONValue? {
      try reading(
        #"{"type":"object","properties":{"mail":{"type":"string","maxLength":9,"pattern":"\#(pattern)"}},"additionalProperties":false}"#,
        existing: existing
      ).schema["properties"]?["mail"]
    }
    #expect(try mail("^.@.$")?["$ref"] == "common.json#/$defs/email")
    #expect(try mail("^..@.$")?["$ref"] == nil)
  }

  @Test("A time that is no field")
  func noField() {
    let error = #expect(throws: SchemaToolsError.self) {
      _ = try reading(Self.zod, timestamps: ["createdat"])
    }
    #expect(error?.code == "zod/no-such-field")
  }
}
