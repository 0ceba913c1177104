public import Diagnostics

/// Why a name, value or write is refused: the one error type of this module.
public struct ModelError: Explained, Hashable {
  /// The statuses of gRPC that Firestore answers writes with (google.rpc.Code).
  public enum Status: String, Sendable, CaseIterable {
    case invalidArgument = "INVALID_ARGUMENT"
    case notFound = "NOT_FOUND"
    case alreadyExists = "ALREADY_EXISTS"
    case permissionDenied = "PERMISSION_DENIED"
    case resourceExhausted = "RESOURCE_EXHAUSTED"
    case failedPrecondition = "FAILED_PRECONDITION"
    case aborted = "ABORTED"
    case outOfRange = "OUT_OF_RANGE"
    case unimplemented = "UNIMPLEMENTED"
    case `internal` = "INTERNAL"
    case unavailable = "UNAVAILABLE"
    case unauthenticated = "UNAUTHENTICATED"

    /// The HTTP code that Google's REST APIs send with the status (google.rpc.Code's comments).
    public var httpCode: Int {
      switch self {
      case .invalidArgument, .failedPrecondition, .outOfRange: 400
      case .unauthenticated: 401
      case .permissionDenied: 403
      case .notFound: 404
      case .alreadyExists, .aborted: 409
      case .resourceExhausted: 429
      case .internal: 500
      case .unimplemented: 501
      case .unavailable: 503
      }
    }
  }

  public var code: String
  public var message: String
  public var hint: String?
  public var location: SourceLocation?
  /// What Firestore answers; decides `kind`.
  public var status: Status
  /// The field at fault, from the document's root.
  public var fieldPath: FieldPath?

  /// - Parameters:
  ///   - code: stable, such as `limits/depth`.
  ///   - message: one sentence that names what was found and what was expected.
  public init(
    code: String, message: String, hint: String? = nil, status: Status = .invalidArgument,
    fieldPath: FieldPath? = nil, location: SourceLocation? = nil
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.status = status
    self.fieldPath = fieldPath
    self.location = location
  }

  public var kind: FaultKind {
    switch status {
    case .invalidArgument, .outOfRange, .unimplemented: .refused
    case .notFound, .alreadyExists, .failedPrecondition, .aborted, .unavailable, .resourceExhausted: .retry
    case .permissionDenied, .unauthenticated: .denied
    case .internal: .bug
    }
  }

  /// The same error at a field, unless it names one already.
  func at(_ path: @autoclosure () -> FieldPath) -> ModelError {
    guard fieldPath == nil else { return self }
    var copy = self
    copy.fieldPath = path()
    return copy
  }
}

extension ModelError {
  /// A name or a long text as a message shows it: at most 60 scalars.
  static func excerpt(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 60 else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(60))) + "…"
  }
}
