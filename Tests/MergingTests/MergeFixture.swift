import DocumentCodec
import FirestoreModel
import Git
import Merging
import Platform
import Store
import TestSupport

/// A store whose branches are made by plain git plumbing, so that a test says no more than what its documents are.
final class MergeFixture {
  let sandbox: Sandbox
  let folder: WorkFolder

  init() throws {
    sandbox = try Sandbox()
    folder = try sandbox.repository()
    try commit(
      "main",
      [
        "funnel.json": "{\n  \"format\": 1\n}\n", "schemas/user.json": MergeSchema.text,
        "schemas/firestore.json": "{\n  \"$defs\": {}\n}\n",
      ])
  }

  /// Commits files on a branch (nil removes one) and leaves the branch checked out.
  ///
  /// - Parameter start: where a new branch begins.
  @discardableResult
  func commit(_ branch: String, from start: String? = nil, _ files: [String: String?]) throws -> ObjectID {
    if let start { try folder.git("checkout", "-q", "-b", branch, start) }
    for (name, text) in files {
      if let text { try folder.write(name, text) } else { try folder.git("rm", "-q", "-r", name) }
    }
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "--allow-empty", "-m", "Change \(files.count) files on \(branch)")
    return try id(branch)
  }

  func checkout(_ branch: String) throws { try folder.git("checkout", "-q", branch) }

  func id(_ revision: String) throws -> ObjectID {
    guard let id = ObjectID(hex: try folder.git("rev-parse", revision + "^{commit}")) else {
      throw CommandFailure("no commit \(revision)")
    }
    return id
  }

  func merge(_ ours: String, _ theirs: String, allowsUnrelated: Bool = false) throws -> MergedStore {
    try TreeMerge.merge(
      try id(ours), try id(theirs), in: try Store(at: folder.path), allowsUnrelated: allowsUnrelated)
  }

  /// A file of the merged tree; nil when it is not there.
  func file(_ merged: MergedStore, _ name: String) throws -> String? {
    let outcome = try folder.tryGit("cat-file", "blob", "\(merged.tree):\(name)")
    return outcome.status == 0 ? outcome.text : nil
  }

  /// The names of all files of the merged tree.
  func names(_ merged: MergedStore) throws -> [String] {
    try folder.git("ls-tree", "-r", "--name-only", "\(merged.tree)").split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("data/") || $0.hasPrefix("live/") }
  }

  /// A document's file, from one line of JSON.
  static func text(_ json: String) throws -> String {
    String(decoding: DocumentFile.encode(try DocumentFile.decode(Array(json.utf8), file: nil)), as: UTF8.self)
  }
}
