internal import Conditions
public import Diagnostics
internal import FirestoreModel
internal import Store
internal import Git

/// A rule over changes, from `funnel.json`'s `audit.policies` (docs/audit.md: Policies).
///
/// It is about the changes that its selection takes; each of those must have everything that it asks for. One that asks
/// for nothing forbids what it selects.
public struct Policy: Sendable {
  /// How grave a breach is.
  public enum Level: String, Sendable, CaseIterable {
    case error, warning, note
  }

  public let name: String
  /// What people read; made from the change when nil.
  public let message: String?
  public let level: Level
  /// Where it stands in `funnel.json`.
  public let location: SourceLocation

  let collections: [CollectionPattern]
  let files: [PathPattern]
  let fields: [FieldPattern]
  let operations: Set<AuditRow.Operation>
  let when: Condition?
  let allow: Condition?
  let trailers: [String]
  let isSigned: Bool
  let hours: WorkingHours?

  /// Whether it can be judged only when git was asked about signatures.
  var needsSignatures: Bool {
    let names = (when?.names ?? []) + (allow?.names ?? [])
    return isSigned || names.contains { ["signature", "signer", "key", "knownBy"].contains($0) }
  }

  /// Whether a change breaks it.
  func isBroken(by row: AuditRow) -> Bool {
    guard selects(row) else { return false }
    let names = ChangeNames(row, collections)
    if let when, !when.holds({ names.value($0) }) { return false }
    if isSigned, row.signature.signer == nil { return true }
    if trailers.contains(where: { !names.hasTrailer($0) }) { return true }
    if let hours, !hours.holds(row) { return true }
    if let allow {
      // Where trailer and author name two people, one of them lies: it must be allowed to both.
      for actor in row.attribution.claimants where !allow.holds({ names.value($0, actor: actor) }) {
        return true
      }
      return false
    }
    return !isSigned && trailers.isEmpty && hours == nil
  }

  private func selects(_ row: AuditRow) -> Bool {
    switch row.subject {
    case .document(let path):
      if collections.isEmpty, !files.isEmpty { return false }
      if !collections.isEmpty, !collections.contains(where: { $0.fits(path) }) { return false }
    case .file:
      guard files.contains(where: { $0.matches(row.subject) }) else { return false }
    }
    if !operations.isEmpty, !operations.contains(row.operation) { return false }
    if fields.isEmpty { return true }
    // A version that cannot be read may hide any field.
    return row.field.isEmpty ? row.problem != nil : fields.contains { $0.matches(row.field) }
  }
}

extension Attribution {
  /// Those who are said to have made the change.
  var claimants: [String] {
    isContradicted && evidence == .trailer ? [actor, author.name] : [actor]
  }

  /// Whether somebody sat there: what servers, imports and merges do has no working hours.
  var isByPerson: Bool {
    switch door {
    case .cli, .edit, .hand, .restore, .unknown: true
    case .server, .import, .migrate, .merge: false
    }
  }
}

/// When people may write: days and hours of one zone. Changes by servers, imports, migrations and merges are at any time.
struct WorkingHours: Sendable {
  /// Minutes of the day; `to` is not included. Where `to` is not behind `from`, the span goes past midnight.
  var from: Int
  var to: Int
  /// From Monday, 0; those on which a span begins.
  var days: Set<Int>
  /// Minutes east of UTC.
  var offset: Int

  /// By the commit's own time: when it was written, not when a merge brought it in.
  func holds(_ row: AuditRow) -> Bool {
    guard row.attribution.isByPerson else { return true }
    let microseconds = row.origin.claims.ownTime
    let seconds = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    let local = seconds + Int64(offset) * 60
    let second = ((local % 86_400) + 86_400) % 86_400
    let minute = Int(second / 60)
    // 1 January 1970 was a Thursday.
    let day = Int((((local - second) / 86_400 + 3) % 7 + 7) % 7)
    if from < to { return days.contains(day) && minute >= from && minute < to }
    return (days.contains(day) && minute >= from) || (days.contains((day + 6) % 7) && minute < to)
  }
}

/// What the names of a policy's conditions stand for, of one change.
struct ChangeNames {
  /// Those that there are.
  static let all = [
    "actor", "author", "authorEmail", "committer", "committerEmail", "knownBy", "signature", "signer", "key",
    "how",
    "forced", "inherited", "request", "merged", "merger", "document", "collection", "id", "ids", "file",
    "field",
    "operation", "old", "new", "readable", "personal", "time", "branchTime", "message", "trailers",
  ]

  private let row: AuditRow
  private let collections: [CollectionPattern]

  init(_ row: AuditRow, _ collections: [CollectionPattern]) {
    self.row = row
    self.collections = collections
  }

  /// - Parameter actor: one of those who are said to have made the change; nil is the first.
  func value(_ name: String, actor: String? = nil) -> Value? {
    let attribution = row.attribution
    switch name {
    case "actor": return .string(actor ?? attribution.actor)
    case "author": return .string(attribution.author.name)
    case "authorEmail": return .string(attribution.author.email)
    case "committer": return .string(attribution.committer.name)
    case "committerEmail": return .string(attribution.committer.email)
    case "knownBy": return .string(row.evidence)
    case "signature": return .string(row.signature.word)
    case "signer": return row.signature.signer.map { .string($0) }
    case "key": return row.signature.key.map { .string($0) }
    case "how": return .string(attribution.door.rawValue)
    case "forced": return .boolean(attribution.isForced)
    case "inherited": return .boolean(attribution.inherited != nil)
    case "request": return attribution.request.map { .string($0) }
    case "merged": return .boolean(row.merge != nil)
    case "merger": return row.merge.map { .string($0.attribution(of: nil).actor) }
    case "file": return .string(row.file)
    case "field": return .string(row.fieldText)
    case "operation": return .string(row.operation.rawValue)
    case "old": return row.old
    case "new": return row.new
    case "readable": return .boolean(row.problem == nil)
    case "personal": return .boolean(row.isPersonal)
    case "time": return .timestamp(Timestamp(microsecondsSince1970: row.origin.claims.ownTime))
    case "branchTime": return .timestamp(Timestamp(microsecondsSince1970: row.time))
    case "message": return .string(row.origin.commit.message)
    case "trailers": return .map(trailers)
    default: return ofDocument(name)
    }
  }

  private func ofDocument(_ name: String) -> Value? {
    guard case .document(let path) = row.subject else { return nil }
    switch name {
    case "document": return .string(path.description)
    case "collection": return .string(path.collection.description)
    case "id": return .string(path.id)
    case "ids":
      let variables = collections.lazy.compactMap { $0.match(path) }.first ?? [:]
      return .map(Fields(unsorted: variables.map { ($0.key, .string($0.value)) }))
    default: return nil
    }
  }

  /// Of the commit that made the change, and of the merge that brought it: the first of each key.
  private var trailers: Fields {
    var fields = Fields()
    for (key, value) in row.origin.claims.trailers.pairs + (row.merge?.claims.trailers.pairs ?? [])
    where fields[key] == nil { fields[key] = .string(value) }
    return fields
  }

  /// Whether a trailer is there. One that names a person (`Reviewed-by`) must name another than the author: nobody
  /// reviews themselves.
  func hasTrailer(_ key: String) -> Bool {
    let author = row.attribution.author
    let namesPerson = key.lowercased().hasSuffix("-by")
    for (name, value) in row.origin.claims.trailers.pairs + (row.merge?.claims.trailers.pairs ?? [])
    where name.lowercased() == key.lowercased() && !value.isEmpty {
      if !namesPerson { return true }
      let isSelf =
        value == author.text || value == author.name
        || (!author.email.isEmpty && value.contains("<\(author.email)>"))
      if !isSelf { return true }
    }
    return false
  }
}
