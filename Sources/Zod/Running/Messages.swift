internal import JSON

/// zod's default English messages, and values as they stand in them.
enum Messages {
  static func type(expected: String, received: String) -> String {
    "Invalid input: expected \(expected), received \(received)"
  }

  static func value(_ values: [ZodLiteral]) -> String {
    if values.count == 1 { return "Invalid input: expected \(shown(values[0]))" }
    return "Invalid option: expected one of \(values.map(shown).joined(separator: "|"))"
  }

  /// `Too big` and `Too small`; what is counted has a unit when it is a string's or an array's length.
  static func size(_ isBig: Bool, origin: String, bound: Double, inclusive: Bool, exact: Bool = false)
    -> String
  {
    let unit = origin == "string" ? " characters" : origin == "array" ? " items" : nil
    let sign = exact ? "exactly " : (isBig ? "<" : ">") + (inclusive ? "=" : "")
    return
      "Too \(isBig ? "big" : "small"): expected \(origin) to \(unit == nil ? "be" : "have") \(sign)\(JavaScriptNumber.text(bound))\(unit ?? "")"
  }

  static func format(_ format: String) -> String { "Invalid \(names[format] ?? format)" }

  static func unrecognized(_ keys: [[UInt8]]) -> String {
    let shown = keys.map { "\"\(String(decoding: $0, as: UTF8.self))\"" }.joined(separator: ", ")
    return "Unrecognized key\(keys.count > 1 ? "s" : ""): \(shown)"
  }

  static func discriminator(_ values: [ZodLiteral]) -> String {
    guard !values.isEmpty else { return "Invalid input" }
    let shown = values.map { value in
      if case .string(let bytes) = value { return "'\(String(decoding: bytes, as: UTF8.self))'" }
      return "'\(Self.shown(value))'"
    }
    return "Invalid discriminator value. Expected \(shown.joined(separator: " | "))"
  }

  static func shown(_ value: ZodLiteral) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): JavaScriptNumber.text(value)
    case .string(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
    }
  }

  static func json(_ value: ZodLiteral) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): json(value)
    case .string(let bytes): .string(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A number as `JSON.stringify` writes it.
  static func json(_ value: Double) -> JSONValue {
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return .int(whole) }
    return value.isFinite ? .number(JavaScriptNumber.text(value)) : .null
  }

  /// What zod calls a format in a message, where that is not its name.
  private static let names = [
    "regex": "input", "email": "email address", "url": "URL", "uuid": "UUID", "guid": "GUID", "ulid": "ULID",
    "xid": "XID", "ksuid": "KSUID", "datetime": "ISO datetime", "date": "ISO date", "time": "ISO time",
    "duration": "ISO duration", "ipv4": "IPv4 address", "ipv6": "IPv6 address", "mac": "MAC address",
    "cidrv4": "IPv4 range", "cidrv6": "IPv6 range", "base64": "base64-encoded string",
    "base64url": "base64url-encoded string", "json_string": "JSON string", "e164": "E.164 number",
    "currency_code": "currency code", "credit_card": "credit card number", "iban": "IBAN", "jwt": "JWT",
    "template_literal": "input",
  ]
}
