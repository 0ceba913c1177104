import FirestoreModel

/// Moments around the demo's fixed base time. No clock is read, so that each run gives the same.
enum DemoClock {
  /// 2025-11-03T08:00:00Z, a Monday: the import is made then, and all that is imported is older.
  static let base: Int64 = 1_762_156_800_000_000

  static let second: Int64 = 1_000_000
  static let hour: Int64 = 3_600 * second
  static let day: Int64 = 24 * hour

  static func value(_ microseconds: Int64) -> Value {
    .timestamp(Timestamp(microsecondsSince1970: microseconds))
  }

  /// A moment in so many days before another, at microseconds, milliseconds or seconds as different clients write.
  static func moment(before end: Int64, days: Int, _ random: inout DemoRandom) -> Int64 {
    let span = UInt64(max(1, Int64(days) * day))
    let back = Int64(truncatingIfNeeded: random.next().multipliedFullWidth(by: span).high) + second
    let exact = end - back
    return switch random.below(4) {
    case 0: exact
    case 1: exact - exact % 1_000_000
    default: exact - exact % 1_000
    }
  }

  /// A moment between two others, the later one left out.
  static func moment(from start: Int64, to end: Int64, _ random: inout DemoRandom) -> Int64 {
    guard end > start else { return start }
    let offset = Int64(truncatingIfNeeded: random.next().multipliedFullWidth(by: UInt64(end - start)).high)
    let exact = start + offset
    let rounded = random.chance(25) ? exact : exact - exact % 1_000
    return max(start, rounded)
  }
}
