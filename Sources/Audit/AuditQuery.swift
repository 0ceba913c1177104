internal import Git
internal import Store

/// Which changes an audit is about, and how they are told.
public struct AuditQuery: Sendable {
  /// Microseconds since 1970, of when a change entered the branch; both included.
  public var since: Int64?
  public var until: Int64?
  /// Any of them; empty is everybody.
  public var actors: [ActorPattern] = []
  public var paths: [PathPattern] = []
  public var fields: [FieldPattern] = []
  public var operations: Set<AuditRow.Operation> = []
  /// Only what the schemas call personal.
  public var onlyPersonal = false
  /// What stands below `live/`, too.
  public var includesLive = false
  /// Whether values of personal data are told.
  public var showsPersonal = false
  /// The newest first.
  public var isNewestFirst = false
  /// Whether git is asked about signatures; costs a process for some hundred signed commits.
  public var checksSignatures = false
  /// For signatures by SSH; git's own setting when nil.
  public var allowedSigners: String?

  public init() {}

  /// Whether no row need be looked at; times aside, which whole commits have.
  var takesAll: Bool { operations.isEmpty && actors.isEmpty && fields.isEmpty && !onlyPersonal }

  func takes(_ row: AuditRow) -> Bool {
    if let since, row.time < since { return false }
    if let until, row.time > until { return false }
    if !operations.isEmpty, !operations.contains(row.operation) { return false }
    // What cannot be told apart is never left out: an unreadable version may hide any field.
    if row.problem == nil {
      if onlyPersonal, !row.isPersonal { return false }
      if !fields.isEmpty {
        var field = row.field
        if case .file = row.subject, field.isEmpty { field = ["file"] }
        if field.isEmpty || !fields.contains(where: { $0.matches(field) }) { return false }
      }
    }
    if !actors.isEmpty, !actors.contains(where: { $0.matches(row.attribution) }) { return false }
    return true
  }

  func takes(_ subject: AuditRow.Subject) -> Bool {
    paths.isEmpty || paths.contains { $0.matches(subject) }
  }
}
