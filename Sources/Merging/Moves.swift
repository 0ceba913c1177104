internal import FirestoreModel

/// Documents that a side moved while the other changed them.
struct Moves {
  /// Where each state of one document lies.
  struct Document {
    var base: DocumentPath
    var ours: DocumentPath
    var theirs: DocumentPath

    /// Where it lies in the merge: where the side that moved it put it, ours if both did.
    var target: DocumentPath { ours == base ? theirs : ours }
    /// Whether both moved it, each to another place.
    var isTwice: Bool { ours != theirs && ours != base && theirs != base }
  }

  /// A new document of one side in a collection that the other side moved.
  struct Stray {
    var from: DocumentPath
    var to: DocumentPath
    /// Whether ours has the document.
    var isOurs: Bool
  }

  /// By the contested path.
  var ofDocuments: [DocumentPath: Document] = [:]
  /// Documents that both sides moved, each to another place.
  var twice: [Document] = []
  var strays: [Stray] = []
  /// Places that a move leads to: contested on their own they are merged with it.
  var targets: Set<DocumentPath> = []
}
