internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Merges the documents that both sides changed, each with both its files as one.
struct DocumentMerges {
  let run: TreeMergeRun
  let rules: MergedRules

  func merge(
    _ contested: Set<DocumentPath>, _ moves: Moves, into outcome: inout TreeMergeRun.Outcome
  ) throws(StoreError) {
    var edits: [TreeEdit.Change] = []
    for move in moves.strays { try follow(move, &edits) }
    for path in contested.sorted() where !moves.targets.contains(path) {
      outcome.documents.append(try merge(path, moves.ofDocuments[path], &edits))
    }
    for move in moves.twice { outcome.documents.append(try merge(move.target, move, &edits)) }
    outcome.tree = try run.edit(outcome.tree, edits)
  }

  /// A new document in a collection that the other side moved goes where that went.
  private func follow(_ move: Moves.Stray, _ edits: inout [TreeEdit.Change]) throws(StoreError) {
    let side = move.isOurs ? run.ours : run.theirs
    let version = try side.version(of: move.from)
    guard let data = version.data else { return }
    put(move.from, nil, nil, &edits)
    put(move.to, data, version.live, &edits)
  }

  /// Merges one document and adds the edits that bring the merged tree to the result.
  ///
  /// - Parameter move: where one side moved it; nil when neither did.
  func merge(
    _ path: DocumentPath, _ move: Moves.Document?, _ edits: inout [TreeEdit.Change]
  ) throws(StoreError) -> MergedDocument {
    let base = try run.base?.version(of: move?.base ?? path) ?? .absent(path)
    let ours = try run.ours.version(of: move?.ours ?? path)
    let theirs = try run.theirs.version(of: move?.theirs ?? path)
    let target = move?.target ?? path
    var document = MergedDocument(
      path: target, movedFrom: target == base.path ? nil : base.path, base: base, ours: ours, theirs: theirs,
      merged: ours.fields, conflicts: [], problem: nil, findings: [], host: .same)
    if let move, move.isTwice {
      document.problem = "ours moved it to \(ours.path), theirs to \(theirs.path): both are there now"
    } else {
      for place in Set([base.path, ours.path, theirs.path]) where place != target {
        put(place, nil, nil, &edits)
      }
      if let fault = ours.fault ?? theirs.fault ?? base.fault {
        let side = ours.fault != nil ? "ours" : theirs.fault != nil ? "theirs" : "the common ancestor"
        document.problem = "\(side) cannot be read: \(fault.message)"
        put(target, ours.data, ours.live, &edits)
      } else {
        let known = try run.isVirtual || !rules.canJudge ? [] : knownFaults(document)
        // Equal on both sides is one write that came to both, counters included, as git has it too.
        let isSame = ours.fields != nil && ours.fields == theirs.fields
        let merged = try JudgedMerge(
          base: isSame ? ours.fields : base.fields, ours: ours.fields, theirs: theirs.fields,
          traits: rules.schemas.traits(for: target)
        ) { (fields) throws(StoreError) in
          if run.isVirtual || !rules.canJudge { return [] }
          return findings(fields, at: target).filter { !known.contains(Fault($0)) }
        }
        document.merged = merged.fields
        document.conflicts = merged.conflicts
        document.findings = merged.findings
        if run.isVirtual {
          document.merged = VirtualBase.marked(merged.fields, merged.conflicts, hasProblem: false)
        }
        try put(document, &edits)
      }
    }
    if !run.isVirtual { document.host = try HostMerges(run.repository).outcome(of: document) }
    return document
  }

  /// What is wrong with a document by the merged schemas.
  private func findings(_ fields: Fields, at path: DocumentPath) -> [Finding] {
    DocumentJudge(settings: rules.settings, schemas: rules.schemas)
      .findings(for: path, data: DocumentFile.encode(fields), live: nil).findings
  }

  /// What was wrong with it on either side, by that side's schemas.
  private func knownFaults(_ document: MergedDocument) throws(StoreError) -> Set<Fault> {
    var known = Set<Fault>()
    for (side, version) in [(run.ours, document.ours), (run.theirs, document.theirs)] {
      for finding in try side.findings(version) { known.insert(Fault(finding)) }
    }
    return known
  }

  /// Lets the merged schemas judge a document that only one side changed: there is nothing of both to go back to.
  func judgeAlone(_ document: inout MergedDocument) throws(StoreError) {
    guard let merged = document.merged else { return }
    let found = findings(merged, at: document.path)
    if found.isEmpty { return }
    let known = try knownFaults(document)
    document.findings = found.filter { !known.contains(Fault($0)) }
    document.conflicts = MergeConflict.refused(
      merged, document.findings, base: document.base.fields, ours: document.ours.fields,
      theirs: document.theirs.fields)
  }

  // MARK: - Files

  /// Puts a merged document's two files: a side's own where it says the same, else in the canonical form.
  private func put(_ document: MergedDocument, _ edits: inout [TreeEdit.Change]) throws(StoreError) {
    guard let merged = document.merged else { return put(document.path, nil, nil, &edits) }
    let blobs = try blobs(of: merged, document)
    put(document.path, blobs.data, blobs.live, &edits)
  }

  private func blobs(
    of fields: Fields, _ document: MergedDocument
  ) throws(StoreError) -> (data: ObjectID?, live: ObjectID?) {
    let volatile = rules.canJudge ? try rules.schemas.volatilePaths(for: document.path) : []
    for (side, version) in [(run.ours, document.ours), (run.theirs, document.theirs)]
    where version.fields == fields && version.data != nil {
      if try side.splits(version.path, at: volatile) { return (version.data, version.live) }
    }
    let parts = Volatile.split(fields, at: volatile)
    let repository = run.repository
    return try storing { () throws(GitError) in
      let data = try repository.write(.blob, DocumentFile.encode(parts.data))
      if parts.live.isEmpty { return (data, nil) }
      return (data, try repository.write(.blob, DocumentFile.encode(parts.live)))
    }
  }

  func put(_ path: DocumentPath, _ data: ObjectID?, _ live: ObjectID?, _ edits: inout [TreeEdit.Change]) {
    for (folder, id) in [(DocumentFolder.data, data), (.live, live)] {
      edits.append(
        TreeEdit.Change(
          replacing: run.store.root.file(path, folder, rules.settings), with: id.map { (.file, $0) }))
    }
  }

  /// The edits that write a document's fields as the merged schemas split them.
  func split(_ path: DocumentPath, _ fields: Fields, _ edits: inout [TreeEdit.Change]) throws(StoreError) {
    let version = DocumentVersion.absent(path)
    let blobs = try blobs(
      of: fields,
      MergedDocument(
        path: path, movedFrom: nil, base: version, ours: version, theirs: version, merged: fields,
        conflicts: [],
        problem: nil, findings: [], host: .same))
    put(path, blobs.data, blobs.live, &edits)
  }
}

/// What tells one fault of a document from another.
struct Fault: Hashable {
  let code: String
  let pointer: String
  let keyword: String?

  init(_ finding: Finding) {
    code = finding.code
    pointer = finding.location.pointer ?? ""
    keyword = finding.keywordLocation
  }
}

extension MergeSide {
  /// What is wrong with a document on its own side, by that side's schemas.
  func findings(_ version: DocumentVersion) throws(StoreError) -> [Finding] {
    guard let snapshot, let fields = version.fields else { return [] }
    let schemas: SchemaSet
    do throws(StoreError) { schemas = try snapshot.schemas() } catch {
      if error.kind == .io { throw error }
      return []
    }
    return DocumentJudge(settings: snapshot.settings, schemas: schemas)
      .findings(for: version.path, data: DocumentFile.encode(fields), live: nil).findings
  }

  /// Whether this side writes the same fields of a document below `live/`.
  func splits(_ path: DocumentPath, at volatile: [FieldPath]) throws(StoreError) -> Bool {
    guard let snapshot else { return false }
    guard let paths = try? snapshot.schemas().volatilePaths(for: path) else { return volatile.isEmpty }
    return Set(paths) == Set(volatile)
  }
}
