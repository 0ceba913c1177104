import Platform
import Synchronization
import TestSupport
import Testing

/// Kills the command at each step of a write and looks at what is left.
///
/// After each kill git calls the repository whole; a plain commit cannot revert what was acknowledged; the next command
/// brings the store wholly before or wholly after the write, and leaves nothing behind.
struct CrashTests {
  static let points = [
    "locked", "objects-written", "journaled", "file-written", "files-written", "index-written",
    "branch-moved",
    "journal-removed",
  ]

  enum Operation: String, CaseIterable, Sendable {
    case set, update, delete, commit, restore, several

    /// What the user does before.
    func prepare(_ store: CommandStore) throws {
      guard self == .commit else { return }
      try store.store.write("data/users/ada.json", "{\"name\": \"By hand\"}\r\n")
      try store.store.write("data/users/new.json", "{\n  \"name\": \"New\"\n}\n")
      try Files.remove(store.store.path + "/data/users/ben.json")
    }

    func run(_ store: CommandStore, crashAt point: String?) throws -> Command.Outcome {
      switch self {
      case .set: try store.run("set", "users/dee", "name=Dee", "seen:=1", crashAt: point)
      case .update: try store.run("update", "users/ada", "age:=37", "seen:=2", crashAt: point)
      case .delete: try store.run("delete", "users/ada", crashAt: point)
      case .commit: try store.run("commit", crashAt: point)
      case .restore: try store.run("restore", "--all", "--at", "older", crashAt: point)
      case .several:
        try store.run(
          "batch",
          input: """
            {"writes":[{"update":{"name":"users/ada","fields":{"name":{"stringValue":"A"}}}},\
            {"update":{"name":"users/eve","fields":{"name":{"stringValue":"E"}}}},{"delete":"users/ben"},\
            {"update":{"name":"notes/n","fields":{"text":{"stringValue":"two"}}}}]}

            """, crashAt: point)
      }
    }
  }

  private static let results = Mutex<[String: String]>([:])

  /// The tree that the operation ends in when nothing happens to it.
  static func after(_ operation: Operation, _ shape: CommandStore.Shape) throws -> String {
    try results.withLock { known in
      let key = "\(shape) \(operation)"
      if let tree = known[key] { return tree }
      let store = try CommandStore(shape)
      try operation.prepare(store)
      let outcome = try operation.run(store, crashAt: nil)
      guard outcome.status == 0 else { throw CommandFailure("\(key): \(outcome.errorText)") }
      let tree = try store.tree()
      known[key] = tree
      return tree
    }
  }

  /// A store whose command died at the step, and the trees before and after.
  struct Crashed {
    let store: CommandStore
    let before: String
    let after: String
    let isAcknowledged: Bool

    init(_ operation: Operation, _ shape: CommandStore.Shape, at point: String) throws {
      after = try CrashTests.after(operation, shape)
      store = try CommandStore(shape)
      before = try store.tree()
      try operation.prepare(store)
      let outcome = try operation.run(store, crashAt: point)
      // A bare store has no files and no journal, so it never comes to some of the steps.
      #expect(
        outcome.status == 137 || (shape == .bare && outcome.status == 0),
        "\(outcome.status) \(outcome.errorText)")
      isAcknowledged = outcome.status == 0 || ["branch-moved", "journal-removed"].contains(point)
      #expect(try store.fsck() == "")
    }

    /// What the next command of any kind must leave.
    func checkRecovered(isCommit: Bool = false, _ about: String) throws {
      let recovering = try store.run("list")
      #expect(recovering.status == 0, "\(about): \(recovering.errorText)")
      let tree = try store.tree()
      #expect(tree == after || (tree == before && !isAcknowledged), "\(about)")
      #expect(try store.traces() == [], "\(about)")
      if isCommit && tree == before {
        // The hand edits are still there: committed now, they give what they would have given.
        #expect(try store.run("commit").status == 0, "\(about)")
        #expect(try store.tree() == after, "\(about)")
      }
      if try store.folder.git("rev-parse", "--is-bare-repository") == "false" {
        #expect(try store.dirt() == "", "\(about)")
      }
      let next = try store.run("set", "users/zoe", "name=Zoe")
      #expect(next.status == 0, "\(about): \(next.errorText)")
      #expect(try store.fsck() == "", "\(about)")
    }
  }

  @Test(
    "a clone, each operation at each step; a plain commit comes first", arguments: Operation.allCases, points)
  func clone(_ operation: Operation, _ point: String) throws {
    let crashed = try Crashed(operation, .clone, at: point)
    // Our locks may make it fail, which is git's own behaviour.
    let plain = try crashed.store.folder.tryGit("commit", "-q", "-m", "x", "--allow-empty")
    if plain.status == 0, crashed.isAcknowledged { #expect(try crashed.store.tree() == crashed.after) }
    try crashed.checkRecovered(isCommit: operation == .commit, "\(operation) \(point)")
  }

  @Test(
    "a bare store", arguments: [Operation.set, .several],
    ["locked", "objects-written", "branch-moved", "journal-removed"])
  func bare(_ operation: Operation, _ point: String) throws {
    try Crashed(operation, .bare, at: point).checkRecovered("\(operation) \(point)")
  }

  @Test("a store in a folder of a larger repository", arguments: [Operation.several, .commit], points)
  func subfolder(_ operation: Operation, _ point: String) throws {
    try Crashed(operation, .subfolder, at: point).checkRecovered(
      isCommit: operation == .commit, "\(operation) \(point)")
  }

  @Test("a linked worktree", arguments: points)
  func linkedWorktree(_ point: String) throws {
    try Crashed(.several, .linkedWorktree, at: point).checkRecovered("\(point)")
  }

  @Test(
    "the recovery dies too", arguments: [Operation.several, .commit],
    ["file-written", "files-written", "index-written", "branch-moved"])
  func recoveryDies(_ operation: Operation, _ second: String) throws {
    for first in ["journaled", "file-written", "index-written"] {
      let crashed = try Crashed(operation, .clone, at: first)
      #expect(try crashed.store.run("list", crashAt: second).status == 137, "\(first) \(second)")
      #expect(try crashed.store.fsck() == "")
      try crashed.checkRecovered(isCommit: operation == .commit, "\(operation) \(first) \(second)")
    }
  }

  @Test(
    "init dies, and is run again: one commit, nothing left", arguments: points,
    [[], ["--bare"]] as [[String]])
  func initialize(_ point: String, _ flags: [String]) throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    let killed = try folder.funnel(["init"] + flags + ["s"], environment: ["FUNNEL_CRASH_AT": point])
    let again = try folder.funnel(["init"] + flags + ["s"])
    let isDone = killed.status == 0 || ["branch-moved", "journal-removed"].contains(point)
    #expect(again.status == (isDone ? 64 : 0), "\(again.errorText)")
    let store = WorkFolder(sandbox("s"))
    #expect(try store.git("rev-list", "--count", "HEAD") == "1")
    #expect(try store.funnel(["set", "users/ada", "name=Ada"]).status == 0)
    #expect(try Command.run(["find", store.path, "-name", "*.lock"], in: "/").text == "")
    if flags.isEmpty { #expect(try store.git("status", "--porcelain") == "") }
  }
}
