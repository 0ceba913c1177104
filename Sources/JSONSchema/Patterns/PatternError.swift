/// Why a text is no ECMA-262 pattern in Unicode mode, and where in it.
struct PatternError: Error {
  /// A sentence's end: `has a ) without a (`.
  var reason: String
  /// Scalars before the fault.
  var place: Int
}
