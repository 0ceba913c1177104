package import Changes
internal import Diagnostics
internal import DocumentCodec
package import FirestoreModel
internal import Git
package import Store

/// The store's rules as git's drivers read them: HEAD's.
package struct DriverRules {
  /// Which document a file of the repository is one of.
  package struct Place {
    package let path: DocumentPath
    package let folder: DocumentFolder
  }

  let store: Store
  let rules: Snapshot?

  /// - Throws: a repository that cannot be read. Rules that are wrong count as none.
  package init(_ store: Store) throws(StoreError) {
    self.store = store
    var rules: Snapshot?
    if let head = try store.headCommit() {
      do throws(StoreError) { rules = try store.snapshotIfPresent(at: head) } catch {
        if error.kind == .io { throw error }
      }
    }
    self.rules = rules
  }

  /// nil for a file that is no document's.
  package func place(of file: String) -> Place? {
    let components = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let root = store.root.components
    guard components.count > root.count + 1, components.starts(with: root),
      let folder = DocumentFolder(rawValue: components[root.count]),
      let path = try? DocumentPlace.document(
        fromFile: Array(components[(root.count + 1)...]), fanOut: rules?.settings.fanOut ?? .none)
    else { return nil }
    return Place(path: path, folder: folder)
  }

  /// What the schema that governs a document says of its fields; nothing where it cannot be read.
  package func traits(for path: DocumentPath) -> FieldTraits {
    (try? rules?.schemas().traits(for: path)) ?? .none
  }

  func driver(_ place: Place) -> FileDriver {
    FileDriver(path: place.path, folder: place.folder, rules: rules)
  }

  func merge(_ place: Place, _ stages: ConflictStages) throws(StoreError) -> FileDriver.Outcome {
    func bytes(_ id: ObjectID?) throws(StoreError) -> [UInt8]? {
      guard let id else { return nil }
      return try storing { () throws(GitError) in try store.repository.blob(id) }
    }
    return try driver(place).merge(
      base: try bytes(stages.base), ours: try bytes(stages.ours), theirs: try bytes(stages.theirs))
  }
}
