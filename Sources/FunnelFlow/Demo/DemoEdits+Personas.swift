import FirestoreModel

extension DemoEdits {
  /// A persona that is still there, of those imported or made since.
  func somePersona(
    of profile: DemoProfile, _ random: inout DemoRandom
  ) -> (path: DocumentPath, persona: DemoProfile.Persona, fields: Fields)? {
    let start = random.below(profile.personas.count)
    for offset in profile.personas.indices {
      let item = (start + offset) % profile.personas.count
      let path = Self.path(profile, profile.personas[item])
      guard let fields = current(path, profile.personaDocument(item).fields) else { continue }
      return (path, profile.personas[item], fields)
    }
    return nil
  }

  private static func path(_ profile: DemoProfile, _ persona: DemoProfile.Persona) -> DocumentPath {
    DemoDocument.path(["users", profile.uid, "personas", persona.id])
  }

  /// Other words for the same reader: what reviewers look at most.
  func rewordPersona(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let isLater = !laterPersonas.isEmpty && random.chance(10)
    let later = isLater ? random.pick(laterPersonas) : nil
    let profile = profile(later?.user ?? someUser(&random))
    let target: (path: DocumentPath, persona: DemoProfile.Persona, fields: Fields)?
    if let later, let fields = current(Self.path(profile, later.persona), nil) {
      target = (Self.path(profile, later.persona), later.persona, fields)
    } else {
      target = somePersona(of: profile, &random)
    }
    guard let (path, persona, before) = target else { return false }
    var fields = before
    let about = Self.reword(&fields, persona.archetype, &random)
    fields.put(draft.moment, "metadata", "updatedAt")
    draft.set(path, fields)
    draft.via = random.chance(40) ? .edit : .cli
    draft.message = "\(persona.archetype.name): \(about)"
    return true
  }

  /// Changes one to two places of a persona or template, and says what was done.
  static func reword(_ fields: inout Fields, _ archetype: DemoArchetype, _ random: inout DemoRandom) -> String
  {
    switch random.below(6) {
    case 0, 1:
      let before = fields["description"]
      for _ in 0..<8 where fields["description"] == before {
        fields["description"] = .string(random.pick(archetype.descriptions) + random.pick(tails))
      }
      return "say what fills the day"
    case 2:
      toggle(random.pick(archetype.challenges), "psychographics", "challenges", &fields)
      toggle(random.pick(commonChallenges), "psychographics", "challenges", &fields)
      return "challenges after the interviews"
    case 3:
      toggle(random.pick(archetype.media), "behavior", "mediaConsumption", &fields)
      return "where they read"
    case 4:
      fields.put(.string(random.pick(archetype.ageRanges)), "characteristics", "demographics", "ageRange")
      fields.put(.string(random.pick(archetype.occupations)), "characteristics", "demographics", "occupation")
      return "age and occupation by the survey"
    default:
      toggle(random.pick(archetype.triggers), "behavior", "purchasingTriggers", &fields)
      toggle(random.pick(archetype.values), "psychographics", "values", &fields)
      return "what makes them buy"
    }
  }

  /// Takes a text out of a list of a persona's characteristics, or adds it; one always stays.
  private static func toggle(_ text: String, _ part: String, _ list: String, _ fields: inout Fields) {
    guard case .array(var texts)? = fields.value("characteristics", part, list) else { return }
    if let index = texts.firstIndex(of: .string(text)) {
      if texts.count > 1 { texts.remove(at: index) }
    } else {
      texts.append(.string(text))
    }
    fields.put(.array(texts), "characteristics", part, list)
  }

  mutating func addPersona(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let user = someUser(&random)
    let profile = profile(user)
    let archetype = random.pick(DemoArchetype.all)
    let persona = DemoProfile.Persona(id: random.documentID(), archetype: archetype)
    laterPersonas.append((user, persona))
    draft.set(
      Self.path(profile, persona),
      Fields(unsorted: [
        ("characteristics", DemoProfile.characteristics(archetype, profile.locale, &random)),
        ("description", .string(random.pick(archetype.descriptions) + random.pick(Self.tails))),
        (
          "metadata",
          .object(
            ("createdAt", draft.moment), ("isDefault", .boolean(false)), ("updatedAt", draft.moment),
            ("usageCount", .integer(0)))
        ),
        ("name", .string("\(archetype.name) (\(random.pick(Self.seasons)))")),
        ("personaId", .string(persona.id)),
        ("userId", .string(profile.uid)),
      ]))
    draft.isFrom(user: profile.uid)
    draft.message = "Add a persona from \(archetype.name)"
    return true
  }

  /// Never one of Ada's, never somebody's last, never a default.
  func deletePersona(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    guard generator.users > 1 else { return false }
    let profile = profile(1 + random.below(generator.users - 1))
    let present = profile.personas.indices.filter { item in
      changed[Self.path(profile, profile.personas[item])] != .some(nil)
    }
    guard present.count > 1, let item = present.last else { return false }
    let path = Self.path(profile, profile.personas[item])
    guard let fields = current(path, profile.personaDocument(item).fields),
      fields.value("metadata", "isDefault") == .boolean(false),
      profile.userDocument().fields.value("preferences", "defaultPersona")
        != .string(profile.personas[item].id)
    else { return false }
    draft.delete(path)
    draft.isFrom(user: profile.uid)
    draft.message = "Delete the persona \(profile.personas[item].archetype.name)"
    return true
  }

  @discardableResult
  func rewordTemplate(_ draft: inout DemoDraft, _ random: inout DemoRandom) -> Bool {
    let archetype = random.pick(DemoArchetype.all)
    let path = DemoDocument.path(["personaTemplates", archetype.slug])
    guard let document = generator.systemDocuments().first(where: { $0.path == path }),
      var fields = current(document)
    else { return false }
    let about = Self.reword(&fields, archetype, &random)
    fields.put(draft.moment, "metadata", "updatedAt")
    draft.set(path, fields)
    draft.message = "Template \(archetype.name): \(about)"
    return true
  }

  static let tails = [
    "", "", " Reads on the phone, decides on the sofa.", " Has been let down once and remembers.",
    " Wants an answer before lunch.", " Tells friends, whichever way it goes.", " Would rather call.",
  ]

  private static let commonChallenges = [
    "prices that changed last month", "too many newsletters", "forms on small screens", "waiting for parcels",
  ]

  private static let seasons = ["spring", "summer sale", "back to school", "winter", "launch"]
}
