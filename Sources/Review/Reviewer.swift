internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Merging
internal import SchemaTools
package import Store

/// How a review is made.
package struct ReviewOptions: Sendable {
  /// Whether the documents that refer to changed ones are counted.
  package var countsUses = true
  /// Microseconds since 1970.
  package var now: Int64

  package init(now: Int64) { self.now = now }
}

/// Reads what a reviewer needs to know of a change. Writes no branch and no file; objects of a merge at most.
package struct Reviewer {
  let store: Store
  let options: ReviewOptions
  /// Told of documents done, and how many there are.
  private let progress: (String, Int, Int) -> Void

  package init(
    _ store: Store, options: ReviewOptions, progress: @escaping (String, Int, Int) -> Void = { _, _, _ in }
  ) {
    self.store = store
    self.options = options
    self.progress = progress
  }

  /// - Throws: revisions without a common history; settings that are wrong; a repository that is damaged.
  package func review(_ range: ReviewRange) throws(StoreError) -> ReviewReport {
    let merged = try merge(range)
    let sides = try ReviewSides(range, merged, in: store)
    var report = ReviewReport(range: range, now: options.now)
    report.start = merged.bases.first
    let settings = try sides.settings()
    try DocumentReading(sides: sides, store: store).read(into: &report)
    try RuleFiles(sides: sides).read(into: &report)
    let notes = Notes(settings: settings, places: Places(sides))
    MergeNotes(sides: sides, merged: merged).add(to: notes, &report)
    if let fault = sides.schemaFault {
      notes.addSchemaFault(fault)
      report.schemasAreWrong = true
    } else {
      try Verdicts(sides: sides, store: store, merged: merged).judge(notes, &report, progress)
    }
    if options.countsUses { try countUses(sides, &report) }
    try ReferenceChecks(sides: sides, store: store).add(to: notes, report)
    try DocumentChecks(sides: sides).add(to: notes, &report)
    try RuleChecks(sides: sides).add(to: notes, report)
    notes.finish(&report)
    return report
  }

  private func merge(_ range: ReviewRange) throws(StoreError) -> MergedStore {
    do throws(StoreError) { return try TreeMerge.merge(range.base, range.head, in: store) } catch {
      var fault = error
      switch error.code {
      case "merge/unrelated":
        // There is an option to merge such branches, and none to review them.
        fault.hint = "check that this is the right branch: what it changed is told since the two parted"
      case "store/not-there":
        fault.message =
          "merged, \(range.baseName) and \(range.headName) have no funnel.json: that is no store"
        fault.hint = "one of them deletes it"
      default: break
      }
      throw fault
    }
  }

  private func countUses(_ sides: ReviewSides, _ report: inout ReviewReport) throws(StoreError) {
    let counter = ReferenceCounter(sides.merged, schemas: sides.mergedSchemas, now: options.now)
    // Those that still mean the place where a document was are of interest too.
    var targets = Set(report.documents.map(\.path))
    for document in report.documents {
      if case .moved(let old) = document.fate { targets.insert(old) }
    }
    for move in report.moves { targets.formUnion(move.documents.map(\.old)) }
    targets = targets.filter(counter.canBeReferred)
    let search = try counter.search(for: targets) { progress("counting uses", $0, $1) }
    report.unreadReferrers = search.unread
    report.uses = search.uses
    for index in report.documents.indices where targets.contains(report.documents[index].path) {
      report.documents[index].uses = search.uses[report.documents[index].path] ?? DocumentUses()
    }
  }
}
