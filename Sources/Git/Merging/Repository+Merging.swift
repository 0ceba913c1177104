internal import CLibgit2
internal import Diagnostics
internal import Platform

/// Two texts merged by lines, as git does it for a file.
package struct TextMerge: Sendable {
  /// The result; where the sides contradict each other both stand in it, between git's conflict markers.
  package let bytes: [UInt8]
  package let isClean: Bool
}

extension Repository {
  /// The best common ancestors of two commits, the newest first; empty when their histories have none in common.
  ///
  /// Of a shallow clone git itself is asked, since libgit2 1.5 does not know where such a history ends; what lies
  /// before its end is not seen.
  package func mergeBases(_ one: ObjectID, _ two: ObjectID) throws(GitError) -> [ObjectID] {
    if try !shallowCommits().isEmpty { return try mergeBasesOfShallow(one, two) }
    var (first, second) = (one.raw, two.raw)
    var found = git_oidarray()
    let code = git_merge_bases(&found, handle, &first, &second)
    if git_error_code(code) == GIT_ENOTFOUND { return [] }
    try check(code, "cannot find what \(one.short) and \(two.short) have in common")
    defer { git_oidarray_dispose(&found) }
    return (0..<found.count).map { ObjectID(found.ids[$0]) }
  }

  private func mergeBasesOfShallow(_ one: ObjectID, _ two: ObjectID) throws(GitError) -> [ObjectID] {
    let outcome = try filing { () throws(FileError) in
      try Subprocess.run(
        ["git", "--git-dir", gitDirectory, "merge-base", "--all", one.description, two.description],
        capture: true)
    }
    guard outcome.status <= 1 else {
      throw GitError.damaged("git cannot tell what \(one.short) and \(two.short) have in common")
    }
    return outcome.output.split(separator: 0x0A).compactMap { ObjectID(hex: $0) }
  }

  /// Merges a file's content by lines, as `git merge` does without a driver.
  ///
  /// - Parameters:
  ///   - base: nil where the file is new on both sides.
  ///   - labels: what stands behind the conflict markers.
  /// - Returns: nil for binary content, which has no lines.
  package static func mergeText(
    base: [UInt8]?, ours: [UInt8], theirs: [UInt8], labels: (ours: String, theirs: String)
  ) throws(GitError) -> TextMerge? {
    _ = Library.started
    // What git calls binary: a NUL in the first 8,000 bytes.
    for bytes in [base ?? [], ours, theirs] where bytes.prefix(8000).contains(0) { return nil }
    var options = git_merge_file_options()
    git_merge_file_options_init(&options, UInt32(GIT_MERGE_FILE_OPTIONS_VERSION))
    var result = git_merge_file_result()
    defer { git_merge_file_result_free(&result) }
    let code = labels.ours.withCString { ourLabel in
      labels.theirs.withCString { theirLabel in
        options.our_label = ourLabel
        options.their_label = theirLabel
        return lend(base) { base in
          lend(ours) { ours in
            lend(theirs) { theirs in
              guard var ours, var theirs else { return Int32(GIT_ERROR.rawValue) }
              guard var base else { return git_merge_file(&result, nil, &ours, &theirs, &options) }
              return git_merge_file(&result, &base, &ours, &theirs, &options)
            }
          }
        }
      }
    }
    try check(code, "cannot merge a file by lines")
    let text = UnsafeRawBufferPointer(start: result.ptr, count: result.len)
    return TextMerge(bytes: [UInt8](text), isClean: result.automergeable == 1)
  }

  private static func lend(_ bytes: [UInt8]?, _ body: (git_merge_file_input?) -> Int32) -> Int32 {
    guard let bytes else { return body(nil) }
    // libgit2 takes a missing pointer for a missing file.
    return (bytes + [0]).withUnsafeBytes { buffer in
      var input = git_merge_file_input()
      git_merge_file_input_init(&input, UInt32(GIT_MERGE_FILE_INPUT_VERSION))
      input.ptr = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      input.size = bytes.count
      return body(input)
    }
  }

  /// The commits whose changes git is bringing in: of a merge, a cherry-pick, a revert (the state before the commit), a
  /// rebase.
  package func commitsBeingApplied() throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    for name in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD"] {
      let bytes = try filing { () throws(FileError) in try Files.readIfPresent(gitDirectory + "/" + name) }
      for line in (bytes ?? []).split(separator: 0x0A) {
        guard let id = ObjectID(hex: line), contains(id) else { continue }
        if name == "REVERT_HEAD" { found += try commit(id).parents } else { found.append(id) }
      }
    }
    return found
  }

  /// Runs `body` with objects written as `git merge-tree --write-tree` writes its own: not waiting for the disk. What
  /// a branch shall point to is written without this.
  package static func withoutWaitingForDisk<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    _ = Library.started
    funnel_git_set_fsync(0)
    defer { funnel_git_set_fsync(1) }
    return try body()
  }

  /// The value of an attribute of a file, as `.gitattributes` and `info/attributes` have it; nil when it has none.
  package func attribute(_ name: String, of path: String) throws(GitError) -> String? {
    var value: UnsafePointer<CChar>?
    try check(git_attr_get(&value, handle, 0, path, name), "cannot read .gitattributes")
    return git_attr_value(value) == GIT_ATTR_VALUE_STRING ? value.map { String(cString: $0) } : nil
  }

  /// Takes a setting out of the repository's own configuration file; one that is not there is no error.
  package func unset(_ key: String) throws(GitError) {
    var file: OpaquePointer?
    try check(git_config_open_ondisk(&file, commonDirectory + "/config"), "cannot open git's configuration")
    defer { git_config_free(file) }
    let code = git_config_delete_entry(file, key)
    if git_error_code(code) == GIT_ENOTFOUND { return }
    try check(code, "cannot remove the setting \(key)")
  }
}
