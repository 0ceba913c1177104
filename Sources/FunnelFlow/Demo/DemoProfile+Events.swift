import FirestoreModel

extension DemoProfile {
  /// `analytics/{eventId}`: something that the user did, naming documents that are there.
  func eventDocument(_ item: Int) -> DemoDocument {
    var random = random(.event, item)
    let time = DemoClock.moment(from: createdAt, to: DemoClock.base, &random)
    return event(at: time, &random) { random in
      if item == 0 { return Kind("login", ("provider", .string(provider))) }
      return randomKind(&random)
    }
  }

  /// An event's type and details.
  struct Kind {
    let type: String
    let data: Fields

    init(_ type: String, _ data: (String, Value)...) {
      self.type = type
      self.data = Fields(unsorted: data)
    }
  }

  func event(
    at time: Int64, _ random: inout DemoRandom, _ kind: (inout DemoRandom) -> Kind
  ) -> DemoDocument {
    let id = random.documentID()
    let kind = kind(&random)
    let fields = Fields(unsorted: [
      ("eventData", .map(kind.data)),
      ("eventId", .string(id)),
      ("eventType", .string(kind.type)),
      ("ipAddress", .string(Self.address(&random))),
      ("sessionId", .string(random.documentID())),
      ("timestamp", DemoClock.value(time)),
      ("userAgent", .string(random.pick(Self.userAgents))),
      ("userId", .string(uid)),
    ])
    return DemoDocument(["analytics", id], fields)
  }

  private func randomKind(_ random: inout DemoRandom) -> Kind {
    let persona = random.pick(personas)
    let analysis = analysisID(random.below(analysisCount))
    let duration = Value.integer(Int64(random.within(900...14_000)))
    switch random.below(apiKeyCount > 0 ? 11 : 10) {
    case 0: return Kind("login", ("provider", .string(provider)))
    case 1: return Kind("logout")
    case 2, 3: return Kind("pageViewed", ("page", .string(random.pick(Self.pages))))
    case 4:
      return Kind("analysisStarted", ("analysisId", .string(analysis)), ("inputType", .string("text")))
    case 5, 6:
      return Kind(
        "analysisCompleted", ("analysisId", .string(analysis)), ("durationMs", duration),
        ("personaId", .string(persona.id)))
    case 7:
      return Kind("copyGenerated", ("analysisId", .string(analysis)), ("channel", .string("email")))
    case 8: return Kind("personaUpdated", ("personaId", .string(persona.id)))
    case 9:
      return Kind(
        "analysisFailed", ("analysisId", .string(analysis)),
        ("errorCode", .string(random.pick(["model-timeout", "page-not-found", "limit-reached"]))))
    default: return Kind("apiKeyCreated", ("keyId", .string(apiKeyID(random.below(apiKeyCount)))))
    }
  }

  /// From the networks that are set aside for documentation (RFC 5737, RFC 3849).
  private static func address(_ random: inout DemoRandom) -> String {
    if random.chance(30) { return "2001:db8:\(random.within(1...9999))::\(random.within(1...9999))" }
    return random.pick(["192.0.2.", "198.51.100.", "203.0.113."]) + String(random.within(1...254))
  }

  private static let pages = ["/", "/analyses", "/analyses/new", "/personas", "/pricing", "/settings"]

  private static let userAgents = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:134.0) Gecko/20100101 Firefox/134.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "FunnelFlow/2.4.0 (iOS 18.2)",
  ]
}
