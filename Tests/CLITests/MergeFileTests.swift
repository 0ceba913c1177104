import JSON
import Platform
import TestSupport
import Testing

/// `merge-file`, in the binary.
struct MergeFileTests {
  private let sandbox: Sandbox
  private let folder: WorkFolder

  init() throws {
    sandbox = try Sandbox()
    folder = WorkFolder(sandbox("files"))
    try Files.makeDirectories(folder.path)
  }

  /// Writes the three files; nil leaves one out.
  private func write(_ base: String?, _ ours: String?, _ theirs: String?) throws {
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
      if let text { try folder.write("\(name).json", text) }
    }
  }

  private func merge(_ options: String...) throws -> Command.Outcome {
    try folder.funnel(["merge-file"] + options + ["ours.json", "base.json", "theirs.json"])
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try Files.read(folder.path + "/" + name), as: UTF8.self)
  }

  private static let schema = """
    {
      "properties": {
        "count": { "$ref": "parts/numbers.json#/$defs/count" },
        "list": { "type": "array", "maxItems": 3, "items": { "type": "string" } },
        "name": { "type": "string" }
      },
      "unevaluatedProperties": false
    }
    """
  private static let numbers = """
    { "$defs": { "count": { "type": "integer", "maximum": 10, "x-funnel": { "counter": true } } } }
    """

  @Test("writes ours in place, in the canonical form; -p prints and changes nothing")
  func inPlace() throws {
    try write("{\"b\": 1, \"a\": 1}", "\u{FEFF}{\"b\": 1, \"a\": 2}\r\n", "{\"b\": 3, \"a\": 1}")
    let merged = "{\n  \"a\": 2,\n  \"b\": 3\n}\n"
    let printed = try merge("-p")
    #expect(printed.status == 0 && printed.text == merged && printed.errorText.isEmpty)
    #expect(try read("ours.json").hasSuffix("}\r\n"))
    let outcome = try merge()
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errorText.isEmpty)
    #expect(try read("ours.json") == merged)
    #expect(try read("theirs.json") == "{\"b\": 3, \"a\": 1}")
  }

  @Test("a conflict ends with 1, is told in one line, and leaves ours and what merged")
  func conflict() throws {
    try write(#"{"a": "x", "b": 1}"#, #"{"a": "y\u001b", "b": 1}"#, #"{"a": "z", "b": 2}"#)
    #expect(try merge("-p", "--quiet").errorText.isEmpty)
    let json = try merge("-p", "--quiet", "--json")
    #expect(json.status == 1)
    let root = try JSONText(parsing: json.output).root
    #expect(root.member("clean")?.isTrue == false)
    #expect(root.node("/conflicts/0/pointer") == "/a" && root.node("/conflicts/0/theirs") == "z")
    #expect(root.node("/conflicts/0/reason") == "both-changed")
    let outcome = try merge()
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.errorText == "conflict /a: both sides changed it: base \"x\", ours \"y\\u001b\", theirs \"z\"\n"
    )
    #expect(try read("ours.json") == "{\n  \"a\": \"y\\u001b\",\n  \"b\": 2\n}\n")
  }

  @Test("--ours and --theirs settle")
  func choices() throws {
    for (option, text) in [("--ours", "y"), ("--theirs", "z")] {
      try write(#"{"a": "x", "b": 1}"#, #"{"a": "y", "b": 1}"#, #"{"a": "z", "b": 2}"#)
      let outcome = try merge("-p", option)
      #expect(outcome.status == 0 && outcome.text == "{\n  \"a\": \"\(text)\",\n  \"b\": 2\n}\n", "\(option)")
    }
    #expect(try merge("--ours", "--theirs").status == 64)
  }

  @Test("a schema tells what adds up, and what two right sides may not make together")
  func schema() throws {
    try folder.write("s.json", Self.schema)
    try folder.write("parts/numbers.json", Self.numbers)
    try write(
      #"{"count": 1, "list": ["a", "b"], "name": "n"}"#,
      #"{"count": 3, "list": ["a", "b", "c"], "name": "n"}"#,
      #"{"count": 2, "list": ["a", "b", "d"], "name": "m"}"#)
    let outcome = try merge("-p", "--schema", "s.json")
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("\"count\": 4") && outcome.text.contains("\"name\": \"m\""))
    #expect(!outcome.text.contains("\"d\""))
    #expect(outcome.errorText.hasPrefix("conflict /list: both changes together break the schema: list "))
    let theirs = try merge("-p", "--theirs", "--schema", "s.json")
    #expect(theirs.status == 0 && theirs.text.contains("\"d\"") && !theirs.text.contains("\"c\""))
    // Ours broke it before: that is nobody's doing here.
    try write(#"{"count": 11}"#, #"{"count": 12}"#, #"{"count": 11, "name": "m"}"#)
    #expect(try merge("-p", "--schema", "s.json").status == 0)
    #expect(try merge("-p", "--schema", "none.json").status == 66)
    try folder.write("bad.json", #"{"type": 1}"#)
    #expect(try merge("-p", "--schema", "bad.json").status == 78)
  }

  @Test("a store's schema is known from the place of the file, or by its name")
  func store() throws {
    let store = try CommandStore()
    let text = CommandStore.schema.replacing(
      "\"type\": \"integer\"", with: "\"x-funnel\": { \"counter\": true }")
    try store.store.write("schemas/user.json", text)
    for (name, age) in [("base", 1), ("theirs", 3)] {
      try store.store.write("\(name).json", #"{"name": "Ada", "age": \#(age)}"#)
    }
    try store.store.write("data/users/ada.json", #"{"name": "Ada", "age": 2}"#)
    let known = try store.run("merge-file", "-p", "data/users/ada.json", "base.json", "theirs.json")
    #expect(known.status == 0 && known.text.contains("\"age\": 4"))
    try store.store.write("ours.json", #"{"name": "Ada", "age": 2}"#)
    #expect(try store.run("merge-file", "-p", "ours.json", "base.json", "theirs.json").status == 1)
    let named = try store.run("merge-file", "-p", "ours.json", "base.json", "theirs.json", "--schema", "user")
    #expect(named.status == 0 && named.text.contains("\"age\": 4"))
  }

  @Test("what cannot be merged is an error, and ours stays as it is")
  func errors() throws {
    try write("{}", "{}", "{")
    #expect(try folder.funnel(["merge-file", "ours.json", "none.json", "theirs.json"]).status == 66)
    #expect(try folder.funnel(["merge-file", "ours.json", "base.json"]).status == 64)
    #expect(try merge().status == 65)
    try write(nil, nil, "[]")
    #expect(try merge().status == 65)
    try write(nil, nil, "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n")
    #expect(try merge().errorText.contains("conflict"))
    try write(nil, "", "{}")
    #expect(try merge().status == 65)
    try write(nil, String(repeating: #"{"a":"#, count: 10_000), "{}")
    #expect(try merge().status == 65)
    // No common version: git gives an empty file.
    try write("", #"{"a": {"x": 1}}"#, #"{"a": {"y": 1}}"#)
    #expect(try merge("-p").text == "{\n  \"a\": {\n    \"x\": 1,\n    \"y\": 1\n  }\n}\n")
  }

  @Test("a link stays one, and permissions stay")
  func replacing() throws {
    try write(#"{"a": 1}"#, nil, #"{"a": 2}"#)
    try folder.write("real.json", #"{"a": 1}"#)
    _ = try Command.run(["sh", "-c", "chmod 600 real.json; ln -s real.json ours.json"], in: folder.path)
    #expect(try merge().status == 0)
    #expect(try read("real.json") == "{\n  \"a\": 2\n}\n")
    #expect(FileStatus.of(folder.path + "/ours.json")?.kind == .symbolicLink)
    #expect((FileStatus.of(folder.path + "/real.json")?.mode ?? 0) & 0o777 == 0o600)
  }
}

extension JSONNode {
  fileprivate func node(_ pointer: String) -> String? { text.node(at: pointer)?.string }
}
