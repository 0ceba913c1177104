public import Diagnostics

/// A schema that cannot be used, with every fault found in it, each at its place in the schema file.
public struct SchemaError: Explained {
  /// In the order of files, then of places. Never empty.
  public let findings: [Finding]

  /// Faults that `findings` leaves out; then its last one says so.
  public let omitted: Int

  /// - Parameters:
  ///   - findings: at least one.
  ///   - omitted: see there.
  public init(_ findings: [Finding], omitted: Int = 0) {
    self.findings = findings
    self.omitted = omitted
  }

  /// The code of the first fault, such as `keyword/unknown`.
  public var code: String { findings.first?.code ?? "keyword/fault" }
  /// The first fault, and how many more there are.
  public var message: String {
    let first = findings.first?.message ?? "the schema has a fault"
    let others = omitted > 0 ? findings.count - 2 + omitted : findings.count - 1
    return others > 0 ? "\(first) (and \(others) more)" : first
  }
  public var location: SourceLocation? { findings.first?.location }
  public var hint: String? { findings.first?.hint }
  public var kind: FaultKind { .configuration }
}
