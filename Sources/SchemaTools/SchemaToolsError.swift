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
  /// Several faults of one file, in its order; empty for a single one.
  public let findings: [Finding]
  /// The text that `location` refers to, by file.
  public let sources: [String: [UInt8]]

  init(
    _ code: String, _ message: String, location: SourceLocation? = nil, hint: String? = nil,
    kind: FaultKind = .refused, findings: [Finding] = [], sources: [String: [UInt8]] = [:]
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
    self.kind = kind
    self.findings = findings
    self.sources = sources
  }

  /// A file that is no JSON: one of the store's schemas, or (`refused`) what a command was given.
  init(_ error: JSONError, file: String, _ bytes: [UInt8], kind: FaultKind = .configuration) {
    let fault = error.inFile(file)
    self.init(
      fault.code, fault.message, location: fault.location, hint: fault.hint, kind: kind,
      sources: [file: bytes])
  }
}
