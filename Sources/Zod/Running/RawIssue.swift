internal import JSON

/// An issue on its way up: its path is still growing.
struct RawIssue {
  /// What zod's `continue` says: whether checks of the same value still run after this issue.
  enum Continuation {
    case yes
    /// Not said: checks stop, but for those of lengths, and a union counts the option as failed for good.
    case unsaid
    /// Said: no check runs any more.
    case no
  }

  /// What an intersection weighs against its other side.
  enum Rejected {
    case nothing
    /// Unknown keys, by name.
    case keys([[UInt8]])
    /// A key of a record that its key schema refuses.
    case key([UInt8])
  }

  let code: StaticString
  /// From the inside out.
  var reversedPath: [ZodPathPart] = []
  var message: String
  var fields: [(name: String, value: JSONValue)] = []
  var continuation = Continuation.unsaid
  var rejected = Rejected.nothing

  init(
    _ code: StaticString, _ message: String, _ fields: [(name: String, value: JSONValue)] = [],
    _ continuation: Continuation = .unsaid
  ) {
    self.code = code
    self.message = message
    self.fields = fields
    self.continuation = continuation
  }
}

extension ZodIssue {
  init(_ raw: RawIssue) {
    self.init(
      code: raw.code.description, path: raw.reversedPath.reversed(), message: raw.message, fields: raw.fields)
  }

  init(undecided reason: String) {
    self.init(code: Self.undecidedCode, path: [], message: reason, fields: [])
  }
}

extension [RawIssue] {
  /// Whether what failed from here on stops further checks.
  func isAborted(from start: Int) -> Bool {
    for index in start..<count where self[index].continuation != .yes { return true }
    return false
  }

  /// Whether what failed from here on says that nothing may run any more.
  func isStopped(from start: Int) -> Bool {
    for index in start..<count where self[index].continuation == .no { return true }
    return false
  }

  /// These issues as a union or a key lists them.
  var json: JSONValue { .array(map { ZodIssue($0).json }) }
}
