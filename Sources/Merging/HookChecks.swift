package import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
package import Store

/// What the installed hooks look at: of what git is about to commit only.
package struct HookChecks {
  let store: Store

  package init(_ store: Store) { self.store = store }

  /// The stores of the repository that a hook runs for, as the index has them: git starts a hook at the top of the
  /// working tree, wherever a store lies in it, and there may be several. None where `core.hooksPath` serves a repository
  /// that holds no store.
  package static func stores() throws(StoreError) -> [Store] {
    func output(_ arguments: [String]) throws(StoreError) -> [UInt8]? {
      let outcome = try storing { () throws(FileError) in
        try Subprocess.run(["git"] + arguments, capture: true)
      }
      return outcome.status == 0 ? outcome.output : nil
    }
    guard var top = try output(["rev-parse", "--show-toplevel"]) else { return [] }
    while top.last == 0x0A { top.removeLast() }
    let names = try output(["ls-files", "-z", "--full-name", "--", ":(top,glob)**/funnel.json"]) ?? []
    var stores: [Store] = []
    for name in names.split(separator: 0) {
      let file = String(decoding: top, as: UTF8.self) + "/" + String(decoding: name, as: UTF8.self)
      guard FileStatus.of(file) != nil else { continue }
      let store = try Store(at: Files.parent(of: file))
      // Another file of that name, such as a schema, lies in the store.
      if store.directory == Files.parent(of: file) { stores.append(store) }
    }
    return stores
  }

  /// What is wrong with the store's files in git's index that are not as in the last commit: documents and schemas that
  /// are not valid, documents that are not in the canonical form, conflicts that nobody decided.
  ///
  /// The index is the one that `GIT_INDEX_FILE` names, where git shows a hook the commit that is to come.
  package func staged() throws(StoreError) -> (findings: [Finding], sources: [String: [UInt8]]) {
    var findings: [Finding] = []
    var sources: [String: [UInt8]] = [:]
    // Also where the index is as HEAD: what was left undecided may be our side in everything.
    for file in try StoreConflicts(store, staged: true).files where file.isAdded {
      guard let record = file.record else { continue }
      let count = record.openItems.count
      findings.append(
        Finding(
          code: "hooks/undecided",
          message: count == 0
            ? "nobody has decided what becomes of \(record.document): it is as the merge left it"
            : "\(count) conflict\(count == 1 ? "" : "s") of \(record.document) \(count == 1 ? "is" : "are") not decided: the file is as the merge left it",
          location: SourceLocation(file: file.name),
          hint: "funnel resolve \(record.document) --ours, --theirs, or --value …"))
    }
    let names = try changedNames()
    if names.isEmpty { return (findings, sources) }
    let staged = try StagedStore(store)
    var judged = Set<String>()
    for name in names where staged.contains(name) {
      let file = StoreFile(name, settings: staged.settings)
      var key = name
      if case .document(let path, _) = file { key = path.description }
      if judged.insert(key).inserted {
        let found = try staged.findings(ofFile: name)
        findings += found.findings
        sources.merge(found.sources) { first, _ in first }
      }
      guard case .document = file, let bytes = try staged.bytes(of: name),
        let fields = try? DocumentFile.decode(bytes, file: nil), DocumentFile.encode(fields) != bytes
      else { continue }
      findings.append(
        Finding(
          code: "hooks/format", message: "the file is not in the canonical form",
          location: SourceLocation(file: name), hint: "funnel format \(name) && git add \(name)"))
    }
    return (findings, sources)
  }

  /// The files of the store that the index has otherwise than HEAD, by path below the store's root.
  private func changedNames() throws(StoreError) -> [String] {
    // The empty tree stands for the state before the first commit.
    let head = try store.headCommit()?.description ?? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    let outcome = try storing { () throws(FileError) in
      try Subprocess.run(
        ["git", "diff-index", "--cached", "--name-only", "-z", "--diff-filter=d", "--no-renames", head],
        directory: store.repository.workTree, capture: true)
    }
    let prefix = store.root.components.map { $0 + "/" }.joined()
    return outcome.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.hasPrefix(prefix) }.map { String($0.utf8.dropFirst(prefix.utf8.count)) ?? $0 }
  }

  // MARK: - Messages

  /// The lines of funnel's own in a message that no commit at hand vouches for: typed by hand they would claim what is
  /// not so. What a cherry-pick, a rebase, a squash or an amended commit brings along is inherited, and counts as such.
  package func forgedLines(in message: [UInt8]) throws(StoreError) -> [String] {
    let lines = Self.claims(in: String(decoding: message, as: UTF8.self))
    if lines.isEmpty { return [] }
    var known = Set<String>()
    for commit in try commitsAtHand() {
      let text = try storing { () throws(GitError) in try store.repository.commit(commit).message }
      known.formUnion(Self.claims(in: text))
    }
    return lines.filter { !known.contains($0) }
  }

  private static func claims(in message: String) -> [String] {
    message.utf8.split(separator: 0x0A).compactMap { bytes in
      let line = Substring(bytes)
      guard let pair = Trailers.parse(line), pair.key.lowercased().hasPrefix("funnel-") else { return nil }
      return "\(pair.key): \(pair.value)"
    }
  }

  private func commitsAtHand() throws(StoreError) -> [ObjectID] {
    var found = try storing { () throws(GitError) in try store.repository.commitsBeingApplied() }
    if let head = try store.headCommit() { found.append(head) }
    let directory = store.repository.gitDirectory
    for file in ["ORIG_HEAD", "rebase-merge/done", "rebase-merge/stopped-sha", "sequencer/todo"] {
      let bytes = try storing { () throws(FileError) in try Files.readIfPresent(directory + "/" + file) }
      for word in (bytes ?? []).split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) where word.count >= 7 {
        guard word.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }) else { continue }
        let name = String(decoding: word, as: UTF8.self)
        if let commit = try? store.repository.commitID(named: name) { found.append(commit) }
      }
    }
    return found
  }
}
