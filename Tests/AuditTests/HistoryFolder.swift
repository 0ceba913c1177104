import FirestoreModel
import Git
import Platform
import Store
import TestSupport

@testable import Audit

/// A store whose history is made by plain git, a minute a commit.
final class HistoryFolder {
  let sandbox: Sandbox
  let folder: WorkFolder
  private(set) var seconds: Int64 = 1_767_225_600

  static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "x-funnel": { "collection": "users/{userId}" },
      "type": "object",
      "properties": {
        "email": { "type": "string", "x-funnel": { "personal": true } },
        "contacts": {
          "type": "array",
          "items": { "type": "object", "properties": { "phone": { "x-funnel": { "personal": true } } } }
        },
        "count": { "type": "integer", "x-funnel": { "volatile": true } }
      }
    }

    """

  init(settings: String = "{\n  \"format\": 1\n}\n", commits: Bool = true) throws {
    sandbox = try Sandbox()
    folder = WorkFolder(sandbox("store"))
    try Files.makeDirectories(folder.path)
    try folder.git("init", "-q", "-b", "main")
    try folder.git("config", "user.name", "Ada")
    try folder.git("config", "user.email", "ada@example.com")
    try folder.write("funnel.json", settings)
    try folder.write("schemas/user.json", Self.schema)
    if commits { try commit("Begin") }
  }

  /// A document's file; nil removes it.
  func put(_ document: String, _ json: String?) throws {
    let file = "data/\(document).json"
    if let json { try folder.write(file, json + "\n") } else { try Files.remove(folder.path + "/" + file) }
  }

  /// Commits everything in the work tree.
  @discardableResult
  func commit(
    _ message: String, author: String = "Ada", committer: String? = nil, at time: Int64? = nil
  ) throws -> String {
    try folder.git("add", "-A")
    return try git(
      ["commit", "-q", "--allow-empty", "-m", message], author: author, committer: committer, at: time)
  }

  /// Runs git at the next minute, and gives HEAD.
  @discardableResult
  func git(
    _ arguments: [String], author: String = "Ada", committer: String? = nil, at time: Int64? = nil
  ) throws -> String {
    seconds += 60
    let date = "@\(time ?? seconds) +0000"
    let committer = committer ?? author
    let outcome = try Command.run(
      ["git"] + arguments, in: folder.path,
      environment: [
        "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "\(author.lowercased())@example.com",
        "GIT_COMMITTER_NAME": committer, "GIT_COMMITTER_EMAIL": "\(committer.lowercased())@example.com",
        "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
      ])
    guard outcome.status == 0 else {
      throw CommandFailure("git \(arguments): \(outcome.errorText)\(outcome.text)")
    }
    return try folder.git("rev-parse", "HEAD")
  }

  /// What the next commit's `Funnel-Time` must be to count.
  var nextTime: String { StoreTime.text((seconds + 60) * 1_000_000) }

  func open() throws -> Store { try Store(at: folder.path) }

  func rows(
    _ query: AuditQuery = AuditQuery(), since base: String? = nil, policies: PolicySet? = nil
  ) throws -> [AuditRow] {
    let store = try open()
    var rows: [AuditRow] = []
    let base = try base.map { try folder.git("rev-parse", $0) }.flatMap { ObjectID(hex: $0) }
    let audit = try Audit(store, tip: store.tip(of: nil), since: base)
    _ = try audit.run(
      query, policies: policies, make: { $0 },
      take: {
        rows += $0
        return true
      })
    return rows
  }

  /// `users/ada role: – → admin`, of documents only.
  func told(_ query: AuditQuery = AuditQuery(), since base: String? = nil) throws -> [String] {
    try rows(query, since: base).filter { if case .document = $0.subject { true } else { false } }.map(
      Self.text)
  }

  static func text(_ row: AuditRow) -> String {
    "\(row.subject.text) \(row.fieldText): \(ValueForm.text(row.old, isMasked: row.isMasked, width: 60)) → \(ValueForm.text(row.new, isMasked: row.isMasked, width: 60))"
  }

  func policies() throws -> PolicySet {
    let store = try open()
    return try PolicySet(store.snapshot(at: store.tip(of: nil)).settings.audit)
  }
}
