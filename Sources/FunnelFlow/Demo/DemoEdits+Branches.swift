public import FirestoreModel

extension DemoEdits {
  /// Two branches that leave the tip, each with a few commits that reword personas: material for a review.
  ///
  /// Call it when the commits are exhausted. Without users there are none.
  public func branches() -> [DemoBranch] {
    guard generator.users > 0 else { return [] }
    return (0..<2).map { number in
      var state = self
      var random = DemoRandom(seed: generator.seed, owner: 1 + number, part: .edit)
      let persona = profile(0).personas[number]
      let author = DemoCommit.Author.people[1 + number]
      var commits: [DemoCommit] = []
      for step in 0..<(2 + number) {
        let time = DemoClock.base + 81 * DemoClock.day + Int64(number * 60 + step * 7) * 60 * DemoClock.second
        var draft = DemoDraft(time: time, author: author)
        let item = profile(0).personas.firstIndex { $0.id.utf8.elementsEqual(persona.id.utf8) } ?? 0
        let document = profile(0).personaDocument(item)
        guard var fields = state.current(document) else { continue }
        let about = Self.reword(&fields, persona.archetype, &random)
        fields.put(draft.moment, "metadata", "updatedAt")
        draft.set(document.path, fields)
        draft.message = "\(persona.archetype.name): \(about)"
        draft.via = .edit
        state.changed[document.path] = .some(fields)
        commits.append(draft.commit())
      }
      return DemoBranch(name: "reword/\(persona.archetype.slug)", commits: commits)
    }
  }

  /// Two of Ada's personas as somebody left them in the working tree: the first fits its schema, the second has a
  /// description that is too short. For files in `data/`, so without the volatile fields.
  public func handEdits() -> [(path: DocumentPath, fields: Fields)] {
    guard generator.users > 0 else { return [] }
    let ada = profile(0)
    var edits: [(path: DocumentPath, fields: Fields)] = []
    for (item, description) in [
      (0, "Plans meals, work and school runs from one phone, standing."), (1, "Is awake."),
    ] {
      let document = ada.personaDocument(item)
      guard var fields = current(document) else { continue }
      fields["description"] = .string(description)
      if case .map(var metadata)? = fields["metadata"] {
        metadata["usageCount"] = nil
        metadata["lastUsedAt"] = nil
        fields["metadata"] = .map(metadata)
      }
      edits.append((document.path, fields))
    }
    return edits
  }
}
