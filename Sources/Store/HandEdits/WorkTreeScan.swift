internal import Diagnostics
internal import Git
internal import Platform

/// A file of the store whose content in the working tree is not what the last commit holds.
struct HandEdit {
  /// Path below the store's root.
  let name: String
  /// The blob at HEAD; nil for a new file.
  let old: ObjectID?
  /// The blob of the content as it is; nil for a deleted file.
  let new: ObjectID?
  /// Why the file cannot be read as one: a link, a folder, no permission.
  let problem: StoreError?
  /// A new file that git's ignore rules hide.
  let isIgnored: Bool
}

extension HandEdit {
  /// A new file whose name is not UTF-8.
  init(foreign name: String) {
    self.init(
      name: name, old: nil, new: nil,
      problem: StoreError(
        "validate/name", "the name is not UTF-8, so the file cannot be read",
        location: SourceLocation(file: name), hint: "rename it", kind: .refused),
      isIgnored: false)
  }
}

extension Store {
  /// Compares the store's files with HEAD. Costs one `lstat` a file and the trees of HEAD; contents are read only
  /// where git's index cannot vouch for them.
  func handEdits() throws(StoreError) -> [HandEdit] {
    guard let directory, let workTree = repository.workTree.flatMap({ Files.resolve($0) }) else { return [] }
    let index = try storing { () throws(GitError) in try IndexFile.read(repository.gitDirectory + "/index") }
    let committed = try committedFiles()
    let prefix = root.components.map { $0 + "/" }.joined()
    let tree = WorkTree(directory: workTree, repository: repository)
    var edits: [HandEdit] = []
    var seen = Set<String>()
    var names = ["funnel.json", "firestore.rules", "firestore.indexes.json"].filter {
      FileStatus.of(directory + "/" + $0) != nil
    }
    try walk(directory, "schemas", deep: false, &names)
    for folder in ["schemas"] + DocumentFolder.allCases.map(\.rawValue) {
      // Taken as absent, a link would make every document below it look deleted.
      guard let status = FileStatus.of(directory + "/" + folder), status.kind != .directory else { continue }
      throw StoreError.notAFolder(folder, isLink: status.kind == .symbolicLink)
    }
    for folder in DocumentFolder.allCases { try walk(directory, folder.rawValue, deep: true, &names) }
    for name in names {
      seen.insert(name)
      let entry = index[prefix + name]
      let old = committed[name]
      if entry?.isSkipWorktree == true { continue }
      do throws(StoreError) {
        let content = try tree.content(of: prefix + name, entry: entry, index: index)
        // What was listed and is not there has a name that is not UTF-8, which no call can open.
        if content == nil, name.unicodeScalars.contains("\u{FFFD}") {
          if old == nil { edits.append(HandEdit(foreign: name)) }
          continue
        }
        if content == old { continue }
        var isIgnored = false
        if old == nil, entry == nil {
          isIgnored = try storing { () throws(GitError) in try repository.isIgnored(prefix + name) }
        }
        edits.append(HandEdit(name: name, old: old, new: content, problem: nil, isIgnored: isIgnored))
      } catch {
        edits.append(HandEdit(name: name, old: old, new: nil, problem: error, isIgnored: false))
      }
    }
    for (name, old) in committed where !seen.contains(name) && index[prefix + name]?.isSkipWorktree != true {
      edits.append(HandEdit(name: name, old: old, new: nil, problem: nil, isIgnored: false))
    }
    return edits.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The store's files at HEAD by path below the store's root.
  private func committedFiles() throws(StoreError) -> [String: ObjectID] {
    guard let head = try headCommit() else { return [:] }
    return try storing { () throws(GitError) in
      guard let tree = try repository.subtree(at: root.components, in: try repository.commit(head).tree)
      else { return [:] }
      var result: [String: ObjectID] = [:]
      for entry in try repository.tree(tree).entries {
        switch (entry.name, entry.isTree) {
        case ("data", true), ("live", true), ("schemas", true):
          for change in try TreeDiff.changes(from: nil, to: entry.id, below: [entry.name], in: repository) {
            if entry.name == "schemas", change.path.count != 2 || change.path.last?.hasSuffix(".json") != true
            {
              continue
            }
            if let file = change.new { result[change.path.joined(separator: "/")] = file.id }
          }
        case ("funnel.json", false), ("firestore.rules", false), ("firestore.indexes.json", false):
          result[entry.name] = entry.id
        default: continue
        }
      }
      return result
    }
  }

  /// Names of files below a folder; links are named and not followed.
  private func walk(_ directory: String, _ folder: String, deep: Bool, _ names: inout [String])
    throws(StoreError)
  {
    try Store.walkFiles(directory, folder, deep: deep) { names.append($0) }
  }

  /// Calls `body` with each file below `folder`, as a path below `directory`, in byte order of the folders.
  static func walkFiles(
    _ directory: String, _ folder: String, deep: Bool, _ body: (String) -> Void
  ) throws(StoreError) {
    guard FileStatus.of(directory + "/" + folder)?.kind == .directory else { return }
    var open = [folder]
    while let current = open.popLast() {
      var folders: [String] = []
      for name in try storing({ () throws(FileError) in try Files.list(directory + "/" + current) }) {
        let path = current + "/" + name
        if FileStatus.of(directory + "/" + path)?.kind == .directory {
          if deep { folders.append(path) }
        } else if deep || name.hasSuffix(".json") {
          body(path)
        }
      }
      open += folders.reversed()
    }
  }
}

extension StoreError {
  /// Something else in the place of `data`, `live` or `schemas`.
  static func notAFolder(_ name: String, isLink: Bool) -> StoreError {
    StoreError(
      "worktree/not-a-folder", "\(name) is \(isLink ? "a symbolic link" : "a file"), not a folder",
      location: SourceLocation(file: name),
      hint: "put the folder itself in its place: git restore -- \(name)", kind: .refused)
  }
}
