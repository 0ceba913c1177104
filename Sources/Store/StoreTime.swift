internal import FirestoreModel

/// Microseconds since 1970 as texts.
public enum StoreTime {
  /// `2026-01-31T09:30:00.123456Z`.
  public static func text(_ microseconds: Int64) -> String {
    Timestamp(microsecondsSince1970: microseconds).microsecondText
  }

  /// `2026-01-31 09:30:00Z`, for people.
  public static func readable(_ microseconds: Int64) -> String {
    let seconds = Timestamp(microsecondsSince1970: microseconds).seconds
    let text = Timestamp(seconds: seconds).description
    return text.split(separator: "T").joined(separator: " ")
  }
}
