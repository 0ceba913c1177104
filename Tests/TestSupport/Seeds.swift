internal import Glibc

/// The seed of a property test: `FUNNEL_SEED` when set, so that a failure can be run again, else the given one.
public enum Seeds {
  /// The seed to use, as a number; what is no number counts as not set.
  public static func seed(_ standard: UInt64) -> UInt64 {
    guard let text = getenv("FUNNEL_SEED") else { return standard }
    return UInt64(String(cString: text)) ?? standard
  }

  /// A generator for one numbered case; its seed stands in the failure's comment.
  public static func generator(_ standard: UInt64, case number: Int = 0) -> SeededGenerator {
    SeededGenerator(seed: seed(standard) &+ UInt64(truncatingIfNeeded: number) &* 0x1000_0000_01B3)
  }

  /// How many cases a property test shall try: what this variable of the environment says, else the given number.
  public static func count(_ variable: String, _ standard: Int) -> Int {
    getenv(variable).flatMap { Int(String(cString: $0)) } ?? standard
  }
}
