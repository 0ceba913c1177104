import Diagnostics
import FirestoreModel
import Git
import Platform
import TestSupport
import Testing

@testable import Store

/// The time rule: time(c) = max(its own, time(parent) + 1 µs), along first parents.
struct TimelineTests {
  private static let second: Int64 = 1_000_000

  /// The times of HEAD's chain, newest first.
  private func times(_ store: TestStore) throws -> [Int64] {
    let open = try store.open()
    var result: [Int64] = []
    try open.forEachCommit(from: open.tip(of: nil)) { (entry) throws(StoreError) in
      result.append(entry.time)
      return true
    }
    return result
  }

  private func commit(_ store: TestStore, _ time: Int64, _ message: String = "m") throws {
    try TestStore.commit(store.folder, "--allow-empty", "-m", message, at: time)
  }

  @Test("plain commits count by the committer's second; one that is not later counts a microsecond more")
  func plain() throws {
    let store = try TestStore()
    let start = try #require(try times(store).first)
    try commit(store, start + 10 * Self.second)
    try commit(store, start + 5 * Self.second)
    try commit(store, start + 10 * Self.second)
    try commit(store, start + 20 * Self.second)
    let base = (start / Self.second + 10) * Self.second
    #expect(try times(store) == [base + 10 * Self.second, base + 2, base + 1, base, start])
  }

  @Test("a trailer counts when it names the committer's second, and is an inherited claim otherwise")
  func claims() throws {
    let store = try TestStore()
    let start = store.tick(100)
    let text = StoreTime.text(start + 123_456)
    try commit(store, start, "m\n\nFunnel-Time: \(text)\nFunnel-Actor: cli")
    let entry = try store.open().entry(of: store.open().tip(of: nil))
    #expect(entry.time == start + 123_456 && entry.claims.isFirsthand)
    try commit(store, start + 5 * Self.second, "m\n\nFunnel-Time: \(text)")
    let copied = try store.open().entry(of: store.open().tip(of: nil))
    #expect(copied.time == start + 5 * Self.second && !copied.claims.isFirsthand)
    try commit(store, start + 9 * Self.second, "m\n\nFunnel-Time: nonsense")
    #expect(try times(store).first == start + 9 * Self.second)
  }

  @Test("a rebase makes trailers inherited claims, and moves the times")
  func rebase() throws {
    let store = try TestStore()
    let made = try store.set("users/ada", #"{"name": "Ada"}"#)
    let date = "\((store.tick(1000)) / Self.second) +0000"
    let outcome = try Command.run(
      ["git", "rebase", "-q", "--force-rebase", "--root"], in: store.folder.path,
      environment: ["GIT_COMMITTER_DATE": date])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let open = try store.open()
    let entry = try open.entry(of: open.tip(of: nil))
    #expect(!entry.claims.isFirsthand && entry.time > made.time.microsecondsSince1970 + 900 * Self.second)
    try store.set("users/ben", #"{"name": "Ben"}"#)
    #expect(try store.open().entry(of: store.open().tip(of: nil)).claims.isFirsthand)
  }

  @Test("a merge is when all that it brings entered the branch")
  func merge() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "Ada"}"#)
    try store.folder.git("switch", "-q", "-c", "side")
    let side = try store.set("users/side", #"{"name": "S"}"#)
    try store.folder.git("switch", "-q", "main")
    try store.set("users/ben", #"{"name": "Ben"}"#)
    let date = "\(store.tick(50) / Self.second) +0000"
    let merged = try Command.run(
      ["git", "merge", "-q", "--no-ff", "-m", "Merge", "side"], in: store.folder.path,
      environment: ["GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date])
    #expect(merged.status == 0, "\(merged.errorText)")
    let open = try store.open()
    let tip = try open.tip(of: nil)
    let times = try #require(try open.times(of: DocumentPath("users/side"), at: tip))
    #expect(
      times.create.microsecondsSince1970 == store.clock && times.update == times.create && times.commit == tip
    )
    // As of a moment after the side's commit and before the merge, the document was not there.
    let between = try open.commit(asOf: side.time.microsecondsSince1970 + 10 * Self.second, from: tip)
    #expect(try open.snapshot(at: between).document(DocumentPath("users/side")) == nil)
    #expect(
      try open.times(of: DocumentPath("users/ada"), at: tip)?.update.microsecondsSince1970 ?? 0 < store.clock)
  }

  @Test("as of a moment: the last commit not later; before the first one there is none")
  func asOf() throws {
    let store = try TestStore()
    let first = try store.set("users/ada", #"{"name": "1"}"#)
    let second = try store.set("users/ada", #"{"name": "2"}"#)
    let open = try store.open()
    let tip = try open.tip(of: nil)
    for (time, wanted) in [
      (first.time.microsecondsSince1970, first.commit), (second.time.microsecondsSince1970 - 1, first.commit),
      (second.time.microsecondsSince1970, second.commit), (Int64.max / 2, second.commit),
    ] {
      #expect(try open.commit(asOf: time, from: tip) == wanted)
    }
    #expect(code { _ = try open.commit(asOf: 1, from: tip) } == "history/before-first")
  }

  @Test("a tip from the future refuses writes until ignoreTime names it")
  func future() throws {
    let store = try TestStore()
    try commit(store, store.clock + 3600 * Self.second)
    #expect(code { try store.set("users/ada", #"{"name": "Ada"}"#) } == "store/future")
    let tip = try store.open().tip(of: nil)
    #expect(try store.open().doctor(now: store.clock).contains { $0.code == "doctor/future" })
    try store.store.write("funnel.json", "{\n  \"format\": 1,\n  \"ignoreTime\": [\"\(tip)\"]\n}\n")
    try store.folder.git("add", "-A")
    try TestStore.commit(store.folder, "-m", "Cure", at: store.tick())
    let outcome = try store.set("users/ada", #"{"name": "Ada"}"#)
    #expect(outcome.isNew && outcome.time.microsecondsSince1970 == store.clock)
    let chain = try times(store)
    #expect(chain == chain.sorted(by: >) && chain[2] == chain[3] + 1)
  }

  @Test("the cure can be committed by funnel itself")
  func cureByFunnel() throws {
    let store = try TestStore()
    try commit(store, store.clock + 3600 * Self.second)
    let tip = try store.open().tip(of: nil)
    try store.store.write("funnel.json", "{\n  \"format\": 1,\n  \"ignoreTime\": [\"\(tip)\"]\n}\n")
    let outcome = try store.open().commitHandEdits([], options: store.options())
    #expect(outcome?.isNew == true)
    #expect(try store.set("users/ada", #"{"name": "Ada"}"#).isNew)
  }

  @Test("at the end of a shallow clone the answer is 'at or before'")
  func shallow() throws {
    let store = try TestStore()
    try store.set("users/old", #"{"name": "Old"}"#)
    let first = try store.set("users/ada", #"{"name": "1"}"#)
    let second = try store.set("users/ada", #"{"name": "2"}"#)
    let copy = WorkFolder(store.sandbox("copy"))
    try store.folder.git("clone", "-q", "--depth", "2", "file://" + store.folder.path, copy.path)
    let open = try Store(at: copy.path)
    let tip = try open.tip(of: nil)
    let times = try #require(try open.times(of: DocumentPath("users/ada"), at: tip))
    #expect(times.update == second.time && times.create == first.time && times.isAtOrBefore)
    #expect(try open.times(of: DocumentPath("users/old"), at: tip)?.isAtOrBefore == true)
    #expect(code { _ = try open.commit(asOf: 1, from: tip) } == "history/shallow")
    let outcome = try open.write(
      [.set(TestStore.fields(#"{"name": "3"}"#), at: DocumentPath("users/ada"))], options: store.options())
    #expect(outcome.isNew && outcome.time > second.time)
    #expect(
      try copy.git("status", "--porcelain") == ""
        && open.changes(of: first.commit, includingLive: false).isEmpty)
  }

  @Test(
    "the kept time of a tip is used, and a wrong or mangled one does no harm",
    arguments: [
      "", "garbage", "0123456789abcdef0123456789abcdef01234567 5 - 1\n",
      "0123456789abcdef0123456789abcdef01234567 x - 1\n",
    ])
  func cache(_ text: String) throws {
    let store = try TestStore()
    let outcome = try store.set("users/ada", #"{"name": "1"}"#)
    let file = ".git/funnel/cache/times"
    #expect(try store.folder.read(file)?.hasPrefix("\(outcome.commit) ") == true)
    try store.folder.write(file, text)
    #expect(try store.open().entry(of: outcome.commit).time == outcome.time.microsecondsSince1970)
    _ = try Command.run(["rm", "-rf", ".git/funnel/cache"], in: store.folder.path)
    #expect(try store.set("users/ada", #"{"name": "2"}"#).time > outcome.time)
  }

  @Test(
    "moments as people write them",
    arguments: [
      ("2026-01-31", 1_769_817_600_000_000), ("2026-01-31T09:30:00Z", 1_769_851_800_000_000),
      ("2026-01-31T10:30:00.5+01:00", 1_769_851_800_500_000), ("now", 1_767_225_600_000_000),
      ("2 days ago", 1_767_225_600_000_000 - 172_800_000_000),
      ("an hour ago", 1_767_225_600_000_000 - 3_600_000_000),
      ("yesterday", 1_767_225_600_000_000 - 86_400_000_000),
      ("1 week ago", 1_767_225_600_000_000 - 604_800_000_000),
    ] as [(String, Int64)])
  func moments(_ text: String, _ wanted: Int64) throws {
    let store = try TestStore()
    guard case .time(let time) = try store.open().moment(text, now: 1_767_225_600_000_000) else {
      Issue.record("\(text) is a time")
      return
    }
    #expect(time == wanted)
  }

  @Test("moments that are revisions, and that are nothing")
  func revisions() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "1"}"#)
    let open = try store.open()
    let tip = try open.tip(of: nil)
    for text in ["HEAD", "main", "\(tip)", tip.short] {
      guard case .commit(tip) = try open.moment(text, now: 0) else {
        Issue.record("\(text) is the tip")
        continue
      }
    }
    for text in [
      "", "nonsense", "2026-02-30", "3 apples ago", "-1 days ago", "99999999999 days ago",
      "2026-01-31T09:30:60Z",
    ] {
      #expect(code { _ = try open.moment(text, now: 0) } == "history/unknown-moment", "\(text)")
    }
  }
}
