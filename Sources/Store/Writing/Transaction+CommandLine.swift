internal import Diagnostics
public import FirestoreModel
internal import Git

extension Transaction {
  /// The fields with those that its schema says are the document's own ids (`x-funnel.id`), where they lack them: who
  /// adds a document cannot know its new id.
  public func withIDs(_ path: DocumentPath, _ fields: Fields) throws(StoreError) -> Fields {
    let schemas = try snapshot.schemas()
    guard let schema = schemas.schema(for: path), let variables = schema.pattern.match(path) else {
      return fields
    }
    var filled = fields
    for (field, variable) in try schemas.annotations(of: schema).ids where filled[field] == nil {
      if let id = variables[variable] { filled.set(.string(id), at: field) }
    }
    return filled
  }

  /// Replaces a document's fields; the volatile ones stay as they are unless the given fields name one.
  public mutating func replace(
    _ path: DocumentPath, with fields: Fields, precondition: Precondition = .none
  ) throws(StoreError) {
    let volatile = try volatilePaths(of: path)
    var whole = fields
    if Volatile.named(in: fields, of: volatile).isEmpty, let present = try get(path), present.liveID != nil {
      whole = Volatile.overlay(fields, over: Volatile.split(present.fields, at: volatile).live)
    }
    add(.set(whole, at: path, precondition: precondition))
  }
}

extension Store {
  /// Throws unless the document's `data/` file is the same at `revision` and in the transaction's snapshot.
  public func checkUnchanged(
    _ path: DocumentPath, since revision: String, in transaction: borrowing Transaction
  ) throws(StoreError) {
    guard let commit = try storing({ () throws(GitError) in try repository.commitID(named: revision) }) else {
      throw StoreError("history/unknown-revision", "there is no revision \(revision)", kind: .missing)
    }
    let then = try snapshotIfPresent(at: commit).flatMapStore { (past) throws(StoreError) in
      try past.blobs(of: path).data
    }
    let now = try transaction.dataID(of: path)
    if then == now { return }
    let tip = transaction.snapshot.commit
    throw StoreError(
      "store/changed", "\(path) changed since \(commit.short)",
      hint:
        "see it: funnel diff \(commit.short) \(tip.short) \(path); then repeat with --if-unchanged \(tip.short)",
      kind: .retry)
  }
}
