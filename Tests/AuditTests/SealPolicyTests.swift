import Diagnostics
import Store
import TestSupport
import Testing

@testable import Audit

struct SealPolicyTests {
  private static let asking = "{\n  \"format\": 1,\n  \"audit\": {\n    \"sealed\": true\n  }\n}\n"

  private func ask(_ sealed: SealedHistory) throws {
    try sealed.folder.write("funnel.json", Self.asking)
    try sealed.history.commit("Ask")
    try sealed.folder.git("config", "gpg.ssh.allowedSignersFile", sealed.signers)
  }

  @Test("history that was rewritten breaks a policy, at its line, with exit code and SARIF")
  func rewritten() throws {
    let sealed = try SealedHistory()
    try ask(sealed)
    let none = try sealed.folder.funnel(["audit", "--policy"])
    #expect(none.status == 1 && none.text.contains("funnel.json:4:15: main has no seal"), "\(none.text)")
    try sealed.seal()
    let good = try sealed.folder.funnel(["audit", "--policy"])
    #expect(good.status == 0 && good.errorText.contains("history is what was sealed"), "\(good.errorText)")
    try sealed.history.git(["commit", "-q", "--amend", "-m", "Nothing to see"], author: "Mallory")
    let broken = try sealed.folder.funnel(["audit", "--policy"])
    #expect(broken.status == 1 && broken.errorText.contains("history is not what was sealed"))
    #expect(
      broken.text.contains("funnel.json:4:15: main was rewritten from commit 6 of 6 on"), "\(broken.text)")
    let sarif = try sealed.folder.funnel(["audit", "--policy", "--format", "sarif"])
    #expect(sarif.status == 1 && sarif.text.contains("\"seal/rewritten\""))
    #expect(sarif.text.contains("\"uri\": \"funnel.json\"") && sarif.text.contains("\"startLine\": 4"))
    // A range is no branch: there only changes are judged.
    #expect(try sealed.folder.funnel(["audit", "--policy", "HEAD~1..HEAD"]).status == 0)
  }

  @Test("whoever rewrites history and takes the demand out of it is found out all the same")
  func withdrawn() throws {
    let sealed = try SealedHistory()
    try ask(sealed)
    try sealed.seal()
    try sealed.folder.write(
      "funnel.json", "{\"format\": 1, \"audit\": {\"policies\": [{\"name\": \"a\", \"fields\": \"x\"}]}}\n")
    try sealed.history.git(["commit", "-q", "-a", "--amend", "-m", "Quiet"], author: "Mallory")
    let broken = try sealed.folder.funnel(["audit", "--policy"])
    #expect(
      broken.status == 1 && broken.text.contains("main was rewritten from commit 6 of 6 on"), "\(broken.text)"
    )
  }

  @Test("what is neither true nor false is refused with its line")
  func bad() throws {
    let text = "{\"format\": 1, \"audit\": {\n\"sealed\": \"yes\"}}\n"
    let settings = try Settings(parsing: Array(text.utf8), file: "funnel.json")
    #expect { _ = try PolicySet(settings.audit) } throws: { error in
      (error as? StoreError)?.location?.position?.line == 2
    }
  }
}
