internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Judges a merged store where its schemas or settings are not those of a side: two branches that are each valid may
/// be invalid together although no document was changed by both.
struct MergeVerdicts {
  let run: TreeMergeRun
  let rules: MergedRules

  func judge(_ outcome: inout TreeMergeRun.Outcome) throws(StoreError) {
    guard rules.canJudge else { return }
    var sides: [MergeSide] = []
    for side in [run.ours, run.theirs] where try differs(side) { sides.append(side) }
    if sides.isEmpty { return }
    let done = Set(outcome.documents.map(\.path))
    try split(sides, done, &outcome)
    let snapshot = try run.store.snapshot(ofTree: outcome.tree, for: .zero)
    var suspects = Set<DocumentPath>()
    for side in sides {
      try run.store.judge(snapshot, since: side.snapshot, { _ in true }) { file, findings, _ in
        if let path = file.path, !findings.isEmpty, !done.contains(path) { suspects.insert(path) }
      }
    }
    let writer = DocumentMerges(run: run, rules: rules)
    let merged = try MergeSide(
      tree: outcome.tree, commit: .zero, label: "merged", in: run.store)
    var edits: [TreeEdit.Change] = []
    for path in suspects.sorted() {
      let result = try merged.version(of: path)
      guard result.fault == nil else {
        // Each side changed another of its two files, and together they are no document: then field by field.
        let document = try writer.merge(path, nil, &edits)
        if !document.isClean || document.merged != nil { outcome.documents.append(document) }
        continue
      }
      var document = MergedDocument(
        path: path, movedFrom: nil, base: try run.base?.version(of: path) ?? .absent(path),
        ours: try run.ours.version(of: path), theirs: try run.theirs.version(of: path),
        merged: result.fields, conflicts: [], problem: nil, findings: [], host: .same)
      try writer.judgeAlone(&document)
      if document.conflicts.isEmpty { continue }
      document.host = .different
      outcome.documents.append(document)
    }
    outcome.tree = try run.edit(outcome.tree, edits)
  }

  private func differs(_ side: MergeSide) throws(StoreError) -> Bool {
    guard let snapshot = side.snapshot else { return false }
    return try side.schemaFolder() != rules.schemaFolder
      || snapshot.settings.strictCollections != rules.settings.strictCollections
  }

  /// Documents that a side changed under other schemas are split into their two files as the merged ones say.
  private func split(
    _ sides: [MergeSide], _ done: Set<DocumentPath>, _ outcome: inout TreeMergeRun.Outcome
  ) throws(StoreError) {
    let writer = DocumentMerges(run: run, rules: rules)
    let merged = try MergeSide(
      tree: outcome.tree, commit: .zero, label: "merged", in: run.store)
    var edits: [TreeEdit.Change] = []
    var seen = done
    for side in sides {
      for path in try side.documents(changedSince: run.base) where seen.insert(path).inserted {
        if try side.splits(path, at: rules.schemas.volatilePaths(for: path)) { continue }
        guard let fields = try merged.version(of: path).fields else { continue }
        try writer.split(path, fields, &edits)
      }
    }
    outcome.tree = try run.edit(outcome.tree, edits)
  }
}
