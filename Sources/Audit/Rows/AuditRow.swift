internal import Diagnostics
public import FirestoreModel
public import Git
public import Store

/// One change of one field, with all that can be told of who made it.
public struct AuditRow: Sendable {
  /// What became of the document (or file) that the field is one of.
  public enum Operation: String, Sendable, CaseIterable {
    case create, update, delete
  }

  /// What was changed.
  public enum Subject: Sendable, Equatable {
    case document(DocumentPath)
    /// A schema, the rules, the settings, or a file below `data/` that can be no document's: by its name below the
    /// store's root.
    case file(String)

    /// How people name it.
    public var text: String {
      switch self {
      case .document(let path): path.description
      case .file(let name): name
      }
    }
  }

  /// When the change entered the branch, in microseconds since 1970 (docs/format.md: Time).
  public var time: Int64
  /// `from users/ada`, `to users/ada`; nil for what was not moved.
  public var moveText: String? {
    counterpart.map { (operation == .delete ? "to " : "from ") + $0.description }
  }

  /// The commit that made the change.
  public let origin: CommitFacts
  /// Who made it, as the commit says.
  public var attribution: Attribution
  /// The merge of the branch's own chain that the change came in by, and who made that; nil for what was committed to
  /// the branch itself.
  public let merge: CommitFacts?
  public var subject: Subject
  /// The file that holds the field, below the store's root.
  public var file: String
  /// The state of the branch that holds the new value, or held the old one of what was deleted: for places in files.
  public var state: ObjectID
  public var operation: Operation
  /// The names on the way to the field; empty for a document or file as a whole.
  public var field: [String]
  /// nil where there was, or is, nothing.
  public var old: Value?
  public var new: Value?
  /// Whether the schemas call it personal data.
  public var isPersonal: Bool
  /// Whether the values are kept back: personal data that nobody asked for, or schemas that cannot be asked.
  public var isMasked: Bool
  /// Why a side cannot be read.
  public var problem: String?
  public var signature: SignatureStatus
  /// Of a document that was moved in one commit: where what was created came from, and what was deleted went to.
  public var counterpart: DocumentPath?
  /// Names of the policies that the change breaks.
  public var broken: [String] = []

  /// The commit that made the change.
  public var commit: ObjectID { origin.commit.id }

  /// The field as people write it; `file` for a file that is no document.
  public var fieldText: String {
    if field.isEmpty, case .file = subject { return "file" }
    return field.map(FieldPath.quoted).joined(separator: ".")
  }
}
