/// The fields that an update touches; a path that the given fields lack is deleted (google.firestore.v1: DocumentMask).
public struct FieldMask: Sendable, Hashable {
  public var paths: [FieldPath]

  public init(_ paths: [FieldPath]) { self.paths = paths }
}

/// A change that depends on what is stored (google.firestore.v1: DocumentTransform.FieldTransform).
public struct FieldTransform: Sendable, Equatable {
  public enum Operation: Sendable, Equatable {
    /// The commit's time.
    case serverTimestamp
    /// Adds a number; what is stored and no number counts as 0. Integers saturate.
    case increment(Value)
    /// The larger of stored and given; of equal ones the stored.
    case maximum(Value)
    /// The smaller of stored and given; of equal ones the stored.
    case minimum(Value)
    /// Appends what the array does not have yet, by `isEquivalent`.
    case appendMissing([Value])
    /// Removes every element that is equivalent to one of these.
    case removeAll([Value])
  }

  public var path: FieldPath
  public var operation: Operation

  public init(path: FieldPath, operation: Operation) {
    self.path = path
    self.operation = operation
  }
}

/// What must hold of the stored document for a write to happen (google.firestore.v1: Precondition).
public enum Precondition: Sendable, Hashable {
  case none
  case exists(Bool)
  /// The document exists and was last changed at exactly this time.
  case updateTime(Timestamp)
}

/// One write of a commit (google.firestore.v1: Write).
public struct Write: Sendable, Equatable {
  public enum Operation: Sendable, Equatable {
    /// With a mask, only its paths are set or deleted; without, the document is replaced. Transforms come after.
    case update(fields: Fields, mask: FieldMask?, transforms: [FieldTransform])
    case delete
    /// Nothing is written; only the precondition is checked.
    case verify
  }

  public var document: DocumentPath
  public var operation: Operation
  public var precondition: Precondition

  public init(document: DocumentPath, operation: Operation, precondition: Precondition = .none) {
    self.document = document
    self.operation = operation
    self.precondition = precondition
  }

  /// Replaces or creates a document.
  public static func set(
    _ fields: Fields, at document: DocumentPath, precondition: Precondition = .none
  ) -> Write {
    Write(
      document: document, operation: .update(fields: fields, mask: nil, transforms: []),
      precondition: precondition)
  }

  /// Deletes a document; an absent one is no error unless a precondition says so.
  public static func delete(_ document: DocumentPath, precondition: Precondition = .none) -> Write {
    Write(document: document, operation: .delete, precondition: precondition)
  }
}

/// A document as it is stored at a moment.
public struct DocumentState: Sendable, Equatable {
  public var fields: Fields
  /// The start of its present existence.
  public var createTime: Timestamp
  /// When its value last changed.
  public var updateTime: Timestamp

  public init(fields: Fields, createTime: Timestamp, updateTime: Timestamp) {
    self.fields = fields
    self.createTime = createTime
    self.updateTime = updateTime
  }
}
