import Platform
import TestSupport
import Testing

/// Repositories in a state in which a write would do harm: refused with the cure, nothing changed.
struct BadRepositoryTests {
  private func refuse(
    _ store: CommandStore, _ arguments: [String] = ["set", "users/ada", "name=X"],
    environment: [String: String] = [:],
    code: Int32, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try store.folder.git("show-ref", "--head")
    let outcome = try store.store.funnel(arguments, environment: environment)
    #expect(outcome.status == code, "\(outcome.status) \(outcome.errorText)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        outcome.errorText.contains(word), "\(word) in: \(outcome.errorText)", sourceLocation: sourceLocation)
    }
    #expect(try store.folder.git("show-ref", "--head") == before, sourceLocation: sourceLocation)
  }

  @Test("no repository, no store, no commit")
  func nothing() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    for arguments in [["get", "users/a"], ["status"], ["set", "users/a", "name=X"]] {
      let outcome = try folder.funnel(arguments)
      #expect(outcome.status == 66 && outcome.errorText.contains("funnel init"), "\(outcome.errorText)")
    }
    try folder.git("init", "-q")
    try folder.write("funnel.json", "{\"format\": 1}")
    let outcome = try folder.funnel(["set", "users/a", "name=X"])
    #expect(outcome.status == 66 && outcome.errorText.contains("no commit"), "\(outcome.errorText)")
    #expect(try folder.funnel(["init"]).status == 0)
    #expect(try folder.funnel(["init"]).status == 64)
  }

  @Test("a detached HEAD: reads go on, writes need a branch")
  func detached() throws {
    let store = try CommandStore()
    try store.folder.git("checkout", "-q", "--detach")
    try refuse(store, code: 75, ["detached", "git switch"])
    #expect(try store.run("get", "users/ada").status == 0)
    #expect(try store.run("status").status == 0)
    #expect(try store.run("set", "--branch", "main", "users/ada", "name=Y").status == 0)
    #expect(try store.dirt() == "")
  }

  @Test("a merge, a rebase and a cherry-pick under way", arguments: ["merge", "rebase", "cherry-pick"])
  func operations(_ operation: String) throws {
    let store = try CommandStore()
    try store.folder.git("switch", "-q", "older")
    #expect(try store.run("set", "users/ada", "name=Other", "age:=1").status == 0)
    _ = try store.folder.tryGit(operation, operation == "cherry-pick" ? "main~2" : "main")
    let files = try store.dirt()
    #expect(files.contains("UU data/users/ada.json"))
    try refuse(store, code: 75, [operation, "--abort"])
    try refuse(
      store, ["commit"], code: operation == "rebase" ? 75 : 65,
      [operation == "rebase" ? "rebase" : "conflict"])
    #expect(try store.run("get", "users/ada").status == 0)
    #expect(try store.dirt() == files)
  }

  @Test("the branch is checked out in another worktree")
  func elsewhere() throws {
    let store = try CommandStore()
    let other = store.sandbox("other")
    try store.folder.git("worktree", "add", "-q", other, "older")
    try refuse(store, ["set", "--branch", "older", "users/ada", "name=X"], code: 75, [other])
    #expect(try WorkFolder(other).funnel(["set", "users/ada", "name=X"]).status == 0)
    #expect(try WorkFolder(other).git("status", "--porcelain") == "" && store.dirt() == "")
  }

  @Test("locked: by another funnel, by git")
  func locked() throws {
    let store = try CommandStore()
    let lock = store.folder.path + "/.git/funnel/lock"
    let holder = try Command.start(["flock", lock, "sleep", "3"], in: "/")
    pause(milliseconds: 200)
    try refuse(store, environment: ["FUNNEL_LOCK_SECONDS": "0.2"], code: 75, ["another funnel"])
    #expect(try store.run("get", "users/ada").status == 0)
    holder.kill(15)
    _ = try holder.wait()
    for name in ["index.lock", "refs/heads/main.lock"] {
      try store.folder.write(".git/" + name, "")
      try refuse(store, code: 75, [name, "rm "])
      #expect(store.folder.exists(".git/" + name))
      try Files.remove(store.folder.path + "/.git/" + name)
    }
    #expect(try store.traces() == [] && store.dirt() == "")
  }

  @Test("split index, sparse index, and filters on data/")
  func indexKinds() throws {
    let split = try CommandStore()
    try split.folder.git("update-index", "--split-index")
    try refuse(split, code: 78, ["split", "git update-index --no-split-index"])
    let sparse = try CommandStore()
    try sparse.folder.git("sparse-checkout", "set", "--cone", "--sparse-index", "schemas")
    try refuse(sparse, code: 78, ["sparse", "git sparse-checkout"])
    for filter in ["data/** filter=lfs\n", "*.json text eol=crlf\n"] {
      let store = try CommandStore()
      try store.store.write(".gitattributes", filter)
      try refuse(store, code: 78, ["data/users/ada.json", ".gitattributes"])
    }
  }

  @Test("a sparse checkout without a sparse index is honoured")
  func sparseCheckout() throws {
    let store = try CommandStore()
    #expect(try store.dirt() == "", "git looks at the copied files, and trusts its index again")
    try store.folder.git("sparse-checkout", "set", "--no-cone", "/*", "!/data/")
    #expect(!store.store.exists("data/users/ada.json"))
    #expect(try store.run("set", "users/ada", "name=X").status == 0)
    #expect(try store.dirt() == "" && !store.store.exists("data/users/ada.json"))
    #expect(try store.run("status").text.contains("Nothing edited"))
  }

  @Test("no user.name")
  func identity() throws {
    let store = try CommandStore()
    let nobody = [
      "GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": "",
    ]
    try refuse(store, environment: nobody, code: 78, ["user.name", "git config"])
  }

  @Test("a tip from the future, and its cure")
  func future() throws {
    let store = try CommandStore()
    let outcome = try Command.run(
      ["git", "commit", "-q", "--allow-empty", "-m", "later"], in: store.folder.path,
      environment: ["GIT_COMMITTER_DATE": "2099-01-01T00:00:00Z"])
    #expect(outcome.status == 0)
    let tip = try store.folder.git("rev-parse", "HEAD")
    try refuse(store, code: 75, ["future", tip, "ignoreTime"])
    try store.store.write("funnel.json", "{\n  \"format\": 1,\n  \"ignoreTime\": [\"\(tip)\"]\n}\n")
    #expect(try store.run("commit").status == 0)
    #expect(try store.run("set", "users/ada", "name=X").status == 0)
    #expect(try store.dirt() == "")
  }

  @Test("a shallow clone reads, writes and says what it cannot know")
  func shallow() throws {
    let store = try CommandStore()
    let copy = WorkFolder(store.sandbox("copy"))
    try store.folder.git("clone", "-q", "--depth", "1", "file://" + store.folder.path, copy.path)
    #expect(try copy.funnel(["get", "users/ada"]).status == 0)
    #expect(try copy.funnel(["set", "users/ada", "name=X"]).status == 0)
    #expect(try copy.git("status", "--porcelain") == "")
    let past = try copy.funnel(["get", "users/ada", "--at", "2001-01-01"])
    #expect(past.status == 66 && past.errorText.contains("shallow") && past.errorText.contains("--unshallow"))
    #expect(try copy.funnel(["log", "users/ada"]).status == 0)
  }

  @Test("owned by somebody else: said as such, never switched off")
  func owner() throws {
    // Only root can give a folder away.
    guard Environment.userIdentifier == 0 else { return }
    let store = try CommandStore()
    _ = try Command.run(["chown", "-R", "12345:12345", store.folder.path], in: "/")
    let outcome = try store.run("get", "users/ada")
    #expect(
      outcome.status == 77 && outcome.errorText.contains("another user")
        && outcome.errorText.contains("safe.directory"))
    _ = try Command.run(["chown", "-R", "0:0", store.folder.path], in: "/")
  }

  @Test("an unwritable .git, an unwritable store folder: not permitted, nothing changed")
  func unwritable() throws {
    // Root may write anywhere, so the command runs as somebody else.
    guard Environment.userIdentifier == 0 else { return }
    let store = try CommandStore()
    func chown(_ place: String, _ owner: String) throws {
      _ = try Command.run(["chown", "-R", owner, place], in: "/")
    }
    try chown(store.sandbox.path, "12345:12345")
    let somebody = ["setpriv", "--reuid", "12345", "--regid", "12345", "--clear-groups", WorkFolder.binary]
    func run(_ arguments: String...) throws -> Command.Outcome {
      try Command.run(somebody + arguments, in: store.store.path)
    }
    let reachable = try run("get", "users/ada")
    guard reachable.status == 0 else { return }
    _ = try Command.run(["chmod", "-R", "a-w", store.folder.path + "/data"], in: "/")
    let data = try run("set", "users/ada", "name=X")
    #expect(data.status == 77 && data.errorText.contains("data/users"), "\(data.status) \(data.errorText)")
    _ = try Command.run(["chmod", "-R", "u+w", store.folder.path + "/data"], in: "/")
    let again = try run("get", "users/ada")
    #expect(again.status == 0 && again.text.contains("Ada L."))
    _ = try Command.run(["chmod", "-R", "a-w", store.folder.path + "/.git"], in: "/")
    let git = try run("set", "users/ada", "name=X")
    #expect(git.status == 77 && git.errorText.contains(".git"), "\(git.status) \(git.errorText)")
    let read = try run("get", "users/ada")
    #expect(read.status == 0, "\(read.errorText)")
    _ = try Command.run(["chmod", "-R", "u+w", store.folder.path], in: "/")
    try chown(store.sandbox.path, "0:0")
    #expect(try store.dirt() == "" && store.traces() == [] && store.fsck() == "")
  }

  @Test(
    "a full disk at any moment of a write: an error, and the store is as before or as after",
    arguments: [CommandStore.Shape.clone, .bare])
  func fullDisk(_ shape: CommandStore.Shape) throws {
    let store = try CommandStore(shape)
    let place = store.sandbox("disk")
    try Files.makeDirectories(place)
    // A file system of its own, where that is permitted.
    guard try Command.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], in: "/").status == 0
    else { return }
    defer { _ = try? Command.run(["umount", place], in: "/") }
    _ = try Command.run(["cp", "-a", store.folder.path, place + "/s"], in: "/")
    let there = WorkFolder(place + "/s")
    let before = try there.git("rev-parse", "HEAD^{tree}")
    let large = String(repeating: "x", count: 30_000)
    let refused = { (outcome: Command.Outcome) in
      outcome.status == 74 && outcome.errorText.contains("space")
    }
    var failures = 0
    // Leave a little more room each time, so that the disk is full at another step.
    for room in stride(from: 0, through: 160, by: 8) {
      _ = try Command.run(
        [
          "sh", "-c",
          "dd if=/dev/zero of=\(place)/fill bs=4k 2>/dev/null; truncate -s -\(room)k \(place)/fill",
        ], in: "/")
      let outcome = try there.funnel(["set", "notes/big", "text=\(large)\(room)"])
      try Files.remove(place + "/fill")
      #expect(outcome.status == 0 || refused(outcome), "\(room): \(outcome.status) \(outcome.errorText)")
      if outcome.status != 0 {
        failures += 1
        #expect(try there.git("rev-parse", "HEAD^{tree}") == before, "\(room)")
      }
      #expect(try there.funnel(["list"]).status == 0)
      if shape != .bare {
        #expect(try there.git("status", "--porcelain") == "", "\(room): \(outcome.errorText)")
      }
      #expect(try Command.run(["find", there.path, "-name", "*.lock"], in: "/").text == "", "\(room)")
      if outcome.status == 0 { break }
    }
    #expect(failures > 0)
    #expect(try there.funnel(["set", "notes/big", "text=done"]).status == 0)
    #expect(try Command.run(["git", "fsck", "--full", "--no-dangling"], in: there.path).status == 0)
  }
}
