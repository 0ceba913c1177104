/// Spans of time in words.
enum Ago {
  /// `2 minutes ago`; the largest unit that fits.
  static func text(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    if seconds < 0 { return "in the future" }
    if seconds < 5 { return "just now" }
    let units: [(Int64, String)] = [
      (31_536_000, "year"), (2_592_000, "month"), (604_800, "week"), (86_400, "day"), (3600, "hour"),
      (60, "minute"),
    ]
    for (length, name) in units where seconds >= length {
      let count = seconds / length
      return "\(count) \(name)\(count == 1 ? "" : "s") ago"
    }
    return "\(seconds) seconds ago"
  }
}
