import Diagnostics
import Git
import Platform
import TestSupport
import Testing

@testable import Audit

struct SignatureTests {
  @Test(
    "what git's letters mean",
    arguments: [
      ("G", "good"), ("U", "unknown key"), ("E", "unknown key"), ("N", "unknown key"), ("B", "bad"),
      ("X", "expired"),
      ("Y", "expired"), ("R", "revoked"),
    ])
  func letters(letter: String, word: String) {
    #expect(SignatureChecker.status(letter, key: "k", signer: "s").word == word)
  }

  private func rows(_ history: HistoryFolder, signers: String?) throws -> [(String, String, String)] {
    var query = AuditQuery()
    query.checksSignatures = true
    query.allowedSigners = signers
    return try history.rows(query).filter { $0.fieldText == "n" }.map {
      ($0.signature.word, $0.signature.signer ?? "-", $0.evidence)
    }
  }

  @Test("signatures by SSH: of a known key, of another, none, and over other bytes")
  func ssh() throws {
    let history = try HistoryFolder()
    for name in ["key", "other"] {
      let made = try Command.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", history.sandbox(name)], in: "/")
      #expect(made.status == 0, "\(made.errorText)")
    }
    let signers = history.sandbox("signers")
    try Files.write(
      Array("ada@example.com ".utf8) + (Files.read(history.sandbox("key.pub"))), to: signers)
    try history.folder.git("config", "gpg.format", "ssh")
    for (index, key) in ["key", "other"].enumerated() {
      try history.put("users/ada", "{\"n\": \(index)}")
      try history.folder.git("add", "-A")
      try history.git(["-c", "user.signingKey=\(history.sandbox(key))", "commit", "-q", "-S", "-m", "x"])
    }
    try history.put("users/ada", "{\"n\": 3}")
    try history.commit("unsigned")
    let text = try history.folder.git("cat-file", "commit", "HEAD~2").replacing("\n\nx", with: "\n\ny") + "\n"
    let parent = try history.folder.git("rev-parse", "HEAD")
    try history.put("users/ada", "{\"n\": 4}")
    try history.folder.git("add", "-A")
    let tree = try history.folder.git("write-tree")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("tree ") ? "tree \(tree)" : line.hasPrefix("parent ") ? "parent \(parent)" : String(line)
    }
    let forged = try history.folder.git(
      "hash-object", "-t", "commit", "-w", "--stdin", input: lines.joined(separator: "\n"))
    try history.folder.git("update-ref", "refs/heads/main", forged)
    let found = try rows(history, signers: signers)
    #expect(found.map(\.0) == ["good", "unknown key", "none", "bad"])
    #expect(found.map(\.1) == ["ada@example.com", "-", "-", "-"])
    #expect(found.map(\.2) == ["signature", "committer", "committer", "committer"])
    #expect(try rows(history, signers: nil).map(\.0) == ["unknown key", "unknown key", "none", "bad"])
    #expect(
      try history.rows().filter { $0.fieldText == "n" }.map(\.signature.word).first == "signed, not checked")
    let table = try history.folder.funnel(["audit", "--field", "n", "--allowed-signers", signers])
    #expect(table.text.contains("signature bad") && table.text.contains("unsigned"), "\(table.text)")
  }

  @Test("signatures by GPG")
  func gpg() throws {
    let history = try HistoryFolder()
    // A socket's path has a short limit, so that the key ring lies near the root.
    let home = "/tmp/funnel-gpg-\(Environment.processIdentifier)"
    try Files.makeDirectories(home)
    defer {
      _ = try? Command.run(["sh", "-c", "gpgconf --homedir \(home) --kill all; rm -rf \(home)"], in: "/")
    }
    let environment = ["GNUPGHOME": home]
    let made = try Command.run(
      [
        "sh", "-c",
        "chmod 700 \(home) && gpg --batch --quiet --passphrase '' --quick-gen-key 'Ada <ada@example.com>' ed25519 sign never",
      ], in: "/", environment: environment)
    #expect(made.status == 0, "\(made.errorText)")
    try history.put("users/ada", "{\"n\": 1}")
    try history.folder.git("add", "-A")
    let signed = try Command.run(
      ["git", "commit", "-q", "-S", "-m", "x"], in: history.folder.path, environment: environment)
    #expect(signed.status == 0, "\(signed.errorText)")
    let outcome = try history.folder.funnel(
      ["audit", "--field", "n", "--signatures", "--json"], environment: environment)
    #expect(
      outcome.text.contains("\"signature\":\"good\",\"signer\":\"Ada <ada@example.com>\""),
      "\(outcome.text)\(outcome.errorText)")
    let elsewhere = try history.folder.funnel(
      ["audit", "--field", "n", "--signatures", "--json"], environment: ["GNUPGHOME": history.sandbox("none")]
    )
    #expect(
      elsewhere.text.contains("\"signature\":\"unknown key\""), "\(elsewhere.text)\(elsewhere.errorText)")
  }
}
