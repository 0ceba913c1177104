import FirestoreModel

/// Who a user is, and how many documents of each type they have: what all of their documents agree on.
struct DemoProfile: Sendable {
  let seed: UInt64
  let index: Int
  let uid: String
  let locale: DemoLocale
  let name: String
  let email: String
  let provider: String
  let plan: DemoPlan
  /// Whether the plan is paid for: an expired one stays in the documents.
  let planStatus: String
  let createdAt: Int64
  let planStart: Int64
  let personas: [Persona]
  let analysisCount: Int
  let apiKeyCount: Int
  let eventCount: Int

  /// A persona's id and what it is made from.
  struct Persona: Sendable {
    let id: String
    let archetype: DemoArchetype
  }

  init(seed: UInt64, index: Int) {
    var random = DemoRandom(seed: seed, owner: index, part: .profile)
    self.seed = seed
    self.index = index
    // The first user is always Ada, with personas under readable ids: an example that documents can name.
    let isAda = index == 0
    let drawnUID = random.uid()
    uid = isAda ? "ada" : drawnUID
    let drawnLocale = DemoLocale.pick(&random)
    locale = isAda ? .english : drawnLocale
    let given = random.pick(locale.givenNames)
    let family = random.pick(locale.familyNames)
    name =
      isAda
      ? "Ada Okafor"
      : locale.code == "ja" ? "\(family.shown) \(given.shown)" : "\(given.shown) \(family.shown)"
    let host = random.pick(Self.hosts)
    email = isAda ? "ada@example.com" : "\(given.plain).\(family.plain).\(index)@\(host)"
    provider = isAda ? "google" : random.pick(Self.providers)
    let luck = random.below(100)
    plan = isAda || (70..<95).contains(luck) ? .pro : luck < 70 ? .free : .enterprise
    let statusLuck = random.below(100)
    planStatus = isAda || statusLuck < 88 ? "active" : statusLuck < 95 ? "cancelled" : "expired"
    createdAt = DemoClock.moment(before: DemoClock.base - 14 * DemoClock.day, days: 380, &random)
    planStart =
      plan == .free
      ? createdAt : DemoClock.moment(from: createdAt, to: DemoClock.base - DemoClock.day, &random)
    if isAda {
      personas = DemoArchetype.all.prefix(3).map { Persona(id: $0.slug, archetype: $0) }
    } else {
      let count = random.within(1...3) + random.within(0...3)
      personas = random.sample(DemoArchetype.all, count).map {
        Persona(id: random.chance(35) ? $0.slug : random.documentID(), archetype: $0)
      }
    }
    // On average 1 user, 1 subscription, 3.5 personas, 6 analyses, 0.5 keys and 8 events: some 20 documents.
    analysisCount = random.within(1...5) + random.within(isAda ? 2...6 : 0...6)
    apiKeyCount = plan == .free ? 0 : isAda ? 2 : random.within(0...3)
    eventCount = random.within(3...13)
  }

  func random(_ part: DemoRandom.Part, _ item: Int = 0) -> DemoRandom {
    DemoRandom(seed: seed, owner: index, part: part, item: item)
  }

  /// Ids come first in a document's stream, so that other documents can name them without making the document.
  func analysisID(_ item: Int) -> String {
    var random = random(.analysis, item)
    return random.documentID()
  }

  func apiKeyID(_ item: Int) -> String {
    var random = random(.apiKey, item)
    return random.documentID()
  }

  private static let hosts = ["example.com", "example.org", "example.net", "mail.example.com"]
  static let providers = ["google", "google", "google", "github", "microsoft"]
}

/// What a plan includes.
enum DemoPlan: String, Sendable, CaseIterable {
  case free, pro, enterprise

  var features: [String] {
    switch self {
    case .free: ["analyses"]
    case .pro: ["analyses", "copy", "custom-personas", "sharing", "api"]
    case .enterprise: ["analyses", "copy", "custom-personas", "sharing", "api", "team"]
    }
  }

  var analysisLimit: Int64 {
    switch self {
    case .free: 10
    case .pro: 500
    case .enterprise: 100_000
    }
  }

  var copyLimit: Int64 {
    switch self {
    case .free: 5
    case .pro: 1_000
    case .enterprise: 100_000
    }
  }
}
