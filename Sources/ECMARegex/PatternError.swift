/// Why a text is no ECMA-262 pattern in Unicode mode, and where in it.
public struct PatternError: Error {
  /// A sentence's end: `has a ) without a (`.
  public var reason: String
  /// Scalars before the fault.
  public var place: Int
}
