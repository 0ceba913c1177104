public import Diagnostics
internal import FirestoreModel
public import Git
internal import Hashing
internal import Platform
public import Store

/// What became of a sealed branch.
public struct SealReport: Sendable {
  /// One seal, and who vouches for it.
  public struct Seal: Sendable {
    public let number: Int
    public let commit: ObjectID
    /// Microseconds since 1970.
    public let sealedAt: Int64
    public let count: Int
    public let tip: ObjectID
    public let signature: SignatureStatus
    public let redaction: RedactionReport?
  }

  public let branch: String
  public internal(set) var seals: [Seal] = []
  /// Commits that seals tell of, and those that came after them.
  public internal(set) var sealed = 0
  public internal(set) var unsealed = 0
  /// The last commit that is as it was sealed, with its place from the root, 1; nil when not even the first one is.
  public internal(set) var lastGood: (place: Int, commit: ObjectID, time: Int64)?
  /// What does not hold; empty when all does.
  public internal(set) var findings: [Finding] = []
}

/// Compares a branch with its seals.
public struct SealVerifier {
  /// Clocks may differ by so much (docs/threat-model.md).
  static let clockSkew: Int64 = 300_000_000

  let store: Store
  let branch: String
  let allowedSigners: String?

  public init(_ store: Store, branch: String, allowedSigners: String? = nil) {
    self.store = store
    self.branch = branch
    self.allowedSigners = allowedSigners
  }

  /// Tells what was rewritten, taken away, or given a forged time since it was sealed.
  ///
  /// - Parameters:
  ///   - expected: a seal's id that was kept elsewhere, and must be there.
  ///   - now: microseconds since 1970.
  /// - Throws: `audit/no-seal` when there never was one.
  public func verify(
    expecting expected: ObjectID? = nil, now: Int64, progress: (String, Int, Int) -> Void = { _, _, _ in }
  ) throws(StoreError) -> SealReport {
    let last = try lastSeal()
    let seen = SeenSeal(store, branch: branch)
    if last == nil, seen.load() == nil, expected == nil {
      throw StoreError(
        "audit/no-seal", "\(branch) has no seal, so nothing tells whether it was rewritten",
        hint:
          "funnel audit seal makes one; seals of others: git fetch origin '+refs/funnel/seals/*:refs/funnel/seals/*'",
        kind: .missing)
    }
    let book = try SealBook(branch: branch, tip: last, store)
    var report = SealReport(branch: branch)
    let signed = try signatures(book)
    report.seals = zip(book.entries, signed.statuses).map { entry, status in
      SealReport.Seal(
        number: entry.record.number, commit: entry.commit, sealedAt: entry.record.sealedAt,
        count: entry.record.count, tip: entry.record.tip, signature: status,
        redaction: entry.record.redaction.map { RedactionReport($0) })
    }
    report.findings = book.findings + removed(book, expecting: expected) + signed.findings + strange()
    report.sealed = book.links.count
    guard let tip = try storing({ () throws(GitError) in try store.repository.tip(ofBranch: branch) }) else {
      report.findings.append(
        finding(
          "seal/removed",
          "the branch \(branch) is gone; its last sealed commit was \(book.links.last?.id.short ?? "?")"))
      return report
    }
    let chain = AuditedChain(try store.chain(of: tip))
    report.unsealed = max(0, chain.count - book.links.count)
    let good = book.commonCount(chain)
    if good > 0 { report.lastGood = (good, chain[good - 1].id, chain[good - 1].ownTime) }
    report.findings += differences(book, chain)
    let reader = ObjectReader(store.repository)
    report.findings += try damage(chain, reader, progress)
    if good == book.links.count { report.findings += times(book, chain, now: now) }
    report.findings += try redactions(book, reader, until: good, progress)
    if report.findings.isEmpty, let entry = book.entries.last { seen.save(entry.record.number, entry.commit) }
    return report
  }

  /// The commit that the branch's seals end in; nil where there is none.
  func lastSeal() throws(StoreError) -> ObjectID? {
    try storing { () throws(GitError) in try store.repository.target(of: SealBook.reference(branch)) }
  }

  func finding(_ code: String, _ message: String, hint: String? = nil) -> Finding {
    Finding(code: code, message: message, location: SourceLocation(), hint: hint)
  }

  /// Seals that were there once.
  func removed(_ book: SealBook, expecting expected: ObjectID? = nil) -> [Finding] {
    var findings: [Finding] = []
    let there = Set(book.entries.map(\.commit))
    if let seen = SeenSeal(store, branch: branch).load(), !there.contains(seen.commit), book.findings.isEmpty
    {
      findings.append(
        finding(
          "seal/removed",
          "seal \(seen.number) (\(seen.commit.short)), which this clone has seen, is gone; there \(book.entries.count == 1 ? "is 1 seal" : "are \(book.entries.count) seals") left",
          hint: "while git still has it: git update-ref \(SealBook.reference(branch)) \(seen.commit)"))
    }
    if let expected, !there.contains(expected) {
      findings.append(finding("seal/removed", "the seal \(expected.short) that must be there is not"))
    }
    return findings
  }

  /// Who vouches for each seal.
  func signatures(_ book: SealBook) throws(StoreError) -> (statuses: [SignatureStatus], findings: [Finding]) {
    if book.entries.isEmpty { return ([], []) }
    let checker = SignatureChecker(store.repository, allowedSigners: allowedSigners)
    var signed: [ObjectID: Bool] = [:]
    for entry in book.entries {
      signed[entry.commit] = try storing { () throws(GitError) in
        try store.repository.commit(entry.commit).isSigned
      }
    }
    let known = try checker.check(Set(signed.filter(\.value).keys))
    var findings: [Finding] = []
    let statuses = book.entries.map { entry -> SignatureStatus in
      let status = signed[entry.commit] == true ? known[entry.commit] ?? .unknownKey("") : .none
      let name = "seal \(entry.record.number) (\(entry.commit.short))"
      switch status {
      case .good: break
      case .unknownKey(let key):
        findings.append(
          finding(
            "seal/unknown-key",
            "\(name) is signed with a key that nobody vouches for\(key.isEmpty ? "" : ": \(VisibleText.of(key))")",
            hint: "--allowed-signers FILE names whose keys count; for GPG, import and trust the key"))
      case .none, .unchecked: findings.append(finding("seal/unsigned", "\(name) is not signed"))
      case .bad:
        findings.append(finding("seal/bad-signature", "the signature of \(name) is bad: it was changed"))
      case .expired: findings.append(finding("seal/bad-signature", "the key that signed \(name) has expired"))
      case .revoked: findings.append(finding("seal/bad-signature", "the key that signed \(name) was revoked"))
      }
      return status
    }
    return (statuses, findings)
  }

  /// What makes git itself show another history than the one that is verified here.
  private func strange() -> [Finding] {
    var findings: [Finding] = []
    for name in (try? store.repository.references(below: "refs/replace/")) ?? [] {
      findings.append(
        finding(
          "seal/replaced", "\(name) makes git show another object in the place of this one",
          hint: "git replace -d \(name.dropFirst("refs/replace/".utf8.count))"))
    }
    if let bytes = (try? Files.readIfPresent(store.repository.commonDirectory + "/info/grafts")) ?? nil,
      bytes.contains(where: { $0 > 0x20 })
    {
      findings.append(finding("seal/replaced", "info/grafts makes git show other parents than commits have"))
    }
    return findings
  }
}
