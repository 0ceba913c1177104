import Platform
import TestSupport
import Testing

/// `funnel validate`: what its paths name, in and outside of stores, and links among schemas.
struct ValidatePathTests {
  private func link(_ store: CommandStore, _ target: String, _ name: String) throws {
    let outcome = try Command.run(["ln", "-sfn", target, name], in: store.store.path)
    try #require(outcome.status == 0, "\(outcome.errorText)")
  }

  @Test("a schema that is a link judges nothing: it is named", arguments: ["things.json", "none.json"])
  func linkedSchema(_ target: String) throws {
    let store = try CommandStore()
    try store.store.write("things.json", "{}")
    try link(store, "../" + target, "schemas/things.json")
    let sentence = "schemas/things.json: schemas/things.json is a symbolic link, not a file"
    for arguments in [[], ["users/ada"], ["schemas/things.json"], ["schemas"]] {
      let outcome = try store.store.funnel(["validate"] + arguments)
      #expect(outcome.status == 78 && outcome.errorText.hasPrefix(sentence), "\(outcome.errorText)")
    }
    try store.folder.git("add", "-A")
    try store.folder.git("commit", "-q", "-m", "A link")
    for arguments in [["--staged"], ["--rev", "HEAD"]] {
      let outcome = try store.store.funnel(["validate"] + arguments)
      #expect(outcome.status == 78 && outcome.errorText.hasPrefix(sentence), "\(outcome.errorText)")
    }
  }

  @Test("nor may schemas/ itself be a link")
  func linkedSchemas() throws {
    let store = try CommandStore()
    _ = try Command.run(["mv", "schemas", "rules"], in: store.store.path)
    try link(store, "rules", "schemas")
    try store.folder.git("add", "-A")
    try store.folder.git("commit", "-q", "-m", "A link")
    for arguments in [[], ["--staged"], ["--rev", "HEAD"]] {
      let outcome = try store.store.funnel(["validate"] + arguments)
      let text = outcome.errorText
      #expect(
        outcome.status == 78 && text.hasPrefix("schemas: schemas is a symbolic link, not a folder"),
        "\(arguments): \(text)")
    }
    let sarif = try store.run("validate", "--format", "github")
    #expect(sarif.status == 78 && sarif.text.hasPrefix("::error file=schemas,"), "\(sarif.text)")
  }

  @Test("a link in the place of data/ or live/ is no store without documents", arguments: ["data", "live"])
  func linkedFolders(_ folder: String) throws {
    let store = try CommandStore()
    _ = try Command.run(["mv", folder, "elsewhere"], in: store.store.path)
    try link(store, "elsewhere", folder)
    try store.folder.git("add", "-A")
    try store.folder.git("commit", "-q", "-m", "A link")
    for arguments in [[], ["--staged"], ["--rev", "HEAD"]] {
      let outcome = try store.store.funnel(["validate"] + arguments)
      let sentence = "\(folder): \(folder) is a symbolic link, not a folder"
      #expect(
        outcome.status == 65 && outcome.errorText.hasPrefix(sentence), "\(arguments): \(outcome.errorText)")
    }
  }

  @Test("schemas of a commit are judged as those of the working tree are, in a bare store too")
  func committedSchemas() throws {
    let store = try CommandStore()
    let bare = WorkFolder(store.sandbox("bare.git"))
    try store.folder.git("clone", "-q", "--bare", ".", bare.path)
    for (folder, arguments) in [(store.store, []), (store.store, ["--rev", "HEAD"]), (bare, [])] {
      for (path, words) in [
        ("schemas/user.json", "1 file, all"), ("schemas", "3 files, all"), ("users/ada/", "1 doc"),
      ] {
        let outcome = try folder.funnel(["validate"] + arguments + [path])
        #expect(outcome.status == 0 && outcome.errorText.hasPrefix(words), "\(path): \(outcome.errorText)")
      }
    }
    #expect(try bare.funnel(["validate", "schemas/none.json"]).status == 66)
  }

  @Test("code hosts get names from the repository's root, wherever the command is run")
  func names() throws {
    let store = try CommandStore(.subfolder)
    try store.store.write("s.json", "{\"type\": \"string\"}")
    try store.store.write("docs/mb.json", "{}")
    try store.folder.write("top.json", "{}")
    for (folder, way) in [
      ("", "below/store/"), ("below", "store/"), ("below/store", ""), ("below/store/docs", "../"),
    ] {
      let here = WorkFolder(store.folder.path + "/" + folder)
      for (file, name) in [("docs/mb.json", "below/store/docs/mb.json"), ("../../top.json", "top.json")] {
        for form in ["github", "sarif", "junit"] {
          let outcome = try here.funnel([
            "validate", "--schema", way + "s.json", "--format", form, way + file,
          ])
          let text = outcome.text
          #expect(outcome.status == 1, "\(outcome.errorText)")
          #expect(
            text.contains("file=\(name),") || text.contains("\"uri\":\"\(name)\"")
              || text.contains("\"uri\": \"\(name)\"") || text.contains("file=\"\(name)\""),
            "\(folder) \(form): \(text)")
        }
      }
    }
    let text = try store.folder.funnel(["validate", "--schema", "below/store/s.json", "top.json"])
    #expect(text.text.hasPrefix("top.json:1:1: "))
  }

  @Test("one file that cannot be read keeps no other from being judged")
  func looseFiles() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    try folder.write("d/a.json", "{}")
    try folder.write("d/z.json", "{]")
    let made = try Command.run(
      ["sh", "-c", "printf '{}' > \"$(printf 'd/caf\\351.json')\""], in: sandbox.path)
    try #require(made.status == 0)
    _ = try Command.run(["truncate", "-s", "70000000", "d/big.json"], in: sandbox.path)
    let outcome = try folder.funnel(["validate", "d"])
    let lines = outcome.text.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(outcome.status == 1 && outcome.errorText == "3 findings in 4 documents\n", "\(outcome.errorText)")
    #expect(lines.contains("d/caf\\xE9.json: the name is not UTF-8, so the file cannot be read"), "\(lines)")
    #expect(lines.contains("d/big.json:1:1: the text has 70000000 bytes, more than 67108864"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("d/z.json:1:2: ") }, "\(lines)")
    try Files.makeDirectories(sandbox("empty"))
    let empty = try folder.funnel(["validate", "empty"])
    #expect(empty.status == 66 && empty.errorText.contains("the folder empty holds no JSON files"))
  }

  @Test(
    "revisions and paths that make no sense",
    arguments: [
      (["--rev", ""], 64, "--rev needs a revision"), (["--rev", "HEAD...main"], 64, "two dots, not three"),
      (["--watch", "nope"], 66, "nope"), (["--watch", "nope.json"], 66, "nope.json"),
      (["--watch", "-"], 64, "standard input"), (["users/ada/"], 0, "1 document"),
      (["data/users/none"], 66, "the folder data/users/none holds no JSON files"),
      (["--rev", "HEAD", "users/ada/"], 0, "1 document"), (["--staged", "users/ada/"], 0, "1 document"),
    ])
  func refusals(_ arguments: [String], _ code: Int32, _ words: String) throws {
    let store = try CommandStore()
    try Files.makeDirectories(store.store.path + "/data/users/none")
    let outcome = try store.store.funnel(["validate"] + arguments)
    #expect(outcome.status == code && outcome.errorText.contains(words), "\(arguments): \(outcome.errorText)")
  }

  @Test("--watch --schema judges the documents that the schema governs")
  func watchNamed() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ben.json", "{}")
    let running = try Command.start(
      [WorkFolder.binary, "validate", "--watch", "--schema", "user"], in: store.store.path)
    for _ in 0..<600 where try !String(decoding: running.outputSoFar(), as: UTF8.self).contains("ben.json") {
      Pause.milliseconds(50)
    }
    Pause.milliseconds(100)
    running.kill(2)
    let outcome = try running.wait()
    #expect(!outcome.text.contains("notes") && outcome.text.contains("name is required"), "\(outcome.text)")
    #expect(outcome.errorText == "1 finding in 3 documents\n", "\(outcome.errorText)")
  }
}
