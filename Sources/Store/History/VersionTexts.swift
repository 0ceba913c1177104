public import FirestoreModel
internal import Git

/// Reads the documents of versions, each blob of a file once while it is of use: what one version had before it, the
/// next older one had after it.
public final class VersionTexts {
  private let store: Store
  private var known: [Key: Result<Fields, StoreError>] = [:]
  private var order: [Key] = []

  /// Enough for the two sides of a version, and of the merges that it may have come by.
  private static let limit = 16

  private struct Key: Hashable {
    let data: ObjectID
    let live: ObjectID?
  }

  public init(store: Store) { self.store = store }

  /// The document; nil for one that is absent.
  ///
  /// - Throws: why its files cannot be read, with the place in them: a hand-made commit may have broken them.
  public func fields(_ files: DocumentFiles?) throws(StoreError) -> Fields? {
    guard let files else { return nil }
    let key = Key(data: files.data, live: files.live)
    if let known = known[key] { return try known.get() }
    let result: Result<Fields, StoreError>
    do throws(StoreError) { result = .success(try read(files)) } catch { result = .failure(error) }
    if order.count == Self.limit { known[order.removeFirst()] = nil }
    order.append(key)
    known[key] = result
    return try result.get()
  }

  /// Whether a version changed the document's value. What cannot be read differs from what can.
  public func differ(_ version: HistoryVersion) throws(StoreError) -> Bool {
    guard let before = try? fields(version.before), let after = try? fields(version.after) else {
      return version.before != version.after
    }
    return before != after
  }

  private func read(_ files: DocumentFiles) throws(StoreError) -> Fields {
    let data = try storing { () throws(GitError) in try store.reader.many.blob(files.data) }
    let live = try storing { () throws(GitError) in
      try files.live.map { (id) throws(GitError) in try store.reader.many.blob(id) }
    }
    return try WorkingStore.union(data: data, name: files.name, live: live, liveName: files.liveName)
  }
}
