internal import FirestoreModel
public import Git
public import Store

/// Who made a commit's changes and by which door, as the commit itself says: all of it claims, unless it is signed.
/// One for all rows of a commit.
public final class Attribution: Sendable {
  /// What `actor` rests on.
  public enum Evidence: String, Sendable {
    /// A `Funnel-Actor` that was written with this commit.
    case trailer
    /// Author and committer alone.
    case committer
  }

  /// By which door a change came.
  public enum Door: String, Sendable, CaseIterable {
    case cli, edit, server, `import`, restore, migrate, merge
    /// A commit that git made: nothing of funnel's stands in it that counts.
    case hand
    /// funnel's trailers, with a door that this version does not know.
    case unknown
  }

  /// The trailer's actor where there is one that counts, else the author.
  public let actor: String
  public let author: Person
  public let committer: Person
  public let evidence: Evidence
  public let door: Door
  /// Whether the commit says that a schema was overridden.
  public let isForced: Bool
  /// Trailers that were written with another commit, which a rebase or a squash made this one of: what they claim.
  public let inherited: String?
  /// The request that `actor` made.
  public let request: String?
  /// Whether the trailer's actor is another than the author, which funnel itself writes alike.
  public let isContradicted: Bool

  /// - Parameter claimed: a trailer's actor that counts; nil leaves the author.
  init(
    claimed: String?, author: Person, committer: Person, door: Door, isForced: Bool = false,
    inherited: String? = nil,
    request: String? = nil, isOneOfSeveral: Bool = false
  ) {
    // `cli` is no person: then the author is who sat at the keyboard.
    let named = claimed.flatMap { $0 == "cli" || $0.isEmpty ? nil : $0 }
    actor = named ?? (author.name.isEmpty ? author.text : author.name)
    evidence = named == nil ? .committer : .trailer
    // The author of a commit of several is none of them.
    isContradicted = named.map { !isOneOfSeveral && !$0.utf8.elementsEqual(author.name.utf8) } ?? false
    self.author = author
    self.committer = committer
    self.door = door
    self.isForced = isForced
    self.inherited = inherited
    self.request = request
  }

  /// A person as git has one.
  public struct Person: Sendable, Equatable {
    public let name: String
    public let email: String

    /// `Ada <ada@example.com>`.
    public var text: String { email.isEmpty ? name : name.isEmpty ? "<\(email)>" : "\(name) <\(email)>" }
  }

  /// What people read: the actor, and who else had a hand in it.
  public var people: String {
    var others: [String] = []
    if evidence == .trailer, isContradicted { others.append("author \(author.name)") }
    if committer.name != author.name || committer.email != author.email {
      others.append("committer \(committer.name)")
    }
    return others.isEmpty ? actor : "\(actor) (\(others.joined(separator: ", ")))"
  }

  /// The door, and what is special about it.
  public var how: String {
    door.rawValue + (isForced ? ", forced" : "")
  }

  /// All names that somebody may look for.
  var names: [String] {
    [actor, author.name, author.email, author.text, committer.name, committer.email, committer.text]
  }
}

/// A commit with what it says of its changes' actors.
public final class CommitFacts: Sendable {
  public let commit: Commit
  public let claims: CommitClaims
  private let common: Attribution
  /// `Funnel-Txn`: several transactions in one commit.
  private let transactions: [DocumentPath: Attribution]

  init(_ commit: Commit) {
    self.commit = commit
    let claims = CommitClaims(commit)
    self.claims = claims
    let author = Attribution.Person(name: commit.author.name, email: commit.author.email)
    let committer = Attribution.Person(name: commit.committer.name, email: commit.committer.email)
    var transactions: [DocumentPath: Attribution] = [:]
    guard claims.isFirsthand else {
      var inherited: String?
      if claims.isClaiming {
        let names = ["Funnel-Actor", "Funnel-Via"].compactMap { claims.trailers[$0] }
        inherited = names.isEmpty ? "Funnel-Time" : names.joined(separator: " via ")
      }
      common = Attribution(
        claimed: nil, author: author, committer: committer, door: commit.parents.count > 1 ? .merge : .hand,
        inherited: inherited)
      self.transactions = transactions
      return
    }
    let door = claims.trailers["Funnel-Via"].flatMap { Attribution.Door(rawValue: $0) } ?? .unknown
    let isForced = claims.trailers["Funnel-Forced"] != nil
    common = Attribution(
      claimed: claims.trailers["Funnel-Actor"], author: author, committer: committer, door: door,
      isForced: isForced,
      request: claims.trailers["Funnel-Request"])
    for line in claims.trailers.all("Funnel-Txn") {
      guard let one = Transaction(line) else { continue }
      let attribution = Attribution(
        claimed: one.actor, author: author, committer: committer, door: door, isForced: isForced,
        request: one.request, isOneOfSeveral: true)
      for path in one.documents where transactions[path] == nil { transactions[path] = attribution }
    }
    self.transactions = transactions
  }

  /// Who changed a document; nil is any file.
  func attribution(of path: DocumentPath?) -> Attribution { path.flatMap { transactions[$0] } ?? common }

  /// `actor=… req=… docs=users/a,users/b` (docs/format.md: Commits).
  private struct Transaction {
    let actor: String
    let request: String?
    let documents: [DocumentPath]

    init?(_ line: String) {
      var parts: [Substring: Substring] = [:]
      for part in line.split(separator: " ") {
        guard let sign = part.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
        parts[part[..<sign]] = part[part.utf8.index(after: sign)...]
      }
      guard let actor = parts["actor"], let documents = parts["docs"] else { return nil }
      self.actor = String(actor)
      request = parts["req"].map { String($0) }
      self.documents = TrailerText.paths(String(documents))
    }
  }
}

/// What is known of a commit's signature.
public enum SignatureStatus: Sendable, Equatable {
  /// There is none.
  case none
  /// There is one, and nobody has asked git about it.
  case unchecked
  case good(signer: String, key: String)
  /// Right as such, by a key that nobody vouches for; or by one that git does not have.
  case unknownKey(String)
  case bad
  case expired(String)
  case revoked(String)

  /// One word or two, for tables.
  public var word: String {
    switch self {
    case .none: "none"
    case .unchecked: "signed, not checked"
    case .good: "good"
    case .unknownKey: "unknown key"
    case .bad: "bad"
    case .expired: "expired"
    case .revoked: "revoked"
    }
  }

  /// Who signed, where that is certain.
  public var signer: String? { if case .good(let signer, _) = self { signer } else { nil } }

  /// The key's fingerprint or id.
  public var key: String? {
    switch self {
    case .good(_, let key), .unknownKey(let key), .expired(let key), .revoked(let key):
      key.isEmpty ? nil : key
    default: nil
    }
  }
}
