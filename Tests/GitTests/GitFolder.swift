import Git
import Platform
import TestSupport

/// A fresh repository with one branch, `main`, without commits.
struct GitFolder {
  let sandbox: Sandbox
  let folder: WorkFolder

  init(bare: Bool = false) throws {
    sandbox = try Sandbox()
    folder = WorkFolder(sandbox.path)
    if bare {
      try folder.git("init", "-q", "--bare", "-b", "main")
    } else {
      try folder.git("init", "-q", "-b", "main")
    }
    try folder.git("config", "user.name", "Ada")
    try folder.git("config", "user.email", "ada@example.com")
  }

  func repository() throws -> Repository { try Repository(at: folder.path) }

  @discardableResult
  func git(_ arguments: String..., input: String? = nil) throws -> String {
    let outcome = try Command.run(["git"] + arguments, in: folder.path, input: input.map { Array($0.utf8) })
    guard outcome.status == 0 else {
      throw CommandFailure("git \(arguments.joined(separator: " ")): \(outcome.errorText)")
    }
    return outcome.output.last == 0x0A
      ? String(decoding: outcome.output.dropLast(), as: UTF8.self) : outcome.text
  }

  /// A repository's findings about itself; empty when it is whole.
  func fsck() throws -> String { try folder.fsck() }
}

/// Files by path, as a model of a tree.
struct FileModel {
  var files: [[UInt8]: ObjectID] = [:]

  static let folders = ["a", "a.b", "a-b", "a0", "=3f", "u%", "_x", "b"]
  static let names = ["a.json", "a.b.json", "A.json", "a0.json", "é.json", "e\u{301}.json", "z", "a-.json"]

  /// A random path; folders and files never share a name.
  static func path(_ random: inout SeededGenerator) -> [String] {
    let depth = Int.random(in: 0...3, using: &random)
    var path = (0..<depth).map { _ in folders[Int.random(in: 0..<folders.count, using: &random)] }
    path.append(names[Int.random(in: 0..<names.count, using: &random)])
    return path
  }

  /// What `git ls-tree -r -z` prints of it.
  var listing: [UInt8] {
    files.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { path, id in
      Array("100644 blob \(id)\t".utf8) + path + [0]
    }
  }
}
