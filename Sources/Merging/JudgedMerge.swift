internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Store

/// A merged document with the verdict of its schema: what breaks it only in the merge is a conflict, and ours stands
/// there.
struct JudgedMerge {
  var fields: Fields?
  var conflicts: [MergeConflict]
  /// What was wrong with the merged document and with neither side.
  var findings: [Finding] = []

  /// Merges three versions that can be read.
  ///
  /// - Parameter judge: what is wrong with a document by the schemas of the merge and was not wrong on either side.
  init(
    base: Fields?, ours: Fields?, theirs: Fields?, traits: FieldTraits,
    judge: (Fields) throws(StoreError) -> [Finding]
  ) throws(StoreError) {
    let outcome = DocumentMerge.merge(base: base, ours: ours, theirs: theirs, traits: traits)
    fields = outcome.fields
    conflicts = outcome.conflicts.map(VirtualBase.unmarked)
    guard conflicts.isEmpty, let merged = outcome.fields else { return }
    findings = try judge(merged)
    if findings.isEmpty { return }
    let versions = (base, ours, theirs)
    func conflict(_ finding: Finding, _ field: FieldPath?) -> MergeConflict {
      MergeConflict.schema(finding, at: field, base: versions.0, ours: versions.1, theirs: versions.2)
    }
    guard let ours, let theirs, merged != ours, merged != theirs else {
      // Only one side stands there, and the schemas refuse it: there is nothing of both to go back to.
      let documents = [merged, ours, theirs].compactMap { $0 }
      conflicts = MergeConflict.distinct(
        findings.map { conflict($0, MergeConflict.field(of: $0.location.pointer ?? "", in: documents)) })
      return
    }
    var mended = merged
    for finding in findings {
      let field = MergeConflict.field(of: finding.location.pointer ?? "", in: [ours, theirs, merged])
      conflicts.append(conflict(finding, field))
      guard let field else { continue }
      if let value = ours[field] { mended.set(value, at: field) } else { _ = mended.remove(at: field) }
    }
    conflicts = MergeConflict.distinct(conflicts)
    fields = mended
    if try !judge(mended).isEmpty {
      conflicts = [conflict(findings[0], nil)]
      fields = ours
    }
  }
}

extension MergeConflict {
  /// A field that both sides changed so that the schema refuses what came of it; nil for the whole document.
  static func schema(
    _ finding: Finding, at field: FieldPath?, base: Fields?, ours: Fields?, theirs: Fields?
  ) -> MergeConflict {
    func value(_ fields: Fields?) -> Value? {
      guard let fields else { return nil }
      guard let field else { return .map(fields) }
      return fields[field]
    }
    return MergeConflict(
      pointer: pointer(of: field), field: field, base: value(base), ours: value(ours), theirs: value(theirs),
      reason: .schema, detail: finding.message)
  }
}
