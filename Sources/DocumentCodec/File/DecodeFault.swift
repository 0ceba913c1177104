internal import Diagnostics
internal import FirestoreModel
internal import JSON

/// A fault as the decoder meets it, at a node of the tape; line, column and pointer are found afterwards.
struct DecodeFault: Error {
  var code: String
  var message: String
  var hint: String?
  var node: Int

  init(_ code: String, _ message: String, hint: String? = nil, at node: Int) {
    self.code = "document/" + code
    self.message = message
    self.hint = hint
    self.node = node
  }

  init(_ error: ModelError, at node: Int) {
    code = error.code
    message = error.message
    hint = error.hint
    self.node = node
  }

  func located(in text: JSONText) -> CodecError {
    CodecError(code: code, message: message, location: text.node(index: node).location(), hint: hint)
  }
}

extension JSONKind {
  /// With its article, for messages.
  var phrase: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
