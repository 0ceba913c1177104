import Platform
import TestSupport

/// A store in a clone with the drivers and hooks installed, and the branches `main` and `topic`.
struct MergeStore {
  let sandbox: Sandbox
  let folder: WorkFolder
  /// The store's own folder.
  let store: WorkFolder

  /// - Parameter below: the store's folder in the repository; empty for its root.
  init(below: String = "", installs: Bool = true) throws {
    sandbox = try Sandbox()
    folder = try sandbox.repository(isInUse: !below.isEmpty)
    store = below.isEmpty ? folder : WorkFolder(folder.path + "/" + below)
    try Files.makeDirectories(store.path)
    try run("init")
    try store.write("schemas/user.json", MergeSchema.text)
    try run("commit", "-m", "Add a schema")
    try run("set", "users/ada", "name=A", "age:=1", "uses:=10", "tags:=[\"x\"]")
    try run("set", "users/ben", "name=Ben")
    if installs { try run("hooks", "install") }
    try folder.git("branch", "topic")
  }

  /// Runs funnel; any other exit code than the wanted one is an error.
  @discardableResult
  func run(_ arguments: String..., code: Int32 = 0, environment: [String: String] = [:]) throws -> String {
    try store.expect(arguments, code: code, environment: environment)
  }

  /// Runs funnel on a branch, and comes back.
  func on(_ branch: String, _ arguments: String...) throws {
    try folder.git("checkout", "-q", branch)
    try store.expect(arguments)
    try folder.git("checkout", "-q", "main")
  }

  /// Both sides change ada: other fields, the set, the counter.
  func makeClean() throws {
    try on("topic", "update", "users/ada", "name=T", "uses:=12", "tags+=t")
    try on("main", "update", "users/ada", "age:=2", "uses:=11", "tags+=o")
  }

  /// Both sides change ada's name, and other fields.
  func makeConflict() throws {
    try on("topic", "update", "users/ada", "name=T", "age:=5", "uses:=12")
    try on("main", "update", "users/ada", "name=O", "uses:=11")
  }

  /// Ada as `get` shows it: both files as one.
  func ada() throws -> String { try run("get", "users/ada") }

  func git(_ arguments: String..., code: Int32 = 0) throws -> String {
    let outcome = try Command.run(["git"] + arguments, in: folder.path, environment: ["GIT_EDITOR": "true"])
    guard outcome.status == code else {
      throw CommandFailure(
        "git \(arguments.joined(separator: " ")) ended with \(outcome.status): \(outcome.text)\(outcome.errorText)"
      )
    }
    return outcome.text
  }

  func status() throws -> String { try folder.git("status", "--porcelain", "-uall") }

  func fsck() throws -> String { try folder.fsck() }

  /// Files of `.git/funnel/conflicts`.
  func records() throws -> [String] { try Files.list(folder.path + "/.git/funnel/conflicts") }

  static let merged = """
    {
      "age": 2,
      "name": "T",
      "tags": [
        "x",
        "o",
        "t"
      ],
      "uses": 13
    }

    """
}
