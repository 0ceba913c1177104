import Diagnostics
import DocumentCodec
import FirestoreModel
import JSON
import JSONSchema
import Testing

/// The schemas, compiled as the store compiles them: formats asserted.
struct Verdicts {
  let files: [SchemaFile]
  private let compiled: [String: CompiledSchema]

  init() throws {
    files = try SchemaFile.all()
    let registry = SchemaRegistry(files.map { SchemaSource(uri: "schemas/\($0.name)", text: $0.text) })
    var compiled: [String: CompiledSchema] = [:]
    for file in files {
      compiled[file.name] = try CompiledSchema.compile("schemas/\(file.name)", in: registry)
    }
    self.compiled = compiled
  }

  /// What the schema that governs a document says about it.
  func findings(_ path: String, _ fields: Fields) throws -> [Finding] {
    let file = try #require(
      SchemaFile.governing(path.split(separator: "/").map(String.init), of: files), "no schema for \(path)")
    return try findings(file.name, DocumentFile.encode(fields), path)
  }

  /// What one schema says about a text.
  func findings(_ schema: String, _ bytes: [UInt8], _ name: String? = nil) throws -> [Finding] {
    let text = try JSONText(parsing: bytes)
    return try #require(compiled[schema]).validate(text.root, file: name)
  }

  /// Whether one definition of a file takes a text.
  func accepts(_ definition: String, _ text: String) throws -> Bool {
    let registry = SchemaRegistry(files.map { SchemaSource(uri: "schemas/\($0.name)", text: $0.text) })
    let schema = try CompiledSchema.compile("schemas/\(definition)", in: registry)
    return schema.isValid(try JSONText(parsing: Array(text.utf8)).root)
  }
}

extension JSONValue {
  init(text: String) throws { self.init(try JSONText(parsing: Array(text.utf8)).root) }

  /// Puts a value at a place of keys and array positions, or takes the member there away.
  mutating func change(_ place: ArraySlice<String>, to value: JSONValue?) {
    guard let key = place.first else {
      if let value { self = value }
      return
    }
    let rest = place.dropFirst()
    switch self {
    case .object(var members):
      let index = members.firstIndex { $0.0 == key }
      if rest.isEmpty, value == nil {
        if let index { members.remove(at: index) }
      } else if let index {
        members[index].1.change(rest, to: value)
      } else if let value {
        members.append((key, value))
      }
      self = .object(members)
    case .array(var elements):
      if let index = Int(key), elements.indices.contains(index) { elements[index].change(rest, to: value) }
      self = .array(elements)
    default: break
    }
  }
}
