internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Hashing
internal import Platform
internal import Store

/// All seals of a branch, as its reference has them: `refs/funnel/seals/<branch>`, a commit each.
struct SealBook {
  /// A seal as it was read.
  struct Entry {
    let commit: ObjectID
    let record: SealRecord
    let bytes: [UInt8]
    let links: [SealedLink]
    let redaction: Redaction?

    /// What the next seal stands on.
    var digest: String { SealDigest.hex(Digest.sha256(bytes)) }
  }

  /// The oldest first.
  private(set) var entries: [Entry] = []
  /// What is wrong with them as such.
  private(set) var findings: [Finding] = []
  /// What the branch must have, by all of them.
  private(set) var links: [SealedLink] = []
  /// Which seal has told of each of them, by its place in `entries`.
  private(set) var sealedBy: [Int] = []
  private(set) var redacted = RedactedLeaves()
  /// Commits that a redaction dropped, as they were sealed.
  private(set) var dropped: [SealedLink] = []

  static func reference(_ branch: String) -> String { "refs/funnel/seals/\(branch)" }

  /// The last seal's commit.
  var tip: ObjectID? { entries.last?.commit }

  /// Reads them and checks that each follows from the one before it. Signatures are another matter.
  ///
  /// - Parameter tip: the reference's commit; nil when there is none.
  init(branch: String, tip: ObjectID?, _ store: Store) throws(StoreError) {
    var chain: [Commit] = []
    var next = tip
    while let id = next {
      let commit = try storing { () throws(GitError) in try store.repository.commit(id) }
      chain.append(commit)
      next = commit.parents.first
    }
    for commit in chain.reversed() {
      guard let entry = try Self.read(commit, store) else {
        fault(
          "seal/form",
          "\(commit.id.short) below \(Self.reference(branch)) is no seal that this funnel can read")
        return
      }
      guard add(entry, branch) else { return }
    }
  }

  private static func read(_ commit: Commit, _ store: Store) throws(StoreError) -> Entry? {
    func file(_ name: String) throws(StoreError) -> [UInt8]? {
      try storing { () throws(GitError) in
        guard let entry = try store.repository.entry(at: [name], in: commit.tree), !entry.isTree else {
          return nil
        }
        return try store.repository.blob(entry.id)
      }
    }
    guard let bytes = try file("seal.json"), let record = SealRecord(parsing: bytes),
      let text = try file("links"),
      let links = SealedLink.parse(text), SealDigest.hex(Digest.sha256(text)) == record.links
    else { return nil }
    var redaction: Redaction?
    if let summary = record.redaction {
      guard let text = try file("redaction"), SealDigest.hex(Digest.sha256(text)) == summary.record,
        let read = Redaction(parsing: text)
      else { return nil }
      redaction = read
    }
    return Entry(commit: commit.id, record: record, bytes: bytes, links: links, redaction: redaction)
  }

  /// How many commits of the branch, from the root on, are as they were sealed.
  func commonCount(_ chain: AuditedChain) -> Int {
    var count = 0
    while count < links.count, count < chain.count, links[count].id == chain[count].id { count += 1 }
    return count
  }

  private mutating func fault(_ code: String, _ message: String) {
    findings.append(Finding(code: code, message: message, location: SourceLocation()))
  }

  /// - Returns: whether those behind it can be checked at all.
  private mutating func add(_ entry: Entry, _ branch: String) -> Bool {
    let record = entry.record
    let name = "seal \(record.number) (\(entry.commit.short))"
    func unfit(_ why: String) -> Bool {
      fault("seal/chain", "\(name) \(why)")
      return false
    }
    guard record.branch.utf8.elementsEqual(branch.utf8) else {
      return unfit("is one of the branch \(VisibleText.of(record.branch))")
    }
    guard record.number == entries.count + 1 else {
      return unfit("stands where seal \(entries.count + 1) should")
    }
    let before = entries.last.map(\.digest)
    guard record.previous == before else { return unfit("does not stand on the seal before it") }
    if let last = entries.last, record.sealedAt < last.record.sealedAt {
      return unfit("says that it was made before the seal before it")
    }
    guard record.from <= links.count, record.count == record.from + entry.links.count,
      record.redaction != nil || record.from == links.count
    else { return unfit("does not begin where the seal before it ends") }
    let replaced = Array(links[record.from...])
    if let redaction = entry.redaction, !take(redaction, from: replaced, to: entry.links) {
      return unfit("holds a redaction that does not lead from the sealed commits to those that it names")
    }
    links.removeSubrange(record.from...)
    sealedBy.removeSubrange(record.from...)
    links += entry.links
    sealedBy += Array(repeating: entries.count, count: entry.links.count)
    guard links.last?.id == record.tip, SealedLink.head(links) == record.head else {
      return unfit("does not give the chain's value that it states")
    }
    entries.append(entry)
    return true
  }

  /// Whether a redaction tells of exactly the commits that it takes the place of, in order.
  private mutating func take(_ redaction: Redaction, from old: [SealedLink], to new: [SealedLink]) -> Bool {
    guard redaction.steps.count == old.count else { return false }
    var place = 0
    for (step, sealed) in zip(redaction.steps, old) {
      guard step.old == sealed.id else { return false }
      redacted.add(step, birth: sealed.birth)
      guard let id = step.new else {
        dropped.append(sealed)
        continue
      }
      guard place < new.count, new[place].id == id, new[place].birth == sealed.birth,
        new[place].content == sealed.content
      else { return false }
      place += 1
    }
    // What follows is new.
    return new[place...].allSatisfy { $0.birth == $0.id }
  }
}

/// The last seal of each branch that this clone has seen: one that goes afterwards is missed. In
/// `.git/funnel/seals/<branch>`; each clone has its own, so that it can be carried away from who rewrites history.
struct SeenSeal {
  let path: String

  init(_ store: Store, branch: String) {
    path = store.stateDirectory + "/seals/" + TrailerText.escape(id: branch)
  }

  /// nil when none was seen.
  func load() -> (number: Int, commit: ObjectID)? {
    guard let bytes = (try? Files.readIfPresent(path)) ?? nil else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" })
    guard parts.count == 2, let number = Int(parts[0]), let commit = ObjectID(hex: parts[1].utf8) else {
      return nil
    }
    return (number, commit)
  }

  /// What cannot be noted is no fault of the seals'.
  func save(_ number: Int, _ commit: ObjectID) {
    do {
      try Files.makeDirectories(Files.parent(of: path))
      let temporary = path + ".\(Environment.processIdentifier)"
      try Files.write(Array("\(number) \(commit)\n".utf8), to: temporary)
      try Files.rename(temporary, to: path)
    } catch { return }
  }
}
