import JSON
import Platform
import TestSupport
import Testing

/// `blame`, `log --field` and `bisect` as commands: what they say, and how they end.
struct HistoryCommandTests {
  @Test("a line a field; the field alone; json")
  func blame() throws {
    let store = try CommandStore()
    let blame = try store.run("blame", "users/ada")
    #expect(blame.status == 0)
    let lines = blame.text.split(separator: "\n").map(String.init)
    #expect(
      lines.count == 2 && lines[0].hasPrefix("age   36      Ada  ")
        && lines[1].hasPrefix("name  Ada L.  Ada  "))
    #expect(lines[1].hasSuffix("Update users/ada: name, age") || lines[1].contains("users/ada"))
    #expect(try store.run("blame", "users/ada", "name").text.split(separator: "\n").count == 1)
    #expect(try store.run("blame", "users/ada", "seen").text.hasPrefix("seen  1"))
    #expect(try store.run("blame", "users/ada", "--live").text.split(separator: "\n").count == 3)
    #expect(try store.run("blame", "users/ada", "--at", "older").text.hasPrefix("name  Ada  "))
    #expect(try store.run("blame", "data/users/ada.json").status == 0)
    let json = try JSONText(parsing: store.run("blame", "users/ada", "--json").output).root
    #expect(json.member("path")?.string == "users/ada")
    #expect(json.member("fields")?.elements.map { $0.member("field")?.string } == ["age", "name"])
  }

  @Test(
    "what is not there: exit code and code",
    arguments: [
      (["blame", "users/eve"], 66, "history/no-document"),
      (["blame", "users/ada", "nmae"], 66, "history/no-field"),
      (["blame", "users/ada", "--at", "nonsense"], 66, "history/unknown-moment"),
      (["blame", "users"], 65, "name/shape"),
      (["blame", "users/ada", "name[0]"], 66, "history/no-field"),
      (["log", "users/ada", "--field", "tags[0]"], 64, "usage"),
      (["bisect", "users", "--when", "age == 1"], 64, "usage"),
      (["log", "users/eve", "--field", "name"], 66, "history/no-document"),
      (["log", "users/ada", "--field", "nmae"], 66, "history/no-field"),
      (["log", "users", "--field", "name"], 64, "usage"),
      (["log", "--field", "name"], 64, "usage"),
      (["log", "users/ada", "--field", "a..b"], 65, "field-path/form"),
      (["bisect", "users/ada", "--when", "age ="], 64, "condition/syntax"),
      (["bisect", "users/ada", "--when", "age == 1", "--from", "nope"], 66, "history/unknown-moment"),
      (["bisect", "users/ada", "--when", "age == 1", "--to", "nope"], 66, "history/unknown-moment"),
      (
        ["bisect", "users/ada", "--when", "age == 1", "--from", "HEAD", "--to", "HEAD~1"], 66,
        "history/not-on-chain"
      ),
      (["bisect", "users/eve", "--when", "age == 1"], 66, "history/no-document"),
    ])
  func absences(_ arguments: [String], _ status: Int, _ code: String) throws {
    let store = try CommandStore()
    let outcome = try store.store.funnel(arguments + ["--json"])
    #expect(Int(outcome.status) == status, "\(outcome.errorText)")
    let last = outcome.errorText.split(separator: "\n").last ?? ""
    let said = try JSONText(parsing: Array(last.utf8)).root.member("code")?.string
    #expect(said == code, "\(last)")
  }

  @Test("elements as blame writes them, columns of any width, hand edits named")
  func places() throws {
    let store = try CommandStore()
    let long = String(repeating: "averylongname", count: 5)
    try store.run("set", "free/n", #"tags:=["a","b"]"#, "`\(long)`=x", "`o[0]`:=[1]", "-m", "More")
    #expect(try store.run("blame", "free/n", "tags[1]").text.hasPrefix("tags[1]  b  Ada"))
    #expect(try store.run("blame", "free/n", "`o[0]`[0]").text.hasPrefix("`o[0]`[0]  1  Ada"))
    #expect(try store.run("blame", "free/n", "`o[0]`").text.hasPrefix("`o[0]`[0]  1  Ada"))
    // All columns begin at the same place.
    let lines = try store.run("blame", "free/n").text.split(separator: "\n").map { Array($0.utf8) }
    let starts = lines.map { line in line.indices.first { line[$0...].starts(with: Array("  Ada  ".utf8)) } }
    #expect(Set(starts).count == 1)
    #expect(try store.run("blame", "users/ada").errorText.isEmpty)
    let file = try #require(try store.store.read("data/users/ada.json"))
    try store.store.write("data/users/ada.json", file.replacing("36", with: "37"))
    let edited = try store.run("blame", "users/ada", "age")
    #expect(edited.text.hasPrefix("age  36  Ada") && edited.errorText.contains("edited by hand"))
    #expect(try store.run("blame", "users/ada", "age", "--at", "HEAD").errorText.isEmpty)
    // A mistyped name answers never, and is named.
    let never = try store.store.funnel(["bisect", "users/ada", "--when", "nmae != \"x\""])
    #expect(never.status == 1 && never.errorText.contains("did you mean name?"))
  }

  @Test("a document or field that went: who took it, and where to look")
  func gone() throws {
    let store = try CommandStore()
    try store.run("update", "users/ada", "age:=-")
    try store.run("update", "users/ben", "age:=3")
    try store.run("delete", "users/ben", "-m", "Away with Ben")
    let blame = try store.run("blame", "users/ben")
    #expect(
      blame.status == 1 && blame.errorText.contains("Ada deleted it") && blame.errorText.contains("--at "))
    let log = try store.run("log", "users/ben", "--field", "age")
    #expect(log.status == 0)
    let lines = log.text.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].contains("age  - 3  Away with Ben") && lines[1].contains("age  + 3"))
    #expect(try store.run("log", "users/ben").text.contains("Away with Ben"))
  }

  @Test("log --field: lines, -n, --at, json, and the plain log as before")
  func fieldLog() throws {
    let store = try CommandStore()
    try store.run("update", "users/ada", "name=Countess", "-m", "Title")
    let log = try store.run("log", "users/ada", "--field", "name").text.split(separator: "\n").map(
      String.init)
    #expect(log.count == 3)
    #expect(log[0].contains("name  \"Ada L.\" → \"Countess\"  Title") && log[2].contains("name  + \"Ada\""))
    #expect(
      try store.run("log", "users/ada", "--field", "name", "-n", "1").text.split(separator: "\n").count == 1)
    #expect(
      try store.run("log", "users/ada", "--field", "name", "--at", "HEAD~1").text.split(separator: "\n").count
        == 2)
    let json = try store.run("log", "users/ada", "--field", "name", "--json").text.split(separator: "\n")
    let first = try JSONText(parsing: Array(json[0].utf8)).root
    #expect(first.member("path")?.string == "users/ada")
    #expect(first.member("changes")?.elements.map { $0.member("new")?.string } == ["Countess"])
    #expect(try store.run("log", "users/ada", "--field", "seen").text.contains("seen  + 1"))
  }

  @Test("bisect: the first commit, each stretch, and 1 when it never held")
  func bisect() throws {
    let store = try CommandStore()
    try store.run("update", "users/ada", "age:=40", "-m", "Older")
    try store.run("update", "users/ada", "age:=30", "-m", "Younger")
    let found = try store.run("bisect", "users/ada", "--when", "age > 37")
    #expect(found.status == 0 && found.text.hasPrefix("first  ") && found.text.contains("Older"))
    #expect(found.text.contains("\nuntil  ") && !found.text.contains("holds to the end"))
    #expect(try store.run("bisect", "users/ada", "--when", "age < 38").text.contains("holds to the end"))
    let never = try store.run("bisect", "users/ada", "--when", "age > 100", "--json")
    #expect(never.status == 1)
    let json = try JSONText(parsing: never.output).root
    #expect(json.member("first")?.kind == .null && json.member("stretches")?.elements.map(\.kind) == [])
    let fault = try store.run("bisect", "users/ada", "--when", "age = 1")
    #expect(fault.status == 64)
    #expect(
      fault.errorText.contains("--when:1:5: ") && fault.errorText.contains("    ^")
        && fault.errorText.contains("=="))
    let base = try store.run("bisect", "users/ada", "--when", "age > 37", "--from", "HEAD~1")
    #expect(base.text.contains("here or before"))
  }

  @Test("messages and names cannot drive the terminal, forged trailers are claims")
  func hostile() throws {
    let store = try CommandStore()
    try store.store.write("data/users/ada.json", "{\"name\": \"Evil \\u001b[31m\"}")
    try store.folder.git("add", "-A")
    let outcome = try Command.run(
      [
        "git", "commit", "-q", "-m",
        "Red \u{1B}[31m\u{7}text\n\nFunnel-Time: 2020-01-01T00:00:00Z\nFunnel-Actor: uid:boss\nFunnel-Via: restore",
      ], in: store.folder.path, environment: ["GIT_AUTHOR_NAME": "Eve \u{1B}[1m"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    for arguments in [
      ["blame", "users/ada"], ["log", "users/ada", "--field", "name"], ["log", "users/ada"],
      ["bisect", "users/ada", "--when", "name.size() > 5"],
    ] {
      let said = try store.store.funnel(arguments)
      #expect(said.status == 0 && !said.text.contains("\u{1B}") && !said.text.contains("\u{7}"))
      if arguments[0] == "blame" {
        #expect(said.text.contains("(claims uid:boss)") && !said.text.contains("restore ("))
      }
    }
  }

  @Test("a shallow clone says where it ends")
  func shallow() throws {
    let store = try CommandStore()
    let copy = WorkFolder(store.sandbox("copy"))
    try store.folder.git("clone", "-q", "--depth", "2", "file://" + store.folder.path, copy.path)
    let blame = try copy.funnel(["blame", "users/ada"])
    #expect(blame.text.contains("≤ ") && blame.text.contains("a shallow clone ends here"))
    let log = try copy.funnel(["log", "users/cy"])
    #expect(log.text.contains("at or before"))
    let notes = try copy.funnel(["log", "notes/n"])
    #expect(notes.status == 0 && notes.errorText.contains("this shallow clone ends at"))
    let field = try copy.funnel(["log", "users/ada", "--field", "name"])
    #expect(field.text.contains("at or before"))
    let never = try copy.funnel(["blame", "users/eve"])
    #expect(never.status == 66 && never.errorText.contains("shallow clone ends"))
  }

  @Test("an unreadable version is named, and no end of history")
  func unreadable() throws {
    let store = try CommandStore()
    for text in ["{", "{\"name\": \"Back\", \"age\": 36}"] {
      try store.store.write("data/users/ada.json", text)
      try store.folder.git("commit", "-q", "-am", "By hand")
    }
    let blame = try store.run("blame", "users/ada")
    #expect(blame.status == 0 && blame.errorText.contains("cannot be read, history goes on behind it"))
    #expect(blame.text.split(separator: "\n")[0].contains("Update users/ada"))
    #expect(try store.run("log", "users/ada", "--field", "age").text.split(separator: "\n").count == 2)
    #expect(try store.run("log", "users/ada", "--field", "age").text.contains("cannot be read"))
    #expect(try store.run("log", "users/ada").text.split(separator: "\n").count == 4)
  }
}
