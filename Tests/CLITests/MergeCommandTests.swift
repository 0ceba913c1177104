import Platform
import TestSupport
import Testing

/// `funnel merge` in clones and bare stores.
struct MergeCommandTests {
  @Test("a clone: a merge commit of two parents, files, index and branch agree")
  func clone() throws {
    let store = try MergeStore()
    try store.makeClean()
    #expect(
      try store.run("merge", "topic", "-m", "Bring topic in").hasPrefix("main  merged topic: 1 document"))
    #expect(try store.ada() == MergeStore.merged)
    #expect(try store.status() == "" && store.fsck() == "")
    #expect(try store.folder.git("log", "-1", "--format=%P").split(separator: " ").count == 2)
    let message = try store.folder.git("log", "-1", "--format=%B")
    #expect(message.hasPrefix("Bring topic in\n\nFunnel-Time: ") && message.contains("\nFunnel-Via: merge"))
    #expect(try store.folder.git("log", "--graph", "--format=%s", "-3").contains("|\\"))
    #expect(try store.folder.git("reflog", "-1", "--format=%gs") == "commit (merge): Bring topic in")
    #expect(!store.folder.exists(".git/MERGE_HEAD") && !store.folder.exists(".git/MERGE_MSG"))
    #expect(try store.run("merge", "topic") == "main holds all of topic already\n")
  }

  @Test("moved on where that is enough, unless a commit is asked for")
  func fastForward() throws {
    let store = try MergeStore()
    try store.on("topic", "update", "users/ada", "name=T")
    try store.run("merge", "topic", "--dry-run")
    #expect(try store.folder.git("rev-parse", "main") != store.folder.git("rev-parse", "topic"))
    try store.run("merge", "topic")
    #expect(try store.folder.git("rev-parse", "main") == store.folder.git("rev-parse", "topic"))
    #expect(try store.status() == "" && store.ada().contains("\"T\""))
    try store.on("topic", "update", "users/ada", "name=U")
    try store.run("merge", "topic", "--no-ff")
    #expect(try store.folder.git("rev-parse", "main^2") == store.folder.git("rev-parse", "topic"))
    #expect(try store.status() == "" && store.ada().contains("\"U\""))
    try store.makeClean()
    try store.run("merge", "topic", "--ff-only", code: 65)
  }

  @Test("conflicts in a clone: git merge --abort takes them back, resolve and git commit conclude them")
  func conflicts() throws {
    let store = try MergeStore()
    try store.makeConflict()
    let before = try store.folder.git("rev-parse", "main")
    let shown = try store.run("merge", "topic", code: 1)
    #expect(shown.contains("ours    \"O\"") && shown.contains("theirs  \"T\""))
    #expect(try store.status() == "UU data/users/ada.json\nM  live/users/ada.json")
    #expect(try store.folder.git("ls-files", "-u").split(separator: "\n").count == 3)
    #expect(try store.run("conflicts").contains("name  both sides changed it"))
    // No second merge on top of it.
    try store.run("merge", "topic", code: 75)
    _ = try store.git("merge", "--abort")
    #expect(try store.status() == "" && store.folder.git("rev-parse", "main") == before)
    #expect(try store.run("conflicts") == "Nothing is in conflict.\n" && store.records() == [])
    try store.run("merge", "topic", code: 1)
    try store.run("resolve", "users/ada", "name", "--value", "\"V\"")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada().contains("\"V\"") && store.status() == "" && store.fsck() == "")
    #expect(try store.folder.git("log", "-1", "--format=%s") == "Merge branch 'topic'")
    #expect(try store.folder.git("log", "-1", "--format=%P").split(separator: " ").count == 2)
  }

  @Test("a bare store, and a branch that is not checked out: conflicts write nothing")
  func bare() throws {
    let source = try MergeStore(installs: false)
    try source.makeClean()
    let bare = WorkFolder(source.sandbox("bare"))
    try source.folder.git("clone", "-q", "--bare", source.folder.path, bare.path)
    let merged = try bare.funnel(["merge", "topic", "--json"])
    #expect(merged.status == 0 && merged.text.contains("\"outcome\":\"merged\""), "\(merged.errorText)")
    #expect(try bare.funnel(["get", "users/ada"]).text == MergeStore.merged)
    #expect(try bare.git("log", "-1", "--format=%P").split(separator: " ").count == 2)
    #expect(try bare.git("fsck", "--full", "--no-dangling") == "")
    #expect(try bare.funnel(["update", "users/ada", "name=X"]).status == 0)
    #expect(try bare.funnel(["update", "users/ada", "--branch", "topic", "name=Y"]).status == 0)
    let before = try bare.git("rev-parse", "main")
    let refused = try bare.funnel(["merge", "topic"])
    #expect(
      refused.status == 1 && refused.text.contains("theirs  \"Y\"")
        && refused.errorText.contains("Nothing was"))
    #expect(try bare.git("rev-parse", "main") == before)
    // Into another branch than HEAD's, in the clone.
    try source.run("merge", "main", "--branch", "topic")
    #expect(try source.folder.git("rev-parse", "topic^2") == source.folder.git("rev-parse", "main"))
    #expect(try source.status() == "" && source.folder.git("branch", "--show-current") == "main")
  }

  @Test("hand edits, staged changes and files in the way are the user's")
  func dirty() throws {
    let store = try MergeStore()
    try store.makeClean()
    let before = try store.folder.git("rev-parse", "main")
    try store.folder.write("data/users/ada.json", "{\n  \"name\": \"Mine\"\n}\n")
    try store.run("merge", "topic", code: 75)
    #expect(try store.folder.read("data/users/ada.json") == "{\n  \"name\": \"Mine\"\n}\n")
    try store.folder.git("restore", "data")
    try store.folder.write("data/users/ben.json", "{\n  \"name\": \"Mine\"\n}\n")
    try store.folder.git("add", "-A")
    try store.run("merge", "topic", code: 75)
    try store.folder.git("restore", "--staged", "data")
    // An edit elsewhere does not matter.
    try store.run("merge", "topic")
    #expect(try store.folder.read("data/users/ben.json") == "{\n  \"name\": \"Mine\"\n}\n")
    #expect(try store.status() == " M data/users/ben.json")
    #expect(try store.folder.git("rev-parse", "main^") == before)
    try store.on("topic", "set", "users/new", "name=N")
    try store.folder.git("restore", "data")
    try store.folder.write("data/users/new.json", "mine\n")
    try store.run("merge", "topic", code: 75)
    #expect(
      try store.folder.read("data/users/new.json") == "mine\n" && !store.folder.exists(".git/MERGE_HEAD"))
  }

  @Test("detached HEAD, an unknown revision, unrelated histories")
  func refused() throws {
    let store = try MergeStore()
    #expect(try store.store.funnel(["merge", "nothing"]).status == 66)
    try store.folder.git("checkout", "-q", "--orphan", "other")
    try store.folder.git("commit", "-q", "--no-verify", "-m", "Another beginning")
    try store.folder.git("checkout", "-q", "main")
    let unrelated = try store.store.funnel(["merge", "other"])
    #expect(unrelated.status == 65 && unrelated.errorText.contains("no common history"))
    try store.run("merge", "other", "--allow-unrelated-histories")
    try store.folder.git("checkout", "-q", "--detach")
    try store.run("merge", "topic", code: 75)
  }

  @Test("files of every kind come along: links, modes, other text, and a moved document")
  func otherFiles() throws {
    let store = try MergeStore(installs: false)
    try store.folder.git("checkout", "-q", "topic")
    try store.folder.write("tool.sh", "#!/bin/sh\n")
    _ = try Command.run(["chmod", "+x", "tool.sh"], in: store.folder.path)
    _ = try Command.run(["ln", "-s", "tool.sh", "link"], in: store.folder.path)
    try store.folder.git("mv", "data/users/ben.json", "data/users/bob.json")
    _ = try store.git("add", "-A")
    _ = try store.git("commit", "-q", "-m", "Move ben, add files")
    try store.folder.git("checkout", "-q", "main")
    try store.run("update", "users/ben", "age:=7")
    try store.run("merge", "topic")
    #expect(try store.status() == "")
    #expect(
      try store.folder.git("ls-tree", "HEAD", "tool.sh", "link").split(separator: "\n").map { $0.prefix(6) }
        == ["120000", "100755"])
    #expect(try store.run("get", "users/bob").contains("\"age\": 7"))
    try store.run("get", "users/ben", code: 1)
  }

  @Test("binary files below data/: kept whole, as ours, and settled as a whole", arguments: [true, false])
  func binary(_ isGit: Bool) throws {
    let store = try MergeStore()
    func write(_ branch: String, _ byte: UInt8) throws {
      try store.folder.git("checkout", "-q", branch)
      for name in ["data/users/photo.png", "data/users/broken.json"] {
        try Files.write([0, 0xFF, byte, 0x0A, 0], to: store.folder.path + "/" + name)
      }
      try store.folder.git("add", "-A")
      try store.folder.git("commit", "-q", "--no-verify", "-m", "Bytes")
    }
    try write("main", 1)
    try store.folder.git("branch", "-f", "topic")
    try write("topic", 2)
    try write("main", 3)
    if isGit {
      _ = try store.git("merge", "-q", "topic", code: 1)
    } else {
      try store.run("merge", "topic", code: 1)
    }
    #expect(
      try store.status().split(separator: "\n").sorted() == [
        "UU data/users/broken.json", "UU data/users/photo.png",
      ])
    for name in ["photo.png", "broken.json"] {
      #expect(try Files.read(store.folder.path + "/data/users/" + name) == [0, 0xFF, 3, 0x0A, 0])
    }
    let listed = try store.run("conflicts")
    #expect(listed.contains("ours cannot be read") && listed.contains("data/users/photo.png"), "\(listed)")
    try store.run("resolve", "users/broken", "--theirs", code: 65)
    try store.run("resolve", "users/broken", "--value", "{\"name\": \"B\"}")
    try store.run("resolve", "data/users/photo.png", "--theirs")
    _ = try store.git("commit", "-q", "--no-verify", "--no-edit")
    #expect(try Files.read(store.folder.path + "/data/users/photo.png")[2] == 2)
    #expect(try store.status() == "" && store.fsck() == "")
  }

  @Test("a whole collection renamed on one branch, edited on the other, both ways", arguments: [true, false])
  func renamedCollection(_ isOurs: Bool) throws {
    let store = try MergeStore(installs: false)
    let (renaming, editing) = isOurs ? ("main", "topic") : ("topic", "main")
    try store.folder.git("checkout", "-q", renaming)
    for folder in ["data", "live"] { try store.folder.git("mv", folder + "/users", folder + "/members") }
    try store.folder.write("schemas/user.json", MergeSchema.text.replacing("users/{", with: "members/{"))
    try store.folder.git("commit", "-q", "-a", "-m", "Users are members")
    try store.folder.git("checkout", "-q", "main")
    try store.on(editing, "update", "users/ada", "age:=41", "uses:=12")
    try store.on(editing, "set", "users/new", "name=New")
    try store.run("merge", "topic")
    #expect(
      try store.folder.git("ls-tree", "-r", "--name-only", "HEAD", "data", "live") == """
        data/members/ada.json
        data/members/ben.json
        data/members/new.json
        live/members/ada.json
        """)
    #expect(try store.run("get", "members/ada").contains("\"age\": 41"))
    #expect(try store.run("get", "members/ada").contains("\"uses\": 12"))
    #expect(try store.status() == "" && store.fsck() == "")
  }

  @Test(
    "killed at each step: a merge under way or none, and git can take it back",
    arguments: ["journaled", "files-written", "index-written", "objects-written", "branch-moved"])
  func killed(_ point: String) throws {
    let store = try MergeStore(installs: false)
    try store.makeClean()
    let before = try store.folder.git("rev-parse", "main")
    try store.run("merge", "topic", code: 137, environment: ["FUNNEL_CRASH_AT": point])
    #expect(try store.fsck() == "")
    // The next command rolls away the locks of the dead one.
    _ = try store.store.funnel(["status"])
    #expect(!store.folder.exists(".git/index.lock") && !store.folder.exists(".git/refs/heads/main.lock"))
    if point == "branch-moved" {
      #expect(try store.ada() == MergeStore.merged)
    } else {
      #expect(try store.folder.git("rev-parse", "main") == before)
    }
    if point == "files-written" { try store.folder.git("restore", ".") }
    // git status looks at files of which the index is not sure, as git merge --abort does not.
    _ = try store.git("status", "--porcelain")
    _ = try store.git("merge", "--abort")
    #expect(try store.status() == "")
  }
}
