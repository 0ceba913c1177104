internal import Diagnostics
internal import Git
internal import JSON
internal import Store

/// Merges the files that are no documents, as git itself does: by lines.
struct FileMerge {
  let run: TreeMergeRun

  func merge(_ contests: [ThreeWayWalk.Contest], into outcome: inout TreeMergeRun.Outcome) throws(StoreError)
  {
    var edits: [TreeEdit.Change] = []
    for contest in contests {
      var (merged, problem) = try merge(contest)
      // Settings and schemas with conflict markers in them would stop every command until they are mended.
      if problem != nil, isRule(contest.path) { merged = contest.ours }
      let name = contest.path.joined(separator: "/")
      outcome.files.append(
        MergedFile(
          name: name, base: contest.base, ours: contest.ours, theirs: contest.theirs, merged: merged,
          problem: problem))
      edits.append(TreeEdit.Change(replacing: contest.path, with: merged.map { ($0.mode, $0.id) }))
    }
    outcome.tree = try run.edit(outcome.tree, edits)
  }

  /// Whether a file is one that every command reads: the settings or a schema.
  private func isRule(_ path: [String]) -> Bool {
    guard path.starts(with: run.root) else { return false }
    let below = path[run.root.count...]
    return below.first == "schemas" || Array(below) == ["funnel.json"]
  }

  private func merge(
    _ contest: ThreeWayWalk.Contest
  ) throws(StoreError) -> (merged: Tree.Entry?, problem: String?) {
    guard let ours = contest.ours, let theirs = contest.theirs else {
      // As git leaves it: the file that is still there stays, in conflict.
      let who = contest.ours == nil ? "ours removed the file, theirs" : "theirs removed the file, ours"
      return (contest.ours ?? contest.theirs, "\(who) changed it")
    }
    var mode = ours.mode
    if let base = contest.base, base.mode == ours.mode { mode = theirs.mode }
    if ours.id == theirs.id { return (Tree.Entry(mode: mode, name: ours.name, id: ours.id), nil) }
    guard contest.isOfPlainFiles else {
      return (ours, "both sides changed it, and it is no plain file")
    }
    if let base = contest.base?.id {
      // One side changed only the mode.
      if base == ours.id { return (Tree.Entry(mode: mode, name: ours.name, id: theirs.id), nil) }
      if base == theirs.id { return (Tree.Entry(mode: mode, name: ours.name, id: ours.id), nil) }
    }
    let texts = try storing { () throws(GitError) in
      (
        base: try contest.base.map { (entry) throws(GitError) in try run.repository.blob(entry.id) },
        ours: try run.repository.blob(ours.id), theirs: try run.repository.blob(theirs.id)
      )
    }
    let merge = try storing { () throws(GitError) in
      try Repository.mergeText(
        base: texts.base, ours: texts.ours, theirs: texts.theirs,
        labels: (run.ours.label, run.theirs.label))
    }
    guard let merge else { return (ours, "both sides changed it, and it is binary") }
    if merge.isClean, let fault = fault(of: contest.path, merge.bytes) {
      return (ours, "merged by lines \(fault)")
    }
    let id = try storing { () throws(GitError) in try run.repository.write(.blob, merge.bytes) }
    return (
      Tree.Entry(mode: mode, name: ours.name, id: id),
      merge.isClean ? nil : "both sides changed the same lines"
    )
  }

  /// Why a text that merged without a conflict cannot be what it was; nil when it can.
  private func fault(of path: [String], _ bytes: [UInt8]) -> String? {
    guard path.starts(with: run.root), let name = path.last, name.hasSuffix(".json") else { return nil }
    do throws(JSONError) {
      _ = try JSONText(parsing: bytes)
      return nil
    } catch {
      return "it is no JSON any more: \(error.message)"
    }
  }
}
