/// What issues cost: how many, and about how many bytes the answer takes.
struct IssueCost {
  /// Issues listed at most, those inside unions included: far more than anybody reads.
  static let countLimit = 10_000
  /// Bytes of an answer at most, and more for each of the document.
  static let bytesLimit = 16 << 20

  var count = 0
  var bytes = 0

  static func + (left: IssueCost, right: IssueCost) -> IssueCost {
    IssueCost(count: left.count + right.count, bytes: left.bytes + right.bytes)
  }

  static func - (left: IssueCost, right: IssueCost) -> IssueCost {
    IssueCost(count: left.count - right.count, bytes: left.bytes - right.bytes)
  }
}
