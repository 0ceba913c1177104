import Platform
import TestSupport
import Testing

/// What the command does with what it cannot take: the documented exit code, the key words, and nothing lost.
struct BadInputTests {
  /// Runs a command that must fail, and checks that the store is as it was.
  private func refuse(
    _ store: CommandStore, _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    code: Int32,
    _ words: [String], changesFiles: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try store.tree()
    let dirt = try store.dirt()
    let outcome = try store.store.funnel(arguments, environment: environment, input: input)
    #expect(outcome.status == code, "\(outcome.errorText)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        outcome.errorText.contains(word), "\(word) in: \(outcome.errorText)", sourceLocation: sourceLocation)
    }
    #expect(outcome.output.isEmpty, "\(outcome.text)", sourceLocation: sourceLocation)
    #expect(try store.tree() == before, sourceLocation: sourceLocation)
    #expect(try store.dirt() == dirt, sourceLocation: sourceLocation)
    #expect(try store.traces() == [], sourceLocation: sourceLocation)
  }

  private static let deep = String(repeating: "{\"a\":", count: 30) + "1" + String(repeating: "}", count: 30)

  @Test(
    "documents that cannot be read or are too much",
    arguments: [
      ("{\"a\": }", ["1:7"]), ("{\"a\": 1,}", ["1:8", "comma"]), ("{\"a\": 1", ["1:"]), ("", ["empty"]),
      ("[1]", ["object"]),
      ("{\"a\": 1} x", ["1:10"]), ("{\"a\": \"\\ud800\"}", ["surrogate"]),
      ("{\"a\": 1,\n \"a\": 2}", ["2:2", "twice", "line 1, column 2"]),
      ("{\"a\": {\"$what\": 1}}", ["$what"]),
      ("{\"a\": {\"$timestmp\": \"2026-01-31T09:30:00Z\"}}", ["$timestmp", "$timestamp"]),
      ("{\"a\": {\"$timestamp\": \"yesterday\"}}", ["timestamp"]),
      ("{\"a\": 9223372036854775808}", ["int64"]),
      ("{\"a\": 1e999}", ["1e999"]), ("{\"a\": [[1]]}", ["array"]), ("{\"$schema\": \"x\"}", ["$schema"]),
      ("{\"a\": NaN}", ["1:7"]), ("{'a': 1}", ["1:2"]), ("{\"__x__\": 1}", ["__x__"]),
    ])
  func documents(_ text: String, _ words: [String]) throws {
    let store = try CommandStore()
    try refuse(store, ["set", "notes/x"], input: text, code: 65, words)
    // The same text as a hand edit.
    try store.store.write("data/notes/x.json", text)
    try refuse(store, ["commit"], code: 65, ["notes/x"])
    #expect(try store.store.read("data/notes/x.json") == text)
  }

  @Test("over the limits of size and depth, and not UTF-8")
  func limits() throws {
    let store = try CommandStore()
    try refuse(store, ["set", "notes/x"], input: Self.deep, code: 65, ["20"])
    let large = "{\"a\": \"\(String(repeating: "x", count: 1 << 20))\"}"
    try refuse(store, ["set", "notes/x"], input: large, code: 65, ["notes/x", "field a", "1048487"])
    let outcome = try Command.run(
      [WorkFolder.binary, "set", "notes/x"], in: store.store.path,
      input: Array("{\"a\": \"".utf8) + [0xE9] + Array("\"}".utf8))
    #expect(outcome.status == 65 && outcome.errorText.contains("UTF-8"), "\(outcome.errorText)")
    let utf16: [UInt8] = [0xFF, 0xFE, 0x7B, 0, 0x7D, 0]
    let wide = try Command.run([WorkFolder.binary, "set", "notes/x"], in: store.store.path, input: utf16)
    #expect(wide.status == 65 && wide.errorText.contains("UTF-"), "\(wide.errorText)")
    try refuse(store, ["set", "notes/x", "--file", "/nowhere.json"], code: 66, ["/nowhere.json"])
  }

  @Test("a hand edit that fits as typed and not in its canonical form is refused")
  func canonicalForm() throws {
    let store = try CommandStore()
    // Beyond 2^53 - 1 an integer is written as `$integer`, which is no integer to JSON Schema.
    try store.store.write("data/users/dee.json", "{\"name\": \"Dee\", \"age\": 9007199254740993}\n")
    try refuse(
      store, ["commit"], code: 65, ["age", "data/users/dee.json", "firestore.json#/$defs/anyInteger"])
    try store.store.write("data/users/dee.json", "{\"name\": \"Dee\", \"age\": 9007199254740991}\n")
    #expect(try store.run("commit").status == 0)
  }

  @Test(
    "paths that cannot be one",
    arguments: [
      ("users", ["users"]), ("users/a/b", ["users/a/b"]), ("users//a", ["slash"]), ("users/..", [".."]),
      ("users/__x__", ["__x__"]),
      ("", []), ("/users/a", ["slash"]), ("users/a/", ["slash"]), ("users/", ["empty"]),
      ("users/" + String(repeating: "x", count: 1501), ["1500"]),
    ])
  func paths(_ path: String, _ words: [String]) throws {
    let store = try CommandStore()
    try refuse(store, ["set", path, "name=X"], code: 65, words)
    let read = try store.run("get", path)
    #expect(read.status == 65, "\(read.status) \(read.errorText)")
  }

  @Test("collections where documents belong, and the other way round")
  func segments() throws {
    let store = try CommandStore()
    try refuse(store, ["add", "users/ada", "name=X"], code: 65, ["users/ada"])
    try refuse(store, ["list", "users/ada/x/y/"], code: 65, [])
    try refuse(store, ["delete", "users"], code: 65, ["users"])
    try refuse(store, ["path", "users"], code: 65, ["users"])
  }

  @Test("field arguments, conditions and usage")
  func arguments() throws {
    let store = try CommandStore()
    try refuse(store, ["set", "notes/x", "noOperator"], code: 64, ["noOperator"])
    try refuse(store, ["set", "notes/x", "a:={"], code: 65, ["JSON"])
    try refuse(store, ["nonsense"], code: 64, ["nonsense"])
    try refuse(store, ["set", "users/ada", "--must-exist", "--must-not-exist", "name=A"], code: 64, ["must"])
    try refuse(store, ["set", "--must-exist", "users/none", "name=A"], code: 75, ["users/none"])
    try refuse(store, ["set", "--must-not-exist", "users/ada", "name=A"], code: 75, ["users/ada"])
    try refuse(store, ["update", "users/none", "name=A"], code: 75, ["users/none"])
    try refuse(
      store, ["set", "--if-unchanged", "older", "users/ada", "name=A"], code: 75, ["changed", "users/ada"])
    try refuse(store, ["set", "--if-unchanged", "nowhere", "users/ada", "name=A"], code: 66, ["nowhere"])
    try refuse(store, ["get", "users/ada", "--at", "the dawn of time"], code: 66, ["the dawn of time"])
    try refuse(store, ["get", "users/ada", "--at", "1999-01-01"], code: 66, ["1999-01-01"])
    try refuse(store, ["get", "--branch", "none", "users/ada"], code: 66, ["none"])
    try refuse(store, ["get", "users/none"], code: 1, ["users/none"])
    try refuse(
      store, ["set", "-m", "x\n\nFunnel-Forced: schema", "notes/x", "a=b"], code: 65, ["Funnel-Forced"])
    #expect(try store.run("delete", "users/none").status == 0)
  }

  @Test("a schema violation names file and line, and several are all shown; the error as JSON")
  func schema() throws {
    let store = try CommandStore()
    try refuse(
      store, ["set", "users/x", "nam=X", "age:=1.5"], code: 65, ["data/users/x.json", "name", "nam", "age"])
    try refuse(
      store, ["set", "users/x", "nam=X", "--json"], code: 65,
      ["\"exitCode\":65", "\"code\":\"store/schema\""])
    #expect(try store.run("set", "--force", "users/x", "nam=X").status == 0)
  }

  @Test("a schema that is itself wrong: which line; two for one collection")
  func wrongSchemas() throws {
    let store = try CommandStore()
    let good = try #require(try store.store.read("schemas/user.json"))
    try store.store.write("schemas/user.json", good.replacing("\"minLength\": 1", with: "\"minLength\": -1"))
    try refuse(store, ["commit"], code: 78, ["schemas/user.json:6"])
    try store.store.write("schemas/user.json", good)
    try store.store.write("schemas/again.json", "{ \"x-funnel\": { \"collection\": \"users/{uid}\" } }\n")
    try refuse(store, ["commit"], code: 78, ["schemas/user.json", "schemas/again.json"])
    try Files.remove(store.store.path + "/schemas/again.json")
    try store.store.write("funnel.json", "{\n  \"format\": 1,\n  \"fanout\": {}\n}\n")
    try refuse(store, ["commit"], code: 78, ["funnel.json:3", "fanout"])
  }

  @Test("hand edits, links, folders and ignored files in the way")
  func inTheWay() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ada.json", "{\"name\": \"Mine\"}")
    try refuse(store, ["set", "users/ada", "name=X"], code: 75, ["data/users/ada.json", "funnel commit"])
    try store.store.write("data/users/new.json", "{\"name\": \"Mine\"}")
    try refuse(store, ["set", "users/new", "name=X"], code: 75, ["data/users/new.json"])
    try store.store.write("data/users/dir.json/x", "")
    try refuse(store, ["set", "users/dir", "name=X"], code: 65, ["data/users/dir.json", "folder"])
    _ = try Command.run(["ln", "-s", "/etc/passwd", "data/users/link.json"], in: store.store.path)
    try refuse(store, ["set", "users/link", "name=X"], code: 65, ["data/users/link.json", "symbolic link"])
    try refuse(store, ["commit", "users/link"], code: 65, ["symbolic link"])
    let other = try CommandStore()
    try other.store.write(".gitignore", "*.secret.json\n")
    try other.store.write("data/notes/x.secret.json", "{}")
    try refuse(other, ["set", "notes/x.secret", "a=b"], code: 75, ["data/notes/x.secret.json"])
    #expect(try other.run("status").text.contains("ignored"))
    #expect(try other.run("commit", "notes/x.secret").status == 66)
    let linked = try CommandStore()
    _ = try Command.run(["sh", "-c", "mv data real && ln -s real data"], in: linked.store.path)
    try refuse(linked, ["set", "users/ada", "name=X"], code: 65, ["data"])
    try refuse(linked, ["status"], code: 65, ["data", "symbolic link"])
    try refuse(linked, ["commit"], code: 65, ["data", "symbolic link"])
    #expect(try linked.store.read("real/users/ada.json") != nil)
  }

  @Test("conflict markers in a document")
  func conflictMarkers() throws {
    let store = try CommandStore()
    let text = "{\n<<<<<<< HEAD\n  \"name\": \"A\"\n=======\n  \"name\": \"B\"\n>>>>>>> other\n}\n"
    try store.store.write("data/users/ada.json", text)
    try refuse(store, ["commit"], code: 65, ["data/users/ada.json:2", "conflict"])
    #expect(try store.store.read("data/users/ada.json") == text)
  }

  @Test(
    "CRLF and a BOM are read, and written as neither",
    arguments: ["{\r\n  \"name\": \"A\"\r\n}\r\n", "\u{FEFF}{\"name\": \"A\"}"])
  func forms(_ text: String) throws {
    let store = try CommandStore()
    try store.store.write("data/users/ada.json", text)
    #expect(try store.run("commit").status == 0)
    #expect(try store.store.read("data/users/ada.json") == "{\n  \"name\": \"A\"\n}\n" && store.dirt() == "")
  }
}
