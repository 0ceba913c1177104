internal import Diagnostics
internal import Git
internal import SchemaTools
internal import Store

/// What the reviewed side changed besides documents: schemas by meaning, other files by name.
struct RuleFiles {
  let sides: ReviewSides
  static let others = ["firestore.rules", "firestore.indexes.json", "funnel.json"]

  func read(into report: inout ReviewReport) throws(StoreError) {
    for name in Self.others where try id(of: [name], in: sides.start) != id(of: [name], in: sides.head) {
      report.otherFiles.append(name)
    }
    guard try id(of: ["schemas"], in: sides.start) != id(of: ["schemas"], in: sides.head) else { return }
    let (old, new) = try Self.libraries(sides)
    let past = sides.startSchemas
    let isStrict = (
      old: sides.start?.settings.strictCollections ?? false, new: sides.head.settings.strictCollections
    )
    let names = Set(old.files).union(new.files).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for uri in names where old.bytes(uri) != new.bytes(uri) {
      let changes =
        if old.bytes(uri) != nil, new.bytes(uri) != nil, let fault = past.fault(of: uri) {
          [SchemaDiff.unreadable(uri, because: fault.message)]
        } else {
          SchemaDiff.changes(from: uri, in: old, to: uri, in: new, strictCollections: isStrict)
        }
      report.schemas.append(SchemaReview(file: uri, changes: changes))
    }
  }

  /// The schemas of both sides; files that are no JSON are left out, since the verdict names them.
  static func libraries(_ sides: ReviewSides) throws(StoreError) -> (old: SchemaLibrary, new: SchemaLibrary) {
    (try library(sides.start), try library(sides.head))
  }

  private static func library(_ snapshot: Snapshot?) throws(StoreError) -> SchemaLibrary {
    var library = SchemaLibrary()
    guard let snapshot else { return library }
    for file in try snapshot.schemaFiles() { try? library.add(file.bytes, as: file.uri) }
    return library
  }

  private func id(of path: [String], in snapshot: Snapshot?) throws(StoreError) -> ObjectID? {
    guard let snapshot else { return nil }
    return try storing { () throws(GitError) in try snapshot.repository.entry(at: path, in: snapshot.tree)?.id
    }
  }
}
