public import Changes
public import FirestoreModel

/// A document that differs between two sides of a comparison.
public struct DocumentDelta: Sendable {
  public enum Kind: String, Sendable { case added, deleted, modified, moved }

  public let kind: Kind
  /// Where it is; where it was, for a deleted one.
  public let path: DocumentPath
  /// Where a moved document was.
  public let from: DocumentPath?
  /// What people call it: its field `name` or `title`.
  public let title: String?
  /// The document on each side. Both are nil for one that was moved and is the same, and for one that changed, unless
  /// they were asked for.
  public let old: Fields?
  public let new: Fields?
  /// Why a side that is there cannot be read.
  public let oldProblem: StoreError?
  public let newProblem: StoreError?
  /// What each side's schema says of the fields.
  public let oldTraits: FieldTraits
  public let newTraits: FieldTraits
  /// Field by field; for a document that came or went, or with one side that cannot be read, the fields of the other.
  public let fields: [FieldChange]
  /// Of a document that came or went, as long as a move is looked for.
  var likeness: DocumentLikeness?

  /// Of either side.
  public var problem: StoreError? { newProblem ?? oldProblem }

  init(
    _ kind: Kind, path: DocumentPath, from: DocumentPath? = nil, old: DocumentSide = DocumentSide(),
    new: DocumentSide = DocumentSide(), includingVolatile: Bool = false, keepsDocuments: Bool = true
  ) {
    self.kind = kind
    self.path = path
    self.from = from
    // Of many documents most of the memory, and so of the time.
    self.old = keepsDocuments || kind != .modified ? old.fields : nil
    self.new = keepsDocuments || kind != .modified ? new.fields : nil
    title = (new.fields ?? old.fields)?.title
    oldProblem = old.problem
    newProblem = new.problem
    oldTraits = old.traits
    newTraits = new.traits
    likeness = old.likeness ?? new.likeness
    fields = FieldDiff.changes(
      from: old.fields ?? Fields(), to: new.fields ?? Fields(), traits: new.traits, oldTraits: old.traits,
      includingVolatile: includingVolatile)
  }
}

/// One side of a document, read.
struct DocumentSide: Sendable {
  var fields: Fields?
  var problem: StoreError?
  var traits = FieldTraits.none
  /// What a document that came or went is known again by, as long as a move is looked for.
  var likeness: DocumentLikeness?
}

/// A file below `data/` or `live/` that is no document's and differs.
public struct FileDelta: Sendable {
  /// Below the store's root.
  public let name: String
  /// Bytes of each side; nil where the file is not there.
  public let oldSize: Int?
  public let newSize: Int?
  /// Why it can be no document.
  public let reason: StoreError
}

/// What differs between two sides.
public struct Comparison: Sendable {
  /// In order of paths.
  public var documents: [DocumentDelta] = []
  /// In order of names.
  public var files: [FileDelta] = []

  public var isEmpty: Bool { documents.isEmpty && files.isEmpty }
}

/// What a comparison looks at, and how closely.
public struct ComparisonOptions: Sendable {
  /// Several are taken together; empty takes everything.
  public var filters: [PathFilter] = []
  /// Volatile fields too.
  public var includingLive = false
  /// Whether what went here and came there is told as moved.
  public var findsMoves = true
  /// Whether documents that were moved and are the same are read too.
  public var readsMoved = false
  /// Whether documents that changed are kept whole; what changed in them always is.
  public var keepsDocuments = true

  public init() {}
}

extension Fields {
  /// What people call a document: its field `name` or `title`.
  public var title: String? {
    for key in ["name", "title"] {
      if case .string(let text)? = self[key], !text.isEmpty { return text }
    }
    return nil
  }
}
