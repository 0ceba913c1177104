internal import Diagnostics
internal import Git
internal import Platform
internal import Store

/// Asks git about the signatures of commits, some hundred at a time: git knows the keys, the programs and the file of
/// allowed signers.
struct SignatureChecker: Sendable {
  let gitDirectory: String
  private let allowedSigners: String?

  /// - Parameter allowedSigners: for signatures by SSH; git's own setting when nil. With neither git would not even
  ///   tell which key it was, so that it gets an empty file.
  init(_ repository: Repository, allowedSigners: String?) {
    gitDirectory = repository.gitDirectory
    if let allowedSigners {
      // git looks for it from the top of the work tree.
      self.allowedSigners = Files.resolve(allowedSigners) ?? allowedSigners
    } else {
      let configured = try? repository.string("gpg.ssh.allowedSignersFile")
      self.allowedSigners = configured == nil ? "/dev/null" : nil
    }
  }

  /// - Throws: `audit/signatures` when git cannot be asked.
  func check(_ commits: Set<ObjectID>) throws(StoreError) -> [ObjectID: SignatureStatus] {
    var result: [ObjectID: SignatureStatus] = [:]
    let all = Array(commits)
    var start = 0
    while start < all.count {
      // So many ids fit into a pipe's buffer.
      let some = all[start..<min(start + 512, all.count)]
      try check(some, &result)
      start += some.count
    }
    return result
  }

  private func check(_ commits: ArraySlice<ObjectID>, _ result: inout [ObjectID: SignatureStatus])
    throws(StoreError)
  {
    var arguments = [
      "git", "--no-replace-objects", "--git-dir", gitDirectory, "-c", "log.showSignature=false",
    ]
    if let file = allowedSigners {
      arguments += ["-c", "gpg.ssh.allowedSignersFile=\(file)"]
    }
    arguments += [
      "log", "--no-walk=unsorted", "--stdin", "--no-color", "--no-patch", "-z",
      "--format=%H%n%G?%n%GF%n%GK%n%GS",
    ]
    let input = commits.map { $0.description + "\n" }.joined()
    let outcome: Subprocess.Outcome
    do throws(FileError) {
      outcome = try Subprocess.run(arguments, input: Array(input.utf8), capture: true)
    } catch {
      throw StoreError(
        "audit/signatures", "git cannot be asked about signatures: \(error.message)", kind: .io)
    }
    guard outcome.status == 0 else {
      throw StoreError(
        "audit/signatures", "git could not tell about signatures (it ended with \(outcome.status))",
        hint: "git log --show-signature -1 says why", kind: .io)
    }
    for record in outcome.output.split(separator: 0) {
      let lines = record.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard lines.count >= 5, let id = ObjectID(hex: lines[0]) else { continue }
      result[id] = Self.status(lines[1], key: lines[2].isEmpty ? lines[3] : lines[2], signer: lines[4])
    }
  }

  /// git-log: `%G?`. Good with unknown validity is a key that nobody vouches for.
  static func status(_ letter: String, key: String, signer: String) -> SignatureStatus {
    switch letter {
    case "G": .good(signer: signer, key: key)
    case "B": .bad
    case "X", "Y": .expired(key)
    case "R": .revoked(key)
    // N here is a signature that git has no means to check: no file of allowed signers, say.
    default: .unknownKey(key)
    }
  }
}
