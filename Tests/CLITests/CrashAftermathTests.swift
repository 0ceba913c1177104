import Platform
import TestSupport
import Testing

/// What others do between a crash and the next command.
struct CrashAftermathTests {
  private func removeLocks(_ store: CommandStore) throws {
    for lock in try store.locks() { try Files.remove(lock) }
  }

  @Test(
    "a plain commit, after the stale locks were removed by hand",
    arguments: [CrashTests.Operation.set, .several, .delete], CrashTests.points)
  func plainCommit(_ operation: CrashTests.Operation, _ point: String) throws {
    let crashed = try CrashTests.Crashed(operation, .clone, at: point)
    try removeLocks(crashed.store)
    try crashed.store.folder.git("commit", "-q", "-m", "x", "--allow-empty")
    if crashed.isAcknowledged { #expect(try crashed.store.tree() == crashed.after) }
    try crashed.checkRecovered("\(operation) \(point)")
  }

  @Test("an edit by hand of a file that the write was about", arguments: CrashTests.points)
  func edit(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: point)
    let mine = "{\n  \"name\": \"Mine\"\n}\n"
    try crashed.store.store.write("data/users/ada.json", mine)
    #expect(try crashed.store.run("list").status == 0)
    #expect(try crashed.store.store.read("data/users/ada.json") == mine, "\(point)")
    #expect(try crashed.store.dirt() == " M data/users/ada.json", "\(point)")
    let tree = try crashed.store.tree()
    #expect(tree == crashed.after || (tree == crashed.before && !crashed.isAcknowledged), "\(point)")
    #expect(try crashed.store.traces() == [])
    #expect(try crashed.store.run("commit").status == 0)
    #expect(try crashed.store.run("get", "users/ada").text.contains("Mine"))
  }

  @Test(
    "a file replaced by a folder or removed by hand",
    arguments: ["journaled", "file-written", "files-written", "index-written"])
  func replaced(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: point)
    try Files.remove(crashed.store.store.path + "/data/users/ada.json")
    try crashed.store.store.write("data/users/ada.json/mine", "mine")
    let listed = try crashed.store.run("list")
    #expect(listed.status == 0, "\(listed.errorText)")
    #expect(try crashed.store.store.read("data/users/ada.json/mine") == "mine")
    #expect(try crashed.store.traces() == [])
  }

  @Test("a switch to a new branch, and back", arguments: CrashTests.points)
  func newBranch(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: point)
    try removeLocks(crashed.store)
    try crashed.store.folder.git("switch", "-q", "-c", "fresh")
    let listed = try crashed.store.run("list")
    #expect(listed.status == 0, "\(listed.errorText)")
    #expect(try crashed.store.dirt() == "" && crashed.store.traces() == [], "\(point)")
    #expect(try crashed.store.tree("fresh") == (crashed.isAcknowledged ? crashed.after : crashed.before))
    try crashed.store.folder.git("switch", "-q", "main")
    try crashed.checkRecovered("\(point)")
  }

  @Test("a switch to a branch with other content, as far as git allows it", arguments: CrashTests.points)
  func olderBranch(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.update, .clone, at: point)
    try removeLocks(crashed.store)
    let older = try crashed.store.tree("older")
    let switched = try crashed.store.folder.tryGit("switch", "-q", "older")
    let listed = try crashed.store.run("list")
    #expect(listed.status == 0, "\(listed.errorText)")
    #expect(try crashed.store.dirt() == "" && crashed.store.traces() == [], "\(point)")
    if switched.status == 0 {
      #expect(try crashed.store.tree() == older)
      try crashed.store.folder.git("switch", "-q", "main")
    }
    try crashed.checkRecovered("\(point)")
  }

  @Test(
    "the branch was moved elsewhere by plain git",
    arguments: ["journaled", "files-written", "index-written", "branch-moved"])
  func reset(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: point)
    try removeLocks(crashed.store)
    try crashed.store.folder.git("reset", "-q", "--hard", "older")
    #expect(try crashed.store.run("list").status == 0)
    #expect(try crashed.store.tree() == crashed.store.tree("older"))
    #expect(try crashed.store.dirt() == "" && crashed.store.traces() == [])
  }

  @Test(
    "git's garbage collection took the objects",
    arguments: ["objects-written", "journaled", "files-written", "index-written", "branch-moved"])
  func collected(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: point)
    try removeLocks(crashed.store)
    try crashed.store.folder.git("gc", "-q", "--prune=now")
    try crashed.checkRecovered("\(point)")
  }

  @Test("the repository was moved", arguments: ["journaled", "files-written", "index-written"])
  func moved(_ point: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: point)
    try Files.rename(crashed.store.folder.path, to: crashed.store.folder.path + "-moved")
    let there = WorkFolder(crashed.store.folder.path + "-moved")
    #expect(try there.funnel(["list"]).status == 0)
    #expect(try there.git("status", "--porcelain") == "")
    #expect([crashed.before, crashed.after].contains(try there.git("rev-parse", "HEAD^{tree}")))
  }

  @Test("somebody else's lock stays, and is said", arguments: ["index.lock", "refs/heads/main.lock"])
  func foreignLock(_ name: String) throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: "files-written")
    try removeLocks(crashed.store)
    try crashed.store.folder.write(".git/" + name, "theirs")
    let refused = try crashed.store.run("set", "users/x", "name=X")
    #expect(refused.status == 75 && refused.errorText.contains(name), "\(refused.errorText)")
    #expect(try crashed.store.folder.read(".git/" + name) == "theirs")
    #expect(
      try crashed.store.folder.read(".git/funnel/journal") != nil,
      "what cannot be recovered now is not forgotten")
    try Files.remove(crashed.store.folder.path + "/.git/" + name)
    try crashed.checkRecovered(name)
  }

  @Test("a mangled journal is said, and nothing is guessed")
  func mangledJournal() throws {
    let crashed = try CrashTests.Crashed(.several, .clone, at: "files-written")
    try crashed.store.folder.write(".git/funnel/journal", "{")
    let refused = try crashed.store.run("set", "users/x", "name=X")
    #expect(refused.status == 74 && refused.errorText.contains("funnel/journal"), "\(refused.errorText)")
  }

  @Test("a command in another worktree says where the write was interrupted")
  func otherWorktree() throws {
    let crashed = try CrashTests.Crashed(.several, .linkedWorktree, at: "files-written")
    let main = WorkFolder(crashed.store.sandbox("repository"))
    try main.git("checkout", "-q", "side~1")
    let refused = try main.funnel(["set", "--branch", "older", "users/x", "name=X"])
    #expect(
      refused.status == 75 && refused.errorText.contains("interrupted"),
      "\(refused.status) \(refused.errorText)")
    try crashed.checkRecovered("other worktree")
  }
}
