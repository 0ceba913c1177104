import FirestoreModel

extension DemoProfile {
  /// `users/{userId}`.
  func userDocument() -> DemoDocument {
    var random = random(.profile, 1)
    let lastLogin = DemoClock.moment(from: createdAt, to: DemoClock.base, &random)
    var subscription = Fields(unsorted: [
      ("features", .strings(plan.features)),
      ("planType", .string(plan.rawValue)),
      ("startDate", DemoClock.value(planStart)),
      ("status", .string(planStatus)),
    ])
    if plan != .free || planStatus != "active" { subscription["endDate"] = DemoClock.value(planEnd) }
    let preferences: Value = .object(
      ("analyticsOptOut", .boolean(random.chance(12))),
      ("defaultPersona", .string(defaultPersona(&random))),
      ("emailNotifications", .boolean(random.chance(64))),
      ("theme", .string(random.pick(["dark", "light", "system", "system"]))))
    let copies = random.within(0...analysisCount * 3)
    let metadata: Value = .object(
      ("lastAnalysisAt", DemoClock.value(DemoClock.moment(from: createdAt, to: lastLogin, &random))),
      ("totalAnalyses", .integer(Int64(analysisCount + random.within(0...40)))),
      ("totalCopyGenerations", .integer(Int64(copies))))
    var fields = Fields(unsorted: [
      ("authProvider", .string(provider)),
      ("createdAt", DemoClock.value(createdAt)),
      ("email", .string(email)),
      ("lastLoginAt", DemoClock.value(lastLogin)),
      ("metadata", metadata),
      ("name", .string(name)),
      ("preferences", preferences),
      ("subscription", .map(subscription)),
      ("userId", .string(uid)),
    ])
    if random.chance(55) {
      fields["profileImage"] = .string("https://images.example.com/people/\(random.token()).png")
    }
    if index == 1 || (index > 1 && random.below(500) == 0) {
      fields["role"] = .string("admin")
    } else if random.chance(10) {
      fields["role"] = .string("user")
    }
    return DemoDocument(["users", uid], fields)
  }

  /// `subscriptions/{userId}`.
  func subscriptionDocument() -> DemoDocument {
    DemoDocument(
      ["subscriptions", uid], Self.subscription(plan, from: planStart, to: planEnd, status: planStatus))
  }

  static func subscription(_ plan: DemoPlan, from start: Int64, to end: Int64, status: String) -> Fields {
    Fields(unsorted: [
      ("analysisLimit", .integer(plan.analysisLimit)),
      ("copyLimit", .integer(plan.copyLimit)),
      ("endDate", DemoClock.value(end)),
      ("features", .strings(plan.features)),
      ("planType", .string(plan.rawValue)),
      ("startDate", DemoClock.value(start)),
      ("status", .string(status)),
    ])
  }

  private var planEnd: Int64 { planStart + 365 * DemoClock.day }

  private func defaultPersona(_ random: inout DemoRandom) -> String {
    if index == 0 { return personas[0].id }
    return random.chance(60)
      ? random.pick(personas).id : random.chance(70) ? random.pick(DemoArchetype.all).slug : ""
  }

  /// `users/{userId}/apiKeys/{keyId}`: the hash is that of no key.
  func apiKeyDocument(_ item: Int) -> DemoDocument {
    var random = random(.apiKey, item)
    let id = random.documentID()
    let createdAt = DemoClock.moment(from: createdAt, to: DemoClock.base, &random)
    let expiresAt = createdAt + Int64(random.pick([90, 180, 365])) * DemoClock.day
    let scheme = random.pick([
      "$pbkdf2-sha256$i=210000$", "$scrypt$ln=17,r=8,p=1$", "$argon2id$v=19$m=19456,t=2,p=1$",
    ])
    let hash = scheme + random.base64(ofByteCount: 16) + "$" + random.base64(ofByteCount: 32)
    var fields = Fields(unsorted: [
      ("createdAt", DemoClock.value(createdAt)),
      ("expiresAt", DemoClock.value(expiresAt)),
      ("isActive", .boolean(expiresAt > DemoClock.base && random.chance(90))),
      ("keyHash", .string(hash)),
      ("keyId", .string(id)),
      ("name", .string(random.pick(Self.keyNames))),
      (
        "permissions",
        .strings(random.pick([["read"], ["read"], ["read", "write"], ["read", "write", "admin"]]))
      ),
      ("userId", .string(uid)),
    ])
    if random.chance(70) {
      fields["lastUsedAt"] = DemoClock.value(DemoClock.moment(from: createdAt, to: DemoClock.base, &random))
    }
    return DemoDocument(["users", uid, "apiKeys", id], fields)
  }

  private static let keyNames = [
    "Newsletter script", "Shop plug-in", "Old dashboard", "Nightly report", "Zap", "Staging", "CI",
    "Spreadsheet",
  ]
}
