internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Merges the documents of sides that place them in different folders (`fanOut`): then a file's path says nothing, and
/// documents are compared by their own paths. The merged settings place them.
struct Relayout {
  let run: TreeMergeRun
  let rules: MergedRules

  /// Brings `data/` and `live/` of the merged tree to the merged settings, with what only one side changed.
  ///
  /// - Returns: the documents that both sides changed.
  func apply(to outcome: inout TreeMergeRun.Outcome) throws(StoreError) -> Set<DocumentPath> {
    let writer = DocumentMerges(run: run, rules: rules)
    var edits: [TreeEdit.Change] = []
    let startsFromTheirs =
      run.ours.fanOut != rules.settings.fanOut && run.theirs.fanOut == rules.settings.fanOut
    let start = startsFromTheirs ? run.theirs : run.ours
    let other = startsFromTheirs ? run.ours : run.theirs
    if startsFromTheirs { outcome.tree = try run.edit(outcome.tree, try folders(of: run.theirs)) }
    if start.fanOut != rules.settings.fanOut { try relocate(start, writer, &edits) }
    var contested = Set<DocumentPath>()
    let changed = try other.documents(changedSince: run.base)
    for path in changed {
      let base = try blobs(run.base, path)
      let mine = try blobs(start, path)
      let new = try blobs(other, path)
      if new == base || new == mine { continue }
      if mine == base {
        writer.put(path, new.first ?? nil, new.last ?? nil, &edits)
      } else {
        contested.insert(path)
      }
    }
    outcome.tree = try run.edit(outcome.tree, edits)
    return contested
  }

  private func folders(of side: MergeSide) throws(StoreError) -> [TreeEdit.Change] {
    var edits: [TreeEdit.Change] = []
    for folder in DocumentFolder.allCases {
      let tree = try side.tree(of: folder)
      edits.append(
        TreeEdit.Change(replacing: run.root + [folder.rawValue], with: tree.map { (EntryMode.tree, $0) }))
    }
    return edits
  }

  /// Moves every document that the merged settings place elsewhere.
  private func relocate(
    _ side: MergeSide, _ writer: DocumentMerges, _ edits: inout [TreeEdit.Change]
  ) throws(StoreError) {
    guard let snapshot = side.snapshot else { return }
    var old: [TreeEdit.Change] = []
    var new: [TreeEdit.Change] = []
    try snapshot.forEachDocument { (path, data, live) throws(StoreError) in
      let before = DocumentPlace.components(of: path, fanOut: snapshot.settings.fanOut)
      if before == DocumentPlace.components(of: path, fanOut: rules.settings.fanOut) { return true }
      for folder in DocumentFolder.allCases {
        old.append(
          TreeEdit.Change(replacing: run.store.root.file(path, folder, snapshot.settings), with: nil))
      }
      writer.put(path, data, live, &new)
      return true
    }
    edits += old + new
  }

  /// The blobs of `data/` and `live/`; what is no plain file counts as none.
  private func blobs(_ side: MergeSide?, _ path: DocumentPath) throws(StoreError) -> [ObjectID?] {
    guard let snapshot = side?.snapshot else { return [nil, nil] }
    let (data, live) = try snapshot.blobs(of: path)
    return [data, live]
  }
}
