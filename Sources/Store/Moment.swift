internal import FirestoreModel
public import Git
internal import Diagnostics

/// What `--at` names.
public enum Moment: Sendable {
  case commit(ObjectID)
  /// Microseconds since 1970.
  case time(Int64)
}

extension Store {
  /// Reads what `--at` takes: RFC 3339 (a date alone is 00:00Z), a revision, or `2 days ago`, tried in that order.
  public func moment(_ text: String, now: Int64) throws(StoreError) -> Moment {
    if let time = Moments.absolute(text) { return .time(time) }
    if let commit = try storing({ () throws(GitError) in try repository.commitID(named: text) }) {
      return .commit(commit)
    }
    if let time = Moments.relative(text, now: now) { return .time(time) }
    throw StoreError(
      "history/unknown-moment", "\"\(text)\" is neither a time nor a revision",
      hint: "2026-01-31, 2026-01-31T09:30:00Z, HEAD~2, a branch, a commit, or \"2 days ago\"", kind: .missing)
  }

  /// The commit that `--at` names on a branch (HEAD's when none is named).
  public func commit(at text: String, branch: String?, now: Int64) throws(StoreError) -> ObjectID {
    switch try moment(text, now: now) {
    case .commit(let commit): return commit
    case .time(let time): return try commit(asOf: time, from: try tip(of: branch))
    }
  }
}

/// Times as people write them.
enum Moments {
  /// RFC 3339, or a date alone; in microseconds.
  static func absolute(_ text: String) -> Int64? {
    if let time = try? Timestamp(rfc3339: text) { return time.microsecondsSince1970 }
    if let day = try? Timestamp(rfc3339: text + "T00:00:00Z") { return day.microsecondsSince1970 }
    return nil
  }

  private static let units: [(name: String, seconds: Int64)] = [
    ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 604_800), ("month", 2_592_000),
    ("year", 31_536_000),
  ]

  /// `2 days ago`, `an hour ago`, `yesterday`, `now`; a month counts 30 days, a year 365.
  static func relative(_ text: String, now: Int64) -> Int64? {
    guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return nil }
    let words = text.lowercased().split(whereSeparator: { $0 == " " || $0 == "." || $0 == "-" || $0 == "_" })
      .map(String.init)
    switch words {
    case ["now"]: return now
    case ["yesterday"]: return now - 86_400_000_000
    default: break
    }
    guard words.count == 3, words[2] == "ago" else { return nil }
    let count: Int64
    switch words[0] {
    case "a", "an", "one": count = 1
    default:
      guard let number = Int64(words[0]), number >= 0, number < 1_000_000 else { return nil }
      count = number
    }
    guard let unit = units.first(where: { words[1] == $0.name || words[1] == $0.name + "s" }) else {
      return nil
    }
    // A span beyond what the calendar holds lies before everything.
    let span = count.multipliedReportingOverflow(by: unit.seconds * 1_000_000)
    let time = now.subtractingReportingOverflow(span.partialValue)
    let beginning = Timestamp.minimum.microsecondsSince1970
    return span.overflow || time.overflow ? beginning : max(time.partialValue, beginning)
  }
}
