internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Merging
internal import Platform
internal import Store

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Merge a branch, document by document and field by field.",
    discussion: """
      In a bare store, or into a branch that is not checked out, a merge with conflicts writes nothing. In a clone it
      is left under way as git merge leaves it: funnel conflicts and funnel resolve settle it, git commit concludes
      it, git merge --abort takes it back. Exits with 1 when somebody must decide.
      """)

  @Argument(help: "A branch, a tag or a commit.")
  var revision: String

  @Option(name: [.customShort("m"), .long], help: "The merge commit's message.")
  var message: String?

  @Option(name: .long, help: "The branch to merge into; the one that HEAD is on if not given.")
  var branch: String?

  @Flag(name: .customLong("no-ff"), help: "Make a merge commit even where the branch could just be moved on.")
  var noFastForward = false

  @Flag(name: .customLong("ff-only"), help: "Only move the branch on; refuse where that cannot be.")
  var onlyFastForward = false

  @Flag(name: .long, help: "In a clone: leave a clean merge for git commit to conclude.")
  var noCommit = false

  @Flag(name: .long, help: "Say what would come of it, and change nothing.")
  var dryRun = false

  @Flag(name: .long, help: "Merge histories that have no commit in common.")
  var allowUnrelatedHistories = false

  @Flag(name: .long, help: "Leave the clone's own git hooks out.")
  var noVerify = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if noFastForward, onlyFastForward { throw ValidationError("--no-ff and --ff-only contradict each other") }
  }

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    var request = MergeRequest(revision: revision)
    request.makesCommit = noFastForward
    request.onlyFastForward = onlyFastForward
    request.stopsBeforeCommit = noCommit
    request.allowsUnrelated = allowUnrelatedHistories
    request.isDryRun = dryRun
    let answer = try store.merge(
      request,
      options: WriteOptions(
        branch: branch, message: message, via: .merge, runsHooks: !noVerify,
        now: { Environment.microsecondsNow }))
    if output.json { Output.json(json(answer)) } else { show(answer) }
    if answer.outcome == .conflicts { throw CommandExit.negative() }
  }

  private func show(_ answer: MergeAnswer) {
    let style = Style.output
    let name = Output.safe(revision)
    let branch = Output.safe(answer.branch)
    let merge = answer.merge
    let id = style.yellow(answer.commit.short)
    let documents = merge.documents.count
    let how =
      documents == 0
      ? "no document was changed by both"
      : "\(documents) document\(documents == 1 ? "" : "s") changed by both"
    switch answer.outcome {
    case .upToDate: Output.line("\(branch) holds all of \(name) already")
    case .fastForward where dryRun: Output.line("\(branch) would move on to \(name)")
    case .fastForward: Output.line("\(branch)  moved on to \(name)  \(id)")
    case .merged where dryRun: Output.line("\(branch) and \(name) would merge: \(how)")
    case .merged: Output.line("\(branch)  merged \(name): \(how)  \(id)")
    case .prepared: Output.line("\(branch)  merged \(name): \(how); git commit concludes it")
    case .conflicts: showConflicts(answer)
    }
  }

  private func showConflicts(_ answer: MergeAnswer) {
    for document in answer.merge.documents where !document.isClean {
      Output.line(Style.output.bold(Output.safe(document.path.description)))
      if let problem = document.problem { Output.line("  " + Output.safe(problem)) }
      for conflict in document.conflicts { ConflictText.print(conflict) }
    }
    for file in answer.merge.files {
      guard let problem = file.problem else { continue }
      Output.line(Style.output.bold(Output.safe(file.name)))
      Output.line("  " + Output.safe(problem))
    }
    let count = answer.merge.conflictCount
    let what = "\(count) conflict\(count == 1 ? "" : "s")"
    if answer.isUnderWay {
      Output.note(
        """
        \(what): the merge waits for you.
          settle:  funnel resolve PATH [FIELD] --ours, --theirs, --base or --value …; then git commit
          back:    git merge --abort
        """)
    } else {
      Output.note("\(what). Nothing was \(dryRun ? "changed" : "written").")
    }
  }

  private func json(_ answer: MergeAnswer) -> JSONValue {
    let merge = answer.merge
    return [
      "outcome": .string(answer.outcome.rawValue), "dryRun": .bool(dryRun), "branch": .string(answer.branch),
      "commit": .string(answer.commit.description), "theirs": .string(merge.theirs.description),
      "bases": .array(merge.bases.map { .string($0.description) }), "tree": .string(merge.tree.description),
      "underWay": .bool(answer.isUnderWay),
      "documents": .array(merge.documents.map(ConflictText.json)),
      "files": .array(
        merge.files.map { ["name": .string($0.name), "problem": $0.problem.map { .string($0) } ?? .null] }),
    ]
  }
}
