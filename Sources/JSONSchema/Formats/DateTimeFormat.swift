import ECMARegex

/// `date-time`, `date` and `time`: RFC 3339 §5.6, with real dates and leap seconds only where one can be.
enum DateTimeFormat {
  static func isDateTime(_ bytes: ByteRun) -> Bool {
    guard bytes.count >= 20, isDate(bytes.part(0..<10)), bytes[10] | 0x20 == 0x74,
      isTime(bytes.part(11..<bytes.count))
    else { return false }
    return bytes[17] != 0x36 || isEndOfMonth(bytes)
  }

  /// Whether a date and time with a leap second, 23:59:60 in UTC, is on the last day of a month, in UTC: leap seconds
  /// are nowhere else (RFC 3339 §5.7 and appendix D).
  private static func isEndOfMonth(_ bytes: ByteRun) -> Bool {
    guard let century = two(bytes, 0), let rest = two(bytes, 2), let month = two(bytes, 5),
      let day = two(bytes, 8), let hour = two(bytes, 11)
    else { return false }
    // Offsets are under a day: 23:59 in UTC is the same date to the west and, unless the offset is zero, the next one
    // to the east.
    var index = 19
    while bytes[index].isASCIIDigit || bytes[index] == 0x2E { index += 1 }
    let isNextDay = bytes[index] == 0x2B && (hour != 23 || two(bytes, 14) != 59)
    return day == (isNextDay ? 1 : days(month, century * 100 + rest))
  }

  static func isDate(_ bytes: ByteRun) -> Bool {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let century = two(bytes, 0),
      let rest = two(bytes, 2),
      let month = two(bytes, 5), let day = two(bytes, 8)
    else { return false }
    return day >= 1 && day <= days(month, century * 100 + rest)
  }

  /// Days of a month; 0 if there is no such month.
  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 1, 3, 5, 7, 8, 10, 12: 31
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 0
    }
  }

  static func isTime(_ bytes: ByteRun) -> Bool {
    guard bytes.count >= 9, bytes[2] == 0x3A, bytes[5] == 0x3A, let hour = two(bytes, 0),
      let minute = two(bytes, 3),
      let second = two(bytes, 6), hour < 24, minute < 60, second <= 60
    else { return false }
    var index = 8
    if bytes[index] == 0x2E {
      index += 1
      let start = index
      while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
      guard index > start, index < bytes.count else { return false }
    }
    var offset = 0
    if bytes[index] | 0x20 == 0x7A {
      guard index + 1 == bytes.count else { return false }
    } else {
      guard bytes[index] == 0x2B || bytes[index] == 0x2D, index + 6 == bytes.count, bytes[index + 3] == 0x3A,
        let hours = two(bytes, index + 1), let minutes = two(bytes, index + 4), hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (bytes[index] == 0x2B ? 1 : -1)
    }
    guard second == 60 else { return true }
    // A leap second is the last of a day in UTC.
    let minutes = (hour * 60 + minute - offset + 2 * 1_440) % 1_440
    return minutes == 1_439
  }

  private static func two(_ bytes: ByteRun, _ index: Int) -> Int? {
    guard bytes[index].isASCIIDigit, bytes[index + 1].isASCIIDigit else { return nil }
    return Int(bytes[index] &- 0x30) * 10 + Int(bytes[index + 1] &- 0x30)
  }
}
