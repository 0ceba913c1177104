public import JSON

/// A step of an issue's path.
public enum ZodPathPart: Sendable, Hashable, CustomStringConvertible {
  /// A member of an object.
  case key(String)
  /// An element of an array or tuple, or a key of a record whose keys are number literals.
  case index(Int)

  /// As JSON: a string or a number.
  public var json: JSONValue {
    switch self {
    case .key(let name): .string(name)
    case .index(let place): .int(Int64(place))
    }
  }

  /// The key or number as text.
  public var description: String {
    switch self {
    case .key(let name): name
    case .index(let place): String(place)
    }
  }
}

/// One issue, as zod 4's `safeParse` lists it.
public struct ZodIssue: Sendable {
  /// zod's code, such as `invalid_type` or `too_small`; `undecidedCode` when the document could not be judged.
  public let code: String
  /// Where, from the document's root.
  public let path: [ZodPathPart]
  /// zod's default English message.
  public let message: String
  /// What else zod says, in its order: `expected`, `minimum`, `origin`, `inclusive`, `keys`, `errors`, …
  public let fields: [(name: String, value: JSONValue)]

  /// The code of the only issue of a document that could not be judged within the limits of steps, depth and issues. Never
  /// zod's.
  public static let undecidedCode = "undecided"

  /// Code, path and message, then the further fields: what `JSON.stringify` makes of zod's issue, but for the order.
  public var json: JSONValue {
    .object(
      [
        ("code", .string(code)), ("path", .array(path.map(\.json))), ("message", .string(message)),
      ] + fields.map { ($0.name, $0.value) })
  }
}

extension ZodIssue: Hashable {
  /// Equal in code, path, message and fields.
  public static func == (left: ZodIssue, right: ZodIssue) -> Bool {
    left.code == right.code && left.path == right.path && left.message == right.message
      && left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  /// The fields are left out: equal issues have equal hashes all the same.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(path)
    hasher.combine(message)
  }
}
