internal import Diagnostics
internal import Git
internal import Store

/// The settings and schemas of the merged tree: they place, split and judge its documents.
///
/// A file of them that is in conflict, or that makes no sense in the merge, is ours until somebody has decided.
struct MergedRules {
  private(set) var settings = Settings()
  private(set) var schemas: SchemaSet
  /// Of `schemas` as read; nil where there is none.
  private(set) var schemaFolder: ObjectID?
  /// Whether the rules can judge at all: ours may have been broken before.
  private(set) var canJudge = true

  private let run: TreeMergeRun

  /// Reads them from the merged tree; what is wrong with them only in the merge becomes a conflict there.
  init(_ run: TreeMergeRun, _ outcome: inout TreeMergeRun.Outcome) throws(StoreError) {
    self.run = run
    schemas = try SchemaSet(files: [])
    // Our files in the place of those that are wrong; where ours are wrong too, they are so on their own account.
    var view = outcome.tree
    var blamed = Set<String>()
    while true {
      do throws(StoreError) {
        try read(view)
        return
      } catch {
        if error.kind == .io { throw error }
        if error.code == "store/not-there" { return }
        guard let file = error.location?.file, blamed.insert(file).inserted else { break }
        try blame(file, error.message, &view, &outcome)
      }
    }
    // Ours were wrong before: then nothing can be judged, and what a schema would say of fields is not known.
    canJudge = false
    settings = run.ours.snapshot?.settings ?? settings
    schemas = try SchemaSet(files: [])
  }

  private mutating func read(_ tree: ObjectID) throws(StoreError) {
    let side = try MergeSide(tree: tree, commit: .zero, label: "merged", in: run.store)
    guard let snapshot = side.snapshot else { return }
    settings = snapshot.settings
    schemas = try snapshot.schemas()
    schemaFolder = try side.schemaFolder()
    guard !run.isVirtual, try schemaFolder != run.ours.schemaFolder(),
      try schemaFolder != run.theirs.schemaFolder()
    else { return }
    if let fault = schemas.check().first { throw fault }
  }

  /// Puts our file in the place of one that is wrong, and tells so unless ours was the same.
  private func blame(
    _ file: String, _ message: String, _ view: inout ObjectID, _ outcome: inout TreeMergeRun.Outcome
  ) throws(StoreError) {
    let path = run.root + file.split(separator: "/").map(String.init)
    let name = path.joined(separator: "/")
    let repository = run.repository
    let (base, ours, theirs, merged) = try storing { () throws(GitError) in
      (
        try repository.entry(at: path, in: run.base?.tree), try repository.entry(at: path, in: run.ours.tree),
        try repository.entry(at: path, in: run.theirs.tree),
        try repository.entry(at: path, in: outcome.tree)
      )
    }
    try replace(name, in: &view)
    if merged == ours { return }
    try replace(name, in: &outcome.tree)
    outcome.files.removeAll { $0.name == name }
    outcome.files.append(
      MergedFile(
        name: name, base: base, ours: ours, theirs: theirs, merged: ours,
        problem: "in the merge it is wrong: \(message)"))
  }

  private func replace(_ name: String, in tree: inout ObjectID) throws(StoreError) {
    let path = name.split(separator: "/").map(String.init)
    let ours = try storing { () throws(GitError) in try run.repository.entry(at: path, in: run.ours.tree) }
    tree = try run.edit(tree, [TreeEdit.Change(replacing: path, with: ours.map { ($0.mode, $0.id) })])
  }
}
