internal import Diagnostics
internal import Git
internal import Platform

/// The user's files of a clone. Nothing here overwrites what the user changed by hand.
struct WorkTree {
  let directory: String
  let repository: Repository

  func absolute(_ path: String) -> String { directory + "/" + path }

  /// What a file was when it was looked at.
  struct Seen {
    let status: FileStatus?
  }

  /// Throws unless a change may be made to its file: the index agrees with the parent commit, and the file with it.
  ///
  /// - Returns: the file as it was found; it must still be so when it is replaced.
  @discardableResult
  func check(_ change: FileChange, index: IndexFile) throws(StoreError) -> Seen {
    let name = change.name
    let seen = Seen(status: FileStatus.of(absolute(name)))
    try checkParents(change.path)
    let entry = index[name]
    if let entry, entry.stage != 0 {
      throw StoreError(
        "worktree/conflict", "\(name) is in conflict",
        hint: "resolve it and git add it, or git checkout --ours -- \(name)",
        kind: .retry)
    }
    if case .committed = change.expectation,
      entry.map({ $0.isIntentToAdd ? nil : $0.id }) ?? nil != change.old || entry?.isIntentToAdd == true
    {
      throw StoreError(
        "worktree/staged", "\(name) has staged changes that are not committed",
        hint:
          "git diff --cached shows them; take them back: git restore --staged -- \(name), or commit them with git",
        kind: .retry)
    }
    if entry?.isSkipWorktree == true { return seen }
    let content = try content(of: name, entry: entry, index: index)
    switch change.expectation {
    case .committed:
      if content == change.old { return seen }
      if content != nil, content == change.bytes.map(Repository.blobID), change.old == nil { return seen }
      throw WorkTree.dirty(name, tracked: change.old != nil, present: content != nil)
    case .edited(let judged):
      if content == judged { return seen }
      throw WorkTree.changed(name)
    }
  }

  static func changed(_ name: String) -> StoreError {
    StoreError(
      "worktree/changed", "\(name) changed while it was being written; nothing was committed",
      hint: "run the command again", kind: .retry)
  }

  /// Throws when somebody, an editor say, saved the file since.
  func checkUntouched(_ name: String, since seen: Seen) throws(StoreError) {
    if FileStatus.of(absolute(name)) != seen.status { throw WorkTree.changed(name) }
  }

  static func dirty(_ name: String, tracked: Bool, present: Bool) -> StoreError {
    if !tracked {
      return StoreError(
        "worktree/in-the-way", "\(name) is there already and not committed",
        hint: "commit it (funnel commit \(name)), or move it away", kind: .retry)
    }
    return StoreError(
      "worktree/dirty",
      present ? "\(name) has hand edits that are not committed" : "\(name) was deleted by hand",
      hint: "funnel commit \(name), or throw them away: git restore -- \(name)", kind: .retry)
  }

  /// A folder on the way that is a link would lead the write out of the store.
  private func checkParents(_ path: [String]) throws(StoreError) {
    var current = directory
    for component in path.dropLast() {
      current += "/" + component
      guard let status = FileStatus.of(current) else { return }
      if status.kind == .directory { continue }
      throw StoreError(
        "worktree/in-the-way",
        "\(current.dropFirst(directory.count + 1)) is in the way: a folder must stand there",
        hint: "move it away", kind: .refused)
    }
  }

  /// The blob id of a working file's content; nil when there is no file. Reads it only if its status says it may have
  /// changed.
  func content(of name: String, entry: IndexFile.Entry?, index: IndexFile?) throws(StoreError) -> ObjectID? {
    guard let status = FileStatus.of(absolute(name)) else { return nil }
    guard status.kind == .file else {
      let what =
        status.kind == .symbolicLink ? "a symbolic link" : status.kind == .directory ? "a folder" : "no file"
      throw StoreError(
        "worktree/not-a-file", "\(name) is \(what), not a document's file", hint: "move it away",
        kind: .refused)
    }
    if let entry, let index, entry.matches(status, indexModified: index.modified) { return entry.id }
    return Repository.blobID(try storing { () throws(FileError) in try Files.read(absolute(name)) })
  }

  /// What stands at a place whose history is unknown: a file's content (nil: nothing), or something that is no file,
  /// which is the user's.
  func standing(at name: String) throws(StoreError) -> (content: ObjectID?, isFile: Bool) {
    if let status = FileStatus.of(absolute(name)), status.kind != .file { return (nil, false) }
    return (try content(of: name, entry: nil, index: nil), true)
  }

  /// Puts a file's content in place by a rename, so that nobody sees half of it, and tells its status afterwards.
  ///
  /// - Parameters:
  ///   - temporary: a path on the same file system, such as one below `.git/funnel/`.
  ///   - seen: the file must still be as it was then; looked at in the last moment.
  func put(
    _ bytes: [UInt8], at name: String, temporary: String, ifStill seen: Seen? = nil
  ) throws(StoreError) -> FileStatus? {
    let target = absolute(name)
    let mode = FileStatus.of(target).map { $0.mode & 0o666 } ?? 0o666
    try storing { () throws(FileError) in
      try Files.makeDirectories(Files.parent(of: target))
      try Files.write(bytes, to: temporary, mode: mode)
    }
    if let seen {
      do throws(StoreError) { try checkUntouched(name, since: seen) } catch {
        _ = try storing { () throws(FileError) in try Files.remove(temporary) }
        throw error
      }
    }
    try storing { () throws(FileError) in
      do throws(FileError) { try Files.rename(temporary, to: target) } catch {
        try Files.remove(temporary)
        guard error.isAcrossFileSystems else { throw FileError("replace", target, error.number) }
        // The work tree lies on another file system than the repository: then a neighbour serves.
        let neighbour = target + ".funnel-new"
        try Files.write(bytes, to: neighbour, mode: mode)
        do throws(FileError) { try Files.rename(neighbour, to: target) } catch {
          try Files.remove(neighbour)
          throw error
        }
      }
    }
    return FileStatus.of(target)
  }

  /// Removes a file and the folders that it leaves empty, up to the store's own (`data`, `live`).
  func remove(_ name: String) throws(StoreError) {
    _ = try storing { () throws(FileError) in try Files.remove(absolute(name)) }
    var folder = Files.parent(of: name)
    while folder.contains("/"), Files.removeEmptyDirectory(absolute(folder)) {
      folder = Files.parent(of: folder)
    }
  }
}
