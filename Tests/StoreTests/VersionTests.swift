import FirestoreModel
import Git
import Platform
import TestSupport
import Testing

@testable import Store

/// Versions of documents, as git's own log finds them.
struct VersionTests {
  @Test("the commits of the first-parent chain that changed a file, as git log tells them", arguments: 0..<3)
  func asGit(_ number: Int) throws {
    var random = Seeds.generator(21, case: number)
    let store = try TestStore(number == 1 ? .subfolder : .clone, schemas: [:])
    let below = number == 1 ? "below/store/" : ""
    func change() throws {
      for _ in 0..<2 {
        let name = "data/c/d\(Int.random(in: 0..<3, using: &random)).json"
        if Int.random(in: 0..<4, using: &random) == 0 {
          _ = try Command.run(["rm", "-f", name], in: store.store.path)
        } else {
          try store.store.write(name, "{\"n\": \(Int.random(in: 0..<3, using: &random))}")
        }
      }
      try store.folder.git("add", "-A")
      try TestStore.commit(store.folder, "--allow-empty", "-m", "Change", at: store.tick())
    }
    for round in 0..<30 {
      if round % 7 == 6 {
        try store.folder.git("switch", "-q", "-c", "side\(round)")
        try change()
        try store.folder.git("switch", "-q", "main")
        try store.folder.git("merge", "-q", "--no-ff", "-m", "Merge", "side\(round)")
      } else {
        try change()
      }
      if round == 15 { try store.folder.git("gc", "-q") }
    }
    let open = try store.open()
    let tip = try open.tip(of: nil)
    for name in ["d0", "d1", "d2"] {
      let listed = try store.folder.git(
        "log", "-s", "--first-parent", "--diff-merges=first-parent", "--format=%H", "--",
        "\(below)data/c/\(name).json")
      let cursor = try open.versions.versions(
        of: DocumentPath("c/\(name)"), from: tip, until: nil, includingLive: false)
      var found: [String] = []
      var last: HistoryVersion?
      while let version = try cursor.next() {
        found.append(version.entry.commit.id.description)
        if let last { #expect(last.before == version.after) }
        last = version
      }
      #expect(found == listed.split(separator: "\n").map(String.init), "seed \(random.seed)")
      if let last { #expect(last.before == nil) }
    }
  }

  @Test("the chain's facts are those of its commits")
  func facts() throws {
    let store = try TestStore()
    try store.set("users/ada", #"{"name": "A"}"#)
    for text in [
      "Funnel-Time: 2026-01-01T00:00:00Z\n and more", "Funnel-Recreated: users/ada\nFunnel-Time: 2026",
    ] {
      try TestStore.commit(store.folder, "--allow-empty", "-m", "x\n\n\(text)", at: store.tick())
    }
    let time = store.tick() / 1_000_000
    let text =
      "Funnel-Recreated: users/ada\nFunnel-Time: \(StoreTime.text(time * 1_000_000 + 7))\nFunnel-Time: 2020"
    try TestStore.commit(store.folder, "--allow-empty", "-m", "x\n\n\(text)", at: time * 1_000_000)
    let open = try store.open()
    let tip = try open.tip(of: nil)
    for link in try open.timeline().chain(of: tip).links {
      let commit = try open.repository.commit(link.id)
      let facts = ClaimFacts(try open.repository.head(link.id))
      let claims = CommitClaims(commit)
      #expect(facts.ownTime == claims.ownTime && facts.isFirsthand == claims.isFirsthand)
      #expect(
        facts.recreates == (claims.isFirsthand && !claims.trailers.all("Funnel-Recreated").isEmpty))
      #expect(try open.timeline().time(of: link.id) == link.time)
      #expect(try store.open().entry(of: link.id).time == link.time)
    }
  }
}
