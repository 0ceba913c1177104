import Pages
import TestSupport
import Testing

@testable import Audit

struct TimeBucketTests {
  private static let day: Int64 = 86_400_000_000

  @Test(
    "spans grow with the time that they cover; none is lost and no plot has too many",
    arguments: [
      (1, "an hour"), (20, "6 hours"), (100, "a day"), (700, "a week"), (3_000, "4 weeks"),
      (40_000, "52 weeks"),
    ])
  func spans(days: Int64, span: String) {
    var buckets = TimeBuckets()
    for index in 0..<2_000 { buckets.add(1_767_225_600_000_000 + Int64(index) * days * Self.day / 2_000) }
    let found = buckets.bars()
    #expect(found.span == span && found.bars.count <= 121)
    #expect(found.bars.reduce(0) { $0 + $1.count } == 2_000)
  }

  @Test("weeks begin on Mondays, also before 1970")
  func weeks() {
    for start in [Int64(-4_000), 20_000] {
      var buckets = TimeBuckets()
      for day in 0..<Int64(500) { buckets.add((start + day) * Self.day) }
      let bars = buckets.bars().bars
      #expect(bars.dropFirst().dropLast().allSatisfy { $0.count == 7 })
      #expect(bars.first?.label == (start > 0 ? "2024-09-30" : "1959-01-19"))
    }
  }
}
