internal import Diagnostics
internal import Platform

extension Repository {
  /// Writes a commit object, signed when `commit.gpgSign` or `signing` asks for it. Moves nothing.
  public func writeCommit(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String,
    signing: Bool = false
  ) throws(GitError) -> ObjectID {
    let plain = Commit.encode(
      tree: tree, parents: parents, author: author, committer: committer, message: message)
    let isWanted = try bool("commit.gpgSign") == true
    guard signing || isWanted else { return try write(.commit, plain) }
    let signature = try sign(plain, committer: committer)
    return try write(
      .commit,
      Commit.encode(
        tree: tree, parents: parents, author: author, committer: committer, message: message,
        signature: signature))
  }

  /// Signs with the program that git is configured to use (`gpg.format`, `gpg.program`, `user.signingKey`).
  private func sign(_ bytes: [UInt8], committer: Signature) throws(GitError) -> String {
    let format = try string("gpg.format") ?? "openpgp"
    let key = try string("user.signingKey")
    let outcome: Subprocess.Outcome
    if format == "ssh" {
      guard let key else {
        throw GitError(
          "git/signing", "commits are to be signed with ssh, but user.signingKey is not set",
          hint: "git config user.signingKey ~/.ssh/id_ed25519.pub", kind: .configuration)
      }
      let program = try string("gpg.ssh.program") ?? "ssh-keygen"
      // What it would say of its progress is nobody's business; other programs need not know the flag.
      let quiet = program == "ssh-keygen" ? ["-q"] : []
      outcome = try run([program] + quiet + ["-Y", "sign", "-n", "git", "-f", key], input: bytes)
    } else {
      let fallback = format == "x509" ? "gpgsm" : "gpg"
      let specific = try string("gpg.\(format).program")
      let general = try string("gpg.program")
      let program = specific ?? general ?? fallback
      outcome = try run([program, "-bsau", key ?? "\(committer.name) <\(committer.email)>"], input: bytes)
    }
    let text = String(decoding: outcome.output, as: UTF8.self)
    guard outcome.status == 0, text.contains("-----BEGIN") else {
      throw GitError(
        "git/signing", "the commit could not be signed (\(format))",
        hint: "git config commit.gpgSign false commits without a signature", kind: .configuration)
    }
    return text
  }

  private func run(_ arguments: [String], input: [UInt8]) throws(GitError) -> Subprocess.Outcome {
    do throws(FileError) { return try Subprocess.run(arguments, input: input, capture: true) } catch {
      throw GitError(
        "git/signing", "commits are to be signed, but \(arguments[0]) cannot be run: \(error.message)",
        hint: "install it, or git config commit.gpgSign false", kind: .configuration)
    }
  }
}
