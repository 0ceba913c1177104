internal import FirestoreModel
public import Git
internal import Platform
public import Store
internal import Diagnostics

/// What a seal that was made says.
public struct SealReceipt: Sendable {
  public let branch: String
  public let number: Int
  /// The seal itself: whoever keeps this id elsewhere can tell later that it was taken away.
  public let seal: ObjectID
  public let tip: ObjectID
  /// Microseconds since 1970.
  public let sealedAt: Int64
  /// All commits of the branch, and those that no seal had before.
  public let count: Int
  public let added: Int
  public let redaction: RedactionReport?
}

/// What was taken from a sealed history.
public struct RedactionReport: Sendable {
  public let reason: String
  public let rewritten: Int
  public let dropped: Int
  public let erased: Int
  public let replaced: Int
  public let paths: [String]

  init(_ summary: RedactionSummary) {
    reason = summary.reason
    rewritten = summary.rewritten
    dropped = summary.dropped
    erased = summary.erased
    replaced = summary.replaced
    paths = summary.paths
  }
}

/// Writes seals.
public struct Sealer {
  /// Says whether the seals that there are hold; it knows the branch.
  private let verifier: SealVerifier
  private var store: Store { verifier.store }
  private var branch: String { verifier.branch }

  public init(_ store: Store, branch: String, allowedSigners: String? = nil) {
    verifier = SealVerifier(store, branch: branch, allowedSigners: allowedSigners)
  }

  /// Seals the branch as it is.
  ///
  /// - Parameters:
  ///   - redaction: why history was rewritten since the last seal; the seal then records how. nil: it was not.
  ///   - now: microseconds since 1970.
  /// - Returns: nil when all of the branch's commits are sealed already.
  /// - Throws: `audit/seal-broken` when the seals that there are do not hold, or the branch is not what they say;
  ///   `audit/redaction`; `audit/shallow`; `git/signing`.
  public func seal(
    redaction reason: String? = nil, now: Int64, progress: (String, Int, Int) -> Void = { _, _, _ in }
  ) throws(StoreError) -> SealReceipt? {
    let tip = try store.tip(of: branch)
    let last = try verifier.lastSeal()
    let book = try SealBook(branch: branch, tip: last, store)
    let chain = AuditedChain(try store.chain(of: tip))
    guard !chain.isShallow else {
      throw StoreError(
        "audit/shallow", "this is a shallow clone: it does not have all that a seal must tell of",
        hint: "git fetch --unshallow", kind: .refused)
    }
    try check(book, chain, isRedaction: reason != nil, now: now)
    if let first = chain.tip, first.ownTime > now + SealVerifier.clockSkew {
      throw StoreError(
        "store/future",
        "the last commit of \(branch) (\(first.id.short)) says that it was made in the future",
        hint: "check the clock", kind: .retry)
    }
    let reader = ObjectReader(store.repository)
    let comparer = TreeComparer(reader)
    var from = book.links.count
    var links: [SealedLink] = []
    var made: RedactionMaker.Result?
    if let reason {
      from = book.commonCount(chain)
      guard from < book.links.count else {
        throw StoreError(
          "audit/redaction",
          "all sealed commits of \(branch) are there as they were: there is no redaction to record",
          hint: "funnel audit seal", kind: .refused)
      }
      let result = try RedactionMaker(reader: reader, comparer: comparer).make(
        Array(book.links[from...]), (from..<chain.count).map { (chain[$0].id, chain[$0].ownTime) },
        reason: reason)
      links = result.links
      made = result
    } else {
      for place in from..<chain.count {
        let id = chain[place].id
        let leaves = try Leaves(of: id, birth: id, in: reader, comparer)
        links.append(SealedLink(id: id, birth: id, ownTime: chain[place].ownTime, content: leaves.content))
        if place % 64 == 0 { progress("sealing", place - from, chain.count - from) }
      }
      if links.isEmpty { return nil }
    }
    let all = Array(book.links[..<from]) + links
    let sealedAt = max(now, book.entries.last?.record.sealedAt ?? now)
    let record = SealRecord(
      branch: branch, number: book.entries.count + 1, previous: book.entries.last.map { $0.digest },
      sealedAt: sealedAt, from: from, links: links, head: SealedLink.head(all), count: all.count, tip: tip,
      redaction: made?.summary)
    let commit = try write(record, links, made?.redaction, last)
    SeenSeal(store, branch: branch).save(record.number, commit)
    return SealReceipt(
      branch: branch, number: record.number, seal: commit, tip: tip, sealedAt: sealedAt, count: all.count,
      added: all.count - min(book.links.count, all.count), redaction: made.map { RedactionReport($0.summary) }
    )
  }

  /// A seal on top of seals that do not hold would make them look as if they did.
  private func check(
    _ book: SealBook, _ chain: AuditedChain, isRedaction: Bool, now: Int64
  ) throws(StoreError) {
    var findings = book.findings + verifier.removed(book)
    findings += try verifier.signatures(book).findings.filter { $0.code != "seal/unknown-key" }
    if !isRedaction { findings += verifier.differences(book, chain) }
    if let first = findings.first {
      throw StoreError(
        "audit/seal-broken", "nothing was sealed: \(first.message)",
        hint: "funnel audit verify tells all; a lawful redaction is sealed with --redaction REASON",
        kind: .refused,
        findings: findings.count > 1 ? findings : [])
    }
  }

  private func write(
    _ record: SealRecord, _ links: [SealedLink], _ redaction: Redaction?, _ last: ObjectID?
  ) throws(StoreError) -> ObjectID {
    let repository = store.repository
    let seconds = record.sealedAt / 1_000_000
    var message = "Seal \(branch): \(record.count) commits up to \(record.tip.short)\n"
    if let summary = record.redaction { message += "\nRedaction: \(VisibleText.of(summary.reason))\n" }
    return try store.withLock { () throws(StoreError) in
      try storing { () throws(GitError) in
        var entries: [(name: String, id: ObjectID)] = [
          ("links", try repository.write(.blob, SealedLink.file(links)))
        ]
        if let redaction { entries.append(("redaction", try repository.write(.blob, redaction.file))) }
        entries.append(("seal.json", try repository.write(.blob, record.bytes)))
        // In the order of names, as trees have it.
        let tree = entries.flatMap { entry in Array("100644 \(entry.name)\0".utf8) + entry.id.bytes }
        let person = try repository.identity(role: "COMMITTER")
        let signature = Signature(name: person.name, email: person.email, seconds: seconds)
        let commit: ObjectID
        do throws(GitError) {
          commit = try repository.writeCommit(
            tree: try repository.write(.tree, tree), parents: last.map { [$0] } ?? [], author: signature,
            committer: signature, message: message, signing: true)
        } catch {
          guard error.code == "git/signing" else { throw error }
          throw GitError(
            error.code, "a seal must be signed: \(error.message)",
            hint: "git config gpg.format ssh && git config user.signingKey ~/.ssh/id_ed25519.pub",
            kind: error.kind)
        }
        try repository.setReference(
          SealBook.reference(branch), to: commit, from: last, message: "funnel audit seal")
        return commit
      }
    }
  }
}
