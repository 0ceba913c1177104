internal import Diagnostics
internal import FirestoreModel
internal import JSON

/// A fault of a request on its way out of the readers; each level adds its own step, so that a request without
/// faults costs nothing for them.
struct WireFault: Error {
  enum Reason {
    case unknownName(String)
    /// The type that was expected, and the JSON that was found.
    case invalid(type: String, found: String)
    /// A second member of a oneof, and the oneof.
    case secondOf(String, field: String)
    case model(ModelError)
  }

  private let reason: Reason
  private let location: SourceLocation?
  /// Innermost first, each with its separator.
  private var steps: [String] = []

  init(_ reason: Reason, at node: JSONNode?) {
    self.reason = reason
    location = node?.location(pointer: nil)
  }

  /// A node that is not of the type that the API demands there.
  static func invalid(_ type: String, _ node: JSONNode) -> WireFault {
    let bytes = node.rawBytes.prefix(60)
    let isCut = bytes.count < node.byteCount
    let found = isCut ? String(decoding: bytes, as: UTF8.self) + "…" : String(decoding: bytes, as: UTF8.self)
    return WireFault(.invalid(type: type, found: found), at: node)
  }

  /// A name or value that the model refuses.
  static func model(_ error: ModelError, _ node: JSONNode?) -> WireFault {
    WireFault(.model(error), at: node)
  }

  static func refused(_ code: String, _ message: String, _ node: JSONNode?, hint: String? = nil) -> WireFault
  {
    WireFault(.model(ModelError(code: code, message: message, hint: hint)), at: node)
  }

  /// The same fault, one step further out.
  func within(_ step: String) -> WireFault {
    var copy = self
    copy.steps.append(step)
    return copy
  }

  /// As Google's REST APIs word it.
  var explained: ModelError {
    var path = ""
    for step in steps.reversed() { path += path.isEmpty || step.hasPrefix("[") ? step : "." + step }
    switch reason {
    case .unknownName(let name):
      return ModelError(
        code: "wire/unknown-name",
        message:
          "Invalid JSON payload received. Unknown name \"\(name)\"\(path.isEmpty ? "" : " at '\(path)'"): "
          + "Cannot find field.", location: location)
    case .invalid(let type, let found):
      return ModelError(
        code: "wire/invalid-value", message: "Invalid value at '\(path)' (\(type)), \(found)",
        location: location)
    case .secondOf(let oneof, let field):
      return ModelError(
        code: "wire/oneof",
        message:
          "Invalid value at '\(path)' (oneof), oneof field '\(oneof)' is already set. Cannot set '\(field)'",
        location: location)
    case .model(var error):
      if error.location == nil { error.location = location }
      if error.hint == nil, !path.isEmpty { error.hint = "at '\(path)'" }
      return error
    }
  }
}
