package import FirestoreModel
package import Git

/// What a reviewer is told of a change: values only, which the forms print.
package struct ReviewReport: Sendable {
  package var range: ReviewRange
  /// Where the two sides parted: what is shown is what the reviewed side did since then.
  package var start: ObjectID?
  /// Documents that came, went or changed, by path.
  package var documents: [ReviewedDocument] = []
  /// Documents that moved together and are as they were.
  package var moves: [PathMove] = []
  /// Documents of which only volatile fields changed.
  package var folded: [DocumentPath] = []
  package var schemas: [SchemaReview] = []
  /// The rules, the indexes and the settings, where they changed.
  package var otherFiles: [String] = []
  /// Failures first; of each level in the order of documents.
  package var notes: [ReviewNote] = []
  package var conflicts: [ReviewConflict] = []
  /// Documents that fitted neither before nor after, and that the change does not touch.
  package var alreadyInvalid = 0
  /// Documents that were judged.
  package var judged = 0
  /// Referring documents that were not read, since there were too many.
  package var unreadReferrers = 0
  /// Whether schemas are wrong, so that no document could be judged.
  package var schemasAreWrong = false
  /// The texts that notes point into, by file below the store's root.
  package var sources: [String: [UInt8]] = [:]
  /// Who refers to changed, moved and removed documents, in the merged store.
  var uses: [DocumentPath: DocumentUses] = [:]

  /// When the review was made, in microseconds since 1970.
  package var now: Int64

  package init(range: ReviewRange, now: Int64) {
    self.range = range
    self.now = now
  }

  package func count(_ level: ReviewLevel) -> Int { notes.count { $0.level == level } }

  /// The gate's answer: 0, 1 when something fails, 78 when schemas are wrong.
  ///
  /// - Parameter strictly: whether warnings fail.
  package func exitCode(strictly: Bool) -> Int32 {
    if schemasAreWrong { return 78 }
    return count(.fail) > 0 || (strictly && count(.warn) > 0) ? 1 : 0
  }
}

/// Documents that went from one place to another and are as they were.
package struct PathMove: Sendable {
  /// The part of the paths that differs, up to its end: `users/ada/personas`, or `users/ada` with all below it.
  package var old: String
  package var new: String
  /// By old path.
  package var documents: [(old: DocumentPath, new: DocumentPath)]
}

/// A field that both sides changed, each in its way.
package struct ReviewConflict: Sendable {
  package var document: DocumentPath
  /// RFC 6901; empty for the whole document.
  package var pointer: String
  /// nil for the whole document.
  package var field: FieldPath?
  package var base: Value?
  package var ours: Value?
  package var theirs: Value?
  package var message: String
}
