internal import Git

/// One file that a commit puts or removes.
struct FileChange {
  /// Components from the repository's root.
  let path: [String]
  /// The new content; nil when the file goes.
  let bytes: [UInt8]?
  /// The blob at the parent commit; nil when there is none.
  let old: ObjectID?
  /// What the working file must hold for it to be replaced.
  let expectation: Expectation

  enum Expectation: Equatable {
    /// What the parent commit holds: anything else is a hand edit, which is the user's.
    case committed
    /// A hand edit that this very commit takes: the content that was judged (nil: the file was gone).
    case edited(ObjectID?)
  }

  var name: String { path.joined(separator: "/") }

  init(path: [String], bytes: [UInt8]?, old: ObjectID?, expectation: Expectation = .committed) {
    self.path = path
    self.bytes = bytes
    self.old = old
    self.expectation = expectation
  }
}

/// A commit that is ready to be made: pure data, nothing touched yet.
struct CommitDraft {
  let branch: String
  let parent: ObjectID?
  let changes: [FileChange]
  let author: Signature
  let committer: Signature
  /// What people read, without trailers.
  let body: String
  let trailers: Trailers
  /// Microseconds since 1970.
  let time: Int64
  let runsHooks: Bool
  /// Of a merge: the commits besides the branch's tip that it brings together.
  var otherParents: [ObjectID] = []
  /// Of a merge: the tree that is ready. `changes` are none then, and the clone's files and index show it already.
  var tree: ObjectID?
}
