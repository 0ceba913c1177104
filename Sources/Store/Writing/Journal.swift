internal import Diagnostics
internal import Git
internal import JSON
internal import Platform

/// What a write in a clone is about to do, on disk before the first file of the user's is touched.
///
/// It is written whole or not at all (a rename), and removed only after the branch has moved. Whoever finds one
/// without a living owner rolls the write forward or back: see `Recovery`.
struct Journal {
  struct File {
    let path: String
    let old: ObjectID?
    let new: ObjectID?
    /// What the working file held before: `old`, unless the commit takes a hand edit.
    let working: ObjectID?
  }

  let branch: String
  let parent: ObjectID?
  let commit: ObjectID
  /// The worktree's own directory below the common one, empty for the main one's: a repository may be moved.
  let workTreeDirectory: String
  let files: [File]

  static func path(in stateDirectory: String) -> String { stateDirectory + "/journal" }

  func write(to stateDirectory: String) throws(StoreError) {
    func text(_ id: ObjectID?) -> JSONValue { id.map { .string($0.description) } ?? .null }
    let value: JSONValue = [
      "version": 1, "branch": .string(branch), "parent": text(parent), "commit": text(commit),
      "worktree": .string(workTreeDirectory),
      "files": .array(
        files.map { file in
          [
            "path": .string(file.path), "old": text(file.old), "new": text(file.new),
            "working": text(file.working),
          ]
        }),
    ]
    let target = Journal.path(in: stateDirectory)
    try storing { () throws(FileError) in
      try Files.write(Array((value.compact() + "\n").utf8), to: target + ".new", durable: true)
      try Files.rename(target + ".new", to: target)
      try Files.synchronizeDirectory(stateDirectory)
    }
  }

  static func remove(from stateDirectory: String) throws(StoreError) {
    _ = try storing { () throws(FileError) in try Files.remove(path(in: stateDirectory)) }
  }

  /// The journal that is there; nil when there is none.
  ///
  /// - Throws: `store/journal` when it is not one of ours: nothing is guessed.
  static func read(from stateDirectory: String) throws(StoreError) -> Journal? {
    let path = path(in: stateDirectory)
    guard let bytes = try storing({ () throws(FileError) in try Files.readIfPresent(path) }) else {
      return nil
    }
    let damaged = StoreError(
      "store/journal", "the journal of an interrupted write cannot be read: \(path)",
      hint: "git status shows what it left; then remove the file", kind: .io)
    guard let root = try? JSONText(parsing: bytes).root, root.member("version")?.int64 == 1,
      let branch = root.member("branch")?.string, let directory = root.member("worktree")?.string,
      let commit = root.member("commit")?.string.flatMap({ ObjectID(hex: $0) }),
      let files = root.member("files")
    else { throw damaged }
    func id(_ node: JSONNode?) -> ObjectID? { node?.string.flatMap { ObjectID(hex: $0) } }
    var list: [File] = []
    for file in files.elements {
      guard let name = file.member("path")?.string else { throw damaged }
      list.append(
        File(
          path: name, old: id(file.member("old")), new: id(file.member("new")),
          working: id(file.member("working"))))
    }
    return Journal(
      branch: branch, parent: id(root.member("parent")), commit: commit, workTreeDirectory: directory,
      files: list)
  }
}
