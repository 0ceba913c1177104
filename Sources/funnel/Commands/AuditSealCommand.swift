internal import ArgumentParser
internal import Audit
internal import Diagnostics
internal import Git
internal import JSON
internal import Platform
internal import Store

struct AuditSealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Write a signed statement of all commits that the branch has now.",
    discussion: """
      A seal is a signed commit below refs/funnel/seals/, made with the key that git signs with (gpg.format,
      user.signingKey). Push it to where whoever could rewrite the branch cannot: git push REMOTE 'refs/funnel/seals/*'.
      Nothing is sealed when the seals that there are do not hold, or the branch is not what they say.
      --redaction records how a sealed history was lawfully rewritten; the old commits must still be here.
      """)

  @Option(name: .long, help: "The branch; the one that HEAD is on if not given.")
  var branch: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Record that history was rewritten to erase something, and why.", valueName: "reason"))
  var redaction: String?

  @Option(
    name: .long, help: ArgumentHelp("Whose SSH keys count for the seals that there are.", valueName: "file"),
    completion: .file())
  var allowedSigners: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let branch = try self.branch ?? store.currentBranch()
    var progress = ProgressLine(delay: 500_000)
    if let redaction, redaction.allSatisfy(\.isWhitespace) { throw UsageError("--redaction needs a reason") }
    let sealer = Sealer(store, branch: branch, allowedSigners: try SealText.signers(allowedSigners))
    let receipt = try sealer.seal(redaction: redaction, now: Environment.microsecondsNow) {
      progress.show($0, $1, $2)
    }
    progress.clear()
    if output.json {
      Output.json(SealText.json(receipt, branch))
      return
    }
    guard let receipt else {
      Output.line("\(Output.safe(branch)) is sealed up to its last commit already")
      return
    }
    Output.line(
      "\(Output.safe(branch)) sealed: \(SealText.commits(receipt.count)), \(receipt.added) of them new, up to \(receipt.tip.short)"
    )
    if let redaction = receipt.redaction { Output.line("  " + SealText.line(redaction)) }
    Output.line(
      "seal \(receipt.number)  \(StoreTime.readable(receipt.sealedAt))  \(Style.output.yellow(receipt.seal.short))"
    )
    Output.note("keep it elsewhere too: git push REMOTE \(SealText.reference(branch))")
  }
}

struct AuditVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare the branch with its seals: what was rewritten, removed or back-dated.",
    discussion: """
      Exits with 1 when anything does not hold, and says where it begins. A clone remembers the last seal that it has
      seen, so that it misses one that goes. Seals of others: git fetch REMOTE 'refs/funnel/seals/*:refs/funnel/seals/*'.
      """)

  @Option(name: .long, help: "The branch; the one that HEAD is on if not given.")
  var branch: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whose SSH keys count (see ssh-keygen, ALLOWED SIGNERS); git's own setting if not given.",
      valueName: "file"),
    completion: .file())
  var allowedSigners: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A seal's id that was kept elsewhere and must be there.", valueName: "seal"))
  var expect: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let branch = try self.branch ?? store.currentBranch()
    var expected: ObjectID?
    if let expect {
      expected = ObjectID(hex: expect)
      if expected == nil {
        expected = try? store.commit(at: expect, branch: nil, now: Environment.microsecondsNow)
      }
      if expected == nil { throw UsageError("--expect takes a seal's id of 40 digits") }
    }
    var progress = ProgressLine(delay: 500_000)
    let verifier = SealVerifier(store, branch: branch, allowedSigners: try SealText.signers(allowedSigners))
    let report = try verifier.verify(expecting: expected, now: Environment.microsecondsNow) {
      progress.show($0, $1, $2)
    }
    progress.clear()
    if output.json { Output.json(SealText.json(report)) } else { SealText.print(report) }
    if !report.findings.isEmpty { throw CommandExit.negative() }
  }
}
