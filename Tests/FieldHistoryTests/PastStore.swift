import FieldHistory
import FirestoreModel
import Git
import Platform
import Store
import TestSupport

/// A store whose history is made by plain git, commit by commit, an hour apart.
final class PastStore {
  let sandbox: Sandbox
  let folder: WorkFolder
  private(set) var clock: Int64 = 1_767_225_600

  static let schema = """
    {
      "x-funnel": { "collection": "users/{userId}" },
      "properties": {
        "items": {
          "title": "Line items", "x-funnel": { "key": "id" },
          "items": { "properties": { "id": {}, "n": {} } }
        },
        "name": { "title": "Full name" },
        "tags": { "x-funnel": { "set": true } },
        "seen": { "x-funnel": { "volatile": true } }
      }
    }

    """

  init() throws {
    sandbox = try Sandbox()
    folder = WorkFolder(sandbox("store"))
    try Files.makeDirectories(folder.path)
    try folder.git("init", "-q", "-b", "main")
    try commit(
      ["funnel.json": "{ \"format\": 1 }\n", "schemas/user.json": Self.schema], "Begin", by: "Root")
  }

  /// Writes files (nil removes one) and commits them.
  ///
  /// - Parameters:
  ///   - trailers: of funnel's; with the commit's own time in front they count, unless `firsthand` is false.
  /// - Returns: the first line, by which tests know the commit.
  @discardableResult
  func commit(
    _ files: [String: String?], _ subject: String, by author: String, trailers: [String] = [],
    firsthand: Bool = true
  ) throws -> String {
    for (name, text) in files {
      if let text {
        try folder.write(name, text)
      } else {
        try folder.git("rm", "-q", "--ignore-unmatch", name)
      }
    }
    try folder.git("add", "-A")
    try record(subject, by: author, trailers: trailers, firsthand: firsthand)
    return subject
  }

  func record(_ subject: String, by author: String, trailers: [String] = [], firsthand: Bool = true) throws {
    var message = subject
    clock += 3_600
    if !trailers.isEmpty {
      let time = StoreTime.text((firsthand ? clock : clock - 500) * 1_000_000)
      message += "\n\n" + (["Funnel-Time: \(time)"] + trailers).joined(separator: "\n")
    }
    try run("commit", "-q", "--allow-empty", "-m", message, by: author)
  }

  /// A git command with the clock's time.
  func run(_ arguments: String..., by author: String, input: [UInt8]? = nil) throws {
    let date = "\(clock) +0000"
    let outcome = try Command.run(
      ["git"] + arguments, in: folder.path,
      environment: [
        "GIT_AUTHOR_NAME": author, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date,
      ], input: input)
    guard outcome.status == 0 else {
      throw CommandFailure("git \(arguments): \(outcome.errorText)\(outcome.text)")
    }
  }

  func merge(_ branch: String, _ subject: String, by author: String = "Merger") throws {
    clock += 3_600
    try run("merge", "-q", "--no-ff", "-m", subject, branch, by: author)
  }

  func open() throws -> Store { try Store(at: folder.path) }

  func blame(
    _ path: String = "users/ada", field: String? = nil, live: Bool = false, in other: Store? = nil
  ) throws -> Blame? {
    let store = try other ?? open()
    return try store.blame(
      DocumentPath(path), field: field.map { try FieldPath($0) }, at: store.tip(of: nil), includingLive: live)
  }

  /// `place: subject` of each line, with what else is told.
  func told(_ path: String = "users/ada", live: Bool = false, in other: Store? = nil) throws -> [String] {
    try (blame(path, live: live, in: other)?.lines ?? []).map { line in
      var text = "\(line.place): \(line.setter.commit.subject)"
      if let restore = line.restores.first { text += " < \(restore.commit.subject)" }
      if let merge = line.merges.first { text += " << \(merge.commit.subject)" }
      if line.setIn.description != path { text += " as \(line.setIn)" }
      if line.isAtOrBefore { text += " or before" }
      return text
    }
  }
}
