internal import CLibgit2
internal import Diagnostics
internal import Platform

/// What HEAD says.
public enum Head: Sendable, Equatable {
  /// On a branch (its name without `refs/heads/`), with its tip; nil before the first commit.
  case branch(String, tip: ObjectID?)
  case detached(ObjectID)
}

extension Repository {
  public func head() throws(GitError) -> Head {
    var reference: OpaquePointer?
    try check(git_reference_lookup(&reference, handle, "HEAD"), "cannot read HEAD")
    defer { git_reference_free(reference) }
    if git_reference_type(reference) == GIT_REFERENCE_SYMBOLIC,
      let target = git_reference_symbolic_target(reference)
    {
      let name = String(cString: target)
      guard name.hasPrefix("refs/heads/") else {
        throw GitError(
          "git/head", "HEAD points to \(name), which is not a branch", hint: "git switch <branch>",
          kind: .retry)
      }
      let branch = String(name.dropFirst("refs/heads/".count))
      return .branch(branch, tip: try tip(ofBranch: branch))
    }
    guard let target = git_reference_target(reference) else {
      throw GitError.damaged("HEAD points to nothing")
    }
    return .detached(ObjectID(target.pointee))
  }

  /// The commit that a branch points to; nil when there is no such branch.
  public func tip(ofBranch branch: String) throws(GitError) -> ObjectID? {
    try target(of: "refs/heads/" + branch)
  }

  /// What a reference of any kind points to; nil when there is none.
  package func target(of reference: String) throws(GitError) -> ObjectID? {
    var id = git_oid()
    let code = git_reference_name_to_id(&id, handle, reference)
    if git_error_code(code) == GIT_ENOTFOUND { return nil }
    try check(code, "cannot read \(reference)")
    return ObjectID(id)
  }

  /// Points a reference at an object, if it points where `old` says; nil is nowhere.
  ///
  /// - Throws: `git/moved` when it does not.
  package func setReference(_ name: String, to new: ObjectID, from old: ObjectID?, message: String)
    throws(GitError)
  {
    var (target, expected) = (new.raw, old?.raw ?? git_oid())
    let code =
      old == nil
      ? git_reference_create(nil, handle, name, &target, 0, message)
      : git_reference_create_matching(nil, handle, name, &target, 1, &expected, message)
    if git_error_code(code) == GIT_EMODIFIED || git_error_code(code) == GIT_EEXISTS {
      throw GitError(
        "git/moved", "\(name) was moved by another program", hint: "try again", kind: .retry)
    }
    try check(code, "cannot write \(name)")
  }

  /// The names of references below a folder such as `refs/replace/`.
  package func references(below folder: String) throws(GitError) -> [String] {
    var iterator: OpaquePointer?
    try check(git_reference_iterator_glob_new(&iterator, handle, folder + "*"), "cannot list \(folder)")
    defer { git_reference_iterator_free(iterator) }
    var result: [String] = []
    var name: UnsafePointer<CChar>?
    while git_reference_next_name(&name, iterator) == 0, let found = name {
      result.append(String(cString: found))
    }
    return result.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// All branches, by name.
  public func branches() throws(GitError) -> [(name: String, tip: ObjectID)] {
    var iterator: OpaquePointer?
    try check(git_reference_iterator_glob_new(&iterator, handle, "refs/heads/*"), "cannot list branches")
    defer { git_reference_iterator_free(iterator) }
    var result: [(name: String, tip: ObjectID)] = []
    var name: UnsafePointer<CChar>?
    while git_reference_next_name(&name, iterator) == 0, let found = name {
      let full = String(cString: found)
      if let tip = try target(of: full) { result.append((String(full.dropFirst("refs/heads/".count)), tip)) }
    }
    return result.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The commit that a revision names (`HEAD~2`, a branch, a tag, digits of an id); nil when it names nothing.
  public func commitID(named revision: String) throws(GitError) -> ObjectID? {
    var object: OpaquePointer?
    let code = git_revparse_single(&object, handle, revision)
    if git_error_code(code) == GIT_ENOTFOUND || git_error_code(code) == GIT_EINVALIDSPEC { return nil }
    // Git takes four digits of an id at least; a collection may be called `b`.
    if git_error_code(code) == GIT_EAMBIGUOUS, revision.utf8.count < 4 { return nil }
    try check(code, "cannot resolve \(revision)")
    defer { git_object_free(object) }
    var peeled: OpaquePointer?
    let peelCode = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT)
    guard peelCode >= 0, let id = git_object_id(peeled) else {
      throw GitError("git/bad-revision", "\(revision) is not a commit", kind: .missing)
    }
    defer { git_object_free(peeled) }
    return ObjectID(id.pointee)
  }

  /// The branch that a local branch follows, `main` or `origin/main`; nil when it follows none.
  package func upstream(ofBranch branch: String) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_branch_upstream_name(&buffer, handle, "refs/heads/" + branch) >= 0, let text = buffer.ptr else {
      return nil
    }
    let name = String(cString: text)
    for prefix in ["refs/heads/", "refs/remotes/"] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return nil
  }

  /// Whether `ancestor` is in the history of `commit`, or is it.
  public func contains(_ ancestor: ObjectID, inHistoryOf commit: ObjectID) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    var (upper, lower) = (commit.raw, ancestor.raw)
    return try check(git_graph_descendant_of(handle, &upper, &lower), "cannot read the history of \(commit)")
      == 1
  }

  /// Whether a branch's name is one that git takes.
  public static func isValidBranchName(_ name: String) -> Bool {
    _ = Library.started
    var valid: Int32 = 0
    return git_reference_name_is_valid(&valid, "refs/heads/" + name) == 0 && valid == 1
      && !name.hasPrefix("-")
  }

  /// The operation that is under way (a merge, a rebase, …), in git's words; nil when there is none.
  public var operationUnderWay: String? {
    switch git_repository_state_t(UInt32(git_repository_state(handle))) {
    case GIT_REPOSITORY_STATE_NONE: nil
    case GIT_REPOSITORY_STATE_MERGE: "merge"
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: "revert"
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: "cherry-pick"
    case GIT_REPOSITORY_STATE_BISECT: "bisect"
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX: "am"
    default: "rebase"
    }
  }

  /// The folder of another worktree that has this branch checked out; nil when none has.
  public func otherWorkTree(on branch: String) throws(GitError) -> String? {
    let wanted = "ref: refs/heads/\(branch)"
    func isOn(_ directory: String) throws(GitError) -> Bool {
      guard let bytes = try filing({ () throws(FileError) in try Files.readIfPresent(directory + "/HEAD") })
      else { return false }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) == wanted
    }
    if gitDirectory != commonDirectory, try isOn(commonDirectory), try bool("core.bare") != true {
      return Files.parent(of: commonDirectory)
    }
    let worktrees = commonDirectory + "/worktrees"
    for name in try filing({ () throws(FileError) in try Files.list(worktrees) }) {
      let directory = worktrees + "/" + name
      if Files.resolve(directory) == Files.resolve(gitDirectory) { continue }
      guard try isOn(directory) else { continue }
      let pointer =
        try filing { () throws(FileError) in try Files.readIfPresent(directory + "/gitdir") } ?? []
      let text =
        String(decoding: pointer, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? name
      return Files.parent(of: text)
    }
    return nil
  }

  /// Commits where this shallow clone's history ends; empty in a whole one.
  public func shallowCommits() throws(GitError) -> Set<ObjectID> {
    guard
      let bytes = try filing({ () throws(FileError) in try Files.readIfPresent(commonDirectory + "/shallow") }
      )
    else { return [] }
    return Set(bytes.split(separator: 0x0A).compactMap { ObjectID(hex: $0) })
  }
}
