import FirestoreModel
import TestSupport
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0), ("1969-12-31T23:59:59.999999Z", -1, 999_999_000),
    ("2024-02-29T00:00:00Z", 1_709_164_800, 0), ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
    ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
    ("2000-02-29T12:34:56.1Z", 951_827_696, 100_000_000),
    ("2024-01-01T02:00:00+02:00", 1_704_067_200, 0), ("2023-12-31T23:00:00-01:00", 1_704_067_200, 0),
    ("2024-01-01T00:00:00+00:00", 1_704_067_200, 0),
    ("2024-01-01T00:00:00.123456789Z", 1_704_067_200, 123_456_789),
  ]) func reads(text: String, seconds: Int64, nanoseconds: Int32) throws {
    #expect(try Timestamp(rfc3339: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z",
    "2024-01-01 00:00:00Z",
    "0000-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z", "2024-04-31T00:00:00Z",
    "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2016-12-31T23:59:60Z", "2024-01-01T00:00:00.Z",
    "2024-01-01T00:00:00.1234567890Z", "2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00+24:00",
    "2024-01-01T00:00:00+0100", "2024-01-01T00:00:00+01", "2024-01-01T00:00:00ZZ",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00", " 2024-01-01T00:00:00Z", "2024-1-1T00:00:00Z", "+2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00,5Z", "２024-01-01T00:00:00Z",
  ]) func refuses(text: String) {
    let error = #expect(throws: ModelError.self) { try Timestamp(rfc3339: text) }
    #expect(error?.code.hasPrefix("timestamp/") == true)
  }

  @Test(
    arguments: [
      (0, "2001-09-09T01:46:40Z"), (100_000_000, "2001-09-09T01:46:40.100Z"),
      (120_000_000, "2001-09-09T01:46:40.120Z"),
      (123_456_000, "2001-09-09T01:46:40.123456Z"), (1_000, "2001-09-09T01:46:40.000001Z"),
      (1, "2001-09-09T01:46:40.000000001Z"),
    ] as [(Int32, String)]) func printsTheFewestDigits(nanoseconds: Int32, text: String)
  {
    #expect(Timestamp(seconds: 1_000_000_000, nanoseconds: nanoseconds).description == text)
  }

  @Test(arguments: 0..<40) func printsWhatItReads(number: Int) throws {
    var generator = Seeds.generator(14, case: number)
    let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator)
    let scale: Int32 = [1, 1_000, 1_000_000].randomElement(using: &generator) ?? 1
    let nanoseconds = Int32.random(in: 0..<1_000_000_000, using: &generator) / scale * scale
    let time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    #expect(try Timestamp(rfc3339: time.description) == time, "seed \(generator.seed)")
    let micro = time.truncatedToMicroseconds()
    #expect(Timestamp(microsecondsSince1970: micro.microsecondsSince1970) == micro, "seed \(generator.seed)")
    #expect(micro <= time)
  }
}
