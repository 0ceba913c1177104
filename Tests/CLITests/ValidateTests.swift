import JSON
import Platform
import TestSupport
import Testing

/// `funnel validate`: what it judges, by what, and its exit codes.
struct ValidateTests {
  /// What a command printed, without what goes to standard error.
  private func check(
    _ store: CommandStore, _ arguments: [String], _ code: Int32, _ words: [String] = [], input: String? = nil,
    in folder: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try WorkFolder(folder ?? store.store.path).funnel(["validate"] + arguments, input: input)
    let text = outcome.text + outcome.errorText
    #expect(outcome.status == code, "\(arguments): \(text)", sourceLocation: sourceLocation)
    for word in words {
      #expect(text.contains(word), "\(word) in \(arguments): \(text)", sourceLocation: sourceLocation)
    }
  }

  @Test("findings come by path, then by place; live/ alone last; the count is of documents")
  func order() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ada/notes/b.json", "{]")
    try store.store.write("data/users/ada.json", "{\"age\": 1.5,\n \"name\": 2, \"zzz\": 1}")
    try store.store.write("data/users/ada!.json", "{}")
    try store.store.write("data/users/a.json", "{}")
    try store.store.write("live/users/gone.json", "{}")
    let outcome = try store.run("validate")
    let places = outcome.text.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map {
      $0.split(separator: " ")[0]
    }
    #expect(
      places == [
        "data/users/a.json:1:1:", "data/users/ada!.json:", "data/users/ada.json:1:9:",
        "data/users/ada.json:2:10:", "data/users/ada.json:2:13:", "data/users/ada/notes/b.json:1:2:",
        "live/users/gone.json:",
      ], "\(outcome.text)")
    #expect(outcome.errorText == "7 findings in 8 documents\n")
    #expect(outcome.status == 1)
  }

  @Test("documents, collections, files and folders, from anywhere in the store")
  func paths() throws {
    let store = try CommandStore(.subfolder)
    try store.store.write("data/users/ben.json", "{}")
    let here = store.store.path
    try check(store, ["users/ben"], 1, ["data/users/ben.json:1:1", "1 finding in 1 document"])
    try check(store, ["users"], 1, ["1 finding in 3 documents"])
    try check(store, ["data/users"], 1, ["1 finding in 3 documents"])
    try check(store, ["data/users/"], 1, ["1 finding in 3 documents"])
    try check(store, ["data"], 1, ["1 finding in 4 documents"])
    try check(store, ["."], 1, ["1 finding in 4 documents"])
    try check(store, ["live"], 0, [])
    try check(store, ["data/users/cy.json", "users/ada"], 0, ["2 documents, all valid"])
    try check(store, ["live/users/ada.json"], 0, ["1 document, all valid"])
    try check(store, ["schemas/user.json"], 0, ["1 file, all valid"])
    try check(store, ["schemas"], 0, ["3 files, all valid"])
    try check(store, ["ben.json"], 1, ["data/users/ben.json:1:1"], in: here + "/data/users")
    try check(store, ["user.json"], 0, ["1 file"], in: here + "/schemas")
    try check(store, ["users/ada"], 0, ["1 document"], in: here + "/schemas")
    try check(store, [here + "/data/users/ben.json"], 1, ["data/users/ben.json:1:1"], in: "/")
    try check(store, [here], 1, ["1 finding in 4 documents"], in: "/")
  }

  @Test(
    "what is not there is 66, what makes no sense 64",
    arguments: [
      (["users/none"], 66, "users/none"), (["nowhere"], 66, "nowhere"),
      (["data/users/none.json"], 66, "none"),
      (["/nowhere.json"], 66, "/nowhere.json"), (["./none.json"], 66, "none"),
      (["schemas/none.json"], 66, "none"), (["--rev", "nowhere"], 66, "nowhere"),
      (["--rev", "HEAD", "users/none"], 66, "users/none"), (["--staged", "users/none"], 66, "users/none"),
      (["--schema", "none", "users/ada"], 66, "user"), (["users//x"], 65, "empty"),
      (["--staged", "--worktree"], 64, "--staged and --worktree"),
      (["--rev", "HEAD", "--staged"], 64, "--rev"),
      (["--rev", "HEAD", "--worktree"], 64, "--worktree"), (["--watch", "--rev", "HEAD"], 64, "--watch"),
      (["--watch", "--staged"], 64, "--watch"), (["--watch", "--format", "tap"], 64, "text"),
      (["--max", "-1"], 64, "--max"), (["--max", "x"], 64, "--max"), (["--format", "xml"], 64, "xml"),
      (["--json", "--format", "tap"], 64, "--json"), (["--ndjson", "--staged"], 64, "--ndjson"),
      (["--ndjson", "--max", "1"], 64, "--ndjson"), (["--nonsense"], 64, "nonsense"),
    ])
  func refusals(_ arguments: [String], _ code: Int32, _ word: String) throws {
    try check(try CommandStore(), arguments, code, [word])
  }

  @Test("a document called funnel is none of the store's settings")
  func funnelDocument() throws {
    let store = try CommandStore()
    try store.store.write("data/users/funnel.json", "{\"name\": \"F\"}")
    try check(store, ["data/users/funnel.json"], 0, ["1 document"])
    try check(store, ["funnel.json"], 0, ["1 document"], in: store.store.path + "/data/users")
    try check(store, [], 0, ["5 documents"], in: store.store.path + "/data/users")
  }

  @Test("what is staged, by the staged schemas, whatever the working tree says")
  func staged() throws {
    let store = try CommandStore()
    try check(store, ["--staged"], 0, ["4 documents, all valid"])
    try store.store.write("data/users/ben.json", "{}")
    try check(store, ["--staged"], 0)
    try store.folder.git("add", "-A")
    try store.store.write("data/users/ben.json", "{\"name\": \"Ben\"}")
    try check(store, ["--staged"], 1, ["data/users/ben.json:1:1: name is required"])
    try check(store, ["--staged", "users/ben"], 1, ["1 finding in 1 document"])
    try check(store, ["--staged", "data/users"], 1, ["1 finding in 3 documents"])
    try check(store, ["--staged", "users/ada"], 0)
    try check(store, [], 0)
    // A staged schema counts, one of the working tree does not.
    let schema = try #require(try store.store.read("schemas/user.json"))
    try store.store.write("schemas/user.json", schema.replacing("[\"name\"]", with: "[]"))
    try check(store, ["--staged"], 1)
    try store.folder.git("add", "schemas")
    try check(store, ["--staged"], 0)
    // Deleted there, and only meant to be added.
    try store.folder.git("rm", "-q", "--cached", "data/users/cy.json")
    try store.store.write("data/users/dee.json", "{]")
    try store.folder.git("add", "-N", "data/users/dee.json")
    try check(store, ["--staged"], 0, ["3 documents"])
    try check(store, ["--staged", "users/cy"], 66)
  }

  @Test("staged: in a store below the repository's root; the live/ file is staged too")
  func stagedBelow() throws {
    let store = try CommandStore(.subfolder)
    try store.store.write("live/users/ada.json", "{\"name\": 1}")
    try store.folder.git("add", "-A")
    try check(store, ["--staged"], 1, ["its live/ file", "live/users/ada.json"])
    try check(store, ["--staged", "data/users/ada.json"], 1, ["1 finding in 1 document"])
  }

  @Test("staged: conflicts, links, settings and schemas that are wrong")
  func stagedTrouble() throws {
    let store = try CommandStore()
    try store.folder.git("switch", "-qc", "side", "older")
    try store.store.write("data/users/ada.json", "{\"name\": \"Side\"}")
    try store.folder.git("commit", "-qam", "side")
    _ = try store.folder.tryGit("merge", "-q", "main")
    try check(store, ["--staged"], 75, ["data/users/ada.json", "git add"])
    try store.folder.git("reset", "-q", "--hard", "main")
    _ = try Command.run(["ln", "-s", "/etc/passwd", "data/users/link.json"], in: store.store.path)
    try store.folder.git("add", "-A")
    try check(store, ["--staged"], 1, ["data/users/link.json", "symbolic link"])
    try store.store.write("schemas/user.json", "{\"type\": \"strng\"}")
    try store.folder.git("add", "-A")
    try check(store, ["--staged"], 78, ["schemas/user.json:1:10", "string"])
    try store.folder.git("rm", "-q", "--cached", "funnel.json")
    try check(store, ["--staged"], 66, ["funnel.json"])
  }

  @Test("in a bare store: the last commit; nothing staged and no files")
  func bare() throws {
    let store = try CommandStore(.bare)
    try check(store, [], 0, ["4 documents, all valid"])
    try check(store, ["users"], 0, ["3 documents"])
    try check(store, ["users/none"], 66)
    try check(store, ["--staged"], 64, ["bare"])
    try check(store, ["--worktree"], 64, ["bare"])
    try check(store, ["--watch"], 64, ["bare"])
    try store.sandboxed("x.json", "{]")
    try check(store, [store.sandbox("x.json")], 1, ["x.json:1:2"])
  }

  @Test("a revision, by its own schemas")
  func revision() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ben.json", "{}")
    try store.folder.git("commit", "-qam", "by hand")
    try store.store.write("schemas/user.json", "{}")
    try check(store, ["--rev", "HEAD"], 1, ["data/users/ben.json:1:1", "1 finding in 4 documents"])
    try check(store, ["--rev", "HEAD~1"], 0)
    try check(store, ["--rev", "older", "users"], 0, ["2 documents"])
    try check(store, ["--rev", "HEAD", "data/users", "notes/n"], 1, ["4 documents"])
    try check(store, ["--rev", "HEAD", "."], 1, ["4 documents"])
    try check(store, ["--rev", "HEAD", "schemas/user.json"], 0, ["1 file"])
    try check(store, ["--rev", "HEAD", "users/ben", "users/none"], 66, ["users/none"])
    try check(store, ["--worktree"], 0)
  }

  @Test("files that cannot be documents")
  func badFiles() throws {
    let store = try CommandStore()
    try store.store.write("data/users/latin.json", Array("{\"name\": \"".utf8) + [0xE9] + Array("\"}".utf8))
    try check(store, ["users/latin"], 1, ["data/users/latin.json:1:11", "UTF-8"])
    try store.store.write("data/users/wrong name.json", "{}")
    try check(store, ["data/users/wrong name.json"], 1, ["wrong%20name"])
    _ = try Command.run(
      ["sh", "-c", "ln -s /etc/passwd data/users/link.json; ln -s /nowhere data/users/dangling.json"],
      in: store.store.path)
    try check(store, ["data/users/link.json"], 1, ["data/users/link.json"])
    try check(store, ["users/link"], 1, ["data/users/link.json"])
    try check(store, ["data/users/dangling.json"], 1, ["data/users/dangling.json"])
    try store.store.write("data/users/dir.json/x", "")
    try check(store, ["users/dir"], 1, ["data/users/dir.json"])
    try check(store, ["firestore.rules"], 64, ["firestore.rules"])
    try store.store.write("firestore.indexes.json", "{\"indexes\": [}")
    try check(store, ["firestore.indexes.json"], 1, ["firestore.indexes.json:1:14"])
    try store.store.write("README.md", "# Read me")
    try check(store, ["README.md"], 1, ["README.md:1:1"])
    try check(store, ["funnel.json"], 0)
  }

  @Test("an empty store has nothing wrong")
  func empty() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    #expect(try folder.funnel(["init", "s"]).status == 0)
    let store = WorkFolder(sandbox("s"))
    for arguments in [[], ["."], ["data"], ["--staged"], ["--rev", "HEAD"]] {
      let outcome = try store.funnel(["validate"] + arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(outcome.errorText.contains("no documents"), "\(arguments): \(outcome.errorText)")
    }
    #expect(try folder.funnel(["validate"]).status == 66)
    #expect(try folder.funnel(["validate", "none.json"]).status == 66)
    #expect(try folder.funnel(["validate", "--worktree"]).status == 66)
    #expect(try folder.funnel(["validate", "--staged"]).status == 66)
  }

  @Test("schemas that are wrong: 78, with all faults at their lines")
  func wrongSchemas() throws {
    let store = try CommandStore()
    let good = try #require(try store.store.read("schemas/user.json"))
    try store.store.write(
      "schemas/user.json",
      good.replacing("\"minLength\": 1", with: "\"minLength\": -1").replacing("integer", with: "integr"))
    for arguments in [[], ["users/ada"], ["schemas/user.json"], ["schemas"]] {
      try check(store, arguments, 78, ["schemas/user.json:6", "schemas/user.json:7", "integer"])
    }
    // A document that another schema governs, or none, can be judged.
    try check(store, ["notes/n"], 0)
    try check(store, ["--format", "github"], 78, ["::error file=schemas/user.json,line=6"])
    try check(store, ["--format", "sarif"], 78, ["\"keyword/value\""])
    let outcome = try store.run("validate", "--format", "json")
    #expect(outcome.status == 78 && outcome.output.isEmpty)
    #expect(outcome.errorText.hasPrefix("{\"code\":\"keyword/value\""))
    try store.store.write("schemas/user.json", "{,}")
    try check(store, [], 78, ["schemas/user.json:1:2"])
    try store.store.write("funnel.json", "{\"format\": 9}")
    try check(store, ["--format", "tap"], 78, ["not ok 1 - funnel.json"])
  }

  @Test("--max prints less and counts all")
  func maximum() throws {
    let store = try CommandStore()
    for name in ["a", "b", "c"] { try store.store.write("data/users/\(name).json", "{}") }
    let two = try store.run("validate", "--max", "2")
    #expect(two.text.split(separator: "\n").filter { !$0.hasPrefix(" ") }.count == 2)
    #expect(two.errorText == "and 1 more\n3 findings in 7 documents\n")
    #expect(two.status == 1)
    let none = try store.run("validate", "--max", "0")
    #expect(none.text.isEmpty && none.status == 1 && none.errorText.hasPrefix("and 3 more"))
    #expect(try store.run("validate", "--max", "3").errorText == "3 findings in 7 documents\n")
    let json = try store.run("validate", "--max", "1", "--json")
    #expect(json.text.contains("\"omitted\":2"))
    #expect(
      try store.run("validate", "--max", "0", "--format", "tap").text.hasSuffix(
        "# and 3 more findings\n1..7\n"))
  }

  @Test("a terminal is coloured, a pipe and NO_COLOR are not")
  func colours() throws {
    let store = try CommandStore()
    try store.store.write("data/users/a.json", "{}")
    func inTerminal(_ colour: String) throws -> String {
      try Command.run(
        ["script", "-qec", "\(WorkFolder.binary) validate users/a", "/dev/null"], in: store.store.path,
        environment: ["NO_COLOR": colour, "TERM": "xterm"]
      ).text
    }
    #expect(!(try store.run("validate", "users/a").text.contains("\u{1B}")))
    guard FileStatus.of("/usr/bin/script") != nil else { return }
    #expect(try inTerminal("").contains("\u{1B}[31m"))
    #expect(!(try inTerminal("1").contains("\u{1B}")))
  }
}

extension CommandStore {
  /// Writes a file beside the store.
  func sandboxed(_ name: String, _ text: String) throws {
    try Files.write(Array(text.utf8), to: sandbox(name))
  }
}
