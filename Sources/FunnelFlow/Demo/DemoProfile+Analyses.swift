import FirestoreModel

extension DemoProfile {
  /// `users/{userId}/analyses/{analysisId}`: nine of ten completed, the rest under way or failed.
  func analysisDocument(_ item: Int) -> DemoDocument {
    var random = random(.analysis, item)
    let id = random.documentID()
    let luck = random.below(100)
    // A user's first one is always complete, so that each store has all states only by chance but results for sure.
    let state: DemoAnalysisState = item == 0 || luck < 90 ? .completed : luck < 94 ? .processing : .failed
    let time =
      state == .processing
      ? DemoClock.moment(before: DemoClock.base, days: 0, &random)
      : DemoClock.moment(from: createdAt, to: DemoClock.base, &random)
    return DemoDocument(
      ["users", uid, "analyses", id], analysis(id, state: state, persona: nil, at: time, &random))
  }

  /// An analysis of an offer in the user's language, for the given persona or one of the user's or a template.
  func analysis(
    _ id: String, state: DemoAnalysisState, persona given: Persona?, at time: Int64,
    _ random: inout DemoRandom
  ) -> Fields {
    let offer = DemoOffer(locale, &random)
    let isCustom = given != nil || random.chance(75)
    let persona = given ?? random.pick(personas)
    let template = random.pick(DemoArchetype.all)
    let isLink = random.chance(20)
    var input = Fields(unsorted: [
      ("inputType", .string(isLink ? "link" : "text")),
      ("offerDetails", .string(isLink ? "https://shop.example.com/offers/\(random.token())" : offer.text)),
      ("persona", .string(isCustom ? persona.archetype.name : template.slug)),
    ])
    if isCustom { input["customPersonaId"] = .string(persona.id) }
    let metadata: Value = .object(
      ("aiModel", .string(random.chance(85) ? "copy-judge-2" : "copy-judge-1")),
      ("createdAt", DemoClock.value(time)),
      ("requestId", .string(random.uuid())),
      ("status", .string(state.rawValue)),
      ("version", .string(random.pick(["2.3.1", "2.4.0", "2.4.0"]))))
    var fields = Fields(unsorted: [
      ("analysisId", .string(id)),
      ("input", .map(input)),
      ("metadata", metadata),
      ("userId", .string(uid)),
    ])
    let readerName = isCustom ? persona.archetype.name : template.name
    switch state {
    case .completed:
      fields["results"] = .map(Self.results(of: offer, for: readerName, locale, &random))
      if random.chance(18) { fields["sharing"] = Self.sharing(at: time, &random) }
    case .processing: break
    case .failed:
      // Some fail after the first findings.
      if random.chance(40) {
        fields["results"] = .object(("analysis", Self.findings(for: readerName, 1, &random)))
      }
    }
    return fields
  }

  /// All of a completed analysis' results.
  static func results(
    of offer: DemoOffer, for reader: String, _ locale: DemoLocale, _ random: inout DemoRandom
  ) -> Fields {
    let confidence = random.below(50) == 0 ? Value.integer(1) : .double(Double(random.within(41...99)) / 100)
    let milliseconds: Value =
      random.chance(70)
      ? .integer(Int64(random.within(900...14_000))) : .double(Double(random.within(9_001...99_999)) / 8)
    return Fields(unsorted: [
      ("analysis", findings(for: reader, random.within(2...4), &random)),
      ("confidence", confidence),
      ("processingTimeMs", milliseconds),
      ("sampleCopy", offer.sampleCopy(locale, &random)),
    ])
  }

  private static func findings(for reader: String, _ count: Int, _ random: inout DemoRandom) -> Value {
    var aspects: [String] = []
    let chosen = random.sample(DemoFinding.all, count).filter { finding in
      // Two verdicts on one aspect would contradict each other.
      if aspects.contains(finding.aspect) { return false }
      aspects.append(finding.aspect)
      return true
    }
    return .array(
      chosen.map { finding in
        let isGood = finding.verdict == "strength"
        let score = random.within(isGood ? 140...196 : 24...132)
        return .object(
          ("aspect", .string(finding.aspect)),
          ("finding", .string(finding.sentence(about: reader))),
          ("id", .string(finding.id)),
          ("recommendation", .string(finding.recommendation)),
          ("score", score % 2 == 0 ? .integer(Int64(score / 2)) : .double(Double(score) / 2)),
          ("verdict", .string(finding.verdict)))
      })
  }

  static func sharing(at time: Int64, _ random: inout DemoRandom) -> Value {
    let sharedAt = min(
      time + Int64(random.within(60...86_400)) * DemoClock.second, max(time, DemoClock.base - 1))
    return .object(
      ("isPublic", .boolean(random.chance(80))),
      ("shareToken", .string(random.token())),
      ("sharedAt", DemoClock.value(sharedAt)))
  }
}

enum DemoAnalysisState: String, Sendable { case processing, completed, failed }

/// Something that is offered for a price, in one language: what an analysis judges and writes copy for.
struct DemoOffer: Sendable {
  let product: String
  let benefit: String
  let price: String
  let term: String

  init(_ locale: DemoLocale, _ random: inout DemoRandom) {
    product = random.pick(locale.products)
    benefit = random.pick(locale.benefits)
    price = "\(locale.price.before)\(random.within(4...49))\(locale.price.after)"
    term = random.pick(locale.terms)
  }

  var text: String { "\(product): \(benefit). \(price). \(term)" }

  func sampleCopy(_ locale: DemoLocale, _ random: inout DemoRandom) -> Value {
    let action = random.pick(locale.callsToAction)
    var copy = Fields(unsorted: [
      ("body", .string("\(product): \(benefit), \(random.pick(locale.benefits)).\n\(price). \(term)")),
      ("callToAction", .string(action)),
      ("headline", .string("\(product) – \(benefit)")),
    ])
    if random.chance(60) { copy["subheadline"] = .string("\(price). \(term)") }
    if random.chance(30) {
      copy["variants"] = .array(
        random.sample(["ad", "email", "landingPage", "sms", "socialPost"], random.within(1...2)).map {
          channel in
          .object(
            ("channel", .string(channel)),
            (
              "id",
              .string(
                channel == "landingPage" ? "landing-page" : channel == "socialPost" ? "social-post" : channel)
            ),
            ("text", .string("\(product). \(action) ✨")))
        })
    }
    return .map(copy)
  }
}
