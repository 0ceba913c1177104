public import FirestoreModel
public import Git

/// A commit with what it says of its changes' actors.
public final class CommitFacts: Sendable {
  public let commit: Commit
  public let claims: CommitClaims
  private let common: Attribution
  /// `Funnel-Txn`: several transactions in one commit.
  private let transactions: [DocumentPath: Attribution]

  public convenience init(_ commit: Commit) { self.init(commit, CommitClaims(commit)) }

  init(_ commit: Commit, _ claims: CommitClaims) {
    self.commit = commit
    self.claims = claims
    let door = claims.door(of: commit)
    let trailers = ActorTrailers(claims)
    common = Attribution(trailers, commit, door: door, isFirsthand: claims.isFirsthand)
    var transactions: [DocumentPath: Attribution] = [:]
    for line in claims.trailers.all("Funnel-Txn") {
      guard let one = trailers.transaction(line) else { continue }
      let attribution = Attribution(one.trailers, commit, door: door, isFirsthand: claims.isFirsthand)
      for path in one.documents where transactions[path] == nil { transactions[path] = attribution }
    }
    self.transactions = transactions
  }

  /// Who changed a document; nil is any file, or the commit as a whole.
  public func attribution(of path: DocumentPath?) -> Attribution {
    path.flatMap { transactions[$0] } ?? common
  }
}

extension HistoryEntry {
  /// Who changed a document, as the commit says; nil is the commit as a whole.
  public func attribution(of path: DocumentPath?) -> Attribution {
    CommitFacts(commit, claims).attribution(of: path)
  }

  /// By which door the changes came.
  public var door: Attribution.Door { claims.door(of: commit) }
}

extension CommitClaims {
  /// Whether the commit says that a schema was overridden.
  public var isForced: Bool { isFirsthand && trailers["Funnel-Forced"] != nil }

  fileprivate func door(of commit: Commit) -> Attribution.Door {
    guard isFirsthand else { return commit.parents.count > 1 ? .merge : .hand }
    return trailers["Funnel-Via"].flatMap { Attribution.Door(rawValue: $0) } ?? .unknown
  }
}

/// What trailers say of who acted, whether or not they count (docs/format.md: Commits).
struct ActorTrailers {
  var actor: String?
  var request: String?
  let isForced: Bool
  /// Whether it is one of several transactions in the commit.
  private(set) var isOneOfSeveral = false
  private let via: String?
  private let isClaiming: Bool

  init(_ claims: CommitClaims) {
    actor = claims.trailers["Funnel-Actor"]
    request = claims.trailers["Funnel-Request"]
    isForced = claims.trailers["Funnel-Forced"] != nil
    via = claims.trailers["Funnel-Via"]
    isClaiming = claims.isClaiming
  }

  /// `uid:k8f via server`; nil where nothing of funnel's is said.
  var claim: String? {
    if !isClaiming { return nil }
    let names = [actor, via].compactMap { $0 }
    return names.isEmpty ? "Funnel-Time" : names.joined(separator: " via ")
  }

  /// One of several transactions: `actor=… req=… docs=users/a,users/b`.
  func transaction(_ line: String) -> (trailers: ActorTrailers, documents: [DocumentPath])? {
    var parts: [Substring: Substring] = [:]
    for part in line.split(separator: " ") {
      guard let sign = part.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      parts[part[..<sign]] = part[part.utf8.index(after: sign)...]
    }
    guard let actor = parts["actor"], let documents = parts["docs"] else { return nil }
    var one = self
    one.actor = String(actor)
    one.request = parts["req"].map { String($0) }
    one.isOneOfSeveral = true
    return (one, TrailerText.paths(String(documents)))
  }
}
