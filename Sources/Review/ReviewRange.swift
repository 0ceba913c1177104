internal import Diagnostics
package import Git
package import Store

/// What is reviewed: a revision, and the one that it shall be merged into.
package struct ReviewRange: Sendable, Equatable {
  package var base: ObjectID
  package var head: ObjectID
  /// As people call them.
  package var baseName: String
  package var headName: String

  /// Reads `BASE..HEAD` or `BASE...HEAD` (both mean what a pull request means: the changes of HEAD since the two
  /// parted), or HEAD alone, whose base is its upstream branch, else the main branch.
  ///
  /// - Throws: `review/no-revision`, `review/no-base` of kind missing.
  package init(_ text: String?, in store: Store) throws(StoreError) {
    let (base, head) = Self.split(text ?? "HEAD")
    headName = head.isEmpty ? "HEAD" : head
    self.head = try Self.commit(headName, in: store)
    if let base {
      baseName = base.isEmpty ? "HEAD" : base
      self.base = try Self.commit(baseName, in: store)
    } else {
      (self.base, baseName) = try Self.upstream(of: headName, in: store)
    }
    shortenNames()
  }

  /// A whole id is nothing that people read.
  private mutating func shortenNames() {
    if baseName.utf8.elementsEqual(base.description.utf8) { baseName = base.short }
    if headName.utf8.elementsEqual(head.description.utf8) { headName = head.short }
  }

  private static func split(_ text: String) -> (base: String?, head: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2,
      let dot = (0..<(bytes.count - 1)).first(where: { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E })
    else { return (nil, text) }
    var end = dot + 2
    if end < bytes.count, bytes[end] == 0x2E { end += 1 }
    return (String(decoding: bytes[..<dot], as: UTF8.self), String(decoding: bytes[end...], as: UTF8.self))
  }

  private static func commit(_ name: String, in store: Store) throws(StoreError) -> ObjectID {
    if let found = try storing({ () throws(GitError) in try store.repository.commitID(named: name) }) {
      return found
    }
    let isShallow = try !storing { () throws(GitError) in try store.repository.shallowCommits() }.isEmpty
    throw StoreError(
      "review/no-revision", "there is no revision \(name)",
      hint: isShallow
        ? "this is a shallow clone; the rest of the history: git fetch --unshallow"
        : "git branch -a lists branches; one of a host may have to be fetched first",
      kind: .missing)
  }

  /// The branch that a branch was made for. One that it is pushed to under its own name is none: of that it differs by
  /// what is not pushed yet.
  private static func upstream(
    of head: String, in store: Store
  ) throws(StoreError) -> (ObjectID, String) {
    var own = head
    if head == "HEAD", let branch = try? store.currentBranch() { own = branch }
    var candidates: [String] = []
    if let upstream = store.repository.upstream(ofBranch: own), !upstream.hasSuffix("/" + own) {
      candidates.append(upstream)
    }
    candidates += ["origin/HEAD", "main", "origin/main", "master", "origin/master"]
    for name in candidates where name != own {
      if let found = try storing({ () throws(GitError) in try store.repository.commitID(named: name) }) {
        return (found, name)
      }
    }
    throw StoreError(
      "review/no-base", "\(own) has no upstream branch, and there is no other main branch to compare it with",
      hint: "name what it shall be merged into: funnel review BASE..\(own)", kind: .missing)
  }
}
