import Platform
import TestSupport
import Testing

/// `funnel validate` of what git holds: an index, a commit, a range of commits.
struct ValidateCommitTests {
  private func install(_ store: CommandStore, _ script: String) throws {
    let hooks = try store.commonDirectory() + "/hooks"
    try Files.makeDirectories(hooks)
    try Files.write(Array("#!/bin/sh\n\(script)\n".utf8), to: hooks + "/pre-commit", mode: 0o777)
  }

  @Test(
    "a pre-commit hook judges the index that git hands to it",
    arguments: [CommandStore.Shape.clone, .linkedWorktree]
  )
  func hook(_ shape: CommandStore.Shape) throws {
    let store = try CommandStore(shape)
    try install(store, "exec \(WorkFolder.binary) validate --staged")
    let before = try store.tree()
    try store.store.write("data/users/ben.json", "{}")
    for arguments in [["-a"], ["data/users/ben.json"], ["-i", "data/users/ben.json"]] {
      let outcome = try Command.run(["git", "commit", "-q", "-m", "x"] + arguments, in: store.store.path)
      #expect(outcome.status == 1, "\(arguments)")
      let text = outcome.text + outcome.errorText
      #expect(text.contains("data/users/ben.json:1:1: name is required"), "\(arguments): \(text)")
      #expect(try store.tree() == before, "\(arguments)")
    }
    // What else is staged is in no commit of one file.
    try store.folder.git("add", "-A")
    try store.store.write("data/users/cy.json", "{\"name\": \"Cy 2\"}\n")
    try store.folder.git("commit", "-q", "-m", "One file", "data/users/cy.json")
    #expect(try store.tree() != before)
    try store.folder.git("reset", "-q", "--hard")
    // Our own commands hand it an index too.
    try store.folder.git("config", "funnel.none", "1")
    #expect(try store.run("set", "users/ada", "name=Ada 2").status == 0)
    let forced = try store.run("set", "--force", "users/ada", "nmae=Ada 2")
    #expect(forced.status == 65 && forced.errorText.contains("pre-commit"), "\(forced.errorText)")
  }

  @Test("GIT_INDEX_FILE is seen from the top of the work tree, as git does, and must be there")
  func indexFile() throws {
    let store = try CommandStore(.subfolder)
    try store.store.write("data/users/ben.json", "{}")
    try Files.write(try Files.read(store.folder.path + "/.git/index"), to: store.folder.path + "/.git/other")
    try store.folder.git("add", "-A")
    func run(_ index: String) throws -> Command.Outcome {
      try store.store.funnel(["validate", "--staged"], environment: ["GIT_INDEX_FILE": index])
    }
    #expect(try run(".git/index").status == 1)
    #expect(try run(".git/other").status == 0)
    #expect(try run(store.folder.path + "/.git/other").status == 0)
    let none = try run(".git/none")
    #expect(none.status == 66 && none.errorText.contains(".git/none, which GIT_INDEX_FILE names"))
  }

  @Test("a conflict is of the files that have it")
  func conflict() throws {
    let store = try CommandStore()
    try store.folder.git("switch", "-q", "-c", "side", "older")
    #expect(try store.run("set", "users/ada", "name=Other").status == 0)
    _ = try Command.run(["git", "merge", "-q", "main"], in: store.folder.path)
    #expect(try store.run("validate", "--staged", "users/ben").status == 0)
    #expect(try store.run("validate", "--staged", "notes").status == 0)
    for arguments in [[], ["users/ada"], ["users"], ["data"]] {
      let outcome = try store.store.funnel(["validate", "--staged"] + arguments)
      #expect(outcome.status == 75 && outcome.errorText.contains("data/users/ada.json is in conflict"))
    }
  }

  @Test(
    "files that can be no document's are findings in a commit as in the working tree, and the rest is judged")
  func misfits() throws {
    let store = try CommandStore()
    try store.store.write("data/users/a b.json", "{}")
    try store.store.write("data/README.md", "hello")
    try store.store.write("data/users/ada/notes", "a file where a subcollection lies")
    try store.store.write("data/users/ben.json", "{}")
    try store.store.write("live/users/gone.json", "{}")
    try store.store.write("live/users/lost/a b.json", "{}")
    try store.folder.git("add", "-A")
    try store.folder.git("commit", "-q", "-m", "By hand")
    let bare = WorkFolder(store.sandbox("bare.git"))
    try store.folder.git("clone", "-q", "--bare", ".", bare.path)
    let here = try store.run("validate")
    #expect(
      here.status == 1 && here.errorText == "6 findings in 9 documents\n", "\(here.text)\(here.errorText)")
    #expect(here.text.contains("data/users/a b.json:") && here.text.contains("live/users/gone.json:"))
    for (folder, arguments) in [(store.store, ["--staged"]), (store.store, ["--rev", "HEAD"]), (bare, [])] {
      let there = try folder.funnel(["validate"] + arguments)
      #expect(
        there.text == here.text && there.errorText == here.errorText && there.status == 1, "\(arguments)")
    }
    let changed = try store.run("validate", "--rev", "HEAD~1..")
    #expect(changed.text == here.text && changed.errorText == "6 findings in 6 documents\n")
    #expect(try store.run("validate", "--rev", "HEAD..").errorText == "no documents\n")
    for path in ["data/users/a b.json", "live/users", "data/README.md", "data/users/ada/notes"] {
      let one = try store.run("validate", path)
      let same = try store.run("validate", "--rev", "HEAD", path)
      #expect(
        same.text == one.text && same.status == 1 && one.status == 1, "\(path): \(one.text) \(same.text)")
    }
    let difference = try store.run("schema", "diff", "HEAD~1", "HEAD")
    #expect(difference.errorText.contains("none breaks"), "\(difference.errorText)")
    // A document that goes and leaves its other file behind is a change.
    try store.folder.git("rm", "-q", "data/users/ada.json")
    try store.folder.git("commit", "-q", "-m", "Half of it")
    let half = try store.run("validate", "--rev", "HEAD~1..")
    #expect(half.text.hasPrefix("live/users/ada.json: there is a live/ file but no document"), "\(half.text)")
  }

  @Test("a committed link is a finding, whatever the text of its target is")
  func links() throws {
    let store = try CommandStore()
    let blob = try Command.run(
      ["git", "hash-object", "-w", "--stdin"], in: store.folder.path, input: Array("{\"name\": \"L\"}".utf8)
    ).text.filter { $0 != "\n" }
    for file in ["data/users/link.json", "live/users/ben.json"] {
      try store.folder.git("update-index", "--add", "--cacheinfo", "120000,\(blob),\(file)")
    }
    try store.folder.git("commit", "-q", "-m", "By hand")
    let staged = try store.run("validate", "--staged")
    #expect(staged.status == 1 && staged.errorText == "2 findings in 5 documents\n")
    for file in ["data/users/link.json", "live/users/ben.json"] {
      #expect(staged.text.contains("\(file): \(file) is a symbolic link or a submodule"), "\(staged.text)")
    }
    for revision in ["HEAD", "HEAD~1.."] {
      let committed = try store.run("validate", "--rev", revision)
      #expect(committed.text == staged.text && committed.status == 1, "\(committed.text)")
    }
    // A file that becomes a link with the same content has changed.
    let text = try store.folder.git("rev-parse", "HEAD:data/users/cy.json")
    try store.folder.git("update-index", "--cacheinfo", "120000,\(text),data/users/cy.json")
    try store.folder.git("commit", "-q", "-m", "A link")
    #expect(try store.run("validate", "--rev", "HEAD~1..").text.hasPrefix("data/users/cy.json: "))
  }
}
