internal import FirestoreModel
public import Git

/// What a commit's trailers claim, and whether the claim holds.
///
/// Design: trailers count only when the second of `Funnel-Time` is the committer's second; after a rebase, cherry-pick
/// or squash they are inherited claims.
public struct CommitClaims: Sendable {
  /// Microseconds since 1970: the commit's own time.
  public let ownTime: Int64
  /// Whether the trailers were written with this very commit.
  public let isFirsthand: Bool
  public let trailers: Trailers

  /// Whether there is any trailer of funnel's, be it this commit's own or an inherited one.
  public var isClaiming: Bool { trailers.pairs.contains { $0.key.hasPrefix("Funnel-") } }

  public init(_ commit: Commit) {
    trailers = Trailers(message: commit.message)
    let fallback = commit.committer.seconds &* 1_000_000
    if let text = trailers["Funnel-Time"], let time = try? Timestamp(rfc3339: text),
      time.seconds == commit.committer.seconds
    {
      ownTime = time.microsecondsSince1970
      isFirsthand = true
    } else {
      ownTime = fallback
      isFirsthand = false
    }
  }
}

/// What a walk over a whole chain needs of a commit's trailers, read from its bytes: the same answers as `CommitClaims`
/// gives, without a string made.
struct ClaimFacts {
  private(set) var ownTime: Int64
  private(set) var isFirsthand = false
  /// Whether it says of some document that it was deleted and created anew.
  private(set) var recreates = false

  init(_ head: CommitHead) {
    var time: Timestamp?
    var isSeen = false
    var recreates = false
    head.withMessage { message in
      var isTime = false
      Trailers.forEachLine(of: message) { key, value in
        guard let key else {
          // A time that goes on in the next line is none.
          if isTime { time = nil }
          return
        }
        isTime = !isSeen && Self.equal(key, "Funnel-Time")
        if isTime {
          isSeen = true
          time = try? Timestamp(rfc3339: value)
        } else if Self.equal(key, "Funnel-Recreated") {
          recreates = true
        }
      }
    }
    ownTime = head.committerSeconds &* 1_000_000
    guard let time, time.seconds == head.committerSeconds else { return }
    ownTime = time.microsecondsSince1970
    isFirsthand = true
    self.recreates = recreates
  }

  private static func equal(_ key: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    guard key.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<key.count where key[index] != word.utf8Start[index] { return false }
    return true
  }
}
