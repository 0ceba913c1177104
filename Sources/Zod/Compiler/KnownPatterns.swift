/// The patterns that zod writes for its own formats (4.4 and what followed): what they are called, and which a format
/// has when a schema names it alone.
enum KnownPatterns {
  /// The format whose pattern this is.
  ///
  /// - Parameter isAlone: no `format` and no other pattern stands beside it. Then it was most likely written by hand,
  ///   unless nobody would: only the telling ones count.
  static func format(of source: String, isAlone: Bool) -> StringFormat? {
    if let format = telling[source] { return format }
    if !isAlone, let format = plain[source] { return format }
    if isTime(source) { return .pattern("time") }
    if source.utf8.starts(with: dateTimeStart.utf8) { return .pattern("datetime") }
    if isVersionedUUID(source) { return .pattern("uuid") }
    return nil
  }

  /// The pattern of a format that came without one.
  static func usual(_ format: StringFormat) -> String? {
    switch format {
    case .pattern("datetime"): dateTimeStart + "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z))$"
    case .pattern("time"): timeStart + "(?::[0-5]\\d(?:\\.\\d+)?)?$"
    case .pattern("uuid"): uuid
    case .pattern("email"): email
    case .pattern("emoji"): "^(\\p{Extended_Pictographic}|\\p{Emoji_Component})+$"
    case .pattern("ulid"): "^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}$"
    case .pattern("e164"): "^\\+[1-9]\\d{6,14}$"
    default: (telling.first { $0.value == format } ?? plain.first { $0.value == format })?.key
    }
  }

  /// Those that zod runs with the flag `u`.
  static let unicodeSources: Set<String> = [
    unicodeEmail, "^(\\p{Extended_Pictographic}|\\p{Emoji_Component})+$",
    "^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$",
  ]

  private static let dateSource =
    "(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))"
  private static let dateTimeStart = "^" + dateSource + "T(?:"
  private static let timeStart = "^(?:[01]\\d|2[0-3]):[0-5]\\d"
  private static let uuid =
    "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$"
  private static let email =
    "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$"
  private static let unicodeEmail = "^[^\\s@\"]{1,64}@[^\\s@]{1,255}$"
  private static let group = "[0-9a-fA-F]{1,4}"
  private static let address =
    "(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))"
  private static let oldAddress = "((\(group):){7}\(group)|::|(\(group))?::(\(group):?){0,6})"
  private static let prefixLength = "\\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$"
  private static let byte = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])"
  private static let capturedByte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])"

  /// Nobody writes these by chance.
  private static let telling: [String: StringFormat] = [
    "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$": .pattern("guid"),
    uuid: .pattern("uuid"),
    "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000)$":
      .pattern("uuid"),
    email: .pattern("email"),
    "^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$":
      .pattern("email"),
    "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$":
      .pattern("email"),
    "^(([^<>()\\[\\]\\\\.,;:\\s@\"]+(\\.[^<>()\\[\\]\\\\.,;:\\s@\"]+)*)|(\".+\"))@((\\[[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}])|(([a-zA-Z\\-0-9]+\\.)+[a-zA-Z]{2,}))$":
      .pattern("email"),
    unicodeEmail: .pattern("email"),
    "^" + dateSource + "$": .pattern("date"),
    "^P(?:(\\d+W)|(?!.*W)(?=\\d|T\\d)(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+([.,]\\d+)?S)?)?)$":
      .pattern("duration"),
    "^(?:" + byte + "\\.){3}" + byte + "$": .pattern("ipv4"),
    "^(" + capturedByte + "\\.){3}" + capturedByte + "\\/([0-9]|[1-2][0-9]|3[0-2])$": .pattern("cidrv4"),
    "^" + address + "$": .code(.ipv6), "^" + oldAddress + "$": .code(.ipv6),
    "^" + address + prefixLength: .code(.cidrv6), "^" + oldAddress + prefixLength: .code(.cidrv6),
    "^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$": .code(.base64),
    "^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$":
      .pattern("emoji"),
    "^(\\p{Extended_Pictographic}|\\p{Emoji_Component})+$": .pattern("emoji"),
    "^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$|^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$": .pattern("mac"),
    "^(?=.{1,253}\\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\\.?$":
      .named("hostname"),
    "^[^A-Z]*$": .pattern("lowercase"), "^[^a-z]*$": .pattern("uppercase"),
  ]

  /// Somebody may write these: they are a format's only beside other patterns, where `format` cannot say it.
  private static let plain: [String: StringFormat] = [
    "^[cC][0-9a-z]{6,}$": .pattern("cuid"), "^[cC][^\\s-]{8,}$": .pattern("cuid"),
    "^[0-9a-z]+$": .pattern("cuid2"),
    "^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}$": .pattern("ulid"),
    "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$": .pattern("ulid"),
    "^[0-9a-vA-V]{20}$": .pattern("xid"), "^[A-Za-z0-9]{27}$": .pattern("ksuid"),
    "^[a-zA-Z0-9_-]{21}$": .pattern("nanoid"),
    "^\\+[1-9]\\d{6,14}$": .pattern("e164"), "^\\+(?:[0-9]){6,14}[0-9]$": .pattern("e164"),
    "^[A-Za-z0-9_-]*$": .code(.base64url),
    "^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$": .code(.base64url),
    "^\\d(?:[ -]?\\d){11,18}$": .code(.creditCard),
    "^[A-Z]{2}(?!00|01|99)\\d{2}[A-Z0-9]{11,30}$": .code(.iban),
    "^[0-9a-fA-F]*$": .named("hex"),
  ]

  /// `z.iso.time` in any precision.
  private static func isTime(_ source: String) -> Bool {
    guard source.utf8.starts(with: timeStart.utf8) else { return false }
    var rest = source.utf8.dropFirst(timeStart.utf8.count)
    if rest.elementsEqual("$".utf8) || rest.elementsEqual("(?::[0-5]\\d(?:\\.\\d+)?)?$".utf8) { return true }
    guard rest.starts(with: ":[0-5]\\d".utf8) else { return false }
    rest = rest.dropFirst(8)
    if rest.elementsEqual("$".utf8) || rest.elementsEqual("(?:\\.\\d+)?$".utf8) { return true }
    guard rest.starts(with: "\\.\\d{".utf8) else { return false }
    rest = rest.dropFirst(5).drop { $0 &- 0x30 < 10 }
    return rest.elementsEqual("}$".utf8)
  }

  private static func isVersionedUUID(_ source: String) -> Bool {
    let start = "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-"
    guard source.utf8.starts(with: start.utf8) else { return false }
    let rest = source.utf8.dropFirst(start.utf8.count)
    guard let version = rest.first, version &- 0x31 < 8 else { return false }
    return rest.dropFirst().elementsEqual("[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$".utf8)
  }
}
