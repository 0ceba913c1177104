internal import Git
internal import JSON
internal import Store

/// A commit as JSON.
enum CommitReport {
  static func json(_ entry: HistoryEntry) -> JSONValue {
    let commit = entry.commit
    func claim(_ key: String) -> JSONValue { entry.claims.trailers[key].map { .string($0) } ?? .null }
    return [
      "commit": .string(commit.id.description),
      "parents": .array(commit.parents.map { .string($0.description) }),
      "time": .string(StoreTime.text(entry.time)),
      "author": ["name": .string(commit.author.name), "email": .string(commit.author.email)],
      "committer": ["name": .string(commit.committer.name), "email": .string(commit.committer.email)],
      "message": .string(commit.message), "actor": claim("Funnel-Actor"), "via": claim("Funnel-Via"),
      "forced": .bool(entry.claims.trailers["Funnel-Forced"] != nil),
      "claimsInherited": .bool(!entry.claims.isFirsthand && entry.claims.isClaiming),
      "atOrBefore": .bool(entry.isBoundary),
    ]
  }
}
