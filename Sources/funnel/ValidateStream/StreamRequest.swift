internal import JSON
internal import Store

/// What is wrong with a line of the stream, in words.
struct StreamFault: Error {
  let message: String
}

/// A question of the stream, read from its line. Members that it does not know are left alone.
struct StreamRequest {
  let schema: JSONNode
  let instance: JSONNode
  /// Further schemas by URI, an object; nil without one.
  let registry: JSONNode?
  let reading: SchemaReading
  let assertsFormats: Bool

  /// - Parameter usual: the reading where the line names none.
  init(_ line: JSONNode, usual: SchemaReading) throws(StreamFault) {
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
    case nil: reading = usual
    case let member?:
      guard let known = member.string.flatMap(SchemaReading.init(rawValue:)) else {
        throw StreamFault(message: "\"mode\" must be \"json-schema\" or \"zod\"")
      }
      reading = known
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
