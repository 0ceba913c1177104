internal import DocumentCodec
public import FirestoreModel
internal import JSON

/// A place where two sides did what cannot both hold.
///
/// Conflicts of one merge lie apart: each is settled by putting one value at its pointer (or by taking away what is
/// there), whatever becomes of the others.
public struct MergeConflict: Sendable, Equatable {
  /// Why it is one. The raw value stands in records and in `--json`.
  public enum Reason: String, Sendable, CaseIterable {
    /// Both sides gave it another value.
    case bothChanged = "both-changed"
    /// Both sides added it, with different values.
    case bothAdded = "both-added"
    /// Ours removed what theirs changed.
    case removedByOurs = "removed-by-ours"
    /// Theirs removed what ours changed.
    case removedByTheirs = "removed-by-theirs"
    /// Both sides made values of different types of it, one of them a map or an array.
    case typesDiffer = "types-differ"
    /// A counter with both deltas is beyond int64, or is no number.
    case counter
    /// Both sides put the elements of an array into orders that exclude each other.
    case order
    /// Both sides put the same element into an array whose elements are distinct, at different places.
    case duplicate
    /// Each side fits the schema, both together do not.
    case schema
  }

  /// In the file form of the merged document (RFC 6901); empty for the whole document.
  public var pointer: String
  /// The same place through maps; of something in an array, the array's. Nil for the whole document, and where no
  /// field path can name the place.
  public var field: FieldPath?
  /// Nil: absent there.
  public var base: Value?
  /// What stands in the merged document. Of an array from which one side removed an element that the other changed:
  /// the whole array, everything else merged, as it is when that side has its way there.
  public var ours: Value?
  /// As `ours`.
  public var theirs: Value?
  public var reason: Reason
  /// What the schema says, where that is the reason.
  public var detail: String?

  public init(
    pointer: String, field: FieldPath?, base: Value?, ours: Value?, theirs: Value?, reason: Reason,
    detail: String? = nil
  ) {
    self.pointer = pointer
    self.field = field
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.reason = reason
    self.detail = detail
  }

  /// The reason in words, without the place: `both sides changed it`.
  public var sentence: String {
    switch reason {
    case .bothChanged: "both sides changed it"
    case .bothAdded: "both sides added it, differently"
    case .removedByOurs: "ours removed what theirs changed"
    case .removedByTheirs: "theirs removed what ours changed"
    case .typesDiffer: "both sides changed it, to different types"
    case .counter: "the counter cannot take both deltas"
    case .order: "both sides reordered it, in ways that exclude each other"
    case .duplicate: "both sides put the same element at different places"
    case .schema: "both changes together break the schema" + (detail.map { ": \($0)" } ?? "")
    }
  }
}

/// A way through a value: by field name, or by index.
enum MergeStep: Equatable {
  case field(String)
  case element(Int)
}

/// A conflict seen from the value that is being merged.
struct LocalConflict {
  /// Outermost step last, so that a step further out costs an append.
  var reversedPath: [MergeStep] = []
  var base: Value?
  var ours: Value?
  var theirs: Value?
  var reason: MergeConflict.Reason

  func below(_ step: MergeStep) -> LocalConflict {
    var copy = self
    copy.reversedPath.append(step)
    return copy
  }
}

extension MergeConflict {
  init(_ local: LocalConflict, in fields: Fields) {
    var tokens: [String] = []
    var segments: [String] = []
    var isInArray = false
    for step in local.reversedPath.reversed() {
      switch step {
      case .field(let name):
        tokens.append(Self.token(name))
        if !isInArray { segments.append(name) }
      case .element(let index):
        tokens.append(String(index))
        isInArray = true
      }
    }
    self.init(
      pointer: JSONPointer(tokens: tokens).description, field: try? FieldPath(segments: segments),
      base: local.base,
      ours: local.ours, theirs: local.theirs, reason: local.reason)
  }

  static func pointer(to path: FieldPath) -> String {
    JSONPointer(tokens: path.segments.map(token)).description
  }

  static func tokens(of pointer: String) -> [String] { JSONPointer(pointer)?.tokens ?? [] }

  /// A field's name as the file form spells it.
  static func token(_ name: String) -> String { name.utf8.first == 0x24 ? "$" + name : name }
}
