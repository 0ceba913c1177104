import DocumentCodec
import FirestoreModel
import JSON
import TestSupport

/// Reads what lies in `Fixtures`.
enum Fixture {
  struct Missing: Error { let name: String }

  private static let folder = #filePath.prefix(#filePath.count - "Fixture.swift".count) + "Fixtures/"

  static func text(_ name: String) throws -> JSONText {
    guard let bytes = GoldenFile.read(folder + name) else { throw Missing(name: name) }
    return try JSONText(parsing: bytes)
  }

  /// The nodes of an array member of the top, each with its name, for a parameterised test.
  static func records(_ name: String, _ member: String) -> [Record] {
    guard let text = try? text(name), let list = text.root.member(member) else { return [] }
    return list.elements.map { Record(node: $0) }
  }
}

/// One record of a fixture.
struct Record: Sendable, CustomStringConvertible {
  let node: JSONNode

  var description: String { node.member("name")?.string ?? "record" }

  func member(_ name: String) throws -> JSONNode {
    guard let member = node.member(name) else { throw Fixture.Missing(name: name) }
    return member
  }
}

/// Values as they are recorded: references are paths, and −0.0 keeps its sign, unlike in a request.
enum RecordedForm {
  static func fields(_ node: JSONNode) throws -> Fields {
    try Fields(unsorted: node.members.map { ($0.key.string ?? "", try value($0.value)) })
  }

  static func value(_ node: JSONNode) throws -> Value {
    if let number = node.member("doubleValue"), let double = number.double { return .double(double) }
    if let array = node.member("arrayValue") {
      return .array(try array.member("values")?.elements.map { try value($0) } ?? [])
    }
    if let map = node.member("mapValue"), let inner = map.member("fields"), inner.member("__type__") == nil {
      return .map(try fields(inner))
    }
    if let reference = node.member("referenceValue")?.string {
      return .reference(try self.reference(reference))
    }
    return try WireFormat.value(node)
  }

  private static func reference(_ text: String) throws -> Reference {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count > 5, parts[0] == "projects" else { return Reference(path: try DocumentPath(text)) }
    let project = parts[1] == "$P" ? "P" : parts[1]
    return Reference(
      database: try DatabaseName(project: project, database: parts[3]),
      path: try DocumentPath(segments: Array(parts[5...])))
  }
}
