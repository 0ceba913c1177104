internal import Pages
internal import Store

/// Counts along time in spans of one length, which grows with what is to be counted: so that neither a long history
/// nor a busy hour makes more of them than a plot can show.
struct TimeBuckets {
  /// Hours of a span; each a multiple of the one before.
  private static let lengths: [Int64] = [
    1, 6, 24, 7 * 24, 28 * 24, 364 * 24, 10 * 364 * 24, 1_000 * 364 * 24,
  ]
  private static let hour: Int64 = 3_600_000_000
  /// Spans that are kept while counting, and those that are shown.
  private static let largestCount = 4_096
  private static let shownCount: Int64 = 120
  /// Spans of weeks begin on a Monday; 1 January 1970 was a Thursday.
  private static let shift: Int64 = 4 * 24

  private var level = 0
  private var counts: [Int64: Int] = [:]

  mutating func add(_ microseconds: Int64) {
    let hours = Self.floor(microseconds, Self.hour) - Self.shift
    counts[Self.floor(hours, Self.lengths[level]), default: 0] += 1
    while counts.count > Self.largestCount, level < Self.lengths.count - 1 { widen() }
  }

  private mutating func widen() {
    let ratio = Self.lengths[level + 1] / Self.lengths[level]
    var wider: [Int64: Int] = [:]
    for (place, count) in counts { wider[Self.floor(place, ratio), default: 0] += count }
    counts = wider
    level += 1
  }

  /// One bar for each span from the first to the last, gaps included, and what a span is.
  func bars() -> (bars: [Plot.Bar], span: String) {
    var buckets = self
    while let first = buckets.counts.keys.min(), let last = buckets.counts.keys.max(),
      last - first >= Self.shownCount, buckets.level < Self.lengths.count - 1
    { buckets.widen() }
    guard let first = buckets.counts.keys.min(), let last = buckets.counts.keys.max() else { return ([], "") }
    let length = Self.lengths[buckets.level]
    let bars = (first...min(last, first + Self.shownCount)).map { place in
      let text = StoreTime.readable((place * length + Self.shift) * Self.hour)
      return Plot.Bar(String(text.prefix(length < 24 ? 16 : 10)), buckets.counts[place] ?? 0)
    }
    let names = ["an hour", "6 hours", "a day", "a week", "4 weeks", "52 weeks", "10 years", "1,000 years"]
    return (bars, names[buckets.level])
  }

  private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
    let quotient = value / unit
    return value % unit < 0 ? quotient - 1 : quotient
  }
}
