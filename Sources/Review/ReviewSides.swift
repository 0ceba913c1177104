internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Merging
internal import Store

/// The four states of a review: where the sides parted, the base, the reviewed one, and what a merge makes.
struct ReviewSides {
  let range: ReviewRange
  /// nil where there was no store yet.
  let start: Snapshot?
  let base: Snapshot?
  let head: Snapshot
  let merged: Snapshot
  let startSchemas: SchemaSet
  let baseSchemas: SchemaSet
  let headSchemas: SchemaSet
  let mergedSchemas: SchemaSet
  /// What is wrong with the merged schemas.
  let schemaFault: StoreError?
  /// Whether merging makes anything else than the reviewed side.
  let isDiverged: Bool
  /// The way from the repository's root to the store's, `below/store/` or empty.
  let prefix: String

  init(_ range: ReviewRange, _ merge: MergedStore, in store: Store) throws(StoreError) {
    self.range = range
    start = if let first = merge.bases.first { try store.snapshotIfPresent(at: first) } else { nil }
    base = try store.snapshotIfPresent(at: range.base)
    head = try store.snapshot(at: range.head)
    merged = merge.isFastForward ? head : try store.snapshot(ofTree: merge.tree, for: range.head)
    isDiverged = head.tree != merged.tree
    prefix = store.root.components.map { $0 + "/" }.joined()
    // The past may have faults that this change mends.
    startSchemas = try Self.schemas(start).set
    baseSchemas = try Self.schemas(base).set
    headSchemas = try Self.schemas(head).set
    let (set, fault) = try Self.schemas(merged)
    mergedSchemas = set
    schemaFault = fault ?? set.allFaults()
  }

  private static func schemas(_ snapshot: Snapshot?) throws(StoreError) -> (
    set: SchemaSet, fault: StoreError?
  ) {
    guard let snapshot else { return (try SchemaSet(files: []), nil) }
    do throws(StoreError) { return (try snapshot.schemas(), nil) } catch {
      guard error.kind == .configuration else { throw error }
      return (try SchemaSet(files: []), error)
    }
  }

  /// The checks: what the merged settings ask for, and what the base's do, so that no change can switch off a check
  /// for itself.
  func settings() throws(StoreError) -> ReviewSettings {
    let settings = try ReviewSettings(merged.settings.review)
    let own = isDiverged ? try ReviewSettings(head.settings.review) : settings
    guard let past = try? base.map({ (base) throws(StoreError) in try ReviewSettings(base.settings.review) })
    else { return settings.joined(with: own) }
    return settings.joined(with: own).joined(with: past)
  }

  /// What the reviewed side says of a document's fields; for one that is gone, what was said before.
  func traits(of path: DocumentPath) -> FieldTraits {
    let traits = headSchemas.traits(for: path)
    return traits.isNone ? startSchemas.traits(for: path) : traits
  }
}
