public import Diagnostics

/// Why a text is not JSON: the first fault, its place and what to do about it.
public struct JSONError: Explained, Equatable {
  /// `json/…`, see `docs/errors.md`.
  public let code: String
  /// One sentence, without the place.
  public let message: String
  /// As much of file, place and pointer as is known.
  public private(set) var location: SourceLocation?
  /// What to do about it.
  public let hint: String?
  /// Data is refused.
  public var kind: FaultKind { .refused }

  init(code: String, message: String, location: SourceLocation, hint: String?) {
    self.code = "json/" + code
    self.message = message
    self.location = location
    self.hint = hint
  }

  init(_ fault: JSONFault, in bytes: [UInt8]) {
    self = FaultExplainer(bytes: bytes, fault: fault).error()
  }

  /// The same error with the name of the file that the text came from.
  public func inFile(_ file: String?) -> JSONError {
    var copy = self
    copy.location?.file = file
    return copy
  }
}
