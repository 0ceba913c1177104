import FirestoreModel

extension DemoProfile {
  /// `users/{userId}/personas/{personaId}`.
  func personaDocument(_ item: Int) -> DemoDocument {
    let persona = personas[item]
    var random = random(.persona, item)
    let created = DemoClock.moment(from: createdAt, to: DemoClock.base - DemoClock.hour, &random)
    let updated = random.chance(40) ? created : DemoClock.moment(from: created, to: DemoClock.base, &random)
    let isUsed = index == 0 || random.chance(80)
    var metadata = Fields(unsorted: [
      ("createdAt", DemoClock.value(created)),
      ("isDefault", .boolean(item == 0 && (index == 0 || random.chance(60)))),
      ("updatedAt", DemoClock.value(updated)),
      ("usageCount", .integer(isUsed ? Int64(random.within(1...60) * random.within(1...6)) : 0)),
    ])
    if isUsed {
      metadata["lastUsedAt"] = DemoClock.value(DemoClock.moment(from: created, to: DemoClock.base, &random))
    }
    let description =
      index == 0 ? persona.archetype.descriptions[0] : random.pick(persona.archetype.descriptions)
    return DemoDocument(
      ["users", uid, "personas", persona.id],
      Fields(unsorted: [
        ("characteristics", Self.characteristics(persona.archetype, locale, &random)),
        ("description", .string(description)),
        ("metadata", .map(metadata)),
        ("name", .string(persona.archetype.name)),
        ("personaId", .string(persona.id)),
        ("userId", .string(uid)),
      ]))
  }

  /// Drawn from an archetype's pools, with an income as the locale would say it.
  static func characteristics(
    _ archetype: DemoArchetype, _ locale: DemoLocale, _ random: inout DemoRandom
  ) -> Value {
    let behavior: Value = .object(
      ("decisionMaking", .string(archetype.decisionMaking)),
      ("mediaConsumption", .strings(random.sample(archetype.media, random.within(2...3)))),
      ("purchasingTriggers", .strings(random.sample(archetype.triggers, random.within(2...3)))))
    let demographics: Value = .object(
      ("ageRange", .string(random.pick(archetype.ageRanges))),
      ("income", .string(random.pick(locale.incomes))),
      ("occupation", .string(random.pick(archetype.occupations))))
    let psychographics: Value = .object(
      ("challenges", .strings(random.sample(archetype.challenges, random.within(2...3)))),
      ("interests", .strings(random.sample(archetype.interests, random.within(1...3)))),
      ("values", .strings(random.sample(archetype.values, 2))))
    return .object(("behavior", behavior), ("demographics", demographics), ("psychographics", psychographics))
  }
}
