internal import Diagnostics
internal import Git
internal import Hashing
internal import Store

/// The record of a lawful redaction: for each commit that was rewritten what it is called now, which of its leaves are
/// gone, and which stand in their place.
struct Redaction {
  /// One commit: a line of the file `redaction`.
  struct Step {
    /// As it was called before.
    let old: ObjectID
    /// nil when it is gone.
    let new: ObjectID?
    let erased: [[UInt8]]
    let replaced: [[UInt8]]
  }

  var steps: [Step] = []

  /// `<old> <new, or -> <erased, or -> <replaced, or ->`, leaves separated by commas.
  var file: [UInt8] {
    func list(_ leaves: [[UInt8]]) -> String {
      leaves.isEmpty ? "-" : leaves.map(SealDigest.hex).joined(separator: ",")
    }
    return Array(
      steps.map { step in
        "\(step.old) \(step.new?.description ?? "-") \(list(step.erased)) \(list(step.replaced))\n"
      }.joined().utf8)
  }

  init() {}

  /// nil when a line is none.
  init?(parsing bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A) {
      let parts = String(decoding: line, as: UTF8.self).split(
        separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 4, let old = ObjectID(hex: parts[0].utf8), let erased = Self.list(parts[2]),
        let replaced = Self.list(parts[3])
      else { return nil }
      let new = parts[1] == "-" ? nil : ObjectID(hex: parts[1].utf8)
      if new == nil, parts[1] != "-" { return nil }
      steps.append(Step(old: old, new: new, erased: erased, replaced: replaced))
    }
  }

  private static func list(_ text: Substring) -> [[UInt8]]? {
    if text == "-" { return [] }
    var leaves: [[UInt8]] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let leaf = SealDigest.bytes(part) else { return nil }
      leaves.append(leaf)
    }
    return leaves
  }
}

/// What redactions took from commits, and put there, by the commits' first ids.
struct RedactedLeaves {
  private(set) var erased: [ObjectID: [[UInt8]]] = [:]
  private(set) var replaced: [ObjectID: Set<[UInt8]>] = [:]

  mutating func add(_ step: Redaction.Step, birth: ObjectID) {
    let earlier = replaced[birth] ?? []
    // What an earlier redaction had put there was never sealed as the commit's own.
    erased[birth, default: []] += step.erased.filter { !earlier.contains($0) }
    replaced[birth, default: []].formUnion(step.replaced)
  }

  /// Whether what is left of a commit, with what was erased, is what was sealed.
  ///
  /// - Parameter left: the leaves that it has now; none when it is gone.
  func proves(_ content: [UInt8], birth: ObjectID, left: [[UInt8]]) -> Bool {
    let put = replaced[birth] ?? []
    return Leaves.content(left.filter { !put.contains($0) } + (erased[birth] ?? [])) == content
  }
}

/// Makes the record of a redaction while the old commits are still there, and checks that it is nothing else.
struct RedactionMaker {
  let reader: ObjectReader
  let comparer: TreeComparer

  struct Result {
    var redaction = Redaction()
    /// The new links, from the first rewritten place on.
    var links: [SealedLink] = []
    var summary = RedactionSummary(
      reason: "", rewritten: 0, dropped: 0, erased: 0, replaced: 0, paths: [], record: "")
  }

  /// - Parameters:
  ///   - old: what was sealed, from the first place on that differs.
  ///   - new: what the branch has there.
  /// - Throws: `audit/redaction` when old commits are gone, or the new history is more than a redaction of the old.
  func make(_ old: [SealedLink], _ new: [(id: ObjectID, ownTime: Int64)], reason: String) throws(StoreError)
    -> Result
  {
    var result = Result()
    var paths = Set<String>()
    var next = 0
    for sealed in old {
      let before = try commit(sealed)
      let leaves = try Leaves(of: sealed.id, birth: sealed.birth, in: reader, comparer)
      guard next < new.count, Self.isSame(before, try read(new[next].id)) else {
        result.summary.dropped += 1
        add(leaves.all, [], sealed, nil, &result, &paths)
        continue
      }
      let now = try Leaves(of: new[next].id, birth: sealed.birth, in: reader, comparer)
      add(leaves.all, now.all, sealed, new[next].id, &result, &paths)
      result.links.append(
        SealedLink(
          id: new[next].id, birth: sealed.birth, ownTime: new[next].ownTime, content: sealed.content))
      next += 1
    }
    for link in new[next...] {
      // What came after the redaction; a commit older than what it stands behind was put in between.
      if let last = old.last, link.ownTime < last.ownTime { throw Self.isMore(link.id) }
      let leaves = try Leaves(of: link.id, birth: link.id, in: reader, comparer)
      result.links.append(
        SealedLink(id: link.id, birth: link.id, ownTime: link.ownTime, content: leaves.content))
    }
    result.summary.reason = reason
    result.summary.rewritten = result.redaction.steps.count - result.summary.dropped
    result.summary.paths = paths.map { RedactionSummary.digest(ofPath: $0) }.sorted()
    result.summary.record = SealDigest.hex(Digest.sha256(result.redaction.file))
    return result
  }

  private func add(
    _ before: [Leaves.Leaf], _ now: [Leaves.Leaf], _ sealed: SealedLink, _ new: ObjectID?,
    _ result: inout Result,
    _ paths: inout Set<String>
  ) {
    let kept = Set(now.map(\.digest))
    let had = Set(before.map(\.digest))
    let erased = before.filter { !kept.contains($0.digest) }
    let replaced = now.filter { !had.contains($0.digest) }
    for leaf in erased { if let path = leaf.path { paths.insert(path) } }
    result.summary.erased += erased.count
    result.summary.replaced += replaced.count
    result.redaction.steps.append(
      Redaction.Step(old: sealed.id, new: new, erased: erased.map(\.digest), replaced: replaced.map(\.digest))
    )
  }

  /// A redaction keeps times and the shape of merges, whatever else it takes.
  private static func isSame(_ old: Commit, _ new: Commit) -> Bool {
    old.author.seconds == new.author.seconds && old.committer.seconds == new.committer.seconds
      && (old.parents.count > 1) == (new.parents.count > 1)
  }

  private func commit(_ sealed: SealedLink) throws(StoreError) -> Commit {
    do throws(StoreError) { return try read(sealed.id) } catch {
      throw StoreError(
        "audit/redaction",
        "the sealed commit \(sealed.id.short) is no longer here, so nothing tells what was erased",
        hint: "fetch the old history from a clone that still has it, then try again", kind: .missing)
    }
  }

  private func read(_ id: ObjectID) throws(StoreError) -> Commit {
    try storing { () throws(GitError) in try reader.commit(id) }
  }

  private static func isMore(_ id: ObjectID) -> StoreError {
    StoreError(
      "audit/redaction",
      "commit \(id.short) stands for no sealed one: this is more than a redaction, so it is not recorded as one",
      hint: "funnel audit verify tells what differs", kind: .refused)
  }
}
