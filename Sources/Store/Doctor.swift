public import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform

extension Store {
  /// Everything that is not as it should be, each with its cure. Reads the whole store once.
  public func doctor(now: Int64) throws(StoreError) -> [Finding] {
    var findings: [Finding] = []
    func add(_ code: String, _ message: String, file: String? = nil, cure: String) {
      findings.append(Finding(code: code, message: message, location: SourceLocation(file: file), hint: cure))
    }
    switch try head() {
    case .detached(let commit):
      add(
        "doctor/detached", "HEAD is detached at \(commit.short): commits go to no branch",
        cure: "git switch <branch>")
    case .branch: break
    }
    if let operation = repository.operationUnderWay {
      add("doctor/operation", "a \(operation) is under way", cure: "git \(operation) --continue, or --abort")
    }
    guard let tip = try headCommit() else {
      add("doctor/no-commit", "the repository has no commit", cure: "funnel init")
      return findings
    }
    let snapshot = try snapshot(at: tip)
    let tipTime = try timeline().time(of: tip)
    if tipTime > now + 300_000_000 {
      add(
        "doctor/future",
        "the last commit says it was made at \(StoreTime.readable(tipTime)), in the future: writes are refused",
        cure: "check the clock; or add \"\(tip)\" to ignoreTime in funnel.json")
    }
    if try !storing({ () throws(GitError) in try repository.shallowCommits() }).isEmpty {
      add(
        "doctor/shallow", "this is a shallow clone: times before its end cannot be told",
        cure: "git fetch --unshallow")
    }
    for person in ["AUTHOR", "COMMITTER"] {
      do throws(GitError) { _ = try repository.identity(role: person) } catch {
        add("doctor/identity", error.message, cure: error.hint ?? "")
        break
      }
    }
    try examineFiles(&findings)
    let schemas = try snapshot.schemas()
    for fault in schemas.check() {
      findings +=
        fault.findings.isEmpty
        ? [
          Finding(
            code: fault.code, message: fault.message, location: fault.location ?? .init(), hint: fault.hint)
        ]
        : fault.findings
    }
    try examineDocuments(snapshot, &findings)
    try examineVerdicts(tip, &findings)
    return findings
  }

  private func examineFiles(_ findings: inout [Finding]) throws(StoreError) {
    guard !isBare else { return }
    do throws(GitError) { _ = try IndexFile.read(repository.gitDirectory + "/index") } catch {
      findings.append(Finding(code: error.code, message: error.message, location: .init(), hint: error.hint))
      return
    }
    for folder in DocumentFolder.allCases {
      let name = (root.components + [folder.rawValue, "x.json"]).joined(separator: "/")
      guard let filter = try storing({ () throws(GitError) in try repository.filter(on: name) }) else {
        continue
      }
      findings.append(
        Finding(
          code: "doctor/filter",
          message: "git changes the bytes of files below \(folder.rawValue)/ on their way (\(filter))",
          location: .init(file: ".gitattributes"),
          hint: "add the line \"\(folder.rawValue)/** -text -filter\""))
    }
    for item in try editedItems() {
      findings += item.findings
      if item.isIgnored {
        findings.append(
          Finding(
            code: "doctor/ignored", message: "git ignores this file, so it is never committed",
            location: .init(file: item.name), hint: "git check-ignore -v \(item.name) names the rule"))
      }
    }
    for lock in ["index.lock", "HEAD.lock"] where FileStatus.of(repository.gitDirectory + "/" + lock) != nil {
      findings.append(
        Finding(
          code: "doctor/lock", message: "another git command is running, or one died",
          location: .init(file: ".git/\(lock)"),
          hint: "if none is running: rm \(repository.gitDirectory)/\(lock)"))
    }
  }

  /// What forcing, or a commit by plain git, let in.
  private func examineVerdicts(_ tip: ObjectID, _ findings: inout [Finding]) throws(StoreError) {
    var found: [Finding] = []
    do throws(StoreError) {
      try validate(commit: tip, { _ in true }) { _, _, new, _ in
        for var finding in new where found.count < 100 {
          if finding.hint == nil {
            finding.hint =
              "edit the document, or see who let it in: funnel log \(finding.location.file ?? "")"
          }
          found.append(finding)
        }
      }
    } catch {
      // Names that are no document's, wrong schemas: told above already.
      if error.kind == .io { throw error }
    }
    findings += found.filter { new in
      !findings.contains { $0.location == new.location && $0.code == new.code }
    }
  }

  /// Names that a file system without case may take for one.
  private func asciiFolded(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private func examineDocuments(_ snapshot: Snapshot, _ findings: inout [Finding]) throws(StoreError) {
    var counts: [String: (collection: CollectionPath, count: Int)] = [:]
    var folded: [String: DocumentPath] = [:]
    let files = try storing { () throws(GitError) in
      var result: [(folder: DocumentFolder, path: [String])] = []
      for folder in DocumentFolder.allCases {
        let tree = try repository.subtree(at: [folder.rawValue], in: snapshot.tree)
        try TreeDiff.walk(from: nil, to: tree, in: repository) { (change) throws(GitError) in
          result.append((folder, change.path))
          return true
        }
      }
      return result
    }
    var documents = Set<DocumentPath>()
    for (folder, components) in files {
      let name = folder.rawValue + "/" + components.joined(separator: "/")
      let path: DocumentPath
      do throws(CodecError) {
        path = try DocumentPlace.document(fromFile: components, fanOut: snapshot.settings.fanOut)
      } catch {
        findings.append(
          Finding(code: error.code, message: error.message, location: .init(file: name), hint: error.hint))
        continue
      }
      if folder == .live {
        if !documents.contains(path) {
          findings.append(
            Finding(
              code: "document/live-alone", message: "there is a live/ file but no document",
              location: .init(file: name),
              hint: "git rm \(name), or restore the document: funnel restore \(path) --at …"))
        }
        continue
      }
      documents.insert(path)
      counts[path.collection.description, default: (path.collection, 0)].count += 1
      let key = asciiFolded(path.description)
      if let twin = folded[key] {
        findings.append(
          Finding(
            code: "doctor/case",
            message: "\(twin) and \(path) differ only in case: on some file systems one hides the other",
            location: .init(file: name), hint: "give one of them another id"))
      }
      folded[key] = path
    }
    for (_, entry) in counts.sorted(by: { $0.key < $1.key }) where entry.count >= 1000 {
      let wanted = FanOut.recommendedDigits(forCount: entry.count)
      if snapshot.settings.fanOut.digits(for: entry.collection) < wanted {
        findings.append(
          Finding(
            code: "doctor/fan-out",
            message:
              "\(entry.collection) has \(entry.count) documents in few folders: every commit and every reader of history pays for it",
            location: .init(file: "funnel.json"), hint: "fan it out by \(wanted) digits"))
      }
    }
  }
}
