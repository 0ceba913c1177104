internal import Diagnostics
internal import FirestoreModel
internal import Git

/// What a command line of `diff` names: two sides, and the words after them.
public struct DiffRange: Sendable {
  public let old: DiffSide
  public let new: DiffSide
  public let rest: [String]
}

extension Store {
  /// Reads revisions and times as `git diff` does: `A B` and `A..B` compare the two, `A...B` what B added since both
  /// parted, `A` alone compares with the working tree (in a bare store with the last commit), nothing compares the last
  /// commit with the working tree. An end that is left out is HEAD. Words that name neither are paths.
  ///
  /// - Parameters:
  ///   - at: `--at`, which is compared with the last commit; then all words are paths.
  ///   - staged: compare with what is staged instead of the working tree; then two revisions are too many.
  /// - Throws: `diff/no-merge-base`; what `commit(at:branch:now:)` throws for a time before the first commit.
  public func diffRange(_ arguments: [String], at: String? = nil, staged: Bool, now: Int64) throws(StoreError)
    -> DiffRange
  {
    if let at {
      return DiffRange(
        old: .commit(try commit(at: at, branch: nil, now: now)),
        new: staged ? .index : .commit(try tip(of: nil)), rest: arguments)
    }
    let here: DiffSide = staged ? .index : isBare ? .commit(try tip(of: nil)) : .workTree
    var rest = arguments[...]
    guard let first = rest.first else {
      return DiffRange(old: try headCommit().map { .commit($0) } ?? .nothing, new: here, rest: [])
    }
    if let (old, new) = try range(first, now) {
      if staged { throw Store.tooManySides(first) }
      return DiffRange(old: .commit(old), new: .commit(new), rest: Array(rest.dropFirst()))
    }
    guard let old = try momentIfAny(first, now) else {
      return DiffRange(old: try headCommit().map { .commit($0) } ?? .nothing, new: here, rest: Array(rest))
    }
    rest = rest.dropFirst()
    guard let second = rest.first, let new = try momentIfAny(second, now) else {
      return DiffRange(old: .commit(old), new: here, rest: Array(rest))
    }
    if staged { throw Store.tooManySides(second) }
    return DiffRange(old: .commit(old), new: .commit(new), rest: Array(rest.dropFirst()))
  }

  private static func tooManySides(_ text: String) -> StoreError {
    StoreError(
      "diff/sides", "what is staged is compared with one revision, so \(text) is one too many", kind: .usage)
  }

  /// The commit that a revision or time names; nil for anything else.
  private func momentIfAny(_ text: String, _ now: Int64) throws(StoreError) -> ObjectID? {
    do throws(StoreError) { return try commit(at: text, branch: nil, now: now) } catch {
      if error.code == "history/unknown-moment" { return nil }
      throw error
    }
  }

  /// `A..B` and `A...B`; nil for what is neither, such as an id with dots in it.
  private func range(_ text: String, _ now: Int64) throws(StoreError) -> (ObjectID, ObjectID)? {
    let bytes = Array(text.utf8)
    guard let dots = bytes.indices.first(where: { bytes[$0...].starts(with: [0x2E, 0x2E]) }) else {
      return nil
    }
    let isSymmetric = bytes[dots...].starts(with: [0x2E, 0x2E, 0x2E])
    let left = String(decoding: bytes[..<dots], as: UTF8.self)
    let right = String(decoding: bytes[(dots + (isSymmetric ? 3 : 2))...], as: UTF8.self)
    // `..` alone is a folder.
    if left.isEmpty, right.isEmpty { return nil }
    let old = left.isEmpty ? try tip(of: nil) : try momentIfAny(left, now)
    let new = right.isEmpty ? try tip(of: nil) : try momentIfAny(right, now)
    guard let old, let new else {
      if old == nil, new == nil { return nil }
      let missing = old == nil ? left : right
      let isShallow = try storing { () throws(GitError) in try !repository.shallowCommits().isEmpty }
      throw StoreError(
        "history/unknown-revision", "there is no revision or time \(missing)",
        hint: isShallow
          ? "this is a shallow clone: git fetch --unshallow gets the rest" : "git log lists revisions",
        kind: .missing)
    }
    guard isSymmetric else { return (old, new) }
    let bases = try storing { () throws(GitError) in try repository.mergeBases(old, new) }
    guard let base = bases.first else {
      let isShallow = try storing { () throws(GitError) in try !repository.shallowCommits().isEmpty }
      throw StoreError(
        "diff/no-merge-base",
        "\(left.isEmpty ? "HEAD" : left) and \(right.isEmpty ? "HEAD" : right) have no commit in common",
        hint: isShallow
          ? "this is a shallow clone: git fetch --unshallow gets the rest"
          : "\(left)..\(right) compares them as they are", kind: .missing)
    }
    return (base, new)
  }
}
