public import Diagnostics
internal import FirestoreModel
internal import JSON

/// Why a file is no document, a name no document's, or a setting of fan-out none: the one error of this module.
public struct CodecError: Explained, Equatable {
  /// `document/…`, `name/…`, `fan-out/…`, `timestamp/…`; `json/…` when the text does not parse.
  public let code: String
  /// One sentence, without the place.
  public let message: String
  /// As much of file, place and pointer as is known.
  public private(set) var location: SourceLocation?
  /// What to do about it.
  public let hint: String?
  /// Data refused, or settings wrong.
  public let kind: FaultKind

  /// - Parameter code: complete, such as `document/unknown-tag`.
  public init(
    code: String, message: String, location: SourceLocation? = nil, hint: String? = nil,
    kind: FaultKind = .refused
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
    self.kind = kind
  }

  /// A text that does not parse.
  init(_ error: JSONError) {
    self.init(
      code: error.code, message: error.message, location: error.location, hint: error.hint, kind: error.kind)
  }

  /// A name or value that the model refuses.
  init(_ error: ModelError, location: SourceLocation? = nil) {
    self.init(
      code: error.code, message: error.message, location: location ?? error.location, hint: error.hint,
      kind: .refused)
  }

  /// The same error with the name of the file that is at fault.
  public func inFile(_ file: String?) -> CodecError {
    guard let file else { return self }
    var copy = self
    var place = location ?? SourceLocation()
    place.file = file
    copy.location = place
    return copy
  }
}
