import JSON
import Platform
import TestSupport
import Testing

/// `validate --format` and `--watch`, in the binary.
struct ValidateFormatTests {
  private func parse(_ bytes: [UInt8]) throws -> JSONNode { try JSONText(parsing: bytes).root }

  @Test("every form tells the same exit code, and stands alone on standard output")
  func forms() throws {
    let store = try CommandStore(.subfolder)
    for isValid in [true, false] {
      if !isValid { try store.store.write("data/users/ben.json", "{\"nmae\": \"\u{7}]]>\\u001b\"}") }
      for form in ["text", "json", "flag", "basic", "detailed", "sarif", "github", "junit", "tap"] {
        let outcome = try store.run("validate", "--format", form)
        #expect(outcome.status == (isValid ? 0 : 1), "\(form)")
        switch form {
        case "json", "sarif": _ = try parse(outcome.output)
        case "flag", "basic", "detailed":
          let lines = outcome.text.split(separator: "\n")
          #expect(lines.count == 4)
          for line in lines { _ = try parse(Array(line.utf8)) }
        default: break
        }
        #expect(outcome.output.allSatisfy { $0 == 0x0A || $0 >= 0x20 }, "\(form)")
        if form != "text", form != "github" { #expect(outcome.errorText.isEmpty, "\(form)") }
      }
    }
    #expect(
      try store.run("validate", "--format", "github").text.hasPrefix(
        "::error file=below/store/data/users/ben.json,"))
    #expect(try store.run("validate", "--format", "github", "--rev", "HEAD").text.isEmpty)
    #expect(
      try store.run("validate", "--format", "sarif").text.contains("\"below/store/data/users/ben.json\""))
    #expect(
      try store.run("validate", "--format", "junit").text.contains("file=\"below/store/data/users/ben.json\"")
    )
    try store.folder.git("add", "-A")
    let staged = try store.run("validate", "--format", "github", "--staged")
    #expect(staged.text.hasPrefix("::error file=below/store/data/users/ben.json,"))
  }

  @Test("--json is --format json")
  func json() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ben.json", "{}")
    let json = try store.run("validate", "--json")
    #expect(json.output == (try store.run("validate", "--format", "json").output))
    let root = try parse(json.output)
    #expect(root.member("valid")?.isTrue == false && root.member("documents")?.int64 == 4)
  }

  @Test("errors of a command that prints JSON are JSON")
  func errors() throws {
    let store = try CommandStore()
    for arguments in [["--format", "json"], ["--format=json"], ["--json"]] {
      let outcome = try store.store.funnel(["validate", "users/none"] + arguments)
      #expect(outcome.status == 66 && outcome.errorText.hasPrefix("{\"code\":\"document/absent\""))
    }
  }

  @Test("--watch tells what changed, and ends with 130")
  func watch() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ben.json", "{}")
    let running = try Command.start(
      [WorkFolder.binary, "validate", "--watch"], in: store.store.path, environment: ["NO_COLOR": "1"])
    /// Waits for the event itself; the deadline is for a run that hangs.
    func wait(for text: String) throws -> Bool {
      for _ in 0..<600 {
        if String(decoding: try running.outputSoFar(), as: UTF8.self).contains(text) { return true }
        Pause.milliseconds(50)
      }
      return false
    }
    #expect(try wait(for: "data/users/ben.json:1:1: name is required"))
    try store.store.write("data/users/cy.json", "{\"name\": \"\"}")
    #expect(try wait(for: "data/users/cy.json:1:10: name is empty"))
    try store.store.write("data/users/ben.json", "{\"name\": \"Ben\"}")
    #expect(try wait(for: "data/users/ben.json is valid now"))
    try Files.remove(store.store.path + "/data/users/cy.json")
    #expect(try wait(for: "data/users/cy.json is gone"))
    let schema = try #require(try store.store.read("schemas/user.json"))
    try store.store.write("schemas/user.json", schema.replacing("\"minLength\": 1", with: "\"minLength\": 4"))
    #expect(try wait(for: "data/users/ben.json:1:10: name is 3 characters, at least 4 are needed"))
    running.kill(2)
    let outcome = try running.wait()
    #expect(outcome.status == 130)
    let sentence = "data/users/ben.json:1:1: name is required"
    #expect(outcome.text.ranges(of: sentence).count == 1, "only what changed is told")
    #expect(outcome.errorText.hasPrefix("1 finding in 4 documents\n2 findings in 4 documents\n"))
    #expect(!outcome.text.contains("\u{1B}"))
  }
}
