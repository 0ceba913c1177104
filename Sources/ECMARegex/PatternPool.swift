import Synchronization

/// Patterns by their text, so that schemas which share one share its compiled forms too.
public final class PatternPool: Sendable {
  // A list at first: schemas have some dozens of patterns, and a dictionary's metadata costs a short program more.
  private let known = Mutex<(few: [Pattern], many: [[UInt8]: Pattern])>(([], [:]))
  private static let fewest = 32

  public init() {}

  /// The pattern of that text, made when it is first asked for.
  /// - Throws: `PatternError`; see `Pattern.make`.
  public func pattern(_ source: String) throws(PatternError) -> Pattern {
    let found = known.withLock { patterns in
      patterns.many.isEmpty
        ? patterns.few.first { $0.source.utf8.elementsEqual(source.utf8) }
        : patterns.many[Array(source.utf8)]
    }
    if let found { return found }
    let fresh = try Pattern.make(source)
    known.withLock { patterns in
      guard patterns.many.isEmpty else {
        patterns.many[Array(source.utf8)] = fresh
        return
      }
      patterns.few.append(fresh)
      if patterns.few.count > Self.fewest {
        for pattern in patterns.few { patterns.many[Array(pattern.source.utf8)] = pattern }
        patterns.few = []
      }
    }
    return fresh
  }
}
