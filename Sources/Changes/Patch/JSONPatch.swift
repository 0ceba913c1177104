internal import Diagnostics
package import JSON

/// A JSON Patch (RFC 6902): operations in order, over a document in its file form.
package struct JSONPatch: Sendable {
  package enum Operation: Sendable {
    case add(JSONPointer, JSONValue)
    case remove(JSONPointer)
    case replace(JSONPointer, JSONValue)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONPointer, JSONValue)
  }

  package var operations: [Operation]

  package init(_ operations: [Operation]) { self.operations = operations }

  package var isEmpty: Bool { operations.isEmpty }

  /// The patch as JSON: what `application/json-patch+json` holds.
  package var json: JSONValue { .array(operations.map(\.json)) }

  /// Reads a patch. Members that RFC 6902 does not know are ignored, as it says.
  ///
  /// - Throws: `patch/form` at the first operation that is none.
  package init(_ node: JSONNode, file: String? = nil) throws(PatchError) {
    guard node.kind == .array else {
      throw PatchError(
        "patch/form", "a JSON Patch is an array of operations",
        hint: "such as [{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"Ada\"}] (RFC 6902)",
        kind: .refused
      ).inFile(file, position: node.position)
    }
    operations = []
    for element in node.elements { operations.append(try Self.operation(element, file)) }
  }

  private static func operation(_ node: JSONNode, _ file: String?) throws(PatchError) -> Operation {
    func fault(_ message: String, _ hint: String? = nil, at place: JSONNode? = nil) -> PatchError {
      PatchError("patch/form", message, pointer: (place ?? node).pointer, hint: hint, kind: .refused)
        .inFile(file, position: (place ?? node).position)
    }
    guard node.kind == .object else { throw fault("an operation is an object with op and path") }
    guard let op = node.member("op"), let name = op.string else {
      throw fault("an operation has an \"op\": add, remove, replace, move, copy or test")
    }
    func pointer(_ member: String) throws(PatchError) -> JSONPointer {
      guard let place = node.member(member), let text = place.string else {
        throw fault("\(name) has a \"\(member)\": a JSON pointer")
      }
      guard let pointer = JSONPointer(text) else {
        throw fault(
          "\"\(member)\" is no JSON pointer",
          "it is empty or begins with /; ~ is written ~0 and / is ~1 (RFC 6901)",
          at: place)
      }
      return pointer
    }
    func value() throws(PatchError) -> JSONValue {
      guard let value = node.member("value") else { throw fault("\(name) has a \"value\"") }
      return JSONValue(value)
    }
    switch name {
    case "add": return .add(try pointer("path"), try value())
    case "remove": return .remove(try pointer("path"))
    case "replace": return .replace(try pointer("path"), try value())
    case "move": return .move(from: try pointer("from"), to: try pointer("path"))
    case "copy": return .copy(from: try pointer("from"), to: try pointer("path"))
    case "test": return .test(try pointer("path"), try value())
    default:
      throw fault("there is no such operation", "op is add, remove, replace, move, copy or test", at: op)
    }
  }
}

extension JSONPatch.Operation {
  package var json: JSONValue {
    switch self {
    case .add(let path, let value): ["op": "add", "path": .string(path.description), "value": value]
    case .remove(let path): ["op": "remove", "path": .string(path.description)]
    case .replace(let path, let value): ["op": "replace", "path": .string(path.description), "value": value]
    case .move(let from, let path):
      ["op": "move", "from": .string(from.description), "path": .string(path.description)]
    case .copy(let from, let path):
      ["op": "copy", "from": .string(from.description), "path": .string(path.description)]
    case .test(let path, let value): ["op": "test", "path": .string(path.description), "value": value]
    }
  }
}
