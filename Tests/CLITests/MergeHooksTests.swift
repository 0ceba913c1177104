import Platform
import TestSupport
import Testing

/// `funnel hooks`: what it writes, what the hooks refuse, and that nothing of the user's is lost.
struct MergeHooksTests {
  @Test("installed twice is installed once; uninstalled leaves nothing")
  func install() throws {
    let store = try MergeStore(installs: false)
    let config = try store.folder.read(".git/config")
    try store.run("hooks", "status", code: 1)
    #expect(try store.run("doctor").contains("funnel hooks install"))
    let once = try store.run("hooks", "install")
    let files = try store.folder.read(".git/config")
    #expect(try store.run("hooks", "install") == once && store.folder.read(".git/config") == files)
    #expect(try store.run("hooks", "status") == once)
    #expect(try store.run("doctor") == "All is well.\n")
    try store.run("hooks", "uninstall")
    #expect(!store.folder.exists(".git/hooks/pre-commit") && !store.folder.exists(".git/hooks/commit-msg"))
    #expect(try store.folder.git("config", "--local", "--name-only", "-l").contains("funnel") == false)
    #expect(config != nil)
  }

  @Test("a store without the lines in .gitattributes gets them for this clone")
  func attributes() throws {
    let store = try MergeStore(below: "a store", installs: false)
    try store.store.write(".gitattributes", "data/** -text -filter\nlive/** -text -filter\n")
    try store.folder.write(".git/info/attributes", "*.png binary\n")
    _ = try store.git("commit", "-q", "-a", "-m", "Attributes of an older store")
    try store.run("hooks", "install")
    let checked = try store.folder.git("check-attr", "merge", "diff", "--", "a store/data/users/ada.json")
    #expect(checked.contains("merge: funnel") && checked.contains("diff: funnel"))
    try store.run("hooks", "install")
    try store.run("hooks", "uninstall")
    #expect(try store.folder.read(".git/info/attributes") == "*.png binary\n")
  }

  @Test("a hook that is there is kept, and runs first", arguments: ["", ".husky"])
  func chained(_ hooksPath: String) throws {
    let store = try MergeStore(installs: false)
    if !hooksPath.isEmpty { try store.folder.git("config", "core.hooksPath", hooksPath) }
    let folder = hooksPath.isEmpty ? ".git/hooks" : hooksPath
    try store.folder.write(folder + "/pre-commit", "#!/bin/sh\necho mine >>../ran\ntest ! -e ../no\n")
    _ = try Command.run(["chmod", "+x", folder + "/pre-commit"], in: store.folder.path)
    let mine = try store.folder.read(folder + "/pre-commit")
    try store.run("hooks", "install")
    try store.run("hooks", "install")
    try store.folder.write("data/users/ben.json", "{\n  \"name\": \"B\"\n}\n")
    _ = try store.git("commit", "-q", "-m", "By hand", "--", "data")
    #expect(try WorkFolder(store.sandbox.path).read("ran") == "mine\n")
    try WorkFolder(store.sandbox.path).write("no", "")
    try store.folder.write("data/users/ben.json", "{\n  \"name\": \"C\"\n}\n")
    _ = try store.git("commit", "-q", "-m", "By hand", "--", "data", code: 1)
    try store.run("hooks", "uninstall")
    #expect(try store.folder.read(folder + "/pre-commit") == mine)
  }

  @Test("pre-commit refuses what is staged and wrong, and nothing else")
  func preCommit() throws {
    let store = try MergeStore()
    // Not staged: not looked at.
    try store.folder.write("data/users/ben.json", "{ oops\n")
    try store.folder.write("README", "hello\n")
    _ = try store.git("add", "README")
    _ = try store.git("commit", "-q", "-m", "A file")
    _ = try store.git("add", "-A")
    _ = try store.git("commit", "-q", "-m", "Broken", code: 1)
    try store.folder.write("data/users/ben.json", "{\n  \"nmae\": \"B\"\n}\n")
    _ = try store.git("commit", "-q", "-a", "-m", "Invalid", code: 1)
    try store.folder.write("data/users/ben.json", "{\"name\": \"B\"}\n")
    let unformatted = try store.folder.tryGit("commit", "-q", "-a", "-m", "Unformatted")
    #expect(unformatted.status == 1 && unformatted.errorText.contains("canonical form"))
    try store.run("format", "data/users/ben.json")
    _ = try store.git("commit", "-q", "-a", "-m", "Well")
    // What funnel forces is not refused.
    try store.run("set", "users/ben", "nmae=B", "--force")
  }

  @Test("in a store that is a folder of the repository, and in several, the hooks judge the same")
  func nested() throws {
    let store = try MergeStore(below: "a store")
    try store.folder.write("other/file", "x\n")
    _ = try store.git("add", "-A")
    _ = try store.git("commit", "-q", "-m", "Nothing of a store")
    let second = WorkFolder(store.folder.path + "/second")
    try Files.makeDirectories(second.path)
    #expect(try second.funnel(["init"]).status == 0)
    try second.write("data/x/y.json", "{\"unformatted\": 1}")
    _ = try store.git("add", "-A")
    let unformatted = try store.folder.tryGit("commit", "-q", "-m", "Second")
    #expect(unformatted.status == 1 && unformatted.errorText.contains("canonical form"))
    #expect(unformatted.errorText.split(separator: "\n").count { $0.contains("canonical form") } == 1)
    try second.write("data/x/y.json", "{\n  \"formatted\": 1\n}\n")
    _ = try store.git("commit", "-q", "-a", "-m", "Second")
    try store.store.write("data/users/ben.json", "{\n  \"nmae\": \"B\"\n}\n")
    let invalid = try store.folder.tryGit("commit", "-q", "-a", "-m", "Invalid")
    #expect(invalid.status == 1 && invalid.errorText.contains("nmae"), "\(invalid.errorText)")
    _ = try store.git("commit", "-q", "--allow-empty", "-m", "Mine\n\nFunnel-Actor: uid:a", code: 1)
  }

  @Test(
    "a merge is not concluded by adding what nobody decided, in whatever way it is added",
    arguments: [true, false])
  func undecided(_ isAdded: Bool) throws {
    let store = try MergeStore()
    // Nothing but the name differs, so that the file is as in HEAD when it is added.
    try store.on("topic", "update", "users/ada", "name=T")
    try store.on("main", "update", "users/ada", "name=O")
    _ = try store.git("merge", "-q", "topic", code: 1)
    if isAdded { try store.folder.git("add", "-A") }
    let refused = try store.folder.tryGit("commit", "-q", "-a", "-m", "All")
    #expect(
      refused.status == 1 && refused.errorText.contains("1 conflict of users/ada is not decided"),
      "\(refused.errorText)")
    try store.run("resolve", "users/ada", "--ours")
    _ = try store.git("commit", "-q", "-m", "Decided")
    #expect(try store.folder.git("rev-list", "--merges", "--count", "HEAD") == "1" && store.records().isEmpty)
  }

  @Test("commit-msg refuses forged trailers, and lets inherited ones through")
  func commitMessage() throws {
    let store = try MergeStore()
    let forged = "Mine\n\nFunnel-Actor: uid:somebody"
    _ = try store.git("commit", "-q", "--allow-empty", "-m", forged, code: 1)
    _ = try store.git("commit", "-q", "--allow-empty", "-m", "Mine\n\nfunnel-via: server", code: 1)
    _ = try store.git("commit", "-q", "--allow-empty", "-m", "About Funnel-Actor: in the middle of a line")
    try store.makeClean()
    _ = try store.git("commit", "-q", "--amend", "--no-edit")
    _ = try store.git("cherry-pick", "-e", "topic")
    _ = try store.git("reset", "-q", "--hard", "HEAD~1")
    try store.folder.git("checkout", "-q", "topic")
    try store.run("update", "users/ada", "age:=8")
    let squash = try Command.run(
      ["git", "rebase", "-q", "-i", "HEAD~2"], in: store.folder.path,
      environment: ["GIT_SEQUENCE_EDITOR": "sed -i 2s/pick/squash/", "GIT_EDITOR": "true"])
    #expect(squash.status == 0, "\(squash.errorText)")
    #expect(try store.folder.git("log", "-1", "--format=%B").contains("Funnel-Via: cli"))
  }

  @Test("git diff, git log -p and git show print fields")
  func diffDriver() throws {
    let store = try MergeStore()
    try store.run("update", "users/ada", "age:=9", "uses:=11")
    #expect(
      try store.git("diff", "HEAD~1")
        == "A  (users/ada)\n  age  1 → 9\nusers/ada  1 volatile field changed\n")
    for command in [["log", "-p", "-1"], ["show"]] {
      let outcome = try Command.run(["git"] + command, in: store.folder.path)
      #expect(outcome.text.contains("-age: 1\n+age: 9"), "\(outcome.text)")
    }
    // Patches stay patches, and pieces can still be added one by one.
    #expect(try store.git("format-patch", "--stdout", "-1").contains("-  \"age\": 1,"))
    try store.folder.write("data/users/ben.json", "{\n  \"name\": \"B\"\n}\n")
    let added = try Command.run(["git", "add", "-p"], in: store.folder.path, input: Array("y\n".utf8))
    #expect(added.status == 0 && added.text.contains("+  \"name\": \"B\""))
    #expect(try store.status() == "M  data/users/ben.json")
    // New, removed, unreadable.
    try store.folder.write("data/users/ben.json", "{ oops\n")
    try Files.remove(store.folder.path + "/data/users/ada.json")
    let shown = try store.git("diff", "HEAD")
    #expect(
      shown.contains("(users/ada)  deleted") && shown.contains("the new side cannot be read"), "\(shown)")
  }
}
