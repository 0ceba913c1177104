internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git

extension Store {
  /// How many findings in documents that a commit does not touch are told; there may be one for each of a million.
  private static let shownFindings = 20

  /// Judges the documents that hand edits leave alone, when the edits change what they are judged by: a schema, the
  /// strictness, the fan-out. Costs nothing otherwise, and one pass over the store then.
  ///
  /// - Throws: `settings/fan-out-moves` when files would not be where the new fan-out says: nobody could read them.
  func checkUntouched(
    by edits: [HandEdit], working: WorkingStore, base: WriteBase, _ problems: inout Problems
  ) throws(StoreError) {
    let old = base.snapshot.settings
    let changesSchemas = edits.contains { StoreFile($0.name, settings: working.settings) == .schema }
    let changesFanOut = old.fanOut != working.settings.fanOut
    guard changesSchemas || changesFanOut || old.strictCollections != working.settings.strictCollections
    else {
      return
    }
    let touched = Set(edits.map(\.name))
    var found = problems
    var misplaced: StoreError?
    try base.snapshot.forEachDocument { (path, data, live) throws(StoreError) in
      let name = StoreRoot.name(path, .data, old)
      if touched.contains(name) { return true }
      if changesFanOut, StoreRoot.name(path, .data, working.settings) != name {
        misplaced = StoreError(
          "settings/fan-out-moves",
          "the new fanOut wants \(name) at \(StoreRoot.name(path, .data, working.settings))",
          location: SourceLocation(file: "funnel.json"),
          hint: "a fan-out changes together with the places of all files; leave fanOut as it is",
          kind: .refused)
        return false
      }
      let document: Document
      do throws(StoreError) { document = try base.snapshot.document(path, data: data, live: live) } catch {
        // It cannot be read now either: not this commit's doing. `doctor` and `validate` name it.
        return true
      }
      try Verdict.judge(
        path, union: DocumentFile.encode(document.fields), name: name, schemas: working.schemas,
        settings: working.settings, &found)
      return found.findings.count < problems.findings.count + Store.shownFindings
    }
    if let misplaced { throw misplaced }
    problems = found
  }
}
