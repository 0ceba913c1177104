import FirestoreModel

/// The documents that belong to nobody: configuration, flags, schema version and persona templates.
enum DemoSystem {
  static func documents(seed: UInt64) -> [DemoDocument] {
    var documents = [configuration, featureFlags, schemaVersion]
    for (order, archetype) in DemoArchetype.all.enumerated() {
      documents.append(template(archetype, order: order, seed: seed))
    }
    return documents
  }

  private static let opening = DemoClock.base - 396 * DemoClock.day

  private static var configuration: DemoDocument {
    func plan(_ plan: DemoPlan, personas: Int64, keys: Int64) -> Value {
      .object(
        ("analysisLimit", .integer(plan.analysisLimit)),
        ("apiKeyLimit", .integer(keys)),
        ("copyLimit", .integer(plan.copyLimit)),
        ("features", .strings(plan.features)),
        ("personaLimit", .integer(personas)))
    }
    return DemoDocument(
      ["system", "configuration"],
      Fields(unsorted: [
        ("authProviders", .strings(["google", "github", "microsoft"])),
        ("defaultPersonaTemplate", .string("careful-saver")),
        ("maintenance", .object(("isActive", .boolean(false)))),
        (
          "models",
          .object(
            ("default", .string("copy-judge-2")), ("fallback", .string("copy-judge-1")),
            ("temperature", .double(0.4)), ("timeoutMs", .integer(30_000)))
        ),
        (
          "plans",
          .object(
            ("enterprise", plan(.enterprise, personas: 1_000, keys: 100)),
            ("free", plan(.free, personas: 6, keys: 0)),
            ("pro", plan(.pro, personas: 50, keys: 5)))
        ),
        ("supportEmail", .string("support@example.com")),
        ("updatedAt", DemoClock.value(DemoClock.base - 19 * DemoClock.day)),
      ]))
  }

  private static var featureFlags: DemoDocument {
    func flag(_ description: String, isEnabled: Bool, percent: Value, plans: [DemoPlan] = []) -> Value {
      var fields = Fields(unsorted: [
        ("description", .string(description)),
        ("isEnabled", .boolean(isEnabled)),
        ("rolloutPercent", percent),
      ])
      if !plans.isEmpty { fields["plans"] = .strings(plans.map(\.rawValue)) }
      return .map(fields)
    }
    let flags: Value = .object(
      ("copyVariants", flag("Sample copy for other channels.", isEnabled: true, percent: .integer(100))),
      (
        "linkInput",
        flag(
          "Read the offer from a page instead of pasted text.", isEnabled: true, percent: .integer(100),
          plans: [.pro, .enterprise])
      ),
      (
        "teamPersonas",
        flag(
          "Personas that a whole team shares.", isEnabled: false, percent: .double(12.5), plans: [.enterprise]
        )
      ))
    return DemoDocument(
      ["system", "featureFlags"],
      Fields(unsorted: [("flags", flags), ("updatedAt", DemoClock.value(DemoClock.base - 3 * DemoClock.day))])
    )
  }

  private static var schemaVersion: DemoDocument {
    let steps: [(name: String, description: String, time: Int64)] = [
      ("first-collections", "Users, analyses and personas.", opening),
      ("personas-below-users", "Personas move below their user.", opening + 31 * DemoClock.day),
      (
        "findings-with-ids", "Each finding of an analysis gets an id of its own.",
        opening + 78 * DemoClock.day
      ),
    ]
    let migrations = steps.enumerated().map { index, step in
      Value.object(
        ("appliedAt", DemoClock.value(step.time)),
        ("description", .string(step.description)),
        ("name", .string(step.name)),
        ("version", .integer(Int64(index + 1))))
    }
    return DemoDocument(
      ["system", "schemaVersion"],
      Fields(unsorted: [
        ("appliedAt", DemoClock.value(opening + 78 * DemoClock.day)),
        ("migrations", .array(migrations)),
        ("version", .integer(Int64(steps.count))),
      ]))
  }

  private static func template(_ archetype: DemoArchetype, order: Int, seed: UInt64) -> DemoDocument {
    var random = DemoRandom(seed: seed, part: .system, item: order)
    let metadata: Value = .object(
      ("createdAt", DemoClock.value(opening)),
      ("isActive", .boolean(order < 14)),
      ("lastUsedAt", DemoClock.value(DemoClock.moment(before: DemoClock.base, days: 2, &random))),
      ("order", .integer(Int64(order + 1))),
      ("updatedAt", DemoClock.value(DemoClock.moment(from: opening, to: DemoClock.base, &random))),
      ("usageCount", .integer(Int64(random.within(10...4_000)))))
    return DemoDocument(
      ["personaTemplates", archetype.slug],
      Fields(unsorted: [
        ("category", .string(archetype.category)),
        ("characteristics", DemoProfile.characteristics(archetype, .english, &random)),
        ("description", .string(archetype.descriptions[0])),
        ("metadata", metadata),
        ("name", .string(archetype.name)),
        ("templateId", .string(archetype.slug)),
      ]))
  }
}
