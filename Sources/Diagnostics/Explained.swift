/// What kind of trouble an error is; decides the exit code (and later the gRPC status) and nothing else.
public enum FaultKind: String, Sendable, CaseIterable {
  /// The answer is "no": findings, differences, an absent document.
  case negative
  /// The command line is wrong.
  case usage
  /// Data is refused: it breaks a schema or a limit, or does not parse.
  case refused
  /// No such store, revision or input file.
  case missing
  /// A bug of ours.
  case bug
  /// Input/output failed, or the repository is damaged.
  case io
  /// Try again: locked, raced, a precondition failed, the document changed meanwhile.
  case retry
  /// Not permitted.
  case denied
  /// Settings, identity or a schema are wrong.
  case configuration
  /// Interrupted by the user.
  case interrupted

  /// The process's exit code (design: sysexits' numbers).
  public var exitCode: Int32 {
    switch self {
    case .negative: 1
    case .usage: 64
    case .refused: 65
    case .missing: 66
    case .bug: 70
    case .io: 74
    case .retry: 75
    case .denied: 77
    case .configuration: 78
    case .interrupted: 130
    }
  }
}

/// An error for people. Each module has one closed type that conforms.
///
/// No conforming error prints a secret or a whole value: it names the thing, what was found and what was expected.
public protocol Explained: Error, Sendable, CustomStringConvertible {
  /// Stable, such as `document/duplicate-key`; the catalogue is `docs/errors.md`.
  var code: String { get }
  /// One sentence for a person, without the place (that is `location`'s) and without a full stop's worth of advice.
  var message: String { get }
  var location: SourceLocation? { get }
  /// What to do about it: a command, or a sentence.
  var hint: String? { get }
  var kind: FaultKind { get }
  /// Several faults found at once (a document's findings); empty for a single one.
  var findings: [Finding] { get }
}

extension Explained {
  public var location: SourceLocation? { nil }
  public var hint: String? { nil }
  public var findings: [Finding] { [] }
  public var description: String {
    (location.map { "\($0): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
  }
}
