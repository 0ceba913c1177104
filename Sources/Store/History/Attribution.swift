internal import Git

/// Who made a commit's changes and by which door, as the commit itself says: all of it claims, unless it is signed.
/// One for all changes of a commit, or of one of its transactions.
///
/// This is the one reading of who acted: blame, logs and audits tell it in their own words.
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
  /// Trailers that were written with another commit, which a rebase, a cherry-pick or a forgery made this one's: what
  /// they claim.
  public let inherited: String?
  /// The person that such trailers name.
  public let claimedActor: String?
  /// The request that `actor` made.
  public let request: String?
  /// Whether the trailer's actor is another than the author, which funnel itself writes alike.
  public let isContradicted: Bool

  /// - Parameters:
  ///   - trailers: what they say of the change in question.
  ///   - isFirsthand: whether that was written with this very commit, and so counts.
  init(_ trailers: ActorTrailers, _ commit: Commit, door: Door, isFirsthand: Bool) {
    // `cli` is no person: then the author is who sat at the keyboard.
    let person = trailers.actor.flatMap { $0 == "cli" || $0.isEmpty ? nil : $0 }
    let named = isFirsthand ? person : nil
    let author = Person(name: commit.author.name, email: commit.author.email)
    self.author = author
    committer = Person(name: commit.committer.name, email: commit.committer.email)
    actor = named ?? author.label
    evidence = named == nil ? .committer : .trailer
    // The author of a commit of several is none of them.
    isContradicted =
      named.map { !trailers.isOneOfSeveral && !$0.utf8.elementsEqual(author.label.utf8) } ?? false
    self.door = door
    isForced = isFirsthand && trailers.isForced
    request = isFirsthand ? trailers.request : nil
    claimedActor = isFirsthand ? nil : person
    inherited = isFirsthand ? nil : trailers.claim
  }

  /// A person as git has one.
  public struct Person: Sendable, Equatable {
    public let name: String
    public let email: String

    /// The name, or the address of one without a name.
    public var label: String { name.isEmpty ? email : name }

    /// `Ada <ada@example.com>`.
    public var text: String { email.isEmpty ? name : name.isEmpty ? "<\(email)>" : "\(name) <\(email)>" }
  }

  /// What people read: the actor, and who else had a hand in it.
  public var people: String {
    var others: [String] = []
    if evidence == .trailer, isContradicted { others.append("author \(author.label)") }
    if committer.name != author.name || committer.email != author.email {
      others.append("committer \(committer.label)")
    }
    return others.isEmpty ? actor : "\(actor) (\(others.joined(separator: ", ")))"
  }

  /// The door, and what is special about it.
  public var how: String {
    door.rawValue + (isForced ? ", forced" : "")
  }

  /// All names that somebody may look for.
  package var names: [String] {
    [actor, author.name, author.email, author.text, committer.name, committer.email, committer.text]
  }
}
