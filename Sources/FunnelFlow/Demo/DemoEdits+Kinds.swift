import FirestoreModel

extension DemoEdits {
  /// Fills a draft with one kind of edit. A kind that finds nothing to work on rewords a persona instead, and without
  /// users a template.
  mutating func compose(_ draft: inout DemoDraft, _ random: inout DemoRandom) {
    guard generator.users > 0 else {
      if random.chance(50) { rewordTemplate(&draft, &random) } else { turnFlag(&draft, &random) }
      return
    }
    let isDone =
      switch random.below(100) {
      case 0..<34: rewordPersona(&draft, &random)
      case 34..<58: analyse(&draft, &random)
      case 58..<68: countUse(&draft, &random)
      case 68..<74: retireKey(&draft, &random)
      case 74..<82: addPersona(&draft, &random)
      case 82..<85: deletePersona(&draft, &random)
      case 85..<89: changePlan(&draft, &random)
      case 89..<93: share(&draft, &random)
      case 93..<97: rewordTemplate(&draft, &random)
      default: turnFlag(&draft, &random)
      }
    if isDone || rewordPersona(&draft, &random) { return }
    rewordTemplate(&draft, &random)
  }

  /// A new analysis with all that follows from it: the persona's and the user's counters and a usage event.
  private func analyse(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let profile = profile(someUser(&random))
    guard let (path, persona, fields) = somePersona(of: profile, &random) else { return false }
    let id = random.documentID()
    let isFailed = random.chance(8)
    draft.isFrom(user: profile.uid)
    draft.message = (isFailed ? "Try to analyse" : "Analyse") + " an offer for \(persona.archetype.name)"
    draft.set(
      DemoDocument.path(["users", profile.uid, "analyses", id]),
      profile.analysis(id, state: isFailed ? .failed : .completed, persona: persona, at: draft.time, &random))
    count(path, fields, &draft)
    let user = profile.userDocument()
    if var fields = current(user) {
      fields.put(
        .integer(Self.integer(fields.value("metadata", "totalAnalyses")) + 1), "metadata", "totalAnalyses")
      fields.put(draft.moment, "metadata", "lastAnalysisAt")
      fields["lastLoginAt"] = draft.moment
      draft.set(user.path, fields)
    }
    let event = profile.event(at: draft.time, &random) { _ in
      isFailed
        ? .init("analysisFailed", ("analysisId", .string(id)), ("errorCode", .string("model-timeout")))
        : .init("analysisCompleted", ("analysisId", .string(id)), ("personaId", .string(persona.id)))
    }
    draft.set(event.path, event.fields)
    return true
  }

  private func countUse(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let profile = profile(someUser(&random))
    guard let (path, persona, fields) = somePersona(of: profile, &random) else { return false }
    draft.isFrom(user: profile.uid)
    draft.message = "Count a use of \(persona.archetype.name)"
    count(path, fields, &draft)
    return true
  }

  private func count(_ path: DocumentPath, _ persona: Fields, _ draft: inout DemoDraft) {
    var fields = persona
    fields.put(.integer(Self.integer(fields.value("metadata", "usageCount")) + 1), "metadata", "usageCount")
    fields.put(draft.moment, "metadata", "lastUsedAt")
    draft.set(path, fields)
  }

  static func integer(_ value: Value?) -> Int64 {
    if case .integer(let number)? = value { return number }
    return 0
  }

  /// An active key is switched off, one that is off already is deleted.
  private func retireKey(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    for _ in 0..<20 {
      let profile = profile(random.below(generator.users))
      guard profile.apiKeyCount > 0 else { continue }
      let key = profile.apiKeyDocument(random.below(profile.apiKeyCount))
      guard var fields = current(key) else { continue }
      draft.isFrom(user: profile.uid)
      if fields["isActive"] == .boolean(true) {
        fields["isActive"] = .boolean(false)
        draft.set(key.path, fields)
        draft.message = "Switch an API key off"
      } else {
        draft.delete(key.path)
        draft.message = "Delete an API key that was off"
      }
      return true
    }
    return false
  }

  /// The plan stands in the subscription and, for the pages, in the user's document: one commit changes both.
  private func changePlan(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let profile = profile(random.below(generator.users))
    let subscription = profile.subscriptionDocument()
    let user = profile.userDocument()
    guard let before = current(subscription), var account = current(user) else { return false }
    let plans = DemoPlan.allCases.filter { before["planType"] != .string($0.rawValue) }
    let plan = random.pick(plans)
    let end = draft.time + 365 * DemoClock.day
    draft.set(
      subscription.path, DemoProfile.subscription(plan, from: draft.time, to: end, status: "active"))
    account["subscription"] = .object(
      ("endDate", DemoClock.value(end)), ("features", .strings(plan.features)),
      ("planType", .string(plan.rawValue)), ("startDate", draft.moment), ("status", .string("active")))
    draft.set(user.path, account)
    draft.message = "Move a customer to the \(plan.rawValue) plan"
    return true
  }

  private func share(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let profile = profile(someUser(&random))
    let analysis = profile.analysisDocument(random.below(profile.analysisCount))
    guard var fields = current(analysis), fields.value("metadata", "status") == .string("completed") else {
      return false
    }
    let isPublic = fields.value("sharing", "isPublic") == .boolean(true)
    fields["sharing"] = .object(
      ("isPublic", .boolean(!isPublic)), ("shareToken", .string(random.token())), ("sharedAt", draft.moment))
    draft.set(analysis.path, fields)
    draft.isFrom(user: profile.uid)
    draft.message = isPublic ? "Stop sharing an analysis" : "Share an analysis"
    return true
  }

  @discardableResult
  private func turnFlag(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let documents = generator.systemDocuments()
    guard let flags = documents.first(where: { $0.path == FunnelFlowCollections.featureFlags }),
      var fields = current(flags)
    else { return false }
    let name = random.pick(["copyVariants", "linkInput", "teamPersonas"])
    let percent = Double(random.within(0...199)) / 2
    fields.put(.boolean(percent > 0), "flags", name, "isEnabled")
    fields.put(.double(percent), "flags", name, "rolloutPercent")
    fields["updatedAt"] = draft.moment
    draft.set(flags.path, fields)
    draft.message = "Roll \(name) out to \(percent) %"
    return true
  }
}
