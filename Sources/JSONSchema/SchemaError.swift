public import Diagnostics

/// A schema that cannot be used, with every fault found in it, each at its place in the schema file.
public struct SchemaError: Explained {
  /// In the order of files, then of places. Never empty.
  public let findings: [Finding]

  /// - Parameter findings: at least one.
  public init(_ findings: [Finding]) { self.findings = findings }

  /// The code of the first fault, such as `keyword/unknown`.
  public var code: String { findings.first?.code ?? "keyword/fault" }
  /// The first fault, and how many more there are.
  public var message: String {
    let first = findings.first?.message ?? "the schema has a fault"
    return findings.count > 1 ? "\(first) (and \(findings.count - 1) more)" : first
  }
  public var location: SourceLocation? { findings.first?.location }
  public var hint: String? { findings.first?.hint }
  public var kind: FaultKind { .configuration }
}
