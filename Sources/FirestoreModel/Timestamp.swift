/// A moment in time to the nanosecond; Firestore stores microseconds (Firestore: data types).
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down; negative before.
  public let seconds: Int64
  /// 0 to 999,999,999, always counted forwards.
  public let nanoseconds: Int32

  /// - Precondition: `nanoseconds` is 0 to 999,999,999. The years are not checked, see `isInRange`.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    precondition((0..<1_000_000_000).contains(nanoseconds), "nanoseconds are 0 to 999,999,999")
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The moment that many microseconds after (or before) 1970-01-01T00:00:00Z.
  public init(microsecondsSince1970 microseconds: Int64) {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let borrow: Int64 = remainder < 0 ? 1 : 0
    seconds = quotient - borrow
    nanoseconds = Int32(remainder + borrow * 1_000_000) * 1_000
  }

  /// Microseconds since 1970, rounded down.
  public var microsecondsSince1970: Int64 {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, carried) = product.addingReportingOverflow(Int64(nanoseconds / 1_000))
    return carried ? .max : sum
  }

  /// The first moment that Firestore can hold: 0001-01-01T00:00:00Z (google.protobuf.Timestamp).
  public static let minimum = Timestamp(seconds: -62_135_596_800)
  /// The last: 9999-12-31T23:59:59.999999999Z.
  public static let maximum = Timestamp(seconds: 253_402_300_799, nanoseconds: 999_999_999)

  /// Whether the year is 0001 to 9999.
  public var isInRange: Bool { Self.minimum <= self && self <= Self.maximum }

  /// What Firestore keeps of it: rounded down to the microsecond.
  public func truncatedToMicroseconds() -> Timestamp {
    Timestamp(seconds: seconds, nanoseconds: nanoseconds - nanoseconds % 1_000)
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds == right.seconds ? left.nanoseconds < right.nanoseconds : left.seconds < right.seconds
  }
}
