internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Hashing
internal import Store

extension SealVerifier {
  /// Where the branch first differs from what was sealed.
  func differences(_ book: SealBook, _ chain: AuditedChain) -> [Finding] {
    if chain.isShallow {
      return [
        finding(
          "seal/shallow",
          "this is a shallow clone: what stands before \(chain[0].id.short) cannot be compared",
          hint: "git fetch --unshallow")
      ]
    }
    let good = book.commonCount(chain)
    guard good < book.links.count else { return [] }
    let sealed = book.links[good]
    let seal = book.entries[book.sealedBy[good]].record
    let place = "commit \(good + 1) of \(book.links.count)"
    let by = "sealed by seal \(seal.number) on \(StoreTime.readable(seal.sealedAt))"
    let last =
      good > 0
      ? "the last good one is \(book.links[good - 1].id.short), commit \(good) of \(StoreTime.readable(book.links[good - 1].ownTime))"
      : "not even the first commit is as it was"
    guard good < chain.count else {
      let gone = book.links.count - good
      return [
        finding(
          "seal/rewound",
          "\(branch) was set back: \(gone) sealed commit\(gone == 1 ? " is" : "s are") gone, the first of them \(sealed.id.short) of \(StoreTime.readable(sealed.ownTime)) (\(place), \(by)); \(last)",
          hint: hint(book))
      ]
    }
    let now = chain[good]
    return [
      finding(
        "seal/rewritten",
        "\(branch) was rewritten from \(place) on: it was \(sealed.id.short) of \(StoreTime.readable(sealed.ownTime)) (\(by)), now it is \(now.id.short) of \(StoreTime.readable(now.ownTime))\(manner(book, chain, good)); \(last)",
        hint: hint(book))
    ]
  }

  private func hint(_ book: SealBook) -> String? {
    guard let tip = book.links.last?.id else { return nil }
    return store.repository.contains(tip)
      ? "what was sealed is still here: git log \(tip)"
      : "what was sealed is not here any more; look for it in other clones"
  }

  /// What it looks like, told by times, which survive most ways of rewriting.
  private func manner(_ book: SealBook, _ chain: AuditedChain, _ place: Int) -> String {
    let (old, new) = (book.links[place], chain[place])
    func following(_ index: Int) -> Int64? { index < chain.count ? chain[index].ownTime : nil }
    if old.ownTime == new.ownTime { return ": another content, message or person, at the same time" }
    if place + 1 < book.links.count, book.links[place + 1].ownTime == new.ownTime {
      return ": a commit was taken out"
    }
    if following(place + 1) == old.ownTime { return ": a commit was put in" }
    return ""
  }

  /// Times that cannot be true, of what came after the last seal.
  func times(_ book: SealBook, _ chain: AuditedChain, now: Int64) -> [Finding] {
    var findings: [Finding] = []
    if chain.isShallow { return [] }
    for (place, link) in book.links.enumerated() {
      let seal = book.entries[book.sealedBy[place]].record
      guard link.ownTime > seal.sealedAt + Self.clockSkew else { continue }
      findings.append(
        finding(
          "seal/time",
          "\(link.id.short) (commit \(place + 1)) says it was made on \(StoreTime.readable(link.ownTime)), after seal \(seal.number) of \(StoreTime.readable(seal.sealedAt)), which has it: one of the two times is forged"
        ))
    }
    guard let last = book.entries.last?.record else { return findings }
    for place in book.links.count..<max(book.links.count, chain.count) {
      let link = chain[place]
      let name =
        "\(link.id.short) (commit \(place + 1), not sealed yet) says it was made on \(StoreTime.readable(link.ownTime))"
      if place > 0, link.ownTime < chain[place - 1].ownTime - Self.clockSkew {
        findings.append(
          finding(
            "seal/time",
            "\(name), before its parent \(chain[place - 1].id.short) of \(StoreTime.readable(chain[place - 1].ownTime)): its time is forged, or a clock was wrong"
          ))
      } else if link.ownTime < last.sealedAt - Self.clockSkew {
        findings.append(
          finding(
            "seal/time",
            "\(name), before seal \(last.number) of \(StoreTime.readable(last.sealedAt)), which does not have it: it was brought in later, or its time is forged"
          ))
      } else if link.ownTime > now + Self.clockSkew {
        findings.append(finding("seal/time", "\(name), which lies in the future"))
      }
    }
    return findings
  }

  /// Whether each commit's bytes give its name: git itself asks only when they come in, and at `git fsck`.
  func damage(
    _ chain: AuditedChain, _ reader: ObjectReader, _ progress: (String, Int, Int) -> Void
  ) throws(StoreError) -> [Finding] {
    for place in 0..<chain.count {
      let id = chain[place].id
      let bytes = try storing { () throws(GitError) in try reader.commitBytes(id) }
      let whole = Array("commit \(bytes.count)\0".utf8) + bytes
      if whole.withUnsafeBytes({ Digest.sha1($0) }) != id.bytes {
        return [
          finding(
            "seal/damaged",
            "the bytes of \(id.short) (commit \(place + 1)) are not those that its name stands for",
            hint: "git fsck --full")
        ]
      }
      if place % 256 == 0 { progress("verifying", place, chain.count) }
    }
    return []
  }

  /// Whether what redactions left is what was sealed, apart from what they say they took.
  ///
  /// - Parameter good: the places that are as they were sealed; behind them nothing can be asked.
  func redactions(
    _ book: SealBook, _ reader: ObjectReader, until good: Int, _ progress: (String, Int, Int) -> Void
  ) throws(StoreError) -> [Finding] {
    var findings: [Finding] = []
    for link in book.dropped where !book.redacted.proves(link.content, birth: link.birth, left: []) {
      findings.append(
        finding(
          "seal/redaction",
          "a redaction dropped \(link.birth.short), but what it says it erased is not what was sealed of it"))
    }
    let comparer = TreeComparer(reader)
    for place in 0..<good where book.redacted.erased[book.links[place].birth] != nil {
      let link = book.links[place]
      let leaves = try Leaves(of: link.id, birth: link.birth, in: reader, comparer)
      if book.redacted.proves(link.content, birth: link.birth, left: leaves.all.map(\.digest)) { continue }
      findings.append(
        finding(
          "seal/redaction",
          "\(link.id.short) (commit \(place + 1)) differs from what was sealed of it by more than the redaction says it erased"
        ))
      if place % 64 == 0 { progress("verifying redactions", place, good) }
    }
    return findings
  }
}
