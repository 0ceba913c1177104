internal import JSON

/// What is wrong with a line of the stream, in words.
struct StreamFault: Error {
  let message: String
}

/// A question of the stream, read from its line. Members that it does not know are left alone.
struct StreamRequest {
  enum Mode: String, CaseIterable {
    case jsonSchema = "json-schema"
    case zod
  }

  let schema: JSONNode
  let instance: JSONNode
  /// Further schemas by URI, an object; nil without one.
  let registry: JSONNode?
  let mode: Mode
  let assertsFormats: Bool

  init(_ line: JSONNode) throws(StreamFault) {
    guard line.kind == .object else { throw StreamFault(message: "a line must be a JSON object") }
    guard let schema = line.member("schema") else { throw StreamFault(message: "\"schema\" is missing") }
    guard let instance = line.member("instance") else {
      throw StreamFault(message: "\"instance\" is missing")
    }
    self.schema = schema
    self.instance = instance
    registry = line.member("registry")
    if let registry, registry.kind != .object {
      throw StreamFault(message: "\"registry\" must be an object of URIs and their schemas")
    }
    switch line.member("mode") {
    case nil: mode = .jsonSchema
    case let member?:
      guard let known = member.string.flatMap(Mode.init(rawValue:)) else {
        throw StreamFault(message: "\"mode\" must be \"json-schema\" or \"zod\"")
      }
      mode = known
    }
    switch line.member("formatAssertion") {
    case nil: assertsFormats = false
    case let member?:
      guard member.kind == .boolean else {
        throw StreamFault(message: "\"formatAssertion\" must be true or false")
      }
      assertsFormats = member.isTrue
    }
  }
}
