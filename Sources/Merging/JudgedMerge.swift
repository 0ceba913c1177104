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
    guard let merged = outcome.fields else { return }
    findings = try judge(merged)
    if findings.isEmpty { return }
    guard let ours, let theirs, merged != ours, merged != theirs else {
      // Only one side stands there, and the schemas refuse it: there is nothing of both to go back to.
      if !conflicts.isEmpty { return }
      conflicts = MergeConflict.refused(merged, findings, base: base, ours: ours, theirs: theirs)
      return
    }
    let settled = try DocumentMerge.settle(outcome, base: base, ours: ours, theirs: theirs) {
      (fields) throws(StoreError) in
      // A side on its own is valid by its own schemas, which `judge` knows; it excuses nothing that both make.
      if fields == ours || fields == theirs { return [] }
      return try judge(fields).map {
        MergeFault(code: $0.code, pointer: $0.location.pointer ?? "", message: $0.message)
      }
    }
    fields = settled.fields
    conflicts = settled.conflicts.map(VirtualBase.unmarked)
  }
}

extension MergeConflict {
  /// What the schema refuses of a document that has nothing of both sides to go back to: each field once, or the whole
  /// document.
  static func refused(
    _ merged: Fields, _ findings: [Finding], base: Fields?, ours: Fields?, theirs: Fields?
  ) -> [MergeConflict] {
    let documents = [merged, ours, theirs].compactMap { $0 }
    return distinct(
      findings.map { finding in
        let field = field(of: finding.location.pointer ?? "", in: documents)
        func value(_ fields: Fields?) -> Value? {
          guard let field else { return fields.map { .map($0) } }
          return fields?[field]
        }
        return MergeConflict(
          pointer: pointer(of: field), field: field, base: value(base), ours: value(ours),
          theirs: value(theirs), reason: .schema, detail: finding.message)
      })
  }
}
