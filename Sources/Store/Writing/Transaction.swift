internal import Diagnostics
public import FirestoreModel
public import Git

/// Read-check-write over several documents: a value that gathers what was read and what shall be written.
///
/// It reads from one snapshot. When it is committed, everything it read must still be so (optimistic concurrency);
/// otherwise it starts again on the new state.
public struct Transaction {
  public let snapshot: Snapshot
  let store: Store
  private(set) var reads: [DocumentPath: DocumentVersion?] = [:]
  public private(set) var writes: [Write] = []

  init(snapshot: Snapshot, store: Store) {
    self.snapshot = snapshot
    self.store = store
  }

  /// A document as the snapshot holds it; nil when it does not exist. The transaction depends on the answer.
  public mutating func get(_ path: DocumentPath) throws(StoreError) -> Document? {
    let (data, live) = try snapshot.blobs(of: path)
    reads.updateValue(data.map { DocumentVersion(data: $0, live: live) }, forKey: path)
    guard let data else { return nil }
    return try snapshot.document(path, data: data, live: live)
  }

  public mutating func add(_ write: Write) { writes.append(write) }

  /// The fields of the document that its schema marks volatile.
  public func volatilePaths(of path: DocumentPath) throws(StoreError) -> [FieldPath] {
    try snapshot.schemas().volatilePaths(for: path)
  }

  /// The `data/` blob, for `--if-unchanged`.
  public func dataID(of path: DocumentPath) throws(StoreError) -> ObjectID? {
    try snapshot.blobs(of: path).data
  }
}

extension Store {
  /// Runs `body` on the branch's tip and commits what it wrote: all or nothing, in one commit.
  ///
  /// `body` may run several times, when others write meanwhile; it must not have effects of its own.
  public func transact(
    options: WriteOptions, knowsTimes: Bool = false, _ body: (inout Transaction) throws(StoreError) -> Void
  ) throws(StoreError) -> WriteOutcome {
    var attempt = 0
    while true {
      attempt += 1
      var transaction = Transaction(snapshot: try snapshot(at: try tip(of: options.branch)), store: self)
      try body(&transaction)
      let reads = transaction.reads.map { ReadVersion(path: $0.key, version: $0.value) }
      do throws(StoreError) {
        return try write(transaction.writes, reads: reads, options: options, knowsTimes: knowsTimes)
      } catch {
        guard error.code == "store/conflict", attempt < 20 else { throw error }
      }
    }
  }
}
