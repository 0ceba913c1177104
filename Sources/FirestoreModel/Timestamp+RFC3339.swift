extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, with 0, 3, 6 or 9 digits of a second, the fewest that hold it: `2026-01-31T09:30:00.123Z`.
  public var description: String {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let clock = Int(seconds - day * 86_400)
    let date = Calendar.date(ofDay: day)
    return String(unsafeUninitializedCapacity: 40) { buffer in
      var count = 0
      func put(_ number: Int, _ width: Int) {
        var rest = number
        for index in stride(from: count + width - 1, through: count, by: -1) {
          buffer[index] = 0x30 + UInt8(rest % 10)
          rest /= 10
        }
        count += width
      }
      func mark(_ byte: Unicode.Scalar) {
        buffer[count] = UInt8(truncatingIfNeeded: byte.value)
        count += 1
      }
      put(Int(min(max(date.year, 0), 9_999)), 4)
      mark("-")
      put(date.month, 2)
      mark("-")
      put(date.day, 2)
      mark("T")
      put(clock / 3_600, 2)
      mark(":")
      put(clock / 60 % 60, 2)
      mark(":")
      put(clock % 60, 2)
      if nanoseconds != 0 {
        mark(".")
        let fraction = Int(nanoseconds)
        if fraction % 1_000_000 == 0 {
          put(fraction / 1_000_000, 3)
        } else if fraction % 1_000 == 0 {
          put(fraction / 1_000, 6)
        } else {
          put(fraction, 9)
        }
      }
      mark("Z")
      return count
    }
  }

  /// Reads RFC 3339: capital T and Z, years 0001 to 9999, real dates, no leap second, any offset but `-00:00`,
  /// 0 to 9 digits of a second.
  ///
  /// - Throws: `timestamp/form` or `timestamp/range`, saying which part is wrong.
  public init(rfc3339 text: String) throws(ModelError) {
    try self.init(rfc3339: Array(text.utf8))
  }

  /// Reads RFC 3339 from UTF-8 bytes; see `init(rfc3339:)` of a string.
  public init(rfc3339 bytes: some Collection<UInt8>) throws(ModelError) {
    var scanner = Scanner(bytes: Array(bytes.prefix(64)), isCut: bytes.count > 64)
    self = try scanner.timestamp()
  }
}

/// The proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
package enum Calendar {
  package static func date(ofDay day: Int64) -> (year: Int64, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let dayOfMonth = Int(dayOfYear - (153 * month + 2) / 5) + 1
    let civil = Int(month < 10 ? month + 3 : month - 9)
    return (yearOfEra + era * 400 + (civil <= 2 ? 1 : 0), civil, dayOfMonth)
  }

  package static func day(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Timestamp {
  private struct Scanner {
    let bytes: [UInt8]
    let isCut: Bool
    var index = 0

    init(bytes: [UInt8], isCut: Bool) {
      self.bytes = bytes
      self.isCut = isCut
    }

    mutating func timestamp() throws(ModelError) -> Timestamp {
      let year = try digits(4, "a year of four digits")
      try expect("-", "after the year")
      let month = try digits(2, "a month of two digits")
      try expect("-", "after the month")
      let day = try digits(2, "a day of two digits")
      try expect("T", "between date and time")
      let hour = try digits(2, "an hour of two digits")
      try expect(":", "after the hour")
      let minute = try digits(2, "a minute of two digits")
      try expect(":", "after the minute")
      let second = try digits(2, "a second of two digits")
      let nanoseconds = try fraction()
      let offset = try offset()
      guard index == bytes.count, !isCut else { throw form("has something after the offset") }
      guard year >= 1 else { throw range("the year must be 0001 to 9999") }
      guard (1...12).contains(month) else { throw range("there is no month \(month)") }
      guard day >= 1, day <= Calendar.days(inMonth: month, year: year) else {
        throw range("there is no day \(day) in month \(month) of \(year)")
      }
      guard hour <= 23 else { throw range("the hour must be 00 to 23") }
      guard minute <= 59 else { throw range("the minute must be 00 to 59") }
      guard second <= 59 else { throw range("the second must be 00 to 59; leap seconds cannot be stored") }
      let clock = Int64(hour * 3_600 + minute * 60 + second) - Int64(offset * 60)
      let seconds = Calendar.day(year: year, month: month, day: day) * 86_400 + clock
      let time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
      guard time.isInRange else { throw range("the year in UTC must be 0001 to 9999") }
      return time
    }

    private mutating func digits(_ count: Int, _ expected: String) throws(ModelError) -> Int {
      var number = 0
      for _ in 0..<count {
        guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else {
          throw form("needs \(expected)")
        }
        number = number * 10 + Int(bytes[index] - 0x30)
        index += 1
      }
      return number
    }

    private mutating func expect(_ scalar: Unicode.Scalar, _ place: String) throws(ModelError) {
      guard index < bytes.count, UInt32(bytes[index]) == scalar.value else {
        throw form("needs \"\(scalar)\" \(place)")
      }
      index += 1
    }

    private mutating func fraction() throws(ModelError) -> Int32 {
      guard index < bytes.count, bytes[index] == 0x2E else { return 0 }
      index += 1
      var number: Int32 = 0
      var count = 0
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
        guard count < 9 else { throw form("has more than nine digits of a second") }
        number = number * 10 + Int32(bytes[index] - 0x30)
        index += 1
        count += 1
      }
      guard count > 0 else { throw form("needs digits after \".\"") }
      for _ in count..<9 { number *= 10 }
      return number
    }

    /// Minutes east of UTC.
    private mutating func offset() throws(ModelError) -> Int {
      guard index < bytes.count else { throw form("needs \"Z\" or an offset such as \"+01:00\" at its end") }
      let sign = bytes[index]
      index += 1
      if sign == 0x5A { return 0 }
      guard sign == 0x2B || sign == 0x2D else {
        throw form("needs \"Z\" or an offset such as \"+01:00\" at its end")
      }
      let hours = try digits(2, "an offset's hours of two digits")
      try expect(":", "between an offset's hours and minutes")
      let minutes = try digits(2, "an offset's minutes of two digits")
      guard hours <= 23, minutes <= 59 else { throw range("the offset must be within 23:59") }
      guard sign == 0x2B || hours + minutes > 0 else {
        throw form("has the offset -00:00, which means that the offset is unknown; write Z")
      }
      return (sign == 0x2B ? 1 : -1) * (hours * 60 + minutes)
    }

    private func form(_ fault: String) -> ModelError {
      ModelError(
        code: "timestamp/form", message: "the timestamp \"\(shown)\" \(fault)",
        hint: "write it as 2026-01-31T09:30:00Z, with up to six digits of a second")
    }

    private func range(_ fault: String) -> ModelError {
      ModelError(code: "timestamp/range", message: "the timestamp \"\(shown)\" is no date: \(fault)")
    }

    private var shown: String { String(decoding: bytes, as: UTF8.self) + (isCut ? "…" : "") }
  }
}
