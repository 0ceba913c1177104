import JSON

extension Explainer {
  /// One fault is one finding: takes away what only follows from another finding.
  ///
  /// Never takes the last one of a fault: each draft goes for the sake of one that stays.
  mutating func removeCascades() {
    joinMisspeltKeys()
    var kept: [Draft] = []
    kept.reserveCapacity(drafts.count)
    let codes = Dictionary(grouping: drafts.indices, by: { drafts[$0].node }).mapValues { indices in
      Set(indices.map { drafts[$0].keyword })
    }
    var seen: Set<DraftKey> = []
    for draft in drafts {
      let beside = codes[draft.node] ?? []
      if follows(draft, beside) { continue }
      // The same keyword may be met on several ways.
      let key = DraftKey(code: draft.code, message: draft.message, pointer: draft.pointer)
      if seen.insert(key).inserted { kept.append(draft) }
    }
    drafts = kept
  }

  private struct DraftKey: Hashable {
    var code: String
    var message: String
    var pointer: String
  }

  /// Whether a draft says less than another one of the same value.
  private func follows(_ draft: Draft, _ beside: Set<Substring>) -> Bool {
    switch draft.keyword {
    // What a value may be says its type as well.
    case "type": beside.contains("enum") || beside.contains("const")
    case "minProperties": beside.contains("required")
    // Nothing matches an empty text.
    case "pattern", "format":
      beside.contains("minLength") && tape.nodes[draft.node].kind == .string
        && tape.nodes[draft.node].length == 2
    default: false
    }
  }

  /// A misspelt key is missing where it should be and not allowed where it is: one finding with a hint.
  private mutating func joinMisspeltKeys() {
    for index in drafts.indices {
      guard let meant = drafts[index].meant, drafts.contains(where: { $0.missing == meant }) else { continue }
      drafts[index].hint = "did you mean \(Words.name(meant.name)), which is missing?"
    }
    let meant = drafts.compactMap(\.meant)
    guard !meant.isEmpty else { return }
    drafts.removeAll { draft in draft.missing.map(meant.contains) ?? false }
  }
}

extension Explainer.Draft {
  /// The code without `schema/`.
  fileprivate var keyword: Substring { code.dropFirst(7) }
}
