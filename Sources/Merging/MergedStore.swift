package import Changes
package import Diagnostics
package import FirestoreModel
package import Git
package import Store

/// What a merge of two commits makes: a tree, and what somebody must decide.
package struct MergedStore: Sendable {
  package let ours: ObjectID
  package let theirs: ObjectID
  /// The best common ancestors; several where the branches were merged into each other, none where their histories
  /// are unrelated.
  package let bases: [ObjectID]
  /// The repository's root. Where there are conflicts, ours stand in it.
  package let tree: ObjectID
  /// The documents that both sides changed, and those that the merge alone makes invalid, by path.
  package let documents: [MergedDocument]
  /// Other files that both sides changed, and what is wrong with a file only in the merge, by name.
  package let files: [MergedFile]

  package var isClean: Bool {
    documents.allSatisfy(\.isClean) && files.allSatisfy { $0.problem == nil }
  }

  /// How many decisions are left.
  package var conflictCount: Int {
    documents.reduce(0) { $0 + $1.conflicts.count + ($1.problem == nil ? 0 : 1) }
      + files.reduce(0) { $0 + ($1.problem == nil ? 0 : 1) }
  }

  /// Whether theirs holds all of ours, so that nothing need be merged.
  package var isFastForward: Bool { bases == [ours] }
  /// Whether ours holds all of theirs.
  package var isUpToDate: Bool { bases == [theirs] }

  /// The documents that a host's merge by lines would do harm to: hosts run no merge drivers.
  package var harmed: [MergedDocument] { documents.filter { $0.host != .same } }
}

/// A document that was merged, or could not be.
package struct MergedDocument: Sendable {
  /// Where it lies in the merged tree.
  package var path: DocumentPath
  /// Where it lay before, if one side moved it.
  package var movedFrom: DocumentPath?
  package var base: DocumentVersion
  package var ours: DocumentVersion
  package var theirs: DocumentVersion
  /// What stands in the merged tree; nil when it is gone.
  package var merged: Fields?
  /// What nobody but a person can decide; empty when all is settled.
  package var conflicts: [MergeConflict]
  /// Why the document as a whole could not be merged: a side cannot be read, or both moved it; nil otherwise.
  package var problem: String?
  /// What is wrong with the merged document by the merged schemas and was not wrong on either side.
  package var findings: [Finding]
  /// What a merge by lines would make of it.
  package var host: HostMerge

  package var isClean: Bool { conflicts.isEmpty && problem == nil }
}

/// A document as one side has it.
package struct DocumentVersion: Sendable {
  /// Where it lies there.
  package var path: DocumentPath
  /// The blob of its file below `data/`; nil when there is no document.
  package var data: ObjectID?
  package var live: ObjectID?
  /// nil when there is none, or it cannot be read.
  package var fields: Fields?
  /// Why it cannot be read.
  package var fault: StoreError?

  package static func absent(_ path: DocumentPath) -> DocumentVersion { DocumentVersion(path: path) }
}

/// What a host's plain merge by lines would make of a document.
package enum HostMerge: String, Sendable {
  /// The same as ours.
  case same
  /// Conflict markers in a file.
  case conflict
  /// A file that is no document any more, without a word.
  case invalid
  /// A document with other values, without a word.
  case different
}

/// Another file than a document's.
package struct MergedFile: Sendable {
  /// From the repository's root.
  package let name: String
  package let base: Tree.Entry?
  package let ours: Tree.Entry?
  package let theirs: Tree.Entry?
  /// What stands in the merged tree.
  package let merged: Tree.Entry?
  /// Why somebody must decide; nil when all is settled.
  package let problem: String?
}
