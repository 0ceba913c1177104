public import FirestoreModel

/// A commit that somebody made after the import.
public struct DemoCommit: Sendable, Equatable {
  /// The person, or for the application `uid:<id>` without an address.
  public struct Author: Sendable, Equatable {
    /// As git writes it before the address.
    public let name: String
    /// Without angle brackets; empty for an end user.
    public let email: String
  }

  /// What made the commit: a trailer's `Funnel-Via`.
  public enum Via: String, Sendable {
    case cli, edit, server
  }

  /// Who wrote it.
  public let author: Author
  /// `cli`, or `uid:<id>`: a trailer's `Funnel-Actor`.
  public let actor: String
  /// What made it.
  public let via: Via
  /// A line for people.
  public let message: String
  /// Later than the import and the commit before it.
  public let time: Timestamp
  /// Each document's fields afterwards, nil where it was deleted; in path order, each path once, each one changed.
  public let changes: [(path: DocumentPath, fields: Fields?)]

  /// Strict: the same bytes in every document.
  public static func == (left: DemoCommit, right: DemoCommit) -> Bool {
    left.author == right.author && left.actor == right.actor && left.via == right.via
      && left.message.utf8.elementsEqual(right.message.utf8) && left.time == right.time
      && left.changes.elementsEqual(right.changes) { $0.path == $1.path && $0.fields == $1.fields }
  }
}

/// A branch that leaves the main one after all of its commits, not merged yet.
public struct DemoBranch: Sendable {
  /// A branch's short name, such as `reword/busy-parent`.
  public let name: String
  /// Made on the tip of the main branch, the oldest first.
  public let commits: [DemoCommit]
}

extension DemoCommit.Author {
  /// The people who look after the personas and the system.
  static let people = [
    Self(name: "Ada Okafor", email: "ada@example.com"),
    Self(name: "Ben Lindqvist", email: "ben.lindqvist@example.org"),
    Self(name: "Cy Moreau", email: "cy.moreau@example.net"),
    Self(name: "Dana Whitfield", email: "dana@example.com"),
    Self(name: "瑛二 田中", email: "eiji.tanaka@example.com"),
  ]

  /// An end user: the address stands in no commit.
  static func user(_ uid: String) -> Self { Self(name: "uid:\(uid)", email: "") }
}
