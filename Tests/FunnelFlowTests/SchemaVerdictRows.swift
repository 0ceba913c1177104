/// One row a constraint: the design's, the interfaces', and what was completed.
extension SchemaVerdictTests {
  /// `users/ada/personas/busy-parent`.
  static let persona = rows(
    "users/ada/personas/busy-parent",
    [
      ("personaId", #""Busy Parent""#, false),
      ("personaId", #""ab""#, false),
      ("personaId", #""abc""#, true),
      ("personaId", #""a--b""#, false),
      ("personaId", #""-ab""#, false),
      ("personaId", #""Zb3kQ9xWm2LpRt7VyC0a""#, true),
      ("personaId", long(65), false),
      ("description", #""too short""#, false),
      ("description", #""ten chars.""#, true),
      ("description", long(501), false),
      ("characteristics/behavior/mediaConsumption", #""podcasts""#, false),
      ("characteristics/behavior/mediaConsumption", #"[]"#, true),
      ("characteristics/demographics/income", nil, false),
      ("characteristics/psychographics/extra", #"[]"#, false),
      ("metadata/isDefault", nil, false),
      ("metadata/usageCount", nil, true),
      ("metadata/lastUsedAt", #""x""#, false),
      ("metadata", nil, false),
      ("userId", nil, false),
    ])

  /// `users/ada`.
  static let user = rows(
    "users/ada",
    [
      ("email", #""ada""#, false),
      ("email", #""ada@localhost""#, false),
      ("email", #""a..b@example.com""#, false),
      ("email", #""ada+tag@example.co.uk""#, true),
      ("email", #""ada@-x.com""#, false),
      ("name", #""""#, false),
      ("name", long(100), true),
      ("name", long(101), false),
      ("authProvider", #""apple""#, false),
      ("profileImage", #""not a url""#, false),
      ("profileImage", #""ftp://example.com/a""#, false),
      ("profileImage", #""http://localhost:8080/a?b=c#d""#, true),
      ("profileImage", nil, true),
      ("profileImage", #"null"#, false),
      ("role", #""owner""#, false),
      ("role", #""admin""#, true),
      ("role", nil, true),
      ("createdAt", #""2026-01-31T09:30:00Z""#, false),
      ("createdAt", #"{"$timestamp": "2026-01-31t09:30:00Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2026-01-31T09:30:00.12Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2026-01-31T09:30:00.123456Z"}"#, true),
      ("createdAt", #"{"$timestamp": "2026-02-29T09:30:00Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2024-02-29T09:30:00Z"}"#, true),
      ("createdAt", #"{"$timestamp": "2100-02-29T00:00:00Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2000-02-29T00:00:00Z"}"#, true),
      ("createdAt", #"{"$timestamp": "0000-01-01T00:00:00Z"}"#, false),
      ("createdAt", #"{"$timestamp": "0001-01-01T00:00:00Z"}"#, true),
      ("createdAt", #"{"$timestamp": "2026-01-31T23:59:60Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2026-01-31T24:00:00Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2026-01-31T09:30:00+02:00"}"#, true),
      ("createdAt", #"{"$timestamp": "2026-01-31T09:30:00-00:00"}"#, false),
      ("createdAt", #"{"$timestmp": "2026-01-31T09:30:00Z"}"#, false),
      ("createdAt", #"{"$timestamp": "2026-01-31T09:30:00Z", "x": 1}"#, false),
      ("userId", #""""#, false),
      ("userId", long(128), true),
      ("userId", long(129), false),
      ("userId", #""a/b""#, false),
      ("userId", #""k8f:Q@ü""#, true),
      ("extra", #"1"#, false),
      ("subscription/planType", #""gold""#, false),
      ("subscription/status", #""paused""#, false),
      ("subscription/features", #""x""#, false),
      ("subscription/features", #"[1]"#, false),
      ("subscription/startDate", nil, false),
      ("subscription/endDate", #"{"$timestamp": "2026-11-01T00:00:00Z"}"#, true),
      ("subscription/typo", #"1"#, false),
      ("preferences/theme", #""pink""#, false),
      ("preferences/defaultPersona", #""""#, true),
      ("preferences/emailNotifications", #""yes""#, false),
      ("preferences/analyticsOptOut", nil, false),
      ("metadata", nil, true),
      ("metadata/totalAnalyses", #"-1"#, false),
      ("metadata/totalAnalyses", #"1.5"#, false),
      ("lastLoginAt", nil, true),
      ("metadata/x", #"1"#, false),
    ])

  /// `users/ada/analyses/6f1d2f4e-8c3a-4b7e-9a51-0d2c7b9e4f10`.
  static let analysis = rows(
    "users/ada/analyses/6f1d2f4e-8c3a-4b7e-9a51-0d2c7b9e4f10",
    [
      ("input/offerDetails", #""123456789""#, false),
      ("input/offerDetails", long(2000), true),
      ("input/offerDetails", long(2001), false),
      ("input/inputType", #""file""#, false),
      ("input/persona", #""""#, false),
      ("input/customPersonaId", #""?""#, false),
      ("input/customPersonaId", nil, true),
      ("results", nil, false),
      ("results/confidence", nil, false),
      ("results/confidence", #"1"#, true),
      ("results/confidence", #"1.0"#, true),
      ("results/confidence", #"1.01"#, false),
      ("results/confidence", #"-0.1"#, false),
      ("results/confidence", #"{"$double": "NaN"}"#, false),
      ("results/processingTimeMs", #"0"#, false),
      ("results/processingTimeMs", #"0.5"#, true),
      ("results/sampleCopy", nil, false),
      ("results/sampleCopy/headline", nil, false),
      ("results/analysis/0/score", #"101"#, false),
      ("results/analysis/0/aspect", #""x""#, false),
      ("results/analysis/0/more", #""x""#, false),
      ("results/analysis", #"[]"#, true),
      ("metadata/status", #""done""#, false),
      ("metadata/status", nil, false),
      ("metadata/requestId", #""1""#, false),
      ("metadata/createdAt", nil, false),
      ("sharing", nil, true),
      ("sharing/isPublic", nil, false),
      ("analysisId", #""a1""#, false),
    ])

  /// `users/ada/analyses/Zb3kQ9xWm2LpRt7VyC0a`.
  static let running = rows(
    "users/ada/analyses/Zb3kQ9xWm2LpRt7VyC0a",
    [
      ("metadata/status", #""completed""#, false),
      ("metadata/status", #""failed""#, true),
      ("results", #"{}"#, true),
      ("results", #"{"confidence": 2}"#, false),
      ("results", #"null"#, false),
    ])

  /// `users/ada/apiKeys/3c0f6a2e-91d7-4c58-b1e2-7d8e9f0a1b2c`.
  static let apiKey = rows(
    "users/ada/apiKeys/3c0f6a2e-91d7-4c58-b1e2-7d8e9f0a1b2c",
    [
      ("keyHash", #""fk_live_4f7a9c2e1b8d6035""#, false),
      ("keyHash", long(64), false),
      ("keyHash", #""$2b$12$abcdefghijklmnopqrstuv""#, false),
      ("permissions", #"[]"#, false),
      ("permissions", #"["read", "read"]"#, false),
      ("permissions", #"["root"]"#, false),
      ("expiresAt", nil, false),
      ("isActive", #""true""#, false),
      ("key", #""raw""#, false),
      ("lastUsedAt", nil, true),
    ])

  /// `analytics/N5tYp2Wc8Rk0Jm7Bx3Lq`.
  static let event = rows(
    "analytics/N5tYp2Wc8Rk0Jm7Bx3Lq",
    [
      ("ipAddress", #""300.1.1.1""#, false),
      ("ipAddress", #""::1""#, true),
      ("ipAddress", #""::""#, true),
      ("ipAddress", #""1::2::3""#, false),
      ("ipAddress", #""fe80::1%eth0""#, false),
      ("ipAddress", #""1:2:3:4:5:6:7:8""#, true),
      ("ipAddress", #""1:2:3:4:5:6:7::""#, true),
      ("ipAddress", #""01.2.3.4""#, false),
      ("eventType", #""x""#, false),
      ("eventData/other", #"1"#, false),
      ("eventData", nil, false),
      ("eventData", #"{}"#, true),
      ("sessionId", #""s""#, false),
      ("userAgent", #""""#, true),
    ])

  /// `subscriptions/ada`.
  static let subscription = rows(
    "subscriptions/ada",
    [
      ("endDate", nil, false),
      ("analysisLimit", #"-1"#, false),
      ("analysisLimit", #"0"#, true),
      ("copyLimit", #""many""#, false),
      ("userId", #""ada""#, false),
    ])

  /// `system/configuration`.
  static let configuration = rows(
    "system/configuration",
    [
      ("models/temperature", #"3"#, false),
      ("plans/gold", #"{}"#, false),
      ("plans/free/features", nil, false),
      ("maintenance/isActive", #"1"#, false),
      ("supportEmail", #""x""#, false),
      ("x", #"1"#, false),
    ])

  /// `system/featureFlags`.
  static let flags = rows(
    "system/featureFlags",
    [
      ("flags/Bad name", #"{}"#, false),
      ("flags/linkInput/rolloutPercent", #"101"#, false),
      ("flags/linkInput/on", #"true"#, false),
      ("flags", #"{}"#, true),
      ("flags/linkInput/plans", #"["x"]"#, false),
    ])

  /// `system/schemaVersion`.
  static let version = rows(
    "system/schemaVersion",
    [
      ("version", #"0"#, false),
      ("version", #"1.5"#, false),
      ("migrations/0/name", #""No""#, false),
      ("migrations/0/by", #""x""#, false),
    ])

  /// `personaTemplates/careful-saver`.
  static let template = rows(
    "personaTemplates/careful-saver",
    [
      ("category", #""x""#, false),
      ("metadata/order", #"-1"#, false),
      ("templateId", #""A B""#, false),
      ("characteristics/behavior", nil, false),
      ("userId", #""x""#, false),
    ])

  /// A string of so many characters.
  private static func long(_ count: Int) -> String { "\"" + String(repeating: "x", count: count) + "\"" }

  private static func rows(_ document: String, _ rows: [(String, String?, Bool)]) -> [Change] {
    rows.map { Change(document: document, place: $0.0, text: $0.1, fits: $0.2) }
  }

  static let all = [
    persona, user, analysis, running, apiKey, event, subscription, configuration, flags, version, template,
  ].flatMap { $0 }
}
