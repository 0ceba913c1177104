internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Merges one file of a document, as git hands it to a merge driver.
///
/// The schema that governs it is HEAD's: while git merges, neither the index nor the working tree shows the merged
/// schemas yet. What only these refuse is caught by the hook before the merge is committed, and by `funnel merge`.
struct FileDriver {
  let path: DocumentPath
  let folder: DocumentFolder
  /// nil where HEAD has none.
  let rules: Snapshot?

  struct Outcome {
    /// The merged file; nil when it is gone, or stays as it is on our side since a side cannot be read.
    var fields: Fields?
    var conflicts: [MergeConflict] = []
    var problem: String?

    var isClean: Bool { conflicts.isEmpty && problem == nil }

    /// The blob that a merge leaves in the file.
    ///
    /// - Parameter ours: what it held; nil where there was none.
    func left(ours: [UInt8]?) -> ObjectID? {
      if let fields { return Repository.blobID(DocumentFile.encode(fields)) }
      return problem == nil ? nil : ours.map(Repository.blobID)
    }
  }

  /// - Parameters: the contents of the file on each side; nil where a side has none.
  func merge(base: [UInt8]?, ours: [UInt8]?, theirs: [UInt8]?) throws(StoreError) -> Outcome {
    var versions: [Fields?] = []
    for (name, bytes) in [("ours", ours), ("theirs", theirs), ("the common ancestor", base)] {
      guard let bytes else {
        versions.append(nil)
        continue
      }
      do throws(CodecError) { versions.append(try DocumentFile.decode(bytes, file: nil)) } catch {
        var outcome = Outcome()
        outcome.problem = "\(name) cannot be read: \(error.message)"
        return outcome
      }
    }
    let (mine, other, old) = (versions[0], versions[1], versions[2])
    var schemas: SchemaSet?
    do throws(StoreError) { schemas = try rules?.schemas() } catch { if error.kind == .io { throw error } }
    var known = Set<Fault>()
    for fields in [mine, other] {
      guard let fields else { continue }
      for finding in try findings(fields, schemas) { known.insert(Fault(finding)) }
    }
    let merged = try JudgedMerge(
      base: old, ours: mine, theirs: other, traits: schemas?.traits(for: path) ?? .none
    ) { (fields) throws(StoreError) in
      try findings(fields, schemas).filter { !known.contains(Fault($0)) }
    }
    return Outcome(fields: merged.fields, conflicts: merged.conflicts)
  }

  /// A document is judged as the union of its files: of a file below `live/` with what HEAD has below `data/`.
  private func findings(_ fields: Fields, _ schemas: SchemaSet?) throws(StoreError) -> [Finding] {
    guard let rules, let schemas else { return [] }
    var union = fields
    if folder == .live {
      guard let id = try rules.blobs(of: path).data,
        let data = try? DocumentFile.decode(
          try storing({ () throws(GitError) in try rules.repository.blob(id) }), file: nil)
      else { return [] }
      let joined = Volatile.union(data, fields)
      if joined.clash != nil { return [] }
      union = joined.fields
    }
    return DocumentJudge(settings: rules.settings, schemas: schemas)
      .findings(for: path, data: DocumentFile.encode(union), live: nil).findings
  }
}
