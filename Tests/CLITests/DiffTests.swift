import JSON
import Platform
import TestSupport
import Testing

/// `funnel diff` and `funnel apply` as commands.
struct DiffTests {
  private static let schema = """
    {
      "x-funnel": { "collection": "kinds/{kindId}" },
      "type": "object",
      "properties": {
        "plan": { "title": "Subscription", "type": "string" },
        "seen": { "x-funnel": { "volatile": true } }
      }
    }

    """

  /// Every type: the value before and after, as the file spells them on one line, and what the diff says.
  private static let kinds: [(name: String, old: String, new: String, says: String)] = [
    ("boolean", "true", "false", "true → false"), ("double", "1.5", "2.5", "1.5 → 2.5"),
    ("integer", "1", "2", "1 → 2"), ("type", "1", "1.0", "1 (integer) → 1.0 (double)"),
    ("null", "null", "\"x\"", "null → \"x\""), ("string", "\"a\"", "\"b\"", "\"a\" → \"b\""),
    (
      "timestamp", "{ \"$timestamp\": \"2026-01-01T00:00:00Z\" }",
      "{ \"$timestamp\": \"2026-01-01T00:00:00.500Z\" }",
      "2026-01-01T00:00:00Z → 2026-01-01T00:00:00.500Z"
    ),
    ("bytes", "{ \"$bytes\": \"AA==\" }", "{ \"$bytes\": \"AQ==\" }", "AA== → AQ=="),
    (
      "reference", "{ \"$reference\": \"users/a\" }", "{ \"$reference\": \"users/b\" }",
      "→ users/a → → users/b"
    ),
    (
      "geo", "{ \"$geoPoint\": { \"latitude\": 1.0, \"longitude\": 2.0 } }",
      "{ \"$geoPoint\": { \"latitude\": 1.0, \"longitude\": 2.5 } }", "1.0, 2.0 → 1.0, 2.5"
    ),
    ("vector", "{ \"$vector\": [1.0] }", "{ \"$vector\": [1.5] }", "[1.0] → [1.5]"),
    ("special", "{ \"$double\": \"NaN\" }", "{ \"$double\": \"Infinity\" }", "NaN → Infinity"),
    (
      "large", "{ \"$integer\": \"9007199254740993\" }", "{ \"$integer\": \"9007199254740995\" }",
      "9007199254740993 → 9007199254740995"
    ),
    ("array", "[1, 2]", "[1, 2, 3]", "+ 3"),
    ("map", "{ \"a\": 1, \"b\": 2 }", "{ \"a\": 1, \"b\": 3 }", "2 → 3"),
    ("plan", "\"free\"", "\"pro\"", "\"free\" → \"pro\""),
  ]

  @Test(
    "one changed field of any type is one line of the diff and one of the file, and volatile ones are none")
  func oneLine() throws {
    let store = try CommandStore()
    try store.store.write("schemas/kind.json", Self.schema)
    for kind in Self.kinds {
      try store.store.write(
        "data/kinds/\(kind.name).json", "{\"\(kind.name)\": \(kind.old), \"zz\": {\"kept\": true}}")
      try store.store.write("live/kinds/\(kind.name).json", "{\"seen\": 1}")
    }
    #expect(try store.run("commit", "-m", "One").status == 0)
    for kind in Self.kinds {
      try store.store.write(
        "data/kinds/\(kind.name).json", "{\"\(kind.name)\": \(kind.new), \"zz\": {\"kept\": true}}")
      try store.store.write("live/kinds/\(kind.name).json", "{\"seen\": 2}")
    }
    #expect(try store.run("commit", "-m", "Two").status == 0)
    let numbers = try store.folder.git("diff", "--numstat", "HEAD~1", "HEAD", "--", "data").split(
      separator: "\n")
    let lines = try store.run("diff", "HEAD~1", "HEAD").text.split(separator: "\n").map(String.init)
    #expect(lines.count == Self.kinds.count * 2, "\(lines)")
    for kind in Self.kinds {
      let place = try #require(lines.firstIndex { $0.hasPrefix("kinds/\(kind.name)") })
      #expect(lines[place + 1].hasSuffix(kind.says), "\(lines[place + 1])")
      // An element more gives the one before it a comma.
      let changed = kind.name == "array" ? "2\t1" : "1\t1"
      #expect(
        numbers.contains { $0.hasPrefix(changed) && $0.hasSuffix("/\(kind.name).json") }, "\(kind.name)")
    }
    #expect(lines.contains { $0.contains("plan (Subscription)") })
    #expect(!lines.contains { $0.contains("seen") })
    let live = try store.run("diff", "HEAD~1", "HEAD", "--live").text.split(separator: "\n")
    #expect(
      live.count == Self.kinds.count * 3 && live.filter { $0.contains("seen") }.count == Self.kinds.count)
  }

  @Test("forms: JSON, patches, Markdown and HTML; exit codes")
  func forms() throws {
    let store = try CommandStore()
    #expect(try store.run("update", "users/ada", "name=<b>Ada</b> | @all").status == 0)
    let json = try JSONText(parsing: Array(store.run("diff", "HEAD~1", "HEAD", "--json").text.utf8)).root
    let document = try #require(json.member("documents")?.elements.first { _ in true })
    #expect(document.member("path")?.string == "users/ada" && document.member("change")?.string == "modified")
    let field = try #require(document.member("fields")?.elements.first { _ in true })
    #expect(field.member("field")?.string == "name" && field.member("old")?.string == "Ada L.")
    #expect(
      try store.run("diff", "HEAD~1", "HEAD", "--patch").text
        == "[\n{\"path\":\"users/ada\",\"patch\":[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"<b>Ada</b> | @all\"}]}\n]\n"
    )
    #expect(
      try store.run("diff", "HEAD~1", "HEAD", "users/ada", "--merge-patch").text
        == "{\"name\":\"<b>Ada</b> | @all\"}\n")
    let page = try store.run("diff", "HEAD~1", "HEAD", "--html").text
    #expect(page.hasPrefix("<!doctype html>") && !page.contains("<b>Ada") && page.contains("&lt;b&gt;Ada"))
    let markdown = try store.run("diff", "HEAD~1", "HEAD", "--markdown").text
    #expect(
      !markdown.contains("<b>Ada") && !markdown.contains("@all")
        && markdown.contains("| name |"))
    let wide = try store.run("diff", "HEAD~1", "HEAD", "--side-by-side").text
    #expect(wide.contains("\"Ada L.\"") && wide.contains("│"))
    #expect(try store.run("diff", "HEAD~1", "HEAD", "--exit-code").status == 1)
    #expect(try store.run("diff", "HEAD", "HEAD", "--exit-code").status == 0)
    #expect(try store.run("diff", "--patch", "--json").status == 64)
    #expect(try store.run("diff", "--patch", "users/ada").text == "[]\n")
    #expect(
      try store.run("diff", "nothing").status == 66 && store.run("diff", "HEAD~99", "HEAD").status == 66)
    #expect(try store.run("diff", "HEAD~99...HEAD").status == 66)
  }

  @Test("two files, without a store")
  func files() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox("files"))
    try Files.makeDirectories(folder.path)
    try folder.write("a.json", #"{"list": [{"id": 1, "x": 1}, {"id": 2}], "tags": ["a", "b"]}"#)
    try folder.write("b.json", #"{"tags": ["b", "a", "c"], "list": [{"id": 2}, {"id": 1, "x": 2}]}"#)
    try folder.write(
      "s.json",
      #"{"properties": {"tags": {"title": "Labels", "x-funnel": {"set": true}}, "list": {"x-funnel": {"key": "id"}}}}"#
    )
    let plain = try folder.funnel(["diff", "a.json", "b.json"])
    #expect(plain.status == 0 && plain.text.contains("tags[0]"), "\(plain.text)\(plain.errorText)")
    let named = try folder.funnel(["diff", "a.json", "b.json", "--schema", "s.json"])
    #expect(named.text.contains("list[id=1].x") && named.text.contains("tags (Labels)"), "\(named.text)")
    #expect(!named.text.contains("tags[") && named.text.contains("+ \"c\""))
    #expect(try folder.funnel(["diff", "a.json", "a.json"]).text == "")
    #expect(try folder.funnel(["diff", "/dev/null", "a.json", "--exit-code"]).status == 1)
    #expect(try folder.funnel(["diff", "a.json", "none.json"]).status == 66)
    let patch = try folder.funnel(["diff", "-", "b.json", "--patch"], input: #"{"tags": ["b"]}"#)
    #expect(patch.text.hasPrefix("[{\"op\":"))
    let piped = try Command.run(
      ["bash", "-c", "\"$0\" diff <(cat a.json) <(cat b.json)", WorkFolder.binary], in: folder.path)
    #expect(piped.text.contains("tags[0]"), "\(piped.errorText)")
    try folder.write("bad.json", "{")
    let bad = try folder.funnel(["diff", "a.json", "bad.json"])
    #expect(bad.status == 0 && bad.text.contains("the new side cannot be read") && bad.text.contains("tags"))
    #expect(try folder.funnel(["diff", "a.json", "bad.json", "--patch"]).status == 65)
  }

  @Test("what diff printed, apply takes back: patches and merge patches, in all their forms")
  func applies() throws {
    let store = try CommandStore()
    #expect(try store.run("set", "users/dee", "name=Dee", "age:=4", "seen:=9").status == 0)
    #expect(try store.run("update", "users/ada", "name=Ada K.", "age:=37").status == 0)
    #expect(try store.run("delete", "users/ben").status == 0)
    let target = try store.folder.git("rev-parse", "HEAD^{tree}")
    for form in ["--patch", "--merge-patch"] {
      let patch = try store.run("diff", "HEAD~3", "HEAD", "--live", form).text
      #expect(try store.run("restore", "--all", "--at", "HEAD~3", "--live").status == 0)
      let dry = try store.store.funnel(["apply", "--dry-run"], input: patch)
      #expect(dry.status == 0 && dry.text.contains("would change"), "\(dry.errorText)")
      let made = try store.store.funnel(["apply", "-", "-m", "Patch"], input: patch)
      #expect(made.status == 0, "\(made.errorText)")
      #expect(try store.folder.git("rev-parse", "HEAD^{tree}") == target, "\(form)")
      #expect(try store.dirt() == "")
      // The next round starts from the same three commits.
      try store.folder.git("reset", "-q", "--hard", "HEAD~2")
    }
    try store.store.write(
      "p.json",
      #"[{"op": "test", "path": "/name", "value": "Ada K."}, {"op": "replace", "path": "/name", "value": "A"}]"#
    )
    #expect(try store.run("apply", "users/ada", "p.json").status == 0)
    #expect(
      try store.run("get", "users/ada").text.contains("\"name\": \"A\"")
        && store.run("get", "users/ada").text.contains("seen"))
    // It does not hold any more.
    let failed = try store.run("apply", "users/ada", "p.json")
    #expect(
      failed.status == 75 && failed.errorText.contains("users/ada") && failed.errorText.contains("/name"))
    #expect(try store.store.funnel(["apply", "users/ada"], input: "{\"name\": \"B\"}").status == 0)
    #expect(try store.store.funnel(["apply", "users/ada"], input: "{\"name\": 1}").status == 65)
    #expect(try store.store.funnel(["apply", "users/ada"], input: "{\"x\": {\"$nope\": 1}}").status == 65)
    #expect(try store.store.funnel(["apply"], input: "[{\"op\":\"remove\",\"path\":\"/a\"}]").status == 65)
    #expect(try store.store.funnel(["apply"], input: "{").status == 65)
    #expect(try store.run("apply", "none.json").status == 66)
    // The merge patch of a document that went is null, alone too.
    #expect(try store.run("set", "users/eve", "name=Eve").status == 0)
    let gone = try store.run("diff", "HEAD", "HEAD~1", "users/eve", "--merge-patch").text
    #expect(gone == "null\n")
    #expect(try store.store.funnel(["apply", "users/eve"], input: gone).status == 0)
    #expect(try store.run("get", "users/eve").status == 1)
    let nothing = try store.store.funnel(["apply"], input: "")
    #expect(nothing.status == 65 && nothing.errorText.contains("the text is empty"))
    let tested = try store.store.funnel(
      ["apply", "users/ada"], input: #"[{"op": "test", "path": "/name", "value": 1}]"#)
    #expect(tested.errorText.contains(#"expected 1, found "B""#), "\(tested.errorText)")
    // All or nothing.
    let half =
      #"{"path": "users/ada", "mergePatch": {"name": "C"}}"# + "\n"
      + #"{"path": "users/no", "patch": [{"op": "remove", "path": ""}]}"#
    let tip = try store.folder.git("rev-parse", "HEAD")
    #expect(try store.store.funnel(["apply"], input: half).status == 75)
    #expect(try store.folder.git("rev-parse", "HEAD") == tip)
  }

  @Test("a file whose name is not UTF-8 is named, committed or not")
  func foreignNames() throws {
    let store = try CommandStore()
    let make = try Command.run(
      ["bash", "-c", "printf '{}' >$'data/users/\\xff.json'"], in: store.store.path)
    #expect(make.status == 0)
    let shown = try store.run("diff").text
    #expect(shown.contains("added") && shown.contains("not UTF-8"), "\(shown)")
    try store.folder.git("add", "-A")
    try store.folder.git("commit", "-q", "-m", "Foreign")
    #expect(try store.run("diff").text == "")
    #expect(try store.run("diff", "HEAD~1").text.contains("added"))
  }
}
