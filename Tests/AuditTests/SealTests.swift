import Diagnostics
import FirestoreModel
import Git
import Hashing
import Platform
import Store
import TestSupport
import Testing

@testable import Audit

/// A history whose commits are signed by nobody and whose seals are, with a key made for the test.
final class SealedHistory {
  let history: HistoryFolder
  let signers: String
  var folder: WorkFolder { history.folder }

  init(commits: Int = 5) throws {
    history = try HistoryFolder()
    signers = history.sandbox("signers")
    try SealedHistory.makeKey(history.sandbox("key"))
    let key = try #require(try Files.readIfPresent(history.sandbox("key.pub")))
    try Files.write(Array("ada@example.com ".utf8) + key, to: signers)
    try folder.git("config", "gpg.format", "ssh")
    try folder.git("config", "user.signingKey", history.sandbox("key"))
    for index in 1..<commits {
      try history.put("users/ada", "{\"n\": \(index)}")
      try history.put("users/u\(index)", "{\"n\": \(index)}")
      try history.commit("\(index)")
    }
  }

  static func makeKey(_ path: String) throws {
    let outcome = try Command.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], in: "/")
    guard outcome.status == 0 else { throw CommandFailure("ssh-keygen: \(outcome.errorText)") }
  }

  /// A minute behind the last commit.
  var now: Int64 { (history.seconds + 60) * 1_000_000 }

  @discardableResult
  func seal(redaction: String? = nil) throws -> SealReceipt? {
    try Sealer(try history.open(), branch: "main", allowedSigners: signers).seal(
      redaction: redaction, now: now)
  }

  func verify(expecting seal: ObjectID? = nil) throws -> SealReport {
    try SealVerifier(try history.open(), branch: "main", allowedSigners: signers).verify(
      expecting: seal, now: now)
  }

  func codes() throws -> [String] { try verify().findings.map(\.code) }

  /// Rewrites the whole branch as git's own tool does, and gives the new tip.
  func filter(_ arguments: String..., range: String = "HEAD") throws {
    let outcome = try Command.run(
      ["git", "filter-branch", "-f"] + arguments + [range], in: folder.path,
      environment: ["FILTER_BRANCH_SQUELCH_WARNING": "1"])
    guard outcome.status == 0 else {
      throw CommandFailure("filter-branch: \(outcome.errorText)\(outcome.text)")
    }
  }
}

struct SealTests {
  @Test("what was sealed verifies; later commits are told, and sealed next")
  func good() throws {
    let sealed = try SealedHistory()
    let first = try #require(try sealed.seal())
    #expect(first.number == 1 && first.count == 5 && first.added == 5)
    #expect(try sealed.seal() == nil)
    try sealed.history.put("users/ada", "{\"n\": 99}")
    try sealed.history.commit("more")
    let between = try sealed.verify()
    #expect(between.findings.isEmpty && between.unsealed == 1, "\(between.findings)")
    let second = try #require(try sealed.seal())
    #expect(second.number == 2 && second.added == 1)
    let report = try sealed.verify(expecting: first.seal)
    #expect(report.findings.isEmpty && report.sealed == 6 && report.seals.map(\.count) == [5, 6])
    #expect(report.seals.allSatisfy { $0.signature.signer == "ada@example.com" })
    #expect(try sealed.folder.git("fsck", "--full", "--strict", "--no-dangling").isEmpty)
  }

  @Test("a rewrite is found where it begins")
  func rewritten() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    let good = try sealed.folder.git("rev-parse", "HEAD~3")
    try sealed.folder.git("tag", "before")
    // The third of five commits, with other words; nothing else is touched.
    try sealed.filter("--msg-filter", "sed s/^2$/two/")
    let report = try sealed.verify()
    #expect(report.findings.map(\.code) == ["seal/rewritten"])
    #expect(report.lastGood?.commit.description == good && report.lastGood?.place == 2)
    let old = try sealed.folder.git("rev-parse", "--short=7", "before~2")
    let new = try sealed.folder.git("rev-parse", "--short=7", "HEAD~2")
    let message = report.findings[0].message
    #expect(
      message.contains("from commit 3 of 5 on: it was \(old)") && message.contains("now it is \(new)"),
      "\(message)")
    #expect(throws: StoreError.self) { try sealed.seal() }
  }

  @Test("a commit that is taken out, put in, re-dated, or cut off at the end")
  func manners() throws {
    let taken = try SealedHistory()
    try taken.seal()
    // The third of five, which added a document of its own.
    try taken.folder.git("tag", "whole")
    try taken.folder.git("reset", "-q", "--hard", "HEAD~3")
    for index in [1, 0] {
      let tree = try taken.folder.git("rev-parse", "whole~\(index)^{tree}")
      let time = try taken.folder.git("log", "-1", "--format=%ct", "whole~\(index)")
      let made = try Command.run(
        ["git", "commit-tree", "-p", "HEAD", "-m", "x", tree], in: taken.folder.path,
        environment: ["GIT_COMMITTER_DATE": "@\(time) +0000"])
      try taken.folder.git("reset", "-q", "--hard", String(made.text.prefix(40)))
    }
    #expect(try taken.verify().findings.first?.message.contains("taken out") == true)

    let dated = try SealedHistory()
    try dated.seal()
    try dated.filter(
      "--env-filter",
      "if test \"$GIT_COMMITTER_DATE\" = \"@\(dated.history.seconds) +0000\"; then GIT_COMMITTER_DATE='@1000000000 +0000'; fi"
    )
    #expect(try dated.codes() == ["seal/rewritten"])

    let cut = try SealedHistory()
    try cut.seal()
    try cut.folder.git("reset", "-q", "--hard", "HEAD~2")
    let report = try cut.verify()
    #expect(report.findings.map(\.code) == ["seal/rewound"])
    #expect(report.findings[0].message.contains("2 sealed commits are gone") && report.lastGood?.place == 3)
  }

  @Test("times that cannot be true since the seal")
  func times() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    let sealTime = sealed.history.seconds + 60
    try sealed.history.commit("pushed late", at: sealTime - 400 + 100)
    #expect(try sealed.codes().isEmpty)
    try sealed.history.commit("back-dated", author: "Mallory", at: sealTime - 86_400)
    let report = try sealed.verify()
    #expect(
      report.findings.map(\.code) == ["seal/time"] && report.findings[0].message.contains("before its parent")
    )
    try sealed.history.commit("future", at: sealTime + 86_400)
    #expect(try sealed.codes() == ["seal/time", "seal/time"])
  }

  @Test("seals that go, or are set back, are missed")
  func removed() throws {
    let sealed = try SealedHistory()
    let first = try #require(try sealed.seal())
    try sealed.history.commit("more")
    let second = try #require(try sealed.seal())
    try sealed.folder.git("update-ref", "refs/funnel/seals/main", first.seal.description)
    #expect(try sealed.codes() == ["seal/removed"])
    #expect(throws: StoreError.self) { try sealed.seal() }
    try sealed.folder.git("update-ref", "-d", "refs/funnel/seals/main")
    let report = try sealed.verify()
    #expect(report.findings.map(\.code) == ["seal/removed"] && report.findings[0].message.contains("seal 2"))
    // Another clone has seen nothing; who kept the id elsewhere knows.
    let clone = WorkFolder(sealed.history.sandbox("clone"))
    try sealed.folder.git("clone", "-q", sealed.folder.path, clone.path)
    let other = SealVerifier(try Store(at: clone.path), branch: "main", allowedSigners: sealed.signers)
    #expect(throws: StoreError.self) { try other.verify(now: sealed.now) }
    #expect(
      try other.verify(expecting: second.seal, now: sealed.now).findings.map(\.code) == ["seal/removed"])
  }

  @Test("seals by a key that nobody vouches for, and seals that were touched")
  func forged() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    let real = try sealed.folder.git("rev-parse", "refs/funnel/seals/main")
    try SealedHistory.makeKey(sealed.history.sandbox("other"))
    try sealed.folder.git("config", "user.signingKey", sealed.history.sandbox("other"))
    try sealed.folder.git("update-ref", "-d", "refs/funnel/seals/main")
    try Files.remove(sealed.folder.path + "/.git/funnel/seals/main")
    try sealed.seal()
    #expect(try sealed.codes() == ["seal/unknown-key"])
    // The real one's bytes, changed, under its signature.
    try Files.remove(sealed.folder.path + "/.git/funnel/seals/main")
    let text = try sealed.folder.git("cat-file", "commit", real) + "\n"
    let forged = try sealed.folder.git(
      "hash-object", "-t", "commit", "-w", "--stdin", input: text.replacing("up to", with: "down to"))
    try sealed.folder.git("update-ref", "refs/funnel/seals/main", forged)
    #expect(try sealed.codes() == ["seal/bad-signature"])
    // Another statement, unsigned.
    let tree = try sealed.folder.git("commit-tree", "-m", "x", "\(real)^{tree}")
    try sealed.folder.git("update-ref", "refs/funnel/seals/main", tree)
    #expect(try sealed.codes() == ["seal/unsigned"])
    let json = try sealed.folder.git("cat-file", "blob", "\(real):seal.json")
    let blob = try sealed.folder.git(
      "hash-object", "-w", "--stdin", input: json.replacing("\"count\": 5", with: "\"count\": 4"))
    let links = try sealed.folder.git("rev-parse", "\(real):links")
    let files = try sealed.folder.git(
      "mktree", input: "100644 blob \(links)\tlinks\n100644 blob \(blob)\tseal.json\n")
    try sealed.folder.git(
      "update-ref", "refs/funnel/seals/main", sealed.folder.git("commit-tree", "-m", "x", files))
    #expect(try sealed.codes().contains("seal/chain"))
  }

  @Test("replaced objects, which git itself would show instead")
  func replaced() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    try sealed.folder.git("replace", "HEAD~1", "HEAD~2")
    #expect(try sealed.codes() == ["seal/replaced"])
  }

  @Test("nothing is sealed without a key, in a shallow clone, or twice")
  func refused() throws {
    let history = try HistoryFolder()
    try history.folder.git("config", "gpg.format", "ssh")
    do {
      _ = try Sealer(try history.open(), branch: "main").seal(now: 2_000_000_000_000_000)
      Issue.record("sealed without a key")
    } catch let error as StoreError {
      #expect(error.code == "git/signing" && error.hint?.contains("signingKey") == true)
    }
    #expect(try history.folder.tryGit("rev-parse", "-q", "--verify", "refs/funnel/seals/main").status == 1)
  }

  @Test("a bare store is sealed and verified")
  func bare() throws {
    let sealed = try SealedHistory()
    let bare = WorkFolder(sealed.history.sandbox("bare.git"))
    try sealed.folder.git("clone", "-q", "--bare", sealed.folder.path, bare.path)
    for (key, value) in [
      ("gpg.format", "ssh"), ("user.signingKey", sealed.history.sandbox("key")), ("user.name", "Ada"),
      ("user.email", "ada@example.com"), ("gpg.ssh.allowedSignersFile", sealed.signers),
    ] { try bare.git("config", key, value) }
    let time = ["FUNNEL_NOW": String(sealed.now)]
    #expect(try bare.funnel(["audit", "seal"], environment: time).status == 0)
    let verified = try bare.funnel(["audit", "verify"], environment: time)
    #expect(
      verified.status == 0 && verified.text.contains("none rewritten"),
      "\(verified.text)\(verified.errorText)")
    #expect(try bare.funnel(["audit", "--path", "users/u1"]).text.contains("users/u1"))
    try bare.git("update-ref", "refs/heads/main", "refs/heads/main~1")
    let broken = try bare.funnel(["audit", "verify", "--json"], environment: time)
    #expect(broken.status == 1 && broken.text.contains("seal/rewound"))
  }
}

struct RedactionTests {
  /// Takes a document out of the whole history, as a privacy request asks.
  private func erase(_ sealed: SealedHistory, prune: Bool) throws {
    let command = "git rm -q --cached --ignore-unmatch data/users/u2.json"
    if prune {
      try sealed.filter("--prune-empty", "--index-filter", command)
    } else {
      try sealed.filter("--index-filter", command)
    }
  }

  @Test("a redaction that is recorded verifies, and stays visible", arguments: [false, true])
  func lawful(isPruned: Bool) throws {
    let sealed = try SealedHistory()
    try sealed.history.put("users/u2", "{\"n\": 7}")
    try sealed.history.commit("only u2")
    try sealed.seal()
    try erase(sealed, prune: isPruned)
    #expect(try sealed.codes() == ["seal/rewritten"])
    let receipt = try #require(try sealed.seal(redaction: "erasure request 7"))
    #expect(
      receipt.redaction?.erased == (isPruned ? 3 : 2) && receipt.redaction?.dropped == (isPruned ? 1 : 0))
    #expect(receipt.redaction?.replaced == 0 && receipt.redaction?.paths.count == 1)
    let report = try sealed.verify()
    #expect(report.findings.isEmpty, "\(report.findings)")
    #expect(report.seals.last?.redaction?.reason == "erasure request 7")
    #expect(receipt.redaction?.paths == [RedactionSummary.digest(ofPath: "data/users/u2.json")])
    // The old commits go; what was sealed of the others is still proved.
    try sealed.folder.git("for-each-ref", "--format=delete %(refname)", "refs/original").split(
      separator: "\n"
    )
    .forEach { try sealed.folder.git("update-ref", "-d", String($0.dropFirst(7))) }
    try sealed.folder.git("reflog", "expire", "--expire=now", "--all")
    try sealed.folder.git("gc", "-q", "--prune=now")
    #expect(try sealed.codes().isEmpty)
    // History goes on, and a second redaction stands on the first.
    try sealed.history.put("users/ada", "{\"n\": 100}")
    try sealed.history.commit("more")
    try sealed.seal()
    try sealed.filter("--index-filter", "git rm -q --cached --ignore-unmatch data/users/u3.json")
    try sealed.seal(redaction: "erasure request 8")
    let last = try sealed.verify()
    #expect(last.findings.isEmpty && last.seals.compactMap(\.redaction).count == 2, "\(last.findings)")
    #expect(
      try sealed.folder.tryGit("log", "-1", "--format=%s", "refs/funnel/seals/main").text.hasPrefix(
        "Seal main"))
  }

  @Test("content that was blanked instead of removed is told as replaced")
  func blanked() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    try sealed.filter(
      "--tree-filter", "test ! -f data/users/u2.json || echo '{\"n\": null}' > data/users/u2.json")
    let receipt = try #require(try sealed.seal(redaction: "blank"))
    #expect(receipt.redaction?.erased == 1 && receipt.redaction?.replaced == 1)
    #expect(try sealed.codes().isEmpty)
  }

  @Test("a record that says less than was changed is found, whoever signed it")
  func tampered() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    try erase(sealed, prune: false)
    try sealed.folder.git("tag", "honest")
    try sealed.seal(redaction: "erasure request 7")
    // The same record over a history in which another value was changed too.
    let honest = try sealed.folder.git("rev-parse", "refs/funnel/seals/main")
    try sealed.filter(
      "--tree-filter", "test ! -f data/users/u4.json || echo '{\"n\": 666}' > data/users/u4.json")
    let replacement = try sealed.folder.git("rev-parse", "HEAD")
    let original = try sealed.folder.git("rev-parse", "honest")
    func file(_ name: String) throws -> String {
      try sealed.folder.git("cat-file", "blob", "\(honest):\(name)") + "\n"
    }
    let links = try file("links").replacing(original, with: replacement)
    let redaction = try file("redaction").replacing(original, with: replacement)
    let all = try #require(SealedLink.parse(Array(links.utf8)))
    let store = try sealed.history.open()
    let book = try SealBook(branch: "main", tip: ObjectID(hex: honest), store)
    var record = book.entries[1].record
    record.links = SealedLink.digest(all)
    record.tip = try #require(ObjectID(hex: replacement))
    record.head = SealedLink.head(Array(book.links[..<record.from]) + all)
    let parsed = try #require(Redaction(parsing: Array(redaction.utf8)))
    record.redaction?.record = RedactionTests.digest(parsed.file)
    func blob(_ text: String) throws -> String {
      try sealed.folder.git("hash-object", "-w", "--stdin", input: text)
    }
    let tree = try sealed.folder.git(
      "mktree",
      input:
        "100644 blob \(blob(links))\tlinks\n100644 blob \(blob(redaction))\tredaction\n100644 blob \(blob(String(decoding: record.bytes, as: UTF8.self)))\tseal.json\n"
    )
    let seal = try sealed.folder.git("commit-tree", "-S", "-p", "\(honest)~1", "-m", "x", tree)
    try sealed.folder.git("update-ref", "refs/funnel/seals/main", seal)
    try Files.remove(sealed.folder.path + "/.git/funnel/seals/main")
    let report = try sealed.verify()
    #expect(report.findings.map(\.code) == ["seal/redaction"], "\(report.findings)")
    #expect(report.findings.first?.message.contains("by more than") == true)
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    SealDigest.hex(Digest.sha256(bytes))
  }

  @Test("what is more than a redaction is not recorded as one, nor what nobody can check")
  func refused() throws {
    let sealed = try SealedHistory()
    try sealed.seal()
    #expect(throws: StoreError.self) { try sealed.seal(redaction: "nothing happened") }
    try sealed.folder.git("reset", "-q", "--hard", "HEAD~3")
    try sealed.history.put("users/evil", "{}")
    try sealed.history.commit("another history", author: "Mallory", at: sealed.history.seconds - 130)
    do {
      _ = try sealed.seal(redaction: "x")
      Issue.record("sealed")
    } catch let error as StoreError { #expect(error.code == "audit/redaction") }
    try sealed.folder.git("reflog", "expire", "--expire=now", "--all")
    try sealed.folder.git("gc", "-q", "--prune=now")
    do {
      _ = try sealed.seal(redaction: "x")
      Issue.record("sealed")
    } catch let error as StoreError { #expect(error.message.contains("no longer here")) }
  }
}
