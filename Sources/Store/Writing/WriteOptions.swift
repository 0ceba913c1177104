public import FirestoreModel
public import Git

/// By which door a write came: the trailer `Funnel-Via`.
public enum WriteVia: String, Sendable {
  case cli, edit, server, `import`, restore, migrate, merge
}

/// Who a commit is for, where, and what it says.
public struct WriteOptions: Sendable {
  /// The branch to write to; nil is the one that HEAD is on.
  public var branch: String?
  /// What people read; nil makes one from the change.
  public var message: String?
  /// `cli`, `uid:abc`, `system:ttl`.
  public var actor: String
  public var via: WriteVia
  public var requestID: String?
  /// Writes documents that break their schema; the history shows it.
  public var force: Bool
  public var runsHooks: Bool
  /// Replaces the clock and the configured author (demo stores, imports).
  public var author: (name: String, email: String)?
  /// Microseconds since 1970.
  public var now: @Sendable () -> Int64

  public init(
    branch: String? = nil, message: String? = nil, actor: String = "cli", via: WriteVia = .cli,
    requestID: String? = nil,
    force: Bool = false, runsHooks: Bool = true, author: (name: String, email: String)? = nil,
    now: @escaping @Sendable () -> Int64
  ) {
    self.branch = branch
    self.message = message
    self.actor = actor
    self.via = via
    self.requestID = requestID
    self.force = force
    self.runsHooks = runsHooks
    self.author = author
    self.now = now
  }
}

/// A document before and after.
public struct DocumentChange: Sendable {
  public let path: DocumentPath
  public let old: Fields?
  public let new: Fields?

  public init(path: DocumentPath, old: Fields?, new: Fields?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

/// What a write did.
public struct WriteOutcome: Sendable {
  /// The new commit, or the tip when nothing changed.
  public let commit: ObjectID
  /// The commit's time, or for a write that changed nothing the present.
  public let time: Timestamp
  /// Whether a commit was made.
  public let isNew: Bool
  public let changes: [DocumentChange]
  public let results: [WriteResult]
}
