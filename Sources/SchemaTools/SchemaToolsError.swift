public import Diagnostics
internal import JSON

/// What keeps a schema from being translated, compared or generated from.
public struct SchemaToolsError: Explained {
  /// Stable, such as `schema/no-such-schema`.
  public let code: String
  public let message: String
  public let location: SourceLocation?
  public let hint: String?
  public let kind: FaultKind
  /// The text that `location` refers to, by file.
  public let sources: [String: [UInt8]]

  init(
    _ code: String, _ message: String, location: SourceLocation? = nil, hint: String? = nil,
    kind: FaultKind = .refused, sources: [String: [UInt8]] = [:]
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
    self.kind = kind
    self.sources = sources
  }

  /// A file that is no JSON.
  init(_ error: JSONError, file: String, _ bytes: [UInt8]) {
    let fault = error.inFile(file)
    self.init(
      fault.code, fault.message, location: fault.location, hint: fault.hint, kind: .configuration,
      sources: [file: bytes])
  }
}
