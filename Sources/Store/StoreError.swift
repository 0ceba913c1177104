public import Diagnostics
internal import DocumentCodec
public import FirestoreModel
internal import Git
internal import JSON
internal import JSONSchema
internal import Platform

/// What went wrong with a store: an error of a lower module with what the store knows of it, or one of its own.
public struct StoreError: Explained {
  public var code: String
  public var message: String
  public var location: SourceLocation?
  public var hint: String?
  public var kind: FaultKind
  public var findings: [Finding]
  /// What a person reads after the findings: what became of the command, and ways on.
  public var advice: [String] = []
  /// Firestore's status for the server's and `batch`'s answers.
  public var status: ModelError.Status
  /// The text that `location` and the findings' positions refer to, by file.
  public var sources: [String: [UInt8]]

  public init(
    _ code: String, _ message: String, location: SourceLocation? = nil, hint: String? = nil, kind: FaultKind,
    findings: [Finding] = [], status: ModelError.Status? = nil, sources: [String: [UInt8]] = [:]
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
    self.kind = kind
    self.findings = findings
    self.sources = sources
    self.status = status ?? StoreError.status(of: kind)
  }

  /// The same error, seen from the store.
  public init(_ error: any Explained) {
    if let error = error as? StoreError {
      self = error
      return
    }
    self.init(
      error.code, error.message, location: error.location, hint: error.hint, kind: error.kind,
      findings: error.findings,
      status: (error as? ModelError)?.status)
    if location == nil, let field = (error as? ModelError)?.fieldPath {
      // In the file form a key's own first `$` is doubled.
      let tokens = field.segments.map { $0.utf8.first == UInt8(ascii: "$") ? "$" + $0 : $0 }
      location = SourceLocation(pointer: JSONPointer(tokens: tokens).description)
    }
  }

  private static func status(of kind: FaultKind) -> ModelError.Status {
    switch kind {
    case .usage, .refused: .invalidArgument
    case .negative, .missing: .notFound
    case .retry: .aborted
    case .denied: .permissionDenied
    case .configuration: .failedPrecondition
    case .bug: .internal
    case .io: .unavailable
    case .interrupted: .unavailable
    }
  }

  /// A merge, a rebase or the like must end before anything is written.
  package static func underWay(_ operation: String) -> StoreError {
    StoreError(
      "worktree/operation", "a \(operation) is under way",
      hint: operation == "bisect"
        ? "end it: git bisect reset" : "end it: git \(operation) --continue, or --abort",
      kind: .retry)
  }

  /// The same error about a document's text: a pointer without a place gets the place that it has there.
  public func located(in bytes: [UInt8], file: String) -> StoreError {
    var copy = inFile(file, bytes)
    guard let pointer = location?.pointer, location?.position == nil,
      let text = try? JSONText(parsing: bytes), let node = text.node(at: pointer)
    else { return copy }
    copy.location = node.location(file: file, pointer: pointer)
    return copy
  }

  /// The same error about a file, with the text that its position refers to.
  public func inFile(_ file: String, _ source: [UInt8]? = nil) -> StoreError {
    var copy = self
    copy.location = copy.location ?? SourceLocation()
    if copy.location?.file == nil { copy.location?.file = file }
    if let source { copy.sources[file] = source }
    return copy
  }
}

/// Runs a lower module's operation under the store's error type.
package func storing<R: ~Copyable, E: Explained>(_ body: () throws(E) -> R) throws(StoreError) -> R {
  do throws(E) { return try body() } catch { throw StoreError(error) }
}
