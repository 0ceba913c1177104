public import FirestoreModel

/// One field that differs between two versions of a document (or of a map in an array).
///
/// Maps are entered, so a path leads through maps to what differs; an array is one field, and `detail` says what
/// happened in it.
public struct FieldChange: Sendable {
  public let path: FieldPath
  /// nil: the field was added.
  public let old: Value?
  /// nil: the field was removed.
  public let new: Value?
  /// What the schema says of the field: that of the new side, of the old one for a field that was removed.
  public let traits: FieldTraits
  /// The labels on the way, the raw name where the schema has none: `["Demographics", "Age range"]`.
  public let labels: [String]

  public init(
    path: FieldPath, old: Value?, new: Value?, traits: FieldTraits = .none, labels: [String]? = nil
  ) {
    self.path = path
    self.old = old
    self.new = new
    self.traits = traits
    self.labels = labels ?? path.segments
  }

  /// Whether the type changed: 1 and 1.0 print alike in other tools.
  public var changesType: Bool {
    guard let old, let new else { return false }
    return old.typeName != new.typeName
  }
}

extension FieldChange: Equatable {
  /// Path and values; what a schema says of them does not matter.
  public static func == (left: Self, right: Self) -> Bool {
    left.path == right.path && left.old == right.old && left.new == right.new
  }
}

/// What happened in a field, as far as it can be told more closely than old and new value.
package enum ChangeDetail: Sendable {
  /// Added, removed, or another value.
  case value
  /// A text of some length that has much in common with the old one.
  case text([WordDiff.Piece])
  /// An array that is a set by its schema: members in their order. Both empty: only the order differs.
  case set(added: [Value], removed: [Value])
  /// Any other array: in the order of the places where they show.
  case elements([ElementChange])
}

/// What happened to one element of an array.
package struct ElementChange: Sendable {
  package enum Kind: Sendable, Equatable { case inserted, removed, moved, changed }

  package let kind: Kind
  /// Where it stood; nil for an insertion.
  package let oldIndex: Int?
  /// Where it stands; nil for a removal.
  package let newIndex: Int?
  /// What tells the element apart, in an array with a key.
  package let key: (member: String, value: Value)?
  package let old: Value?
  package let new: Value?
  /// For a map that was changed: its fields.
  package let fields: [FieldChange]

  init(
    _ kind: Kind, oldIndex: Int? = nil, newIndex: Int? = nil, key: (member: String, value: Value)? = nil,
    old: Value? = nil, new: Value? = nil, fields: [FieldChange] = []
  ) {
    self.kind = kind
    self.oldIndex = oldIndex
    self.newIndex = newIndex
    self.key = key
    self.old = old
    self.new = new
    self.fields = fields
  }
}
