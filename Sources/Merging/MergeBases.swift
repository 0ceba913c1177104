internal import Diagnostics
internal import Git
internal import Store

/// What two commits have in common.
struct MergeBases {
  let store: Store
  /// Branches that were merged into each other again and again: further down one of the ancestors is taken as it is.
  private static let deepest = 8

  /// The best common ancestors.
  ///
  /// - Throws: `merge/unrelated` when there is none; `merge/shallow` when that cannot be known, since this clone's
  ///   history is cut off.
  func find(_ ours: ObjectID, _ theirs: ObjectID, allowsUnrelated: Bool) throws(StoreError) -> [ObjectID] {
    let bases = try storing { () throws(GitError) in try store.repository.mergeBases(ours, theirs) }
    if !bases.isEmpty || allowsUnrelated { return bases }
    if try !storing({ () throws(GitError) in try store.repository.shallowCommits() }).isEmpty {
      throw StoreError(
        "merge/shallow",
        "this is a shallow clone, so what \(ours.short) and \(theirs.short) have in common cannot be known",
        hint: "git fetch --unshallow", kind: .refused)
    }
    throw StoreError(
      "merge/unrelated", "\(ours.short) and \(theirs.short) have no common history",
      hint: "check that this is the right branch; --allow-unrelated-histories merges them all the same",
      kind: .refused)
  }

  /// The state to compare with: the ancestor's, or what comes of merging several with each other, as git's own
  /// recursive strategy does it. Where these contradict each other stands a value that equals neither.
  func side(_ bases: [ObjectID]) throws(StoreError) -> MergeSide? {
    guard let first = bases.last else { return nil }
    return try MergeSide(
      tree: try tree(bases, depth: 0), commit: first, label: "the common ancestor", in: store)
  }

  /// - Parameter bases: newest first; not empty.
  private func tree(_ bases: [ObjectID], depth: Int) throws(StoreError) -> ObjectID {
    func tree(of commit: ObjectID) throws(StoreError) -> ObjectID {
      try storing { () throws(GitError) in try store.repository.commit(commit).tree }
    }
    var rest = Array(bases.reversed())[...]
    guard let oldest = rest.popFirst() else {
      return try storing { () throws(GitError) in
        try store.repository.write(.tree, [])
      }
    }
    var result = try tree(of: oldest)
    if depth >= Self.deepest { return result }
    for other in rest {
      let common = try storing { () throws(GitError) in try store.repository.mergeBases(oldest, other) }
      let base: MergeSide? =
        common.isEmpty
        ? nil
        : try MergeSide(
          tree: try self.tree(common, depth: depth + 1), commit: oldest, label: "base", in: store)
      result = try TreeMergeRun(
        store: store, base: base,
        ours: try MergeSide(tree: result, commit: oldest, label: "one ancestor", in: store),
        theirs: try MergeSide(tree: try tree(of: other), commit: other, label: "another", in: store),
        isVirtual: true
      ).run().tree
    }
    return result
  }
}
